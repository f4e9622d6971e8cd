/** A document in the books: every entry it was posted by or changed by; each opens its lines and the command behind it. */
import { entriesOf } from '#engines/ledger/contract.ts'
import { nameOf } from '../words/names.ts'
import type { EmptyProps } from './empty.tsx'
import { List } from './list/list.tsx'

interface EntriesOfProps {
  readonly documentType: string
  readonly documentId: string
  readonly empty: EmptyProps
}

export function EntriesOf({ documentType, documentId, empty }: EntriesOfProps) {
  return (
    <List
      contract={entriesOf}
      name="entries"
      fixed={{ documentType, documentId }}
      filters={[]}
      columns={[
        { name: 'number', phone: 'line' },
        { name: 'date', sort: 'date', phone: 'line' },
        { name: 'bookName' },
        { name: 'description', phone: 'title' },
        { name: 'rule', show: ({ rule }) => nameOf(rule) },
        { name: 'actorName' },
        { name: 'amount', phone: 'end' },
      ]}
      idOf={({ id }) => id}
      opens={({ id }) => `/ledger/entries/${id}`}
      empty={empty}
    />
  )
}
