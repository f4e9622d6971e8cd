/** When what is billed: milestones and fees by their days, across all lines; work by the hour follows its approval. */
import { Stack, Text } from '@mantine/core'
import { Empty } from '../language/empty.tsx'
import { Lines } from '../language/lines.tsx'
import { MoneyText } from '../language/value.tsx'
import type { WireMoney } from '../words/format.ts'
import { formatDay } from '../words/format.ts'
import { sumByCurrency } from '../words/sum.ts'
import { useWords } from '../words/words.ts'
import type { ContractView } from './view.ts'
import { words } from './words.ts'

interface Due {
  readonly id: string
  readonly on: string
  readonly what: string
  readonly line: string
  readonly billingStatus: string
  readonly amount: WireMoney
}

export function BillPlan({ contract }: { contract: ContractView }) {
  const t = useWords(words)
  const rows = contract.lines.flatMap(dueOf).sort((a, b) => a.on.localeCompare(b.on))
  const byTime = contract.lines.filter(({ billingMethod }) => billingMethod === 'time_and_materials')
  if (rows.length === 0) return <Empty icon="clock" title={t('planEmpty')} text={t('planEmptyText')} />
  const [sum] = sumByCurrency(rows.map(({ amount }) => amount))
  return (
    <Stack gap="sm">
      <Lines
        label={t('billPlan')}
        rows={rows}
        columns={[
          { name: 'on', title: t('when'), phone: 'line' },
          { name: 'what', title: t('what'), phone: 'title' },
          { name: 'line' },
          { name: 'billingStatus', phone: 'line' },
          { name: 'amount', phone: 'end' },
        ]}
        idOf={({ id }) => id}
        sum={{ amount: sum && <MoneyText value={sum} /> }}
      />
      {byTime.map(({ id, title }) => (
        <Text key={id} size="sm" c="dimmed">
          {title}: {t('byTime')}
        </Text>
      ))}
    </Stack>
  )
}

function dueOf(line: ContractView['lines'][number]): Due[] {
  return [
    ...line.milestones.map(({ id, plannedOn, acceptedOn, title, billingStatus, amount }) => ({
      id,
      on: acceptedOn ?? plannedOn,
      what: title,
      line: line.title,
      billingStatus,
      amount,
    })),
    ...line.fees.map(({ id, billOn, periodStart, billingStatus, amount }) => ({
      id,
      on: billOn,
      what: formatDay(periodStart, 'month'),
      line: line.title,
      billingStatus,
      amount,
    })),
  ]
}
