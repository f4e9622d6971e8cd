/** How revenue went from month to month over a year, one chart a currency. */
import { SimpleGrid } from '@mantine/core'
import { byMonth } from '#flow/revenue/contract.ts'
import { Chart } from '../language/chart.tsx'
import type { WireOutput } from '../wire/client.ts'
import { useAsk } from '../wire/queries.ts'
import { monthAway, today } from '../words/days.ts'
import { formatDay, formatMoneyShort } from '../words/format.ts'
import { nameOf } from '../words/names.ts'
import { minorForDrawing, moneyOfDrawing } from '../words/sum.ts'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

const MONTHS = 12
const methods = ['as_approved', 'milestone', 'ratable'] as const

type Item = WireOutput<typeof byMonth>['items'][number]

export function ByMonth() {
  const months = Array.from({ length: MONTHS }, (_, index) => `${monthAway(today(), index - MONTHS + 1)}-01`)
  const { data } = useAsk(byMonth, { from: months[0] ?? today(), to: today() })
  const items = data?.items ?? []
  const currencies = [...new Set(items.map(({ revenue }) => revenue.currency))]
  // The same everywhere, so that a method has one colour.
  const used = methods.filter((method) => items.some((one) => one.method === method))
  if (currencies.length === 0) return null
  return (
    <SimpleGrid cols={{ base: 1, lg: Math.min(currencies.length, 2) }} spacing="lg">
      {currencies.map((currency) => (
        <OneCurrency
          key={currency}
          currency={currency}
          months={months}
          used={used}
          items={items.filter(({ revenue }) => revenue.currency === currency)}
        />
      ))}
    </SimpleGrid>
  )
}

interface OneCurrencyProps {
  readonly currency: string
  readonly months: readonly string[]
  readonly used: readonly (typeof methods)[number][]
  readonly items: readonly Item[]
}

function OneCurrency({ currency, months, used, items }: OneCurrencyProps) {
  const t = useWords(words)
  const of = (month: string, method: string) =>
    items.find((one) => one.month === month && one.method === method)?.revenue
  return (
    <Chart
      label={t('monthly', { currency })}
      steps={months.map((month) => formatDay(month, 'month'))}
      series={used.map((method) => ({
        name: nameOf(method),
        values: months.map((month) => minorForDrawing(of(month, method))),
      }))}
      show={(value) => formatMoneyShort(moneyOfDrawing(value, currency))}
    />
  )
}
