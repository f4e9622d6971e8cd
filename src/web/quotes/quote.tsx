import { Button } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import {
  accept,
  activate,
  get,
  lose,
  revise,
  setTerms,
  submit,
  update,
  withdraw,
} from '#flow/quotes/contract.ts'
import { Asked, usePlace } from '../language/asked.tsx'
import { CommandButton } from '../language/command-button.tsx'
import { Figure } from '../language/figure.tsx'
import { History, readsHistory } from '../language/history.tsx'
import { Icon } from '../language/icon.tsx'
import { ProcessStrip } from '../language/process-strip.tsx'
import { Facts, Figures, RecordLink, RecordPage } from '../language/record.tsx'
import { StateBadge } from '../language/state-badge.tsx'
import { useSession } from '../wire/session.tsx'
import { formatMoneyShort, formatPercent } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import { Approval } from './approval.tsx'
import { OrderButton } from './order-button.tsx'
import { QuoteLines } from './quote-lines.tsx'
import { Terms } from './terms.tsx'
import type { Quote } from './view.ts'
import { words } from './words.ts'

export default function QuoteScreen() {
  const quoteId = usePlace('quoteId')
  return (
    <Asked contract={get} input={{ quoteId }}>
      {(quote) => <Shown quote={quote} />}
    </Asked>
  )
}

function Shown({ quote }: { quote: Quote }) {
  const t = useWords(words)
  const tabs = [
    {
      name: 'lines',
      title: t('lines'),
      count: quote.lines.length,
      content: <QuoteLines lines={quote.lines} />,
    },
    { name: 'terms', title: t('terms'), content: <Terms quote={quote} /> },
    { name: 'approval', title: t('approval'), content: <Approval quote={quote} /> },
    {
      name: 'history',
      title: t('history'),
      needs: readsHistory,
      content: <History objectType="quote" objectId={quote.id} />,
    },
  ]
  return (
    <RecordPage
      title={quote.title}
      state={quote.state}
      trail={[
        { label: t('quotes'), to: '/quotes' },
        { label: quote.clientName, to: `/clients/${quote.clientId}` },
        { label: t('opportunity'), to: `/opportunities/${quote.opportunityId}` },
      ]}
      lead={t('versioned', { number: quote.number, version: quote.version })}
      actions={<Actions quote={quote} />}
      process={<ProcessStrip of={quote.opportunityId} />}
      figures={<Money quote={quote} />}
      facts={
        <Facts
          of={quote}
          names={['clientName', 'pricedOn', 'validUntil', 'currency', 'approval']}
          show={{
            clientName: <RecordLink to={`/clients/${quote.clientId}`}>{quote.clientName}</RecordLink>,
            approval: <StateBadge state={quote.approval} />,
          }}
        />
      }
      tabs={tabs}
    />
  )
}

function Money({ quote }: { quote: Quote }) {
  const t = useWords(words)
  const derivation = { query: get.name, input: { quoteId: quote.id } }
  const amount = formatMoneyShort(quote.listPrice)
  return (
    <Figures>
      <Figure label={t('price')} value={quote.price} derivation={derivation} />
      <Figure
        label={t('discount')}
        value={quote.discountPercent}
        unit="percent"
        note={t('offList', { amount })}
        derivation={derivation}
      />
      <Figure label={t('cost')} value={quote.cost} derivation={derivation} />
      <Figure
        label={t('margin')}
        value={quote.margin}
        note={t('ofPrice', { percent: formatPercent(quote.marginPercent) })}
        derivation={derivation}
      />
    </Figures>
  )
}

function Actions({ quote }: { quote: Quote }) {
  const t = useWords(words)
  const { may } = useSession()
  const navigate = useNavigate()
  const known = { fill: { quoteId: quote.id }, revision: quote.revision }
  // What people are deciding about stays as it is.
  const isOpen = quote.state === 'draft' && quote.approval !== 'asked'
  return (
    <>
      <Button
        component={Link}
        to={`/quotes/${quote.id}/sow`}
        variant="default"
        leftSection={<Icon name="file" size={16} />}
      >
        {t('workStatement')}
      </Button>
      {isOpen && may(update) && (
        <Button
          component={Link}
          to={`/quotes/${quote.id}/edit`}
          variant="light"
          leftSection={<Icon name="edit" size={16} />}
        >
          {t('edit')}
        </Button>
      )}
      {quote.state === 'draft' && quote.approval === 'asked' && (
        <CommandButton contract={withdraw} {...known} />
      )}
      {isOpen && (
        <>
          <CommandButton contract={setTerms} initial={quote.terms} asks {...known} />
          {quote.approval !== 'approved' && <CommandButton contract={submit} {...known} />}
          <CommandButton contract={activate} {...known} variant="filled" icon="send" />
        </>
      )}
      {quote.state === 'won' && <OrderButton opportunityId={quote.opportunityId} />}
      {quote.state === 'active' && (
        <>
          <CommandButton contract={lose} {...known} color="gray" />
          <CommandButton
            contract={revise}
            {...known}
            onDone={({ quoteId }) => void navigate({ to: `/quotes/${quoteId}/edit` })}
          />
          <CommandButton contract={accept} {...known} variant="filled" icon="check" />
        </>
      )}
    </>
  )
}
