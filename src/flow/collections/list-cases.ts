import { answer } from '#kernel/handle.ts'
import { list, shownAs } from '#kernel/list.ts'
import { money } from '#kernel/money.ts'
import { sql } from '#kernel/sql.ts'
import { listCases as contract } from './contract.ts'

interface CaseRow {
  readonly id: string
  readonly invoiceNumber: string
  readonly clientId: string
  readonly clientName: string
  readonly currency: string
  readonly openMinor: bigint
  readonly dueDate: string
  readonly state: 'reminding' | 'escalated' | 'legal' | 'resolved'
  readonly reminders: number
  readonly contacts: number
  readonly remindedOn: string | null
  readonly openedOn: string
  readonly note: string
}

const caseRows = sql`
  select dunning_case.invoice_id as id, invoice.number as "invoiceNumber", invoice.client_id as "clientId",
    client.name as "clientName", invoice.currency, invoice.open_minor as "openMinor", invoice.due_date as "dueDate",
    dunning_case.state, dunning_case.reminders, dunning_case.contacts, dunning_case.reminded_on as "remindedOn",
    dunning_case.opened_on as "openedOn", dunning_case.note
  from collections.dunning_case
    join billing.invoice on invoice.tenant_id = dunning_case.tenant_id and invoice.id = dunning_case.invoice_id
    join clients.client on client.tenant_id = invoice.tenant_id and client.id = invoice.client_id
  where dunning_case.tenant_id = kernel.tenant_id()`

export const listCases = answer(contract, async (ctx, input) => {
  const found = await list<CaseRow>(
    ctx.tx,
    {
      from: caseRows,
      where: [
        input.state && sql`q.state = ${input.state}`,
        input.clientId && sql`q."clientId" = ${input.clientId}`,
        input.invoiceId && sql`q.id = ${input.invoiceId}`,
      ].map((condition) => condition || undefined),
      sorts: { openedOn: 'openedOn' },
      groups: { state: { by: 'state' }, clientId: { by: 'clientId', label: 'clientName', kind: 'id' } },
      sums: { amounts: { open: 'openMinor' } },
    },
    input,
  )
  return shownAs(found, ({ openMinor, ...row }) => ({ ...row, open: money(openMinor, row.currency) }))
})
