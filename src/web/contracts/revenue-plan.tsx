/** How a contract becomes revenue: where it stands against what was billed, and the months of what is earned evenly. */
import { Stack } from '@mantine/core'
import { listSchedule, positions } from '#flow/revenue/contract.ts'
import { Figure } from '../language/figure.tsx'
import { List } from '../language/list/list.tsx'
import { Figures } from '../language/record.tsx'
import { useAsk } from '../wire/queries.ts'
import { formatDay } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

export function RevenuePlan({ contractId }: { contractId: string }) {
  const t = useWords(words)
  return (
    <Stack gap="md">
      <Position contractId={contractId} />
      <List
        contract={listSchedule}
        name="schedule"
        fixed={{ contractId }}
        filters={['open']}
        columns={[
          {
            name: 'periodStart',
            phone: 'title',
            show: ({ periodStart }) => formatDay(periodStart, 'month'),
          },
          { name: 'line', phone: 'line' },
          { name: 'amount', phone: 'end' },
          { name: 'periodEnd', sort: 'periodEnd' },
          { name: 'recognisedOn', phone: 'line' },
        ]}
        idOf={({ id }) => id}
        empty={{ icon: 'revenue', title: t('revenueEmpty'), text: t('revenueEmptyText') }}
      />
    </Stack>
  )
}

function Position({ contractId }: { contractId: string }) {
  const t = useWords(words)
  const { data } = useAsk(positions, { contractId })
  const [position] = data?.items ?? []
  if (!position) return null
  const derivation = { query: positions.name, input: { contractId } }
  const note = t(position.agrees ? 'agrees' : 'differs')
  const tone = position.agrees ? undefined : ('red' as const)
  return (
    <Figures>
      <Figure
        label={t('unbilled')}
        value={position.unbilledReceivable}
        derivation={derivation}
        note={note}
        tone={tone}
      />
      <Figure
        label={t('asset')}
        value={position.contractAsset}
        derivation={derivation}
        note={note}
        tone={tone}
      />
      <Figure
        label={t('liability')}
        value={position.contractLiability}
        derivation={derivation}
        note={note}
        tone={tone}
      />
    </Figures>
  )
}
