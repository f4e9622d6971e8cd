import { Button } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { get, update } from '#flow/quotes/contract.ts'
import { Asked, usePlace } from '../language/asked.tsx'
import { Page } from '../language/page.tsx'
import { StateBadge } from '../language/state-badge.tsx'
import { useRun } from '../wire/queries.ts'
import type { RefusalError } from '../wire/refusal-error.ts'
import { useWords } from '../words/words.ts'
import { draftOf } from './draft.ts'
import { QuoteForm } from './quote-form.tsx'
import type { Quote } from './view.ts'
import { words } from './words.ts'

export default function EditQuote() {
  const quoteId = usePlace('quoteId')
  return (
    <Asked contract={get} input={{ quoteId }}>
      {(quote, reload) => <Writing quote={quote} reload={reload} />}
    </Asked>
  )
}

function Writing({ quote, reload }: { quote: Quote; reload: () => Promise<Quote> }) {
  const t = useWords(words)
  const navigate = useNavigate()
  const command = useRun(update)
  // The revision the person has seen: one that comes in meanwhile must not be saved over unseen.
  const [begun] = useState(quote)
  const seen = useRef(quote.revision)
  const isStale = useRef(false)
  const title = t('editTitle', { number: t('versioned', { number: quote.number, version: quote.version }) })
  return (
    <Page title={title} lead={quote.clientName} aside={<StateBadge state={quote.state} />}>
      <QuoteForm
        begin={draftOf(begun)}
        isSaving={command.isPending}
        error={command.error}
        keptAs={`quote ${quote.id}`}
        theirs={async () => {
          if (!isStale.current) return null
          const now = await reload()
          seen.current = now.revision
          return draftOf(now)
        }}
        save={async (content) => {
          const saved = await command
            .mutateAsync({ input: { quoteId: quote.id, ...content }, ifMatch: seen.current })
            .catch((error: RefusalError) => {
              isStale.current = error.code === 'stale_revision'
              return null
            })
          if (saved) void navigate({ to: `/quotes/${quote.id}` })
          return saved !== null
        }}
        cancel={
          <Button component={Link} to={`/quotes/${quote.id}`} variant="default">
            {t('cancel')}
          </Button>
        }
      />
    </Page>
  )
}
