/** What the three steps of a milestone have in common: lock, decide, write, tell. */
import type { Context, Handled } from '#kernel/handle.ts'
import { formatMoney, money } from '#kernel/money.ts'
import { refuseIf } from '#kernel/refusal.ts'
import { tables } from '#kernel/sql.ts'
import { type BillingStatus, lockMilestone, type Milestone } from './contract-table.ts'
import type { ContractsTables } from './schema.ts'
import type { MilestoneState } from './terms.ts'

const db = tables<ContractsTables>()

interface MilestoneStep {
  readonly milestoneId: string
  readonly refusal: (milestone: Milestone) => string | null
  readonly next: {
    readonly state: MilestoneState
    readonly billingStatus: BillingStatus
    readonly acceptedOn: string | null
    readonly evidence?: string
  }
  readonly event: string
  readonly said?: Readonly<Record<string, unknown>>
}

interface MilestoneOutput {
  readonly milestoneId: string
  readonly contractId: string
  readonly state: MilestoneState
  readonly billingStatus: BillingStatus
  readonly revision: number
}

export async function stepMilestone(ctx: Context, step: MilestoneStep): Promise<Handled<MilestoneOutput>> {
  const before = await lockMilestone(ctx.tx, step.milestoneId)
  ctx.checkRevision(before.revision)
  refuseIf(step.refusal(before), {
    milestoneId: before.id,
    title: before.title,
    number: before.contractNumber,
    state: before.contractState === 'active' ? before.state : before.contractState,
  })
  const after = { ...before, ...step.next, revision: before.revision + 1 }
  await ctx.tx.run(
    db
      .updateTable('contracts.milestone')
      .set({
        state: after.state,
        billing_status: after.billingStatus,
        accepted_on: after.acceptedOn,
        evidence: after.evidence,
        revision: after.revision,
      })
      .where('id', '=', after.id),
  )
  const { id, contractId, contractLineId, state, billingStatus, revision } = after
  return {
    output: { milestoneId: id, contractId, state, billingStatus, revision },
    touched: [
      { type: 'milestone', id, before, after },
      { type: 'contract', id: contractId },
    ],
    events: [
      {
        type: step.event,
        key: id,
        payload: {
          milestoneId: id,
          contractId,
          contractLineId,
          title: after.title,
          amount: formatMoney(money(after.amountMinor, after.currency)),
          currency: after.currency,
          evidence: after.evidence,
          ...(after.acceptedOn ? { acceptedOn: after.acceptedOn } : {}),
          ...step.said,
        },
      },
    ],
  }
}
