/**
 * A surface: one way in which the operations of the house can be reached. All are derived from the same list; adding
 * one is a file here and its name in `surfaces.ts`.
 */
import type { FastifyInstance } from 'fastify'
import type { Operation } from '#kernel/operation.ts'
import type { Counters } from '../counters.ts'
import type { Gate } from '../gate.ts'
import type { OpenHouse } from '../house.ts'
import type { Identity } from '../identity.ts'
import type { Turns } from '../turns.ts'
import type { Web } from '../web-part.ts'

/** What a surface is given. */
export interface Served {
  readonly house: OpenHouse
  readonly operations: readonly Operation[]
  readonly identity: Identity
  readonly counters: Counters
  readonly gate: Gate
  readonly turns: Turns
  readonly web: Web
}

/** Adds its routes. */
export type Surface = (app: FastifyInstance, served: Served) => void
