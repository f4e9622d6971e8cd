import { listInvoices, listRuns } from '#flow/billing/contract.ts'
import { listNotes } from '#flow/credits/contract.ts'
import type { Column } from '../language/list/columns.ts'
import { List, type RowOf } from '../language/list/list.tsx'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

/** The columns of every list of invoices. */
export const invoiceColumns: readonly Column<RowOf<typeof listInvoices>>[] = [
  { name: 'number', width: 1.1, phone: 'line' },
  { name: 'clientName', width: 2, phone: 'title' },
  { name: 'contractNumber', phone: 'line' },
  { name: 'entityCode', width: 0.6, isHidden: true },
  { name: 'state', width: 0.9, phone: 'line' },
  { name: 'invoiceDate', sort: 'invoiceDate', width: 0.9 },
  { name: 'dueDate', sort: 'dueDate', width: 0.9 },
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
        { name: 'number', width: 1.2, phone: 'line' },
        { name: 'clientName', width: 1.6, phone: 'title' },
        { name: 'invoiceNumber', width: 1.2, phone: 'line' },
        { name: 'cause', width: 1.1, phone: 'line', show: ({ cause }) => cause && nameOf(cause) },
        { name: 'reason', width: 1.7, isHidden: true },
        { name: 'entityCode', width: 0.6, isHidden: true },
        { name: 'net', isHidden: true },
        { name: 'state', width: 1.2, phone: 'line' },
        { name: 'creditedOn', width: 0.9 },
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
        { name: 'invoices', phone: 'end' },
      ]}
      idOf={({ id }) => id}
      opens={({ id }) => `/billing/runs/${id}`}
      empty={{ icon: 'billing', title: t('noRuns'), text: t('noRunsText') }}
    />
  )
}
