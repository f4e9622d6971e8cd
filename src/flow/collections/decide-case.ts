import { handle } from '#kernel/handle.ts'
import { sql } from '#kernel/sql.ts'
import { lockOpenCase } from './case-table.ts'
import { decideCase as contract } from './contract.ts'

export const decideCase = handle(contract, async ({ tx }, { invoiceId, decision, note }) => {
  const before = await lockOpenCase(tx, invoiceId)
  const state = { wait: before.state, escalate: 'escalated' as const, legal: 'legal' as const }[decision]
  const contacts = before.contacts + 1
  await tx.run(sql`
    update collections.dunning_case
    set state = ${state}, contacts = ${contacts}, note = ${note}, revision = revision + 1
    where tenant_id = kernel.tenant_id() and invoice_id = ${invoiceId}`)
  return {
    output: { invoiceId, state, contacts },
    touched: [
      {
        type: 'dunning_case',
        id: invoiceId,
        before: { state: before.state },
        after: { state, contacts, note },
      },
      { type: 'invoice', id: invoiceId, after: { case: state } },
    ],
    events: [
      { type: 'collections.caseDecided', key: invoiceId, payload: { invoiceId, decision, state, note } },
    ],
  }
})
