/** How contract assets, liabilities and unbilled receivables came from one day to another, held against the books. */
import { Button, Group, Stack } from '@mantine/core'
import { rollForward } from '#flow/revenue/contract.ts'
import { Empty } from '../language/empty.tsx'
import { Lines } from '../language/lines.tsx'
import type { Column } from '../language/list/columns.ts'
import { Section } from '../language/page.tsx'
import { RefusalNote } from '../language/refusal-note.tsx'
import { SpanInputs, useSpan } from '../language/span.tsx'
import { Tone } from '../language/tone.tsx'
import type { WireOutput } from '../wire/client.ts'
import { usePages } from '../wire/queries.ts'
import { useSession } from '../wire/session.tsx'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

type Answer = WireOutput<typeof rollForward>
type Total = Answer['totals'][number]
type Position = Answer['items'][number]['positions'][number] & {
  readonly id: string
  readonly contract: string
}

const movements = [
  { name: 'opening', phone: 'line' },
  { name: 'recognised' },
  { name: 'billed' },
  { name: 'reclassified' },
  { name: 'exchange' },
  { name: 'closing', phone: 'end' },
] as const

export function RollForward() {
  const t = useWords(words)
  const span = useSpan()
  const pages = usePages(rollForward, { ...span, limit: 100 })
  const answers = (pages.data?.pages ?? []) as unknown as readonly Answer[]
  const totals = answers[0]?.totals ?? []
  const positions = answers.flatMap(({ items }) => items).flatMap(positionsOf)
  return (
    <Stack gap="md">
      <SpanInputs />
      {pages.error && <RefusalNote error={pages.error} retry={() => void pages.refetch()} />}
      {pages.isSuccess && totals.length === 0 && (
        <Empty icon="revenue" title={t('nothingMoved')} text={t('nothingMovedText')} />
      )}
      {totals.length > 0 && <Totals totals={totals} />}
      {positions.length > 0 && <Positions positions={positions} />}
      {pages.hasNextPage && (
        <Group justify="center">
          <Button variant="light" onClick={() => void pages.fetchNextPage()}>
            {t('more')}
          </Button>
        </Group>
      )}
    </Stack>
  )
}

const positionsOf = (item: Answer['items'][number]): Position[] =>
  item.positions.map((position) => ({
    ...position,
    id: `${item.id} ${position.position} ${position.account}`,
    contract: `${item.contractNumber} ${item.title}`,
  }))

function Totals({ totals }: { totals: readonly Total[] }) {
  const t = useWords(words)
  const columns: Column<Total>[] = [
    { name: 'position', phone: 'title', show: ({ position }) => nameOf(position) },
    { name: 'entityCode', phone: 'line' },
    ...movements,
    {
      name: 'agrees',
      title: t('inBooks'),
      phone: 'line',
      show: ({ agrees }) => (
        <Tone tone={agrees ? 'green' : 'red'}>
          {agrees ? '=' : '≠'} {t(agrees ? 'equal' : 'differs')}
        </Tone>
      ),
    },
  ]
  return (
    <Section title={t('inAll')}>
      <Lines
        label={t('inAll')}
        rows={totals}
        columns={columns}
        idOf={({ entityId, position, account }) => `${entityId} ${position} ${account}`}
        widthMin={980}
      />
    </Section>
  )
}

/** The lines of the books behind a position. */
function linesPlace({ bookId, account, contractId, from, to }: Position['opens']['input']): string {
  const lines = { account, contractId, from, to }
  const search = new URLSearchParams({ book: bookId, tab: 'entries' })
  for (const [name, value] of Object.entries(lines)) search.set(`entries.${name}`, value)
  return `/ledger?${search}`
}

function Positions({ positions }: { positions: readonly Position[] }) {
  const t = useWords(words)
  const { may } = useSession()
  const columns: Column<Position>[] = [
    { name: 'contract', phone: 'title' },
    { name: 'position', phone: 'line', show: ({ position }) => nameOf(position) },
    ...movements,
  ]
  return (
    <Section title={t('byContract')}>
      <Lines
        label={t('byContract')}
        rows={positions}
        columns={columns}
        idOf={({ id }) => id}
        opens={({ opens }) => (may(opens.query) ? linesPlace(opens.input) : null)}
        widthMin={980}
      />
    </Section>
  )
}
