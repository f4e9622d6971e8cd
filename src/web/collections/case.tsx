/** The case of a client: all that is overdue, what was done about it, and what can be done next. */
import { decideCase, getCase, remind } from '#flow/collections/contract.ts'
import { Asked, usePlace } from '../language/asked.tsx'
import { CommandButton } from '../language/command-button.tsx'
import { Empty } from '../language/empty.tsx'
import { History } from '../language/history.tsx'
import { ProcessStrip } from '../language/process-strip.tsx'
import { Facts, RecordLink, RecordPage } from '../language/record.tsx'
import type { WireOutput } from '../wire/client.ts'
import { useSession } from '../wire/session.tsx'
import { useWords } from '../words/words.ts'
import { CaseItems } from './case-items.tsx'
import { words } from './words.ts'

export default function CaseScreen() {
  const caseId = usePlace('caseId')
  return (
    <Asked contract={getCase} input={{ caseId }}>
      {(found) => <Shown of={found} />}
    </Asked>
  )
}

function Shown({ of }: { of: WireOutput<typeof getCase> }) {
  const t = useWords(words)
  const { may } = useSession()
  const { id: caseId, clientId, clientName, entityCode, currency, state, invoices, note } = of
  const isOpen = state === 'reminding' || state === 'escalated'
  return (
    <RecordPage
      title={clientName}
      state={state}
      lead={`${entityCode} · ${currency}`}
      trail={[
        { label: t('collections'), to: '/collections' },
        { label: t('cases'), to: '/collections?tab=cases' },
      ]}
      actions={
        isOpen && (
          <>
            <CommandButton contract={remind} fields={['tone']} fill={{ caseId }} variant="default" />
            <CommandButton contract={decideCase} fill={{ caseId }} variant="filled" />
          </>
        )
      }
      process={<ProcessStrip of={caseId} kind="dunning_case" />}
      facts={
        <Facts
          of={of}
          names={[
            'clientName',
            'open',
            'disputed',
            'oldestDueDate',
            'reminders',
            'remindedOn',
            'contacts',
            'openedOn',
            ...(note ? (['note'] as const) : []),
          ]}
          show={{ clientName: <RecordLink to={`/clients/${clientId}`}>{clientName}</RecordLink> }}
        />
      }
      tabs={[
        {
          name: 'items',
          title: t('overdueItems'),
          count: invoices.length,
          content:
            invoices.length === 0 ? (
              <Empty icon="check" title={t('nothingOpen')} text={t('caseSettled')} />
            ) : (
              <CaseItems of={of} />
            ),
        },
        ...(may('access.history')
          ? [
              {
                name: 'history',
                title: t('history'),
                content: <History objectType="dunning_case" objectId={caseId} />,
              },
            ]
          : []),
      ]}
    />
  )
}
