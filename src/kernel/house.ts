/** The house a command runs in: what the kernel is given by the server, and nothing else. */
import type pg from 'pg'
import type { Contract, Json, Scope } from './contract.ts'
import type { BusinessEvent, Call, Context, Registry, Touched } from './handle.ts'
import type { Log } from './log.ts'
import type { Tx } from './sql.ts'

/** What a command did, told to those who continue after it in the same transaction. */
export interface Done {
  readonly contract: Contract
  readonly input: Json
  readonly output: Json
  readonly touched: readonly Touched[]
  readonly events: readonly BusinessEvent[]
  readonly journalId: string
  readonly actorId: string
  readonly onBehalfOf?: string
  /** Others whose hands are in it: who moved the process that ran it. */
  readonly hands?: readonly string[]
}

/** What a caller wants to do, for the one who decides whether it may. */
export interface Request {
  readonly contract: Contract
  /** The input as on the wire, after it was found to be as the contract says. */
  readonly input: Json
  /** `process`: the right to run it comes from a deployed process; segregation of duties holds all the same. */
  readonly authority: 'principal' | 'process'
}

export interface House {
  readonly pool: pg.Pool
  readonly registry: Registry
  readonly log: Log
  /** Gives the scope in which the caller may run the contract; refuses when none. One statement at most. */
  readonly authorise: (tx: Tx, call: Call, request: Request) => Promise<Scope>
  /** Continues the processes a command concerns, in its transaction. Not called again for nested commands' events until it returns. */
  readonly advance: (context: Context, done: Done) => Promise<void>
  /** Counts what leaves no other trace. */
  readonly count?: (what: 'done' | 'refused' | 'fault' | 'retried', name: string, code?: string) => void
}
