import { Button, Group, Stack } from '@mantine/core'
import { accountStatement } from '#engines/ledger/contract.ts'
import { usePlace } from '../language/asked.tsx'
import { Empty } from '../language/empty.tsx'
import { Figure } from '../language/figure.tsx'
import { Lines } from '../language/lines.tsx'
import { Page } from '../language/page.tsx'
import { Figures, RecordLink } from '../language/record.tsx'
import { RefusalNote } from '../language/refusal-note.tsx'
import { SpanInputs, useSpan } from '../language/span.tsx'
import type { WireOutput } from '../wire/client.ts'
import { usePages } from '../wire/queries.ts'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

type Statement = WireOutput<typeof accountStatement>

/** An account over time: opening, every movement with the running balance, closing. */
export default function AccountScreen() {
  const t = useWords(words)
  const bookId = usePlace('bookId')
  const account = usePlace('account')
  const span = useSpan()
  const pages = usePages(accountStatement, { bookId, account, ...span, limit: 200 })
  const statements = (pages.data?.pages ?? []) as unknown as readonly Statement[]
  const [first] = statements
  const rows = statements.flatMap(({ items }) => items)
  return (
    <Page
      title={first ? `${first.account} ${first.name}` : t('statement', { account })}
      lead={<RecordLink to="/ledger">{t('ledger')}</RecordLink>}
      actions={
        <Button variant="default" onClick={() => window.print()}>
          {t('print')}
        </Button>
      }
    >
      <SpanInputs />
      {pages.error && <RefusalNote error={pages.error} retry={() => void pages.refetch()} />}
      {first && (
        <Figures>
          <Figure label={t('opening')} value={first.opening} />
          <Figure label={t('closing')} value={first.closing} />
        </Figures>
      )}
      {pages.isSuccess && rows.length === 0 && (
        <Empty icon="ledger" title={t('nothingPosted')} text={t('nothingPostedText')} />
      )}
      {rows.length > 0 && (
        <Stack gap="sm">
          <Lines
            label={t('statement', { account })}
            rows={rows}
            columns={[
              { name: 'number', phone: 'line' },
              { name: 'date', phone: 'line' },
              { name: 'description', phone: 'title' },
              { name: 'amount' },
              { name: 'functional', phone: 'end' },
              { name: 'balance' },
            ]}
            idOf={({ id }) => id}
            opens={({ entryId }) => `/ledger/entries/${entryId}`}
            widthMin={760}
          />
          {pages.hasNextPage && (
            <Group justify="center" className="no-print">
              <Button variant="light" onClick={() => void pages.fetchNextPage()}>
                {t('more')}
              </Button>
            </Group>
          )}
        </Stack>
      )}
    </Page>
  )
}
