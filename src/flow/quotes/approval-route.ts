/** Who would have to approve the terms of a deal: the decision the process of a won deal asks, asked beforehand. */
import { compileExpression, DecisionError, evaluateDeployed } from '#engines/decisions'
import { worthForLimits } from '#flow/opportunities'
import type { QueryContext } from '#kernel/handle.ts'
import { formatMoney, type Money } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import type { Figures } from './pricing.ts'

const DECISION = 'commercial-approval'

export interface ApprovalRoute {
  readonly decision: string
  readonly version: number
  readonly amount: Money
  readonly levels: string[]
  readonly reason: string
  readonly rule: number | null
}

/** Decimal text as the number a decision compares, without a float between. */
const asNumber = compileExpression('number(text)')

/** Null where the firm has no such decision. Refuses `decision_failed` when it gives no levels and reason. */
export async function approvalRoute(
  { tx, call }: QueryContext,
  { price, discountPercent, marginPercent }: Figures,
): Promise<ApprovalRoute | null> {
  const amount = await worthForLimits(tx, price, call.today)
  const clock = { now: call.now, zone: 'UTC' }
  const number = (text: string) => asNumber.evaluateFeel({ text }, clock)
  const inputs = {
    amountUsd: number(formatMoney(amount)),
    discountPercent: number(discountPercent),
    marginPercent: number(marginPercent),
  }
  try {
    const { key, version, value, trace } = await evaluateDeployed(tx, DECISION, inputs, clock)
    const told = routeIn(value)
    if (told === null) throw failed('it gives no levels and reason')
    const rule = trace.flatMap(({ matchedRules }) => matchedRules).at(-1)?.index ?? null
    return { decision: key, version, amount, ...told, rule }
  } catch (error) {
    if (!(error instanceof DecisionError)) throw error
    if (error.code === 'decision_not_found') return null
    throw failed(error.message)
  }
}

const failed = (message: string) =>
  new Refused('decision_failed', { key: DECISION, version: 'any', reason: 'unusable', message })

/** The levels and the reason in what was decided, or null when it is something else. */
function routeIn(value: unknown): Pick<ApprovalRoute, 'levels' | 'reason'> | null {
  if (typeof value !== 'object' || value === null || !('levels' in value) || !('reason' in value)) return null
  const { levels, reason } = value
  if (!Array.isArray(levels) || !levels.every((level) => typeof level === 'string')) return null
  return typeof reason === 'string' ? { levels, reason } : null
}
