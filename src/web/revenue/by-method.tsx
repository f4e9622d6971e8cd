/** What was earned in a span of days, by entity and by how it is recognised, with the rule behind each. */
import { Group, Progress, Stack } from '@mantine/core'
import { byMethod } from '#flow/revenue/contract.ts'
import { Asked } from '../language/asked.tsx'
import { Empty } from '../language/empty.tsx'
import { Figure } from '../language/figure.tsx'
import { Lines } from '../language/lines.tsx'
import { Figures } from '../language/record.tsx'
import { SpanInputs, useSpan } from '../language/span.tsx'
import { Why } from '../language/why.tsx'
import type { WireOutput } from '../wire/client.ts'
import { nameOf } from '../words/names.ts'
import { shareOf, sumByCurrency } from '../words/sum.ts'
import { useWords } from '../words/words.ts'
import { ByMonth } from './by-month.tsx'
import { words } from './words.ts'

type Item = WireOutput<typeof byMethod>['items'][number]

export function ByMethod() {
  const t = useWords(words)
  const span = useSpan()
  return (
    <Stack gap="md">
      <ByMonth />
      <SpanInputs />
      <Asked contract={byMethod} input={span}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon="revenue" title={t('nothingEarned')} text={t('nothingEarnedText')} />
          ) : (
            <Earned items={items} />
          )
        }
      </Asked>
    </Stack>
  )
}

function Earned({ items }: { items: readonly Item[] }) {
  const t = useWords(words)
  const span = useSpan()
  const sums = sumByCurrency(items.map(({ revenue }) => revenue))
  const wholeOf = ({ revenue }: Item) => sums.find(({ currency }) => currency === revenue.currency) ?? revenue
  return (
    <>
      <Figures>
        <Figure label={t('inAll')} value={sums} derivation={{ query: byMethod.name, input: { ...span } }} />
      </Figures>
      <Lines
        label={t('byMethod')}
        rows={items}
        columns={[
          { name: 'entityCode', phone: 'line' },
          {
            name: 'method',
            phone: 'title',
            show: ({ method }) => (
              <Group gap={2} wrap="nowrap">
                {nameOf(method)}
                <Why>{t(`why_${method}`)}</Why>
              </Group>
            ),
          },
          {
            name: 'share',
            title: t('share'),
            show: (item) => (
              <Progress
                value={Math.round(shareOf(item.revenue, wholeOf(item)) * 1000) / 10}
                aria-label={t('share')}
              />
            ),
          },
          { name: 'revenue', phone: 'end' },
        ]}
        idOf={({ id }) => id}
        opens={({ method }) => `/revenue?tab=${method === 'ratable' ? 'schedule' : 'positions'}`}
      />
    </>
  )
}
