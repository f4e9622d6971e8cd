/** What the steps of a change have in common: lock, decide, write, tell. */
import type { Context, Handled } from '#kernel/handle.ts'
import { refuseIf } from '#kernel/refusal.ts'
import { type ChangeState, stepRefusal, wantedFor } from './change.ts'
import { lockChange, setChangeState } from './change-table.ts'

interface ChangeStep {
  readonly changeId: string
  readonly step: keyof typeof wantedFor
  readonly next: { readonly state: ChangeState; readonly reason: string; readonly answeredOn?: string }
  readonly event: string
}

interface ChangeOutput {
  readonly changeId: string
  readonly contractId: string
  readonly state: ChangeState
  readonly revision: number
}

export async function stepChange(
  ctx: Context,
  { changeId, step, next, event }: ChangeStep,
): Promise<Handled<ChangeOutput>> {
  const before = await lockChange(ctx.tx, changeId)
  ctx.checkRevision(before.revision)
  const { number, state, contractId } = before
  refuseIf(stepRefusal(state, step), { number, state, wanted: wantedFor[step].join(' or ') })
  const revision = await setChangeState(ctx.tx, changeId, next)
  return {
    output: { changeId, contractId, state: next.state, revision },
    touched: [
      { type: 'change', id: changeId, before: { state, reason: before.reason }, after: { ...next } },
      { type: 'contract', id: contractId },
    ],
    events: [
      { type: event, key: changeId, payload: { changeId, contractId, changeNumber: number, ...next } },
    ],
  }
}
