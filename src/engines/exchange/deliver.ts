/** One delivery from claim to settlement. Everything between the two may happen more than once. */
import { processPrincipal } from '#engines/access'
import type { Call } from '#kernel/handle.ts'
import type { House } from '#kernel/house.ts'
import { Refused } from '#kernel/refusal.ts'
import { inTransaction, run } from '#kernel/run.ts'
import type { Tx } from '#kernel/sql.ts'
import { type Deliverer, Undeliverable } from './deliverer.ts'
import { type Claimed, claim, settleDelivered, settleFailed } from './delivery-table.ts'

/** What the worker needs of its surroundings. */
export interface Surroundings {
  readonly house: House
  /** The clock of the server. */
  readonly clock: () => Pick<Call, 'now' | 'today'>
  /** How long one attempt may take, in milliseconds. */
  readonly attemptMsMax: number
}

/**
 * The house as deliverers see it: they act with the authority of the program that registered them, like a deployed
 * process does, so the process principal needs no roles. Segregation of duties holds all the same.
 */
export function processHouse(house: House): House {
  return {
    ...house,
    authorise: (tx, call, request) => house.authorise(tx, call, { ...request, authority: 'process' }),
  }
}

/** Makes one attempt. Throws only when the database is gone; then the job is tried again as a whole. */
export async function deliver(
  surroundings: Surroundings,
  deliverer: Deliverer,
  { tenantId, deliveryId }: { tenantId: string; deliveryId: string },
): Promise<void> {
  const { house } = surroundings
  const inTenant = <T>(work: (tx: Tx) => Promise<T>) =>
    inTransaction(house.pool, 'begin', async (tx) => {
      await tx.openTenant(tenantId)
      return work(tx)
    })
  const taken = await inTenant(async (tx) => {
    const claimed = await claim(tx, deliveryId)
    return claimed && { claimed, actorId: await processPrincipal(tx) }
  })
  if (!taken) return
  const { claimed, actorId } = taken
  try {
    await attempt(surroundings, deliverer, tenantId, actorId, claimed)
  } catch (error) {
    const { words, forGood } = failure(error)
    const { kind, key } = claimed
    house.log.warn({ kind, key, attempt: claimed.attempt, err: error }, 'a delivery failed')
    await inTenant((tx) => settleFailed(tx, claimed, words, forGood))
    return
  }
  await inTenant((tx) => settleDelivered(tx, claimed))
}

async function attempt(
  { house, clock, attemptMsMax }: Surroundings,
  { deliver }: Deliverer,
  tenantId: string,
  actorId: string,
  claimed: Claimed,
): Promise<void> {
  const { kind, key, payload, causeId, correlationId } = claimed
  const call: Call = { tenantId, actorId, ...clock(), causeId, correlationId }
  const signal = AbortSignal.timeout(attemptMsMax)
  const effect = { tenantId, kind, key, payload, attempt: claimed.attempt }
  const result = await orTimeout(deliver(effect, { house, call, signal }), signal, attemptMsMax)
  if (result) await run(house, result.command, result.input, { ...call, idempotencyKey: `effect ${key}` })
}

/** Frees the worker when a deliverer does not heed its signal; what it still does later is covered by the effect key. */
function orTimeout<T>(work: Promise<T>, signal: AbortSignal, milliseconds: number): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener(
      'abort',
      () => reject(new Error(`no answer within ${milliseconds / 1000} seconds`)),
      {
        once: true,
      },
    )
  })
  return Promise.race([work, late])
}

const ERROR_LENGTH_MAX = 2_000

/** What to write down about a failure, and whether trying again is pointless: a refused result will be refused again. */
function failure(error: unknown): { words: string; forGood: boolean } {
  const message = error instanceof Error ? error.message : String(error)
  const refusedForGood = error instanceof Refused && error.kind !== 'unavailable' && error.kind !== 'too_many'
  const words = error instanceof Refused ? `${error.code}: ${message}` : message
  return {
    words: words.slice(0, ERROR_LENGTH_MAX),
    forGood: refusedForGood || error instanceof Undeliverable,
  }
}
