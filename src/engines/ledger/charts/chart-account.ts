import type { AccountType, Control } from '../shapes.ts'

/** An account as a shipped chart gives it. */
export interface ChartAccount {
  readonly code: string
  readonly name: string
  readonly type: AccountType
  readonly control?: Control
  /** The currency its lines must be in; any when absent. */
  readonly currency?: string
  /** What posting rules call it. */
  readonly roles: readonly string[]
}
