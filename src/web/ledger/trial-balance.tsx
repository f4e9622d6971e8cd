/** What every account opened with, moved by and closed with; each leads to its statement. */
import { Group, Stack } from '@mantine/core'
import { trialBalance } from '#engines/ledger/contract.ts'
import { Asked } from '../language/asked.tsx'
import { Empty } from '../language/empty.tsx'
import { Lines } from '../language/lines.tsx'
import { SpanInputs, useSpan } from '../language/span.tsx'
import { Tone } from '../language/tone.tsx'
import { MoneyText } from '../language/value.tsx'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { accountPlace } from './account-place.ts'
import { words } from './words.ts'

export function TrialBalance({ bookId }: { bookId: string }) {
  const t = useWords(words)
  const span = useSpan()
  return (
    <Stack gap="sm">
      <SpanInputs />
      <Asked contract={trialBalance} input={{ bookId, ...span }}>
        {({ rows, debit, credit, closing }) => {
          if (rows.length === 0)
            return <Empty icon="ledger" title={t('nothingPosted')} text={t('nothingPostedText')} />
          const isBalanced = debit.amount === credit.amount
          return (
            <Stack gap="sm">
              <Group>
                <Tone tone={isBalanced ? 'green' : 'red'}>
                  {isBalanced ? '= ' : '≠ '}
                  {t(isBalanced ? 'balanced' : 'unbalanced')}
                </Tone>
              </Group>
              <Lines
                label={t('trialBalance')}
                rows={rows}
                columns={[
                  { name: 'account', phone: 'line' },
                  { name: 'name', phone: 'title' },
                  { name: 'type', show: ({ type }) => nameOf(type) },
                  { name: 'opening' },
                  { name: 'debit' },
                  { name: 'credit' },
                  { name: 'closing', phone: 'end' },
                ]}
                idOf={({ account }) => account}
                opens={({ account }) => accountPlace(bookId, account, span)}
                sum={{
                  account: t('sum'),
                  debit: <MoneyText value={debit} />,
                  credit: <MoneyText value={credit} />,
                  closing: <MoneyText value={closing} />,
                }}
                widthMin={860}
              />
            </Stack>
          )
        }}
      </Asked>
    </Stack>
  )
}
