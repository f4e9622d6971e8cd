import { handle } from '#kernel/handle.ts'
import { sql } from '#kernel/sql.ts'
import { itemsOf, lockOpenCase } from './case-table.ts'
import { decideCase as contract } from './contract.ts'

export const decideCase = handle(contract, async ({ tx, call }, { caseId, decision, note }) => {
  const before = await lockOpenCase(tx, { caseId })
  const state = { wait: before.state, escalate: 'escalated' as const, legal: 'legal' as const }[decision]
  const contacts = before.contacts + 1
  await tx.run(sql`
    update collections.client_case
    set state = ${state}, contacts = ${contacts}, note = ${note}, revision = revision + 1
    where tenant_id = kernel.tenant_id() and id = ${caseId}`)
  const items = await itemsOf(tx, caseId, call.today)
  return {
    output: { caseId, state, contacts },
    touched: [
      {
        type: 'dunning_case',
        id: caseId,
        before: { state: before.state },
        after: { state, contacts, note },
      },
      ...items.map(({ invoiceId }) => ({ type: 'invoice', id: invoiceId, after: { case: state } })),
    ],
    events: [{ type: 'collections.caseDecided', key: caseId, payload: { caseId, decision, state, note } }],
  }
})
