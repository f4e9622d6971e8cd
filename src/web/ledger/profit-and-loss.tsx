import { Group, SegmentedControl, Stack } from '@mantine/core'
import { profitAndLoss } from '#engines/ledger/contract.ts'
import { useAddress } from '../language/address.ts'
import { Asked } from '../language/asked.tsx'
import { Empty } from '../language/empty.tsx'
import { SpanInputs, useSpan } from '../language/span.tsx'
import type { WireOutput } from '../wire/client.ts'
import { formatDay, type WireMoney } from '../words/format.ts'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { accountPlace } from './account-place.ts'
import { Statement, type StatementGroup } from './statement.tsx'
import { words } from './words.ts'

type Answer = WireOutput<typeof profitAndLoss>

/** The result of a book over time, in one column or by month. */
export function ProfitAndLoss({ bookId }: { bookId: string }) {
  const t = useWords(words)
  const span = useSpan()
  const [{ by }, change] = useAddress()
  const wanted = by === 'month' ? 'month' : 'total'
  return (
    <Stack gap="sm">
      <Group align="flex-end" gap="sm">
        <SpanInputs />
        <SegmentedControl
          size="xs"
          className="no-print"
          aria-label={t('result')}
          value={wanted}
          onChange={(value) => change({ by: value === 'total' ? null : value })}
          data={[
            { value: 'total', label: t('byTotal') },
            { value: 'month', label: t('byMonth') },
          ]}
        />
      </Group>
      <Asked contract={profitAndLoss} input={{ bookId, ...span, by: wanted }}>
        {(answer) =>
          answer.groups.every(({ lines }) => lines.length === 0) ? (
            <Empty icon="ledger" title={t('nothingPosted')} text={t('nothingPostedText')} />
          ) : (
            <Statement
              label={t('result')}
              headings={headingsOf(answer, t('total'))}
              groups={answer.groups
                .filter(({ lines, subtotal }) => lines.length > 0 || subtotal)
                .map((group) => groupOf(group, answer))}
            />
          )
        }
      </Asked>
    </Stack>
  )
}

const isByMonth = ({ columns }: Answer) => columns.length > 1

const headingsOf = (answer: Answer, total: string) =>
  isByMonth(answer)
    ? [...answer.columns.map(({ from }) => formatDay(from, 'month')), total]
    : [`${formatDay(answer.from)} – ${formatDay(answer.to)}`]

function groupOf(group: Answer['groups'][number], answer: Answer): StatementGroup {
  const withTotal = (amounts: readonly WireMoney[], total: WireMoney) =>
    isByMonth(answer) ? [...amounts, total] : [total]
  return {
    key: group.group,
    title: nameOf(group.group),
    sums: withTotal(group.amounts, group.total),
    lines: group.lines.map(({ account, name, amounts, total, opens }) => ({
      key: account,
      label: `${account} ${name}`,
      place: accountPlace(answer.bookId, account, opens.input),
      amounts: withTotal(amounts, total),
    })),
    ...(group.subtotal
      ? {
          subtotal: {
            title: nameOf(group.subtotal),
            amounts: withTotal(group.subtotals, group.subtotalTotal),
          },
        }
      : {}),
  }
}
