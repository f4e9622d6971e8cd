/** Deliverers: who carries out effects of one kind. */
import type { Json } from '#kernel/contract.ts'
import type { Call } from '#kernel/handle.ts'
import type { House } from '#kernel/house.ts'

/** An effect to carry out, perhaps not for the first time. */
export interface Effect {
  readonly tenantId: string
  readonly kind: string
  /** The same for every attempt. Tell it to the receiver, or see to it yourself that twice is like once. */
  readonly key: string
  readonly payload: Json
  /** 1 for the first attempt; above 1 the effect may have happened already. */
  readonly attempt: number
}

/** What a deliverer works with, besides the effect. */
export interface Delivering {
  readonly house: House
  /** The process principal of the effect's tenant, with the causing command as cause. */
  readonly call: Call
  /** Fires when the time for the attempt is over. */
  readonly signal: AbortSignal
}

/** The result of an effect, brought back as a command under an idempotency key made of the effect's. */
export interface Result {
  readonly command: string
  readonly input: Json
}

/** Carries out one effect. Throwing means that it did not happen or nobody knows: it is tried again later. */
export type Deliver = (effect: Effect, delivering: Delivering) => Promise<Result | undefined>

export interface Deliverer {
  readonly kind: string
  readonly deliver: Deliver
}

const deliverers = new WeakSet<object>()

/** Names the deliverer of a kind of effect. Exporting it from a file of a room lets the server find it. */
export function delivers(kind: string, deliver: Deliver): Deliverer {
  const deliverer = { kind, deliver }
  deliverers.add(deliverer)
  return deliverer
}

/** Is this export a deliverer? */
export function isDeliverer(value: unknown): value is Deliverer {
  return typeof value === 'object' && value !== null && deliverers.has(value)
}

/** Trying again would fail again: an address that does not exist, a payload nobody can read. Dead at once. */
export class Undeliverable extends Error {
  override name = 'Undeliverable'
}
