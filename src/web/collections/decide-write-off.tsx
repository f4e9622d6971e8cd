/** What is needed to decide whether something is given up: how much of what, against which limit, what was tried, what is booked. */
import { Stack, Text } from '@mantine/core'
import { getWriteOff, listCases, listDisputes, listPromises, openItems } from '#flow/collections/contract.ts'
import type { QueryContract } from '#kernel/contract.ts'
import { Lines } from '../language/lines.tsx'
import { Section } from '../language/page.tsx'
import { Facts, RecordLink } from '../language/record.tsx'
import { Said } from '../language/said-texts.tsx'
import { StateBadge } from '../language/state-badge.tsx'
import { MoneyText } from '../language/value.tsx'
import type { DecideProps } from '../process/decide.ts'
import type { WireInput, WireOutput } from '../wire/client.ts'
import { useAsk } from '../wire/queries.ts'
import { useSession } from '../wire/session.tsx'
import { formatDay, formatMoney } from '../words/format.ts'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { words } from './decide-words.ts'

type WriteOff = WireOutput<typeof getWriteOff>

export function OfWriteOff({ subject, otherwise, variables }: DecideProps) {
  const { may } = useSession()
  const { data, error } = useAsk(getWriteOff, { writeOffId: subject }, { enabled: may(getWriteOff) })
  if (error || !may(getWriteOff)) return otherwise
  if (!data) return null
  const { reason: limit } = variables
  return <Shown writeOff={data} limit={typeof limit === 'string' ? limit : ''} />
}

function Shown({ writeOff, limit }: { writeOff: WriteOff; limit: string }) {
  const t = useWords(words)
  const { invoiceId, invoiceNumber, clientId, clientName, askedByName: asked } = writeOff
  const when = formatDay(writeOff.askedOn)
  return (
    <Stack gap="md">
      <div>
        <Text fw={650}>
          {t('givesUp', { amount: formatMoney(writeOff.amount) })}{' '}
          <RecordLink to={`/billing/invoices/${invoiceId}`} isInText>
            {invoiceNumber}
          </RecordLink>{' '}
          ·{' '}
          <RecordLink to={`/clients/${clientId}`} isInText>
            {clientName}
          </RecordLink>
        </Text>
        <Text size="sm" style={{ whiteSpace: 'pre-wrap' }} mt={4}>
          {writeOff.reason}
        </Text>
        <Text size="xs" c="dimmed">
          {asked === null ? t('askedOn', { when }) : t('askedBy', { name: asked, when })}
        </Text>
      </div>
      <Text size="sm">
        {t('atLimit', { amount: formatMoney({ amount: writeOff.amountUsd, currency: 'USD' }) })}{' '}
        {limit !== '' && <Said>{limit}</Said>}
      </Text>
      <Facts of={writeOff} names={['entityCode', 'gross', 'open', 'dueDate', 'daysOverdue', 'openAfter']} />
      <Booked writeOff={writeOff} />
      <Tried invoiceId={invoiceId} />
      <Owed clientId={clientId} />
    </Stack>
  )
}

/** What is booked when it is approved: the loss, what the state gives back, and what leaves the receivables. */
function Booked({ writeOff }: { writeOff: WriteOff }) {
  const t = useWords(words)
  const { amount, tax, loss, lossAccount, taxRelief } = writeOff
  const lines = [
    { id: 'loss', what: `${t('loss')}${lossAccount ? ` · ${lossAccount}` : ''}`, amount: loss },
    ...(taxRelief ? [{ id: 'tax', what: t('taxBack'), amount: tax }] : []),
  ]
  return (
    <Section title={t('wouldBook')}>
      <Lines
        label={t('wouldBook')}
        rows={lines}
        columns={[
          { name: 'what', title: nameOf('account'), phone: 'title' },
          { name: 'amount', phone: 'end' },
        ]}
        idOf={({ id }) => id}
        sum={{ amount: <MoneyText value={amount} bold /> }}
      />
      {!taxRelief && (
        <Text size="sm" c="dimmed">
          {t('noTaxBack')}
        </Text>
      )}
    </Section>
  )
}

/** The rows of a query, or none where one may not ask it. */
function useRows<C extends QueryContract>(contract: C, input: WireInput<C>) {
  const { may } = useSession()
  return useAsk(contract, input, { enabled: may(contract) }).data
}

const SHOWN_MAX = 20

/** Reminders, talks, promises and disputes: what has been done to be paid. */
function Tried({ invoiceId }: { invoiceId: string }) {
  const t = useWords(words)
  const cases = useRows(listCases, { invoiceId, limit: SHOWN_MAX })?.items ?? []
  const promises = useRows(listPromises, { invoiceId, limit: SHOWN_MAX })?.items ?? []
  const disputes = useRows(listDisputes, { invoiceId, limit: SHOWN_MAX })?.items ?? []
  const rows = [
    ...cases.map(({ id, state, reminders, contacts, remindedOn, note }) => ({
      id: `case ${id}`,
      what: [
        t('reminded', { count: reminders }),
        ...(contacts > 0 ? [t('spoken', { count: contacts })] : []),
      ].join(' · '),
      state,
      said: note,
      on: remindedOn,
      amount: null,
    })),
    ...promises.map(({ id, state, saidBy, dueOn, amount }) => ({
      id: `promise ${id}`,
      what: t('promised'),
      state,
      said: saidBy,
      on: dueOn,
      amount,
    })),
    ...disputes.map(({ id, state, cause, note, openedOn, amount }) => ({
      id: `dispute ${id}`,
      what: `${t('disputed')}: ${nameOf(cause)}`,
      state,
      said: note,
      on: openedOn,
      amount,
    })),
  ]
  return (
    <Section title={t('tried')}>
      {rows.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('nothingTried')}
        </Text>
      ) : (
        <Lines
          label={t('tried')}
          rows={rows}
          columns={[
            { name: 'what', title: nameOf('kind'), phone: 'title' },
            { name: 'state', phone: 'line', show: ({ state }) => <StateBadge state={state} /> },
            { name: 'said', title: t('said'), phone: 'line' },
            { name: 'on', title: t('day'), phone: 'line' },
            { name: 'amount', phone: 'end' },
          ]}
          idOf={({ id }) => id}
        />
      )}
    </Section>
  )
}

/** What else the client owes, and since when. */
function Owed({ clientId }: { clientId: string }) {
  const t = useWords(words)
  const found = useRows(openItems, { clientId, sort: 'dueDate', limit: SHOWN_MAX })
  if (!found || found.items.length === 0) return null
  return (
    <Section title={t('owedByClient')}>
      <Lines
        label={t('owedByClient')}
        rows={found.items}
        columns={[
          { name: 'number', phone: 'title' },
          { name: 'dueDate', phone: 'line' },
          { name: 'daysOverdue', phone: 'line' },
          { name: 'open', phone: 'end' },
        ]}
        idOf={({ id }) => id}
        opens={({ id }) => `/billing/invoices/${id}`}
      />
      {found.nextCursor && (
        <RecordLink to={`/clients/${clientId}`} isInText>
          {t('moreOwed')}
        </RecordLink>
      )}
    </Section>
  )
}
