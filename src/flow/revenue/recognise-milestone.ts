import { contractById, lockContracts, lockMilestone } from '#flow/contracts'
import { type Context, handle } from '#kernel/handle.ts'
import { money } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { recogniseMilestone as contract } from './contract.ts'
import { earn } from './earn.ts'

/** Asked twice, it recognises once and gives the same answer. */
export const recogniseMilestone = handle(contract, async (ctx, { milestoneId }) => {
  const { contractId, amount, acceptedOn, now } = await recogniseAccepted(ctx, milestoneId)
  const output = { milestoneId, recognised: amount }
  if (!now) return { output }
  return {
    output,
    touched: [
      { type: 'milestone', id: milestoneId, after: { recognisedOn: acceptedOn, amountMinor: amount.minor } },
      { type: 'contract', id: contractId },
    ],
    events: [{ type: 'revenue.milestoneRecognised', key: milestoneId, payload: { milestoneId, contractId } }],
  }
})

/** Recognises an accepted milestone unless it was; `now` says whether it was done now. */
export async function recogniseAccepted(ctx: Context, milestoneId: string) {
  const { contractId, contractLineId, currency, title, amountMinor, state, acceptedOn } = await lockMilestone(
    ctx.tx,
    milestoneId,
  )
  if (state !== 'accepted' || acceptedOn === null)
    throw new Refused('milestone_not_accepted', { milestoneId, title, state })
  await lockContracts(ctx.tx, [contractId])
  const amount = money(amountMinor, currency)
  const recognised = { contractId, amount, acceptedOn }
  const stands = await standingOf(ctx.tx, contractLineId, milestoneId)
  if (stands === undefined) throw new Refused('revenue_not_planned', { contractId })
  if (stands.recognised) return { ...recognised, now: false }
  const { entityId, clientId, number } = await contractById(ctx.tx, contractId)
  await earn(ctx, [
    {
      contractId,
      contractLineId,
      entityId,
      clientId,
      amount,
      recognisedOn: acceptedOn,
      kind: 'milestone',
      sourceKey: milestoneId,
      description: `${number}: milestone ${title}`,
    },
  ])
  return { ...recognised, now: true }
}

/** Whether the line is planned, and its milestone recognised. */
function standingOf(
  tx: Tx,
  lineId: string,
  milestoneId: string,
): Promise<{ recognised: boolean } | undefined> {
  return tx.maybe(sql<{ recognised: boolean }>`
    select exists (
      select from revenue.event
      where event.tenant_id = plan.tenant_id
        and event.contract_line_id = plan.contract_line_id
        and event.source_type = 'milestone'
        and event.source_key = ${milestoneId}) as recognised
    from revenue.plan
    where plan.tenant_id = kernel.tenant_id() and plan.contract_line_id = ${lineId}`)
}
