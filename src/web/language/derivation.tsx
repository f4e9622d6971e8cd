/** The rows behind a figure, whatever query gives them; each leads to its document, and from there to the journal. */
import { Drawer, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { QueryContract } from '#kernel/contract.ts'
import { useAsk } from '../wire/queries.ts'
import type { RefusalError } from '../wire/refusal-error.ts'
import { commandName } from '../words/names.ts'
import { type AnyRow, AnyRows } from './any-rows.tsx'
import { BackCloses } from './back-closes.tsx'
import { contractNamed } from './contracts.ts'
import { Empty } from './empty.tsx'
import { placeOfRecord } from './kinds.ts'
import { RefusalNote } from './refusal-note.tsx'

interface DerivationProps {
  readonly query: string
  readonly input: Readonly<Record<string, unknown>>
}

interface DerivationDrawerProps extends DerivationProps {
  readonly title: string
  readonly isOpen: boolean
  readonly close: () => void
}

/** At the side of the screen. */
export function DerivationDrawer({ title, isOpen, close, ...derivation }: DerivationDrawerProps) {
  return (
    <Drawer opened={isOpen} onClose={close} position="right" size="xl" title={<Text fw={650}>{title}</Text>}>
      <BackCloses close={close} />
      <Derivation {...derivation} />
    </Drawer>
  )
}

function Derivation({ query, input }: DerivationProps) {
  const { data: contract } = useQuery({ queryKey: ['contract', query], queryFn: () => contractNamed(query) })
  return contract ? <DerivedRows contract={contract as QueryContract} input={input} /> : null
}

function DerivedRows({ contract, input }: { contract: QueryContract; input: AnyRow }) {
  const { data, error, refetch } = useAsk(contract, input)
  if (error) return <RefusalNote error={error as RefusalError} retry={() => void refetch()} />
  if (!data) return null
  const rows = rowsOf(data)
  const [first] = rows
  if (!first) return <Empty title={commandName(contract.name)} />
  const names = Object.keys(first).filter((name) => isTold(name, first[name]))
  return (
    <AnyRows
      rows={rows}
      names={names}
      widthMin={480}
      opens={(row) => placeOfRow(contract, row)}
      striped
      stickyHeader
    />
  )
}

/** Ids are for machines; what is structured has a screen of its own. */
const isTold = (name: string, value: unknown) =>
  !/(^id|Id|Ids|revision)$/.test(name) &&
  (typeof value !== 'object' || value === null || 'amount' in value || Array.isArray(value))

/** The first list in an answer, or the answer itself as one row. */
function rowsOf(answer: unknown): readonly AnyRow[] {
  if (Array.isArray(answer)) return answer as AnyRow[]
  const lists = Object.values(answer as AnyRow).filter(Array.isArray)
  return (lists[0] as AnyRow[] | undefined) ?? [answer as AnyRow]
}

/** What the rows of a query are, where its name does not say it. */
const kinds: Readonly<Record<string, string>> = {
  'ledger.entriesOf': 'entry',
  'replays.differences': 'instance',
}

/** Where a row leads: its own record, else the first record it names that has a screen. */
function placeOfRow(contract: QueryContract, row: AnyRow): string | null {
  const kind = contract.shows?.[0] ?? kinds[contract.name] ?? singular(contract.name)
  const own = typeof row['id'] === 'string' ? placeOfRecord(kind, row['id']) : null
  if (own) return own
  for (const [name, value] of Object.entries(row)) {
    if (!name.endsWith('Id') || typeof value !== 'string') continue
    const place = placeOfRecord(name.slice(0, -2).toLowerCase(), value)
    if (place) return place
  }
  return null
}

/** `billing.listInvoices` lists invoices; `projects.list` projects. */
function singular(query: string): string {
  const [room = '', verb = ''] = query.split('.')
  const things = /^list[A-Z]/.test(verb) ? verb.slice(4) : room
  return things.toLowerCase().replace(/ies$/, 'y').replace(/s$/, '')
}
