/**
 * Handlers: a contract with the code that fulfils it. Exporting one from a file of a room is all it takes to
 * register it; the server finds it there.
 */
import type { z } from 'zod'
import type { CommandContract, Json, QueryContract, Scope } from './contract.ts'
import type { PlainDate } from './dates.ts'
import type { Log } from './log.ts'
import type { RawBuilder, Tx } from './sql.ts'

/** Who asks, for whom, when, and why. Made by the edge; the kernel trusts the identity and checks the right. */
export interface Call {
  readonly tenantId: string
  /** The principal who acts. */
  readonly actorId: string
  /** The principal whose authority is used under a delegation, if not the actor's own. */
  readonly onBehalfOf?: string
  /** Others whose hands are in it: who moved the process that runs this command. */
  readonly hands?: readonly string[]
  /** The session or API key the caller came with. */
  readonly credentialId?: string
  readonly now: Temporal.Instant
  /** The caller's day of business. */
  readonly today: PlainDate
  readonly idempotencyKey?: string
  /** The revision the caller has read (If-Match). */
  readonly ifMatch?: number
  /** The journal entry that caused this command. */
  readonly causeId?: string
  /** What the whole chain has in common; the first command's journal id when absent. */
  readonly correlationId?: string
}

/** What a handler sees. */
export interface Context {
  readonly tx: Tx
  readonly call: Call
  readonly scope: Scope
  /** All commands and queries of the house, for those that speak about them (roles, processes). */
  readonly registry: Registry
  /** The id the journal entry of this command will have; postings and links may name it before it is written. */
  readonly journalId: string
  readonly correlationId: string
  /** For a fault that does not take the command down: whoever keeps it logs it, once, with its cause. */
  readonly log: Log
  /** Compares the revision of the object with the one the caller has read, where the caller sent one. */
  checkRevision(actual: number): void
  /**
   * Does work that may be refused without taking this command down: when it throws, its writes vanish, and so do the
   * commands it ran.
   */
  attempt<T>(work: () => Promise<T>): Promise<T>
  /**
   * Runs another command in this transaction, with this one as its cause. Input and answer are as on the wire.
   * For the process engine: with `authority: 'process'` the right to run it comes from the deployed definition.
   */
  run(name: string, input: Json, as?: NestedCall): Promise<Json>
}

/** On whose account a nested command runs. */
export interface NestedCall {
  readonly actorId: string
  readonly onBehalfOf?: string
  readonly authority: 'principal' | 'process'
}

/** An object a command changed, as the journal shows it. */
export interface Touched {
  readonly type: string
  readonly id: string
  readonly before?: object | null
  readonly after?: object | null
}

/** What happened, told to later rooms, to processes and to the outside. `key` is the id of the object it is about. */
export interface BusinessEvent {
  /** Past tense under the room's name: `opportunities.won`. It is also the BPMN message name. */
  readonly type: string
  readonly key: string
  readonly payload: { readonly [name: string]: unknown }
}

export interface Handled<O> {
  readonly output: O
  readonly touched?: readonly Touched[]
  /** For bulk commands: a select giving object_type, object_id, before, after; journaled in one statement. */
  readonly touchedBy?: RawBuilder<unknown>
  readonly events?: readonly BusinessEvent[]
}

/** What a command may use before its transaction begins. */
export interface Before {
  readonly call: Call
  /** Work in a transaction of its own: it is kept even when the command is then refused. */
  inOwnTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
}

export interface CommandHandler<
  I extends z.ZodType = z.ZodType,
  O extends z.ZodType = z.ZodType,
  P = unknown,
> {
  readonly contract: CommandContract<I, O>
  readonly handler: (context: Context, input: z.output<I>, prepared: P) => Promise<Handled<z.output<O>>>
  /** Slow work that must not hold a transaction open (hashing a password), and what must outlive a refusal. */
  readonly prepare?: (before: Before, input: z.output<I>) => Promise<P>
}

export interface QueryHandler<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly contract: QueryContract<I, O>
  readonly handler: (context: QueryContext, input: z.output<I>) => Promise<z.output<O>>
}

export type QueryContext = Pick<Context, 'tx' | 'call' | 'scope' | 'registry'>

export type AnyHandler = CommandHandler | QueryHandler

const handlers = new WeakSet<object>()

/** Binds a command's contract to its handler. */
export function handle<I extends z.ZodType, O extends z.ZodType>(
  contract: CommandContract<I, O>,
  handler: CommandHandler<I, O, undefined>['handler'],
): CommandHandler<I, O, undefined> {
  const bound = { contract, handler }
  handlers.add(bound)
  return bound
}

/** The same for a command that does something before its transaction; its handler is given the result. */
export function handlePrepared<I extends z.ZodType, O extends z.ZodType, P>(
  contract: CommandContract<I, O>,
  prepare: (before: Before, input: z.output<I>) => Promise<P>,
  handler: CommandHandler<I, O, P>['handler'],
): CommandHandler<I, O, P> {
  const bound = { contract, handler, prepare }
  handlers.add(bound)
  return bound
}

/** Binds a query's contract to its answer. */
export function answer<I extends z.ZodType, O extends z.ZodType>(
  contract: QueryContract<I, O>,
  handler: QueryHandler<I, O>['handler'],
): QueryHandler<I, O> {
  const bound = { contract, handler }
  handlers.add(bound)
  return bound
}

/** Is this export a handler? How the registry recognises what a room offers. */
export function isHandler(value: unknown): value is AnyHandler {
  return typeof value === 'object' && value !== null && handlers.has(value)
}

/** All commands and queries by name. */
export type Registry = ReadonlyMap<string, AnyHandler>
