/** What is owed in each currency as a bar of its ages; a press shows only the items of that age. */
import { Group, Paper, Progress, Stack, Text, UnstyledButton } from '@mantine/core'
import { ageingTotals } from '#flow/collections/contract.ts'
import { useAddress } from '../language/address.ts'
import type { WireOutput } from '../wire/client.ts'
import { useAsk } from '../wire/queries.ts'
import { formatMoney } from '../words/format.ts'
import { nameOf } from '../words/names.ts'
import { shareOf, signOf } from '../words/sum.ts'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

type Totals = WireOutput<typeof ageingTotals>['totals'][number]

const ages = [
  ['notDue', 'not_due', 'line.5'],
  ['days1To30', '1-30', 'yellow.5'],
  ['days31To60', '31-60', 'orange.6'],
  ['days61To90', '61-90', 'red.6'],
  ['daysOver90', 'over_90', 'red.9'],
] as const

export function AgeingTotals() {
  const { data } = useAsk(ageingTotals, {})
  if (!data || data.totals.length === 0) return null
  return (
    <Stack gap="xs">
      {data.totals.map((totals) => (
        <OneCurrency key={totals.currency} totals={totals} />
      ))}
    </Stack>
  )
}

function OneCurrency({ totals }: { totals: Totals }) {
  const t = useWords(words)
  const [, change] = useAddress()
  return (
    <Paper withBorder p="sm" component="section" aria-label={`${t('ageing')}, ${totals.currency}`}>
      <Group justify="space-between" gap="sm">
        <Text size="sm">
          {t('owed')}{' '}
          <Text span inherit fw={650} style={{ fontVariantNumeric: 'tabular-nums' }}>
            {formatMoney(totals.open)}
          </Text>
        </Text>
        {signOf(totals.unapplied) > 0 && (
          <UnstyledButton onClick={() => change({ tab: 'receipts', 'receipts.unappliedOnly': 'true' })}>
            <Text size="sm" td="underline">
              {t('waits')}: {formatMoney(totals.unapplied)}
            </Text>
          </UnstyledButton>
        )}
      </Group>
      <Progress.Root size="sm" my={8} aria-hidden="true">
        {ages.map(([field, bucket, color]) => (
          <Progress.Section key={bucket} value={shareOf(totals[field], totals.open) * 100} color={color} />
        ))}
      </Progress.Root>
      <Group gap="lg">
        {ages.map(([field, bucket, color]) => (
          // A phone has no room for ages at which nothing is owed.
          <UnstyledButton
            key={bucket}
            {...(signOf(totals[field]) === 0 ? { visibleFrom: 'sm' } : {})}
            onClick={() => change({ tab: null, 'items.bucket': bucket })}
          >
            <Group gap={6} wrap="nowrap">
              <span
                aria-hidden="true"
                style={{
                  width: 8,
                  height: 8,
                  borderRadius: 2,
                  background: `var(--mantine-color-${color.replace('.', '-')})`,
                }}
              />
              <Text size="xs" c="dimmed">
                {nameOf(bucket)}
              </Text>
              <Text size="xs" fw={600} style={{ fontVariantNumeric: 'tabular-nums' }}>
                {formatMoney(totals[field])}
              </Text>
            </Group>
          </UnstyledButton>
        ))}
      </Group>
    </Paper>
  )
}
