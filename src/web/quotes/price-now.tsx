/** What the quote comes to as it stands, always in sight while it is written. */
import { Group, Paper, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { RefusalNote } from '../language/refusal-note.tsx'
import { Said } from '../language/said-texts.tsx'
import { MoneyText } from '../language/value.tsx'
import { Why } from '../language/why.tsx'
import { formatMoney, formatPercent } from '../words/format.ts'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import type { Priced } from './priced.ts'
import { words } from './words.ts'

export function PriceNow({ priced, children }: { priced: Priced; children: ReactNode }) {
  const t = useWords(words)
  const { data, error, isWhole, isLarge } = priced
  return (
    <Paper
      withBorder
      p="sm"
      shadow="sm"
      style={{ position: 'sticky', bottom: 8, zIndex: 3 }}
      component="section"
      aria-label={t('total')}
    >
      {error && <RefusalNote error={error} />}
      <Group justify="space-between" gap="sm">
        <div aria-live="polite">
          {!isWhole && (
            <Text size="sm" c="dimmed">
              {t('incomplete')}
            </Text>
          )}
          {isLarge && (
            <Text size="sm" c="dimmed">
              {t('large')}
            </Text>
          )}
          {data && !error && (
            <>
              <Totals figures={data} />
              {data.approval && <Route approval={data.approval} />}
            </>
          )}
        </div>
        {children}
      </Group>
    </Paper>
  )
}

type Approval = NonNullable<NonNullable<Priced['data']>['approval']>

/** Who would approve these terms, and which rule says so. */
export function Route({ approval }: { approval: Approval }) {
  const t = useWords(words)
  return (
    <Group gap={4} mt={4}>
      <Text size="sm">
        {approval.levels.length > 0
          ? t('wouldApprove', { who: approval.levels.map(nameOf).join(', ') })
          : t('nobodyApproves')}
      </Text>
      <Why>
        <Said>{approval.reason}</Said>
        <br />
        {t('decidedBy', {
          decision: nameOf(approval.decision),
          version: approval.version,
          rule: approval.rule ?? '–',
          amount: formatMoney(approval.amount),
        })}
      </Why>
    </Group>
  )
}

type Figures = Pick<
  NonNullable<Priced['data']>,
  'price' | 'listPrice' | 'discountPercent' | 'cost' | 'margin' | 'marginPercent'
>

/** Price, discount, cost and margin in a row. */
export function Totals({ figures }: { figures: Figures }) {
  const t = useWords(words)
  const shown: (readonly [string, ReactNode])[] = [
    [t('price'), <MoneyText key="price" value={figures.price} bold />],
    [t('discount'), formatPercent(figures.discountPercent)],
    [t('cost'), <MoneyText key="cost" value={figures.cost} />],
    [
      `${t('margin')} · ${formatPercent(figures.marginPercent)}`,
      <MoneyText key="margin" value={figures.margin} />,
    ],
  ]
  return (
    <Group gap="lg" component="dl" m={0}>
      {shown.map(([label, value]) => (
        <div key={label}>
          <Text component="dt" size="xs" c="dimmed">
            {label}
          </Text>
          <Text component="dd" m={0} size="sm" style={{ fontVariantNumeric: 'tabular-nums' }}>
            {value}
          </Text>
        </div>
      ))}
    </Group>
  )
}
