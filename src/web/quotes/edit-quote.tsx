import { Button } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { get, update } from '#flow/quotes/contract.ts'
import { Asked, usePlace } from '../language/asked.tsx'
import { Page } from '../language/page.tsx'
import { StateBadge } from '../language/state-badge.tsx'
import { useRun } from '../wire/queries.ts'
import { useWords } from '../words/words.ts'
import { draftOf } from './draft.ts'
import { QuoteForm } from './quote-form.tsx'
import type { Quote } from './view.ts'
import { words } from './words.ts'

export default function EditQuote() {
  const quoteId = usePlace('quoteId')
  return (
    <Asked contract={get} input={{ quoteId }}>
      {(quote) => <Writing quote={quote} />}
    </Asked>
  )
}

function Writing({ quote }: { quote: Quote }) {
  const t = useWords(words)
  const navigate = useNavigate()
  const command = useRun(update)
  const title = t('editTitle', { number: t('versioned', { number: quote.number, version: quote.version }) })
  return (
    <Page title={title} lead={quote.clientName} aside={<StateBadge state={quote.state} />}>
      <QuoteForm
        begin={draftOf(quote)}
        isSaving={command.isPending}
        error={command.error}
        keptAs={`quote ${quote.id} ${quote.revision}`}
        save={async (content) => {
          const saved = await command
            .mutateAsync({ input: { quoteId: quote.id, ...content }, ifMatch: quote.revision })
            .catch(() => null)
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
