/** The rows of deliveries and attempts: claimed before the effect, settled after it. */
import type { Json } from '#kernel/contract.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { addJobs } from './enqueue.ts'
import { ATTEMPTS_MAX, retryDelay } from './retry-schedule.ts'

/** A delivery as people see it. */
export interface DeliveryRow {
  readonly deliveryId: string
  readonly kind: string
  readonly key: string
  readonly objectType: string | null
  readonly objectId: string | null
  readonly state: 'waiting' | 'delivered' | 'dead'
  readonly attempts: number
  readonly attemptsMax: number
  readonly lastError: string | null
  readonly createdAt: Temporal.Instant
  readonly availableAt: Temporal.Instant
  readonly settledAt: Temporal.Instant | null
}

/** The columns of a DeliveryRow. */
export const deliveryColumns = sql`
  id as "deliveryId", kind, key, object_type as "objectType", object_id as "objectId", state, attempts,
  attempts_max as "attemptsMax", last_error as "lastError", created_at as "createdAt", available_at as "availableAt",
  settled_at as "settledAt"`

/** A delivery a worker has taken on, with the number of this attempt. */
export interface Claimed {
  readonly deliveryId: string
  readonly kind: string
  readonly key: string
  readonly payload: Json
  readonly attempt: number
  readonly attemptsMax: number
  readonly causeId: string
  readonly correlationId: string
}

/**
 * Counts an attempt before it is made, so that an effect which kills its worker is not tried for ever. Undefined when
 * the delivery is settled. An attempt that is still running when the next begins was lost with its worker.
 */
export async function claim(tx: Tx, deliveryId: string): Promise<Claimed | undefined> {
  const claimed = await tx.maybe(sql<Claimed>`
    update exchange.delivery
    set attempts = attempts + 1
    where tenant_id = kernel.tenant_id() and id = ${deliveryId} and state = 'waiting'
    returning id as "deliveryId", kind, key, payload, attempts as attempt, attempts_max as "attemptsMax",
      cause_id as "causeId", correlation_id as "correlationId"`)
  if (!claimed) return undefined
  await tx.run(sql`
    update exchange.attempt
    set outcome = 'lost', finished_at = now(), error = 'The worker stopped before it could say how this attempt ended.'
    where tenant_id = kernel.tenant_id() and delivery_id = ${deliveryId} and outcome = 'running'`)
  await tx.run(sql`
    insert into exchange.attempt (delivery_id, number, started_at, outcome)
    values (${deliveryId}, ${claimed.attempt}, now(), 'running')`)
  return claimed
}

/** The effect happened and its result, if any, was brought back. */
export async function settleDelivered(tx: Tx, { deliveryId, attempt }: Claimed): Promise<void> {
  await finishAttempt(tx, deliveryId, attempt, 'delivered', null)
  await tx.run(sql`
    update exchange.delivery
    set state = 'delivered', settled_at = now(), last_error = null
    where tenant_id = kernel.tenant_id() and id = ${deliveryId} and state = 'waiting'`)
}

/** The attempt failed: the next one is due after the schedule's delay, or the delivery is dead. */
export async function settleFailed(tx: Tx, claimed: Claimed, error: string, forGood: boolean): Promise<void> {
  const { deliveryId, attempt, attemptsMax } = claimed
  await finishAttempt(tx, deliveryId, attempt, 'failed', error)
  if (forGood || attempt >= attemptsMax) {
    await tx.run(sql`
      update exchange.delivery
      set state = 'dead', settled_at = now(), last_error = ${error}
      where tenant_id = kernel.tenant_id() and id = ${deliveryId} and state = 'waiting'`)
    return
  }
  const inThisRound = ATTEMPTS_MAX - (attemptsMax - attempt)
  await addJobs(
    tx,
    sql`
      update exchange.delivery
      set available_at = now() + make_interval(secs => ${retryDelay(inThisRound)}), last_error = ${error}
      where tenant_id = kernel.tenant_id() and id = ${deliveryId} and state = 'waiting'
      returning tenant_id, id, kind, available_at as run_at`,
  )
}

async function finishAttempt(
  tx: Tx,
  deliveryId: string,
  attempt: number,
  outcome: 'delivered' | 'failed',
  error: string | null,
): Promise<void> {
  await tx.run(sql`
    update exchange.attempt
    set outcome = ${outcome}, finished_at = now(), error = ${error}
    where tenant_id = kernel.tenant_id() and delivery_id = ${deliveryId} and number = ${attempt} and outcome = 'running'`)
}
