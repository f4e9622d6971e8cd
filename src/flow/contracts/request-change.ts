import { worthForLimits } from '#flow/opportunities'
import { requireRoles } from '#flow/people'
import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { formatMoney } from '#kernel/money.ts'
import { Refused, refuseIf } from '#kernel/refusal.ts'
import { json, sql } from '#kernel/sql.ts'
import { requestRefusal } from './change.ts'
import { changeById, shownChange } from './change-table.ts'
import { requestChange as contract } from './contract.ts'
import { linesOf, lockContracts, lockLines } from './contract-table.ts'

export const requestContractChange = handle(contract, async (ctx, input) => {
  const { tx, call } = ctx
  const { contractLineId, title, description, amount, plannedOn = null, endsOn = null, effort } = input
  const [held] = await lockLines(tx, [contractLineId])
  if (!held) throw new Refused('contract_line_not_found', { contractLineId })
  // The contract is held, so that two changes do not get one number.
  const [agreement] = await lockContracts(tx, [held.contractId])
  const line = (await linesOf(tx, [held.contractId])).find(({ id }) => id === contractLineId)
  if (!agreement || !line) throw new Error(`line ${contractLineId} lost its contract`)
  requireCurrency(amount.currency, agreement.currency)
  refuseIf(
    requestRefusal({ contract: agreement.state, line, amountMinor: amount.minor, plannedOn, endsOn }),
    { number: agreement.number, state: agreement.state, title: line.title, endsOn: line.endsOn },
  )
  await requireRoles(
    tx,
    effort.map(({ roleCode }) => roleCode),
  )
  const changeId = newId()
  const work = sql`jsonb_to_recordset(${json(effort.map((one, index) => ({ no: index + 1, ...one })))})
    as work (no integer, "workPackage" text, "roleCode" text, minutes integer, "billRate" numeric, "costRate" numeric)`
  await tx.run(sql`
    insert into contracts.change (id, contract_id, contract_line_id, change_no, title, description, amount_minor, cost_minor,
      planned_on, ends_on, requested_by, requested_at)
    select ${changeId}, ${agreement.id}, ${contractLineId},
      (select coalesce(max(change_no), 0) + 1 from contracts.change
        where tenant_id = kernel.tenant_id() and contract_id = ${agreement.id}),
      ${title}, ${description}, ${amount.minor},
      (select coalesce(sum(kernel.rate_times_minutes("costRate", minutes, ${agreement.currency})), 0) from ${work}),
      ${plannedOn}::date, ${endsOn}::date, ${call.actorId}, ${call.now}`)
  await tx.run(sql`
    insert into contracts.change_effort (change_id, effort_no, work_package, role_code, minutes, bill_rate, cost_rate)
    select ${changeId}, no, "workPackage", "roleCode", minutes, "billRate", "costRate" from ${work}`)
  const change = shownChange(await changeById(tx, changeId))
  const { number, cost, margin, revision } = change
  const worth = await worthForLimits(tx, amount, call.today)
  return {
    output: { changeId, number, amount, cost, margin, revision },
    touched: [
      {
        type: 'change',
        id: changeId,
        after: { number, title, description, amount: formatMoney(amount), endsOn },
      },
      { type: 'contract', id: agreement.id },
    ],
    events: [
      {
        type: 'contracts.changeRequested',
        key: changeId,
        payload: {
          changeId,
          changeNumber: number,
          contractId: agreement.id,
          contractLineId,
          title,
          amount: formatMoney(amount),
          margin: formatMoney(margin),
          currency: agreement.currency,
          amountUsd: formatMoney(worth),
          endsOn,
          requestedBy: call.actorId,
        },
      },
    ],
  }
})

function requireCurrency(actual: string, currency: string): void {
  if (actual === currency) return
  throw new Refused('invalid_input', {}, [
    {
      pointer: '/amount/currency',
      code: 'other_currency',
      params: { currency },
      message: `must be ${currency}, the contract's currency`,
    },
  ])
}
