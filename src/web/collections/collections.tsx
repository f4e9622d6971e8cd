import { useNavigate } from '@tanstack/react-router'
import { listClients } from '#flow/clients/contract.ts'
import { ageing, listReceipts, recordReceipt } from '#flow/collections/contract.ts'
import { listEntities } from '#flow/firm/contract.ts'
import { CommandButton } from '../language/command-button.tsx'
import { ListSelect } from '../language/form/list-select.tsx'
import { List } from '../language/list/list.tsx'
import { RecordPage } from '../language/record.tsx'
import { today } from '../words/days.ts'
import { useWords } from '../words/words.ts'
import { AgeingTotals } from './ageing-totals.tsx'
import { Cases, Disputes, Promises } from './follow-ups.tsx'
import { OpenItems } from './open-items.tsx'
import { Reconciliation } from './reconciliation.tsx'
import { words } from './words.ts'

export default function Collections() {
  const t = useWords(words)
  const tabs = [
    { name: 'items', title: t('openItems'), content: <OpenItems /> },
    { name: 'clients', title: t('byClient'), content: <ByClient /> },
    { name: 'cases', title: t('cases'), needs: 'collections.listCases', content: <Cases /> },
    { name: 'disputes', title: t('disputes'), needs: 'collections.listDisputes', content: <Disputes /> },
    { name: 'promises', title: t('promises'), needs: 'collections.listPromises', content: <Promises /> },
    { name: 'receipts', title: t('receipts'), content: <Receipts /> },
    {
      name: 'reconcile',
      title: t('reconcile'),
      needs: 'collections.reconcile',
      content: <Reconciliation />,
    },
  ]
  return (
    <RecordPage
      title={t('collections')}
      lead={t('lead')}
      actions={<Record />}
      figures={<AgeingTotals />}
      tabs={tabs}
    />
  )
}

function Record() {
  const t = useWords(words)
  const navigate = useNavigate()
  return (
    <CommandButton
      contract={recordReceipt}
      label={t('record')}
      icon="plus"
      variant="filled"
      initial={{ receivedOn: today() }}
      fields={['entityId', 'clientId', 'amount', 'receivedOn', 'bankReference', 'reference']}
      overrides={{
        entityId: ({ value, set, error }) => (
          <ListSelect
            contract={listEntities}
            input={{ limit: 200 }}
            option={({ id, code, name }) => ({ value: id, label: `${code} · ${name}` })}
            label={t('entityField')}
            required
            error={error}
            value={typeof value === 'string' ? value : null}
            onChange={set}
          />
        ),
        clientId: ({ value, set, error }) => (
          <ListSelect
            contract={listClients}
            input={{ state: 'active', limit: 200 }}
            option={({ id, name }) => ({ value: id, label: name })}
            label={t('clientField')}
            required
            error={error}
            value={typeof value === 'string' ? value : null}
            onChange={set}
          />
        ),
      }}
      onDone={({ receiptId }) => void navigate({ to: `/collections/receipts/${receiptId}` })}
    />
  )
}

function ByClient() {
  const t = useWords(words)
  return (
    <List
      contract={ageing}
      name="clients"
      filters={['clientId', 'asOf']}
      columns={[
        { name: 'clientName', sort: 'clientName', phone: 'title' },
        { name: 'open', phone: 'end' },
        { name: 'notDue' },
        { name: 'days1To30', phone: 'line' },
        { name: 'days31To60' },
        { name: 'days61To90' },
        { name: 'daysOver90' },
        { name: 'disputed' },
        { name: 'unapplied' },
      ]}
      idOf={({ id }) => id}
      opens={({ clientId }) => `/clients/${clientId}`}
      empty={{ icon: 'check', title: t('nothingOpen'), text: t('nothingOpenText') }}
    />
  )
}

function Receipts() {
  const t = useWords(words)
  return (
    <List
      contract={listReceipts}
      name="receipts"
      sort="-receivedOn"
      filters={['clientId', 'unappliedOnly', 'bankReference', 'from', 'to']}
      columns={[
        { name: 'receivedOn', sort: 'receivedOn', phone: 'line' },
        { name: 'clientName', phone: 'title' },
        { name: 'entityCode' },
        { name: 'reference', phone: 'line' },
        { name: 'bankReference' },
        { name: 'amount', phone: 'end' },
        { name: 'unapplied' },
      ]}
      idOf={({ id }) => id}
      opens={({ id }) => `/collections/receipts/${id}`}
      empty={{ icon: 'cash', title: t('noReceipts'), text: t('noReceiptsText') }}
    />
  )
}
