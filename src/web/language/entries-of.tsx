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
        { name: 'number', width: 0.7, phone: 'line' },
        { name: 'date', sort: 'date', width: 0.8, phone: 'line' },
        { name: 'bookName', width: 1.3 },
        { name: 'description', width: 2, phone: 'title' },
        { name: 'rule', width: 1.3, show: ({ rule }) => nameOf(rule) },
        { name: 'actorName' },
        { name: 'amount', phone: 'end' },
      ]}
      idOf={({ id }) => id}
      opens={({ id }) => `/ledger/entries/${id}`}
      empty={empty}
    />
  )
}
