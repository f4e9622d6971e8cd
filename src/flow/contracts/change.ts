/** Rules of a change of what was agreed. Pure: no database, no clock. */
import type { PlainDate } from '#kernel/dates.ts'
import type { BillingMethod, ContractState } from './terms.ts'

export type ChangeState =
  | 'asked'
  | 'approved'
  | 'rejected'
  | 'accepted'
  | 'declined'
  | 'withdrawn'
  | 'applied'

interface Asked {
  readonly contract: ContractState
  readonly line: { readonly billingMethod: BillingMethod; readonly endsOn: PlainDate }
  readonly amountMinor: bigint
  readonly plannedOn: PlainDate | null
  readonly endsOn: PlainDate | null
}

/**
 * Why a change may not be asked for, or null. A recurring fee is changed when its contract is renewed, because its
 * months are billed in advance; more of a fixed fee is a milestone, which has a day.
 */
export function requestRefusal({ contract, line, amountMinor, plannedOn, endsOn }: Asked): string | null {
  if (contract !== 'active') return 'contract_not_active'
  if (line.billingMethod === 'recurring_fee') return 'change_line_recurring'
  if (line.billingMethod === 'fixed_fee' && amountMinor > 0n && plannedOn === null) return 'change_needs_date'
  return endsOn !== null && endsOn < line.endsOn ? 'change_ends_early' : null
}

/** What a change must be for each step of its way. */
export const wantedFor = {
  decide: ['asked'],
  answer: ['approved'],
  apply: ['accepted'],
  withdraw: ['asked', 'approved'],
} as const satisfies Readonly<Record<string, readonly ChangeState[]>>

/** Why a change may not take this step, or null. */
export function stepRefusal(state: ChangeState, step: keyof typeof wantedFor): 'change_state_wrong' | null {
  const wanted: readonly ChangeState[] = wantedFor[step]
  return wanted.includes(state) ? null : 'change_state_wrong'
}
