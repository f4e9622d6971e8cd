import { Button } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { get as getOpportunity } from '#flow/opportunities/contract.ts'
import { create } from '#flow/quotes/contract.ts'
import { Asked, usePlace } from '../language/asked.tsx'
import { Page } from '../language/page.tsx'
import type { WireOutput } from '../wire/client.ts'
import { useRun } from '../wire/queries.ts'
import { lastDayOf, monthAway, today } from '../words/days.ts'
import { useWords } from '../words/words.ts'
import { newLine, type QuoteDraft } from './draft.ts'
import { QuoteForm } from './quote-form.tsx'
import { words } from './words.ts'

export default function NewQuote() {
  const opportunityId = usePlace('opportunityId')
  return (
    <Asked contract={getOpportunity} input={{ opportunityId }}>
      {(deal) => <Writing deal={deal} />}
    </Asked>
  )
}

function Writing({ deal }: { deal: WireOutput<typeof getOpportunity> }) {
  const t = useWords(words)
  const navigate = useNavigate()
  const command = useRun(create)
  return (
    <Page title={t('newTitle')} lead={`${deal.name} · ${deal.clientName}`}>
      <QuoteForm
        begin={begun(deal)}
        isSaving={command.isPending}
        error={command.error}
        keptAs={`quote of ${deal.id}`}
        save={async (content) => {
          const saved = await command
            .mutateAsync({ input: { opportunityId: deal.id, ...content } })
            .catch(() => null)
          if (saved) void navigate({ to: `/quotes/${saved.quoteId}` })
          return saved !== null
        }}
        cancel={
          <Button component={Link} to={`/opportunities/${deal.id}`} variant="default">
            {t('cancel')}
          </Button>
        }
      />
    </Page>
  )
}

/** Begun with what the opportunity tells: its name, payer and currency, from next month on. */
function begun(deal: WireOutput<typeof getOpportunity>): QuoteDraft {
  const start = monthAway(today(), 1)
  const line = newLine({
    billToId: deal.clientId,
    currency: deal.amount.currency,
    startsOn: `${start}-01`,
    endsOn: lastDayOf(monthAway(today(), 3)),
  })
  return {
    title: deal.name,
    currency: deal.amount.currency,
    pricedOn: today(),
    validUntil: lastDayOf(start),
    lines: [line],
  }
}
