/** What keeps clients from paying, over all invoices: disputes, promises, and the cases of what is overdue. */
import { listCases, listDisputes, listPromises } from '#flow/collections/contract.ts'
import { List } from '../language/list/list.tsx'
import { StateBadge } from '../language/state-badge.tsx'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

const badge = ({ state }: { state: string }) => <StateBadge state={state} />

export function Disputes() {
  const t = useWords(words)
  return (
    <List
      contract={listDisputes}
      name="disputes"
      sort="-openedOn"
      filters={['state', 'cause', 'clientId']}
      columns={[
        { name: 'invoiceNumber', phone: 'line' },
        { name: 'clientName', phone: 'title' },
        { name: 'cause', show: ({ cause }) => nameOf(cause) },
        { name: 'note', phone: 'line' },
        { name: 'ownerName' },
        { name: 'state', phone: 'line', show: badge },
        { name: 'openedOn', sort: 'openedOn' },
        { name: 'amount', phone: 'end' },
      ]}
      idOf={({ id }) => id}
      opens={({ invoiceId }) => `/billing/invoices/${invoiceId}?tab=corrections`}
      empty={{ icon: 'check', title: t('noDisputes'), text: t('noDisputesText') }}
    />
  )
}

export function Promises() {
  const t = useWords(words)
  return (
    <List
      contract={listPromises}
      name="promises"
      sort="dueOn"
      filters={['state', 'clientId']}
      columns={[
        { name: 'invoiceNumber', phone: 'line' },
        { name: 'clientName', phone: 'title' },
        { name: 'saidBy' },
        { name: 'dueOn', sort: 'dueOn', phone: 'line' },
        { name: 'state', phone: 'line', show: badge },
        { name: 'received' },
        { name: 'amount', phone: 'end' },
      ]}
      idOf={({ id }) => id}
      opens={({ invoiceId }) => `/billing/invoices/${invoiceId}?tab=corrections`}
      empty={{ icon: 'check', title: t('noPromises'), text: t('noPromisesText') }}
    />
  )
}

export function Cases() {
  const t = useWords(words)
  return (
    <List
      contract={listCases}
      name="cases"
      sort="openedOn"
      filters={['state', 'clientId']}
      columns={[
        { name: 'clientName', sort: 'clientName', phone: 'title' },
        { name: 'entityCode', phone: 'line' },
        { name: 'items', title: t('invoices'), isFigure: true },
        { name: 'oldestDueDate', phone: 'line' },
        { name: 'state', phone: 'line', show: badge },
        { name: 'reminders' },
        { name: 'remindedOn' },
        { name: 'note', isHidden: true },
        { name: 'disputed' },
        { name: 'open', phone: 'end' },
      ]}
      idOf={({ id }) => id}
      opens={({ id }) => `/collections/cases/${id}`}
      empty={{ icon: 'check', title: t('noCases'), text: t('noCasesText') }}
    />
  )
}
