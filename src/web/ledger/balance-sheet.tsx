import { Group, Stack } from '@mantine/core'
import { balanceSheet } from '#engines/ledger/contract.ts'
import { Asked } from '../language/asked.tsx'
import { SpanInputs, useSpan } from '../language/span.tsx'
import { Tone } from '../language/tone.tsx'
import type { WireOutput } from '../wire/client.ts'
import { formatDay } from '../words/format.ts'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { accountPlace } from './account-place.ts'
import { Statement, type StatementGroup } from './statement.tsx'
import { words } from './words.ts'

type Answer = WireOutput<typeof balanceSheet>

const sides = ['assets', 'liabilities_and_equity'] as const

/** What a book has and owes on a day; both sides are equal. */
export function BalanceSheet({ bookId }: { bookId: string }) {
  const t = useWords(words)
  const { to } = useSpan()
  return (
    <Stack gap="sm">
      <SpanInputs hasFrom={false} />
      <Asked contract={balanceSheet} input={{ bookId, asOf: to }}>
        {(answer) => {
          const isEqual = answer.assets.amount === answer.liabilitiesAndEquity.amount
          return (
            <Stack gap="sm">
              <Group>
                <Tone tone={isEqual ? 'green' : 'red'}>
                  {isEqual ? '= ' : '≠ '}
                  {t(isEqual ? 'sidesEqual' : 'unbalanced')}
                </Tone>
              </Group>
              <Statement
                label={t('balanceSheet')}
                headings={[formatDay(answer.asOf)]}
                groups={sides.flatMap((side) => groupsOf(answer, side))}
              />
            </Stack>
          )
        }}
      </Asked>
    </Stack>
  )
}

/** The groups of a side, the last with what the side comes to. */
function groupsOf(answer: Answer, side: (typeof sides)[number]): StatementGroup[] {
  const own = answer.groups.filter((group) => group.side === side)
  const total = side === 'assets' ? answer.assets : answer.liabilitiesAndEquity
  return own.map((group, index) => ({
    key: group.group,
    title: nameOf(group.group),
    sums: [group.total],
    lines: group.lines.map(({ account, name, balance, opens }) => ({
      key: `${account ?? ''} ${name}`,
      label: [account, name].filter(Boolean).join(' '),
      place: account
        ? accountPlace(answer.bookId, account, opens.input)
        : resultPlace(answer.bookId, opens.input),
      amounts: [balance],
    })),
    ...(index === own.length - 1 ? { subtotal: { title: nameOf(side), amounts: [total] } } : {}),
  }))
}

/** A result that is not carried to an account is read in the profit and loss. */
function resultPlace(bookId: string, { from, to }: { from: string; to: string }): string {
  return `/ledger?${new URLSearchParams({ book: bookId, tab: 'result', from, to })}`
}
