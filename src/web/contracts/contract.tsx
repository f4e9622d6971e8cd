import { listInvoices } from '#flow/billing/contract.ts'
import { close, get, listRenewals, setNotice, setPurchaseOrder } from '#flow/contracts/contract.ts'
import { positions } from '#flow/revenue/contract.ts'
import { Asked, usePlace } from '../language/asked.tsx'
import { CommandButton } from '../language/command-button.tsx'
import { Figure } from '../language/figure.tsx'
import { History, readsHistory } from '../language/history.tsx'
import { List } from '../language/list/list.tsx'
import { ProcessStrip } from '../language/process-strip.tsx'
import { Facts, Figures, RecordLink, RecordPage } from '../language/record.tsx'
import { useAsk } from '../wire/queries.ts'
import { useSession } from '../wire/session.tsx'
import { formatMoneyShort } from '../words/format.ts'
import { lessOf, sumByCurrency } from '../words/sum.ts'
import { useWords } from '../words/words.ts'
import { BillPlan } from './bill-plan.tsx'
import { Changes } from './changes.tsx'
import { ContractLines } from './contract-lines.tsx'
import { RevenuePlan } from './revenue-plan.tsx'
import type { ContractView } from './view.ts'
import { words } from './words.ts'

export default function ContractScreen() {
  const contractId = usePlace('contractId')
  return (
    <Asked contract={get} input={{ contractId }}>
      {(contract) => <Shown contract={contract} />}
    </Asked>
  )
}

function Shown({ contract }: { contract: ContractView }) {
  const t = useWords(words)
  return (
    <RecordPage
      title={`${contract.number} ${contract.title}`}
      state={contract.state}
      trail={[
        { label: t('contracts'), to: '/contracts' },
        { label: contract.clientName, to: `/clients/${contract.clientId}` },
        { label: t('opportunity'), to: `/opportunities/${contract.opportunityId}` },
      ]}
      actions={<Actions contract={contract} />}
      process={<ProcessStrip of={contract.opportunityId} />}
      figures={<Money contract={contract} />}
      facts={
        <Facts
          of={contract}
          names={[
            'entityCode',
            'clientName',
            'quoteId',
            'purchaseOrder',
            'startsOn',
            'endsOn',
            'paymentTermsDays',
            'version',
            'activatedOn',
          ]}
          show={{
            clientName: <RecordLink to={`/clients/${contract.clientId}`}>{contract.clientName}</RecordLink>,
            quoteId: <RecordLink to={`/quotes/${contract.quoteId}`}>{t('openQuote')}</RecordLink>,
          }}
        />
      }
      tabs={useTabs(contract)}
    />
  )
}

function Actions({ contract }: { contract: ContractView }) {
  const known = { fill: { contractId: contract.id }, revision: contract.revision }
  const { state, purchaseOrder, lines } = contract
  const recurs = lines.some(({ billingMethod }) => billingMethod === 'recurring_fee')
  return (
    <>
      {state !== 'closed' && state !== 'lost' && (
        <CommandButton
          contract={setPurchaseOrder}
          initial={purchaseOrder === '' ? {} : { purchaseOrder }}
          {...known}
        />
      )}
      {state === 'active' && recurs && <CommandButton contract={setNotice} {...known} />}
      {state === 'active' && <CommandButton contract={close} color="gray" {...known} />}
    </>
  )
}

function Money({ contract }: { contract: ContractView }) {
  const t = useWords(words)
  const { may } = useSession()
  const asked = { contractId: contract.id }
  const { data } = useAsk(positions, asked, { enabled: may(positions) })
  const [position] = data?.items ?? []
  const capped = contract.lines.flatMap(({ cap, committed }) => (cap ? [{ cap, committed }] : []))
  const left = sumByCurrency(capped.map(({ cap, committed }) => lessOf(cap, committed)))
  const [cap] = sumByCurrency(capped.map((line) => line.cap))
  const [used] = sumByCurrency(capped.map((line) => line.committed))
  return (
    <Figures>
      <Figure label={t('price')} value={contract.price} derivation={{ query: get.name, input: asked }} />
      {cap && used && (
        <Figure
          label={t('capLeft')}
          value={left}
          note={t('capOf', { used: formatMoneyShort(used), cap: formatMoneyShort(cap) })}
          derivation={{ query: get.name, input: asked }}
        />
      )}
      {position && (
        <>
          <Figure
            label={t('billed')}
            value={position.billed}
            derivation={{ query: listInvoices.name, input: asked }}
          />
          <Figure
            label={t('recognised')}
            value={position.recognised}
            derivation={{ query: positions.name, input: asked }}
          />
        </>
      )}
    </Figures>
  )
}

function useTabs(contract: ContractView) {
  const t = useWords(words)
  const tabs = [
    {
      name: 'lines',
      title: t('lines'),
      count: contract.lines.length,
      content: <ContractLines contract={contract} />,
    },
    { name: 'billPlan', title: t('billPlan'), content: <BillPlan contract={contract} /> },
    {
      name: 'revenuePlan',
      title: t('revenuePlan'),
      needs: 'revenue.listSchedule',
      content: <RevenuePlan contractId={contract.id} />,
    },
    {
      name: 'changes',
      title: t('changes'),
      needs: 'contracts.listChanges',
      content: <Changes contract={contract} />,
    },
    {
      name: 'renewals',
      title: t('renewals'),
      needs: 'contracts.listRenewals',
      content: <Renewals contractId={contract.id} />,
    },
    {
      name: 'invoices',
      title: t('invoices'),
      needs: 'billing.listInvoices',
      content: (
        <List
          contract={listInvoices}
          name="invoices"
          fixed={{ contractId: contract.id }}
          filters={[]}
          columns={[
            { name: 'number', phone: 'title' },
            { name: 'state', phone: 'line' },
            { name: 'invoiceDate', sort: 'invoiceDate', phone: 'line' },
            { name: 'dueDate', sort: 'dueDate' },
            { name: 'gross', phone: 'end' },
            { name: 'open' },
          ]}
          idOf={({ id }) => id}
          opens={({ id }) => `/billing/invoices/${id}`}
          empty={{ icon: 'billing', title: t('noInvoices'), text: t('noInvoicesText') }}
        />
      ),
    },
    {
      name: 'history',
      title: t('history'),
      needs: readsHistory,
      content: <History objectType="contract" objectId={contract.id} />,
    },
  ]
  return tabs
}

/** Each time what recurs came to its end: until when the client must know, and what was decided. */
function Renewals({ contractId }: { contractId: string }) {
  const t = useWords(words)
  return (
    <List
      contract={listRenewals}
      name="renewals"
      fixed={{ contractId }}
      filters={[]}
      columns={[
        { name: 'termEndsOn', phone: 'title' },
        { name: 'noticeOn', sort: 'noticeOn', phone: 'line' },
        { name: 'state', phone: 'end' },
        { name: 'endsOn' },
        { name: 'upliftPercent' },
        { name: 'reason' },
        { name: 'toldOn' },
      ]}
      idOf={({ id }) => id}
      empty={{ icon: 'contract', title: t('noRenewals'), text: t('noRenewalsText') }}
    />
  )
}
