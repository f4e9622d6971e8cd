/** How full the firm is: bookings of all people by week, what is asked for and not yet met, and how much they could do. */
import type { personWeeks } from '#insight/contract.ts'
import { Chart } from '../language/chart.tsx'
import type { WireOutput } from '../wire/client.ts'
import { formatDay, formatNumber } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

type Weeks = WireOutput<typeof personWeeks>
type Cell = Weeks['people'][number]['weeks'][number]

export function LoadChart({ weeks, people, demand }: Pick<Weeks, 'weeks' | 'people' | 'demand'>) {
  const t = useWords(words)
  if (people.length === 0) return null
  const sum = (field: 'hardMinutes' | 'softMinutes' | 'capacityMinutes') =>
    weeks.map((week) =>
      people.reduce((minutes, person) => minutes + (cellOf(person.weeks, week)?.[field] ?? 0), 0),
    )
  const unmet = weeks.map((week) =>
    demand.reduce(
      (minutes, one) => minutes + (one.weeks.find(({ weekStart }) => weekStart === week)?.minutes ?? 0),
      0,
    ),
  )
  return (
    <Chart
      label={t('load')}
      steps={weeks.map((week) => formatDay(week))}
      series={[
        { name: t('hard'), values: hours(sum('hardMinutes')) },
        { name: t('soft'), values: hours(sum('softMinutes')) },
        { name: t('unmet'), values: hours(unmet) },
        { name: t('capacity'), values: hours(sum('capacityMinutes')), kind: 'line' },
      ]}
      show={(hours) => `${formatNumber(hours, 1)} h`}
    />
  )
}

const hours = (minutes: readonly number[]) => minutes.map((one) => one / 60)
const cellOf = (weeks: readonly Cell[], week: string) => weeks.find(({ weekStart }) => weekStart === week)
