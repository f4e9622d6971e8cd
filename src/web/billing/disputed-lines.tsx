/** Which lines of an invoice a client does not agree with: chosen where they are read, and the amount follows. */
import type { getInvoice } from '#flow/billing/contract.ts'
import type { FieldOverride } from '../language/command-form.tsx'
import type { WireOutput } from '../wire/client.ts'
import { lessOf, signOf } from '../words/sum.ts'
import { useWords } from '../words/words.ts'
import { atMost, grossOf } from './gross-of-lines.ts'
import { LineChoice, LineChoices } from './line-choice.tsx'
import { words } from './words.ts'

interface DisputedLinesProps extends Pick<Parameters<FieldOverride>[0], 'value' | 'change' | 'error'> {
  readonly invoice: WireOutput<typeof getInvoice>
}

export function DisputedLines({ invoice, value, change, error }: DisputedLinesProps) {
  const t = useWords(words)
  const chosen = Array.isArray(value) ? (value as readonly number[]) : []
  const choose = (lineNos: readonly number[]) => {
    const { gross } = grossOf(
      invoice,
      lineNos.map((lineNo) => ({ lineNo })),
    )
    change({ lineNos, amount: lineNos.length === 0 ? undefined : atMost(gross, invoice.open) })
  }
  return (
    <LineChoices label={t('disputedLines')} text={t('disputedLinesText')} error={error}>
      {invoice.lines.map((line) => {
        const { lineNo } = line
        if (signOf(lessOf(line.net, line.credited)) <= 0) return null
        return (
          <LineChoice
            key={lineNo}
            line={line}
            amount={grossOf(invoice, [{ lineNo }]).gross}
            isChosen={chosen.includes(lineNo)}
            onChange={(isChosen) =>
              choose(isChosen ? [...chosen, lineNo] : chosen.filter((one) => one !== lineNo))
            }
          />
        )
      })}
    </LineChoices>
  )
}
