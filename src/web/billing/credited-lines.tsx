/** Which lines of an invoice are credited, and how much of each: chosen where they are read, not typed by number. */
import { Checkbox, Group, Stack, Text, TextInput } from '@mantine/core'
import type { getInvoice } from '#flow/billing/contract.ts'
import { MoneyText } from '../language/value.tsx'
import type { WireOutput } from '../wire/client.ts'
import { lessOf, signOf } from '../words/sum.ts'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

type Invoice = WireOutput<typeof getInvoice>
type Line = Invoice['lines'][number]

interface Chosen {
  readonly lineNo: number
  readonly amount?: { readonly amount: string; readonly currency: string }
}

export interface CreditedLinesProps {
  readonly invoice: Invoice
  readonly value: unknown
  readonly set: (value: unknown) => void
  readonly error: string | undefined
}

export function CreditedLines({ invoice, value, set, error }: CreditedLinesProps) {
  const t = useWords(words)
  const chosen = Array.isArray(value) ? (value as readonly Chosen[]) : []
  const others = (lineNo: number) => chosen.filter((one) => one.lineNo !== lineNo)
  const put = (next: readonly Chosen[]) => set(next.length === 0 ? undefined : next)
  const lines = invoice.lines.filter((line) => signOf(lessOf(line.net, line.credited)) > 0)
  return (
    <Stack gap={6} role="group" aria-label={t('creditedLines')}>
      <Text size="sm" fw={600}>
        {t('creditedLines')}
      </Text>
      <Text size="xs" c="dimmed">
        {t('creditedLinesText')}
      </Text>
      {lines.map((line) => (
        <OneLine
          key={line.lineNo}
          line={line}
          currency={invoice.currency}
          chosen={chosen.find(({ lineNo }) => lineNo === line.lineNo)}
          onChange={(one) => put(one ? [...others(line.lineNo), one] : others(line.lineNo))}
        />
      ))}
      {error && (
        <Text size="xs" c="red">
          {error}
        </Text>
      )}
    </Stack>
  )
}

interface OneLineProps {
  readonly line: Line
  readonly currency: string
  readonly chosen: Chosen | undefined
  readonly onChange: (chosen: Chosen | undefined) => void
}

function OneLine({ line, currency, chosen, onChange }: OneLineProps) {
  const t = useWords(words)
  const { lineNo } = line
  const left = lessOf(line.net, line.credited)
  const title = [line.personName ?? line.title, line.personName ? line.title : null]
    .filter(Boolean)
    .join(' · ')
  return (
    <Group gap="sm" wrap="nowrap" justify="space-between" align="center">
      <Checkbox
        label={
          <>
            {title} <MoneyText value={left} />
          </>
        }
        checked={chosen !== undefined}
        onChange={({ currentTarget }) => onChange(currentTarget.checked ? { lineNo } : undefined)}
      />
      {chosen && (
        <TextInput
          size="xs"
          w={120}
          inputMode="decimal"
          aria-label={t('creditedAmount', { line: title })}
          placeholder={left.amount}
          value={chosen.amount?.amount ?? ''}
          onChange={({ currentTarget: { value } }) =>
            onChange(value === '' ? { lineNo } : { lineNo, amount: { amount: value, currency } })
          }
        />
      )}
    </Group>
  )
}
