/** What is needed to decide about a quote or the terms of a won deal: who buys, the money, who said what, and what is missing. */
import { Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { get, listQuotes } from '#flow/quotes/contract.ts'
import { RecordLink } from '../language/record.tsx'
import { Said } from '../language/said-texts.tsx'
import { StateBadge } from '../language/state-badge.tsx'
import type { DecideProps } from '../process/decide.ts'
import { useAsk } from '../wire/queries.ts'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { OrderButton } from './order-button.tsx'
import { Totals } from './price-now.tsx'
import { Terms } from './terms.tsx'
import type { Quote } from './view.ts'
import { words } from './words.ts'

interface Verdict {
  readonly level: string
  readonly decision: string
  readonly note: string | null
}

interface Problem {
  readonly code: string
  readonly message: string
}

/** A quote that has not gone out yet, or the one a deal was won with. */
export default function Decide(props: DecideProps) {
  return props.variables['subjectType'] === 'quote' ? <OfQuote {...props} /> : <OfDeal {...props} />
}

function OfQuote({ subject, variables }: DecideProps) {
  const { data } = useAsk(get, { quoteId: subject })
  return (
    <Shown quote={data} subject={subject} variables={variables}>
      {data && <Terms quote={data} />}
    </Shown>
  )
}

function OfDeal({ subject, variables }: DecideProps) {
  const { data } = useAsk(listQuotes, { opportunityId: subject, state: 'won', limit: 1 })
  return <Shown quote={data?.items[0]} subject={subject} variables={variables} />
}

interface ShownProps extends Pick<DecideProps, 'subject' | 'variables'> {
  readonly quote: Omit<Quote, 'lines' | 'terms' | 'approvalReason' | 'legalOpinion' | 'legalNote'> | undefined
  readonly children?: ReactNode
}

function Shown({ quote, subject, variables, children }: ShownProps) {
  const t = useWords(words)
  const { reason, problems, before, decisions } = variables
  // Who has not been asked yet has an empty place in the list.
  const verdicts = [before, decisions]
    .flatMap((one) => (Array.isArray(one) ? (one as (Verdict | null)[]) : []))
    .filter((one) => one !== null)
  return (
    <Stack gap="sm">
      {quote && (
        <>
          <div>
            <Text fw={600}>
              <RecordLink to={`/quotes/${quote.id}`} isInText>
                {quote.title}
              </RecordLink>
            </Text>
            <Text size="sm" c="dimmed" component="div">
              <RecordLink to={`/clients/${quote.clientId}`} isInText>
                {quote.clientName}
              </RecordLink>{' '}
              · {t('versioned', { number: quote.number, version: quote.version })}
            </Text>
          </div>
          <Totals figures={quote} />
          {children}
        </>
      )}
      {typeof reason === 'string' && (
        <Text size="sm">
          <b>{t('rule')}:</b> <Said>{reason}</Said>
        </Text>
      )}
      {Array.isArray(problems) && <Problems problems={problems as Problem[]} />}
      {Array.isArray(problems) &&
        (problems as Problem[]).some(({ code }) => code === 'purchase_order_missing') && (
          <Group>
            <OrderButton opportunityId={subject} />
          </Group>
        )}
      {verdicts.length > 0 && <Verdicts verdicts={verdicts} />}
    </Stack>
  )
}

function Problems({ problems }: { problems: readonly Problem[] }) {
  const t = useWords(words)
  return (
    <section aria-label={t('missing')}>
      <Text size="sm" fw={600}>
        {t('missing')}
      </Text>
      <ul style={{ margin: 0, paddingInlineStart: 20 }}>
        {problems.map(({ code, message }) => (
          <Text key={code + message} component="li" size="sm">
            {message}
          </Text>
        ))}
      </ul>
    </section>
  )
}

function Verdicts({ verdicts }: { verdicts: readonly Verdict[] }) {
  const t = useWords(words)
  return (
    <section aria-label={t('verdicts')}>
      <Text size="sm" fw={600} mb={4}>
        {t('verdicts')}
      </Text>
      <Stack gap={4}>
        {verdicts.map(({ level, decision, note }) => (
          <Group key={level} gap="xs" align="baseline">
            <Text size="sm">{nameOf(level)}</Text>
            <StateBadge state={decision} />
            {note && (
              <Text size="sm" c="dimmed">
                {note}
              </Text>
            )}
          </Group>
        ))}
      </Stack>
    </section>
  )
}
