import { listInvoices, listRuns } from '#flow/billing/contract.ts'
import { listNotes } from '#flow/credits/contract.ts'
import type { Column } from '../language/list/columns.ts'
import { List, type RowOf } from '../language/list/list.tsx'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

/** The columns of every list of invoices. */
export const invoiceColumns: readonly Column<RowOf<typeof listInvoices>>[] = [
  { name: 'number', phone: 'line' },
  { name: 'clientName', phone: 'title' },
  { name: 'contractNumber', phone: 'line' },
  { name: 'entityCode', isHidden: true },
  { name: 'state', phone: 'line' },
  { name: 'invoiceDate', sort: 'invoiceDate' },
  { name: 'dueDate', sort: 'dueDate' },
  { name: 'net', isHidden: true },
  { name: 'gross', phone: 'end' },
  { name: 'open' },
]

export function Invoices() {
  const t = useWords(words)
  return (
    <List
      contract={listInvoices}
      name="invoices"
      sort="-invoiceDate"
      filters={['state', 'clientId', 'contractId', 'openOnly', 'runId']}
      columns={invoiceColumns}
      idOf={({ id }) => id}
      opens={({ id }) => `/billing/invoices/${id}`}
      empty={{ icon: 'billing', title: t('noInvoices'), text: t('noInvoicesText') }}
    />
  )
}

export function CreditNotes() {
  const t = useWords(words)
  return (
    <List
      contract={listNotes}
      name="notes"
      sort="-proposedAt"
      filters={['state', 'cause', 'clientId']}
      columns={[
        { name: 'number', phone: 'line' },
        { name: 'clientName', phone: 'title' },
        { name: 'invoiceNumber', phone: 'line' },
        { name: 'cause', phone: 'line', show: ({ cause }) => cause && nameOf(cause) },
        { name: 'reason', isHidden: true },
        { name: 'entityCode', isHidden: true },
        { name: 'net', isHidden: true },
        { name: 'state', phone: 'line' },
        { name: 'creditedOn' },
        { name: 'gross', phone: 'end' },
      ]}
      idOf={({ id }) => id}
      opens={({ id }) => `/billing/credit-notes/${id}`}
      empty={{ icon: 'billing', title: t('noCreditNotes'), text: t('noCreditNotesText') }}
    />
  )
}

export function Runs() {
  const t = useWords(words)
  return (
    <List
      contract={listRuns}
      name="runs"
      sort="-startedAt"
      columns={[
        { name: 'startedAt', sort: 'startedAt', phone: 'title' },
        { name: 'cutoff', phone: 'line' },
        { name: 'invoiceDate', phone: 'line' },
        { name: 'invoices', phone: 'line' },
      ]}
      idOf={({ id }) => id}
      opens={({ id }) => `/billing/runs/${id}`}
      empty={{ icon: 'billing', title: t('noRuns'), text: t('noRunsText') }}
    />
  )
}
