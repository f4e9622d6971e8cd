/** Which lines of an invoice are credited, and how much of each: chosen where they are read, not typed by number. */
import { Group, Text, TextInput } from '@mantine/core'
import type { getInvoice } from '#flow/billing/contract.ts'
import { MoneyText } from '../language/value.tsx'
import type { WireOutput } from '../wire/client.ts'
import { formatMoney } from '../words/format.ts'
import { lessOf, signOf } from '../words/sum.ts'
import { useWords } from '../words/words.ts'
import { everything, grossOf, type Part } from './gross-of-lines.ts'
import { LineChoice, LineChoices, titleOf } from './line-choice.tsx'
import { words } from './words.ts'

type Invoice = WireOutput<typeof getInvoice>

/** The parts a form holds; all that is left of every line when it holds none. */
const chosenIn = (value: unknown) => (Array.isArray(value) ? (value as readonly Part[]) : [])

export interface CreditedLinesProps {
  readonly invoice: Invoice
  readonly value: unknown
  readonly set: (value: unknown) => void
  readonly error: string | undefined
}

export function CreditedLines({ invoice, value, set, error }: CreditedLinesProps) {
  const t = useWords(words)
  const chosen = chosenIn(value)
  const put = (lineNo: number, part: Part | null) => {
    const next = [...chosen.filter((one) => one.lineNo !== lineNo), ...(part ? [part] : [])]
    set(next.length === 0 ? undefined : next)
  }
  return (
    <LineChoices label={t('creditedLines')} text={t('creditedLinesText')} error={error}>
      {invoice.lines.map((line) => {
        const { lineNo } = line
        const left = lessOf(line.net, line.credited)
        const part = chosen.find((one) => one.lineNo === lineNo)
        if (signOf(left) <= 0) return null
        return (
          <LineChoice
            key={lineNo}
            line={line}
            amount={left}
            isChosen={part !== undefined}
            onChange={(isChosen) => put(lineNo, isChosen ? { lineNo } : null)}
          >
            {part && (
              <TextInput
                size="xs"
                mt={6}
                ml={32}
                maw={180}
                inputMode="decimal"
                rightSectionWidth={48}
                rightSection={<Text size="xs">{invoice.currency}</Text>}
                aria-label={t('creditedAmount', { line: titleOf(line) })}
                placeholder={left.amount}
                value={part.amount?.amount ?? ''}
                onChange={({ currentTarget: { value: amount } }) =>
                  put(
                    lineNo,
                    amount === '' ? { lineNo } : { lineNo, amount: { amount, currency: invoice.currency } },
                  )
                }
              />
            )}
          </LineChoice>
        )
      })}
    </LineChoices>
  )
}

/** What the note will come to, and what becomes of what it takes back. */
export function CreditSum({ invoice, lines, cause }: { invoice: Invoice; lines: unknown; cause: unknown }) {
  const t = useWords(words)
  const chosen = chosenIn(lines)
  const { net, tax, gross } = grossOf(invoice, chosen.length === 0 ? everything(invoice) : chosen)
  return (
    <div>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" c="dimmed">
          {t('creditOf', { net: formatMoney(net), tax: formatMoney(tax) })}
        </Text>
        <Text fw={650}>
          <MoneyText value={gross} />
        </Text>
      </Group>
      {typeof cause === 'string' && (
        <Text size="sm">{t(cause.startsWith('wrong_') ? 'billedAgain' : 'givenUp')}</Text>
      )}
    </div>
  )
}
