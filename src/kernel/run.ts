/**
 * The write path. `run` is the only way the world changes: one command, one transaction, one journal entry.
 * `ask` is its reading twin.
 */
import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { z } from 'zod'
import type { Contract, Json, Scope } from './contract.ts'
import type { AnyHandler, Before, Call, CommandHandler, Context, NestedCall, QueryHandler } from './handle.ts'
import type { Done, House } from './house.ts'
import { newId } from './id.ts'
import { type Parsed, parseInput } from './input.ts'
import { storedAnswer, writeJournal } from './journal.ts'
import { Refused } from './refusal.ts'
import { encodeJson, Tx } from './sql.ts'
import { asUnavailable } from './unavailable.ts'

/** What a caller gets back: the answer as on the wire, and the journal entry that made it. */
export interface Answer {
  readonly output: Json
  readonly journalId: string
  /** True when the answer was stored under the same idempotency key before. */
  readonly replayed: boolean
}

const ATTEMPTS_MAX = 6
/** A chain of processes longer than this in one transaction is a loop between models, not work. */
const CHAIN_MAX = 1_000

/** Runs a command by name with an input as on the wire. */
export async function run(house: House, name: string, input: unknown, call: Call): Promise<Answer> {
  const found = commandOf(house, name)
  const parsed = parseInput(found.contract, input)
  const prepared = await prepare(house, found, parsed, call)
  for (let attempt = 1; ; attempt += 1) {
    try {
      const work = (tx: Tx) => runIn(house, tx, found, prepared, call)
      const answer = await inTransaction(house.pool, 'begin', work, call.tenantId)
      house.count?.('done', name)
      return answer
    } catch (error) {
      if (isRetryable(error)) {
        if (attempt === ATTEMPTS_MAX) throw new Refused('too_busy')
        house.count?.('retried', name)
        await pause(2 ** attempt)
        continue
      }
      if (error instanceof Refused) house.count?.('refused', name, error.code)
      else house.count?.('fault', name)
      throw asUnavailable(error)
    }
  }
}

/** Answers a query by name with an input as on the wire; it can change nothing. */
export async function ask(house: House, name: string, input: unknown, call: Call): Promise<Json> {
  const found = house.registry.get(name)
  if (found?.contract.kind !== 'query') throw new Refused('unknown_command', { command: name })
  const { contract, handler } = found as QueryHandler
  const parsed = parseInput(contract, input)
  try {
    const work = async (tx: Tx) => {
      const scope = await permission(house, tx, call, contract, parsed)
      return wireOutput(contract, await handler({ tx, call, scope, registry: house.registry }, parsed.value))
    }
    return await inTransaction(house.pool, 'begin read only', work, call.tenantId)
  } catch (error) {
    throw asUnavailable(error)
  }
}

interface Prepared extends Parsed {
  readonly hash: Buffer
  /** What the command made before its transaction. */
  readonly made: unknown
}

/** Lets the command do what it does before its transaction, once, however often the transaction is tried. */
async function prepare(house: House, found: CommandHandler, parsed: Parsed, call: Call): Promise<Prepared> {
  const { contract } = found
  const told = withoutFields(parsed.wire, contract.secrets)
  const hash = createHash('sha256').update(contract.name).update('\0').update(encodeJson(told)).digest()
  const before: Before = {
    call,
    inOwnTransaction: (work) => inTransaction(house.pool, 'begin', work, call.tenantId),
  }
  try {
    return { ...parsed, hash, made: await found.prepare?.(before, parsed.value) }
  } catch (error) {
    if (error instanceof Refused) house.count?.('refused', contract.name, error.code)
    throw asUnavailable(error)
  }
}

function commandOf(house: House, name: string): CommandHandler {
  const found: AnyHandler | undefined = house.registry.get(name)
  if (found?.contract.kind !== 'command') throw new Refused('unknown_command', { command: name })
  return found as CommandHandler
}

function wireOutput(contract: Contract, output: unknown): Json {
  return z.encode(contract.output, output as never) as Json
}

function withoutUnjournaled(contract: Contract, value: Json): Json {
  return withoutFields(withoutFields(value, contract.unjournaled), contract.secrets)
}

function withoutFields(value: Json, fields: readonly string[] | undefined): Json {
  if (!fields || typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, fields.includes(key) ? null : inner]),
  )
}

/** The transaction of one root command: the nested commands' news wait here for the processes. */
interface Chain {
  readonly house: House
  readonly tx: Tx
  readonly correlationId: string
  readonly news: Done[]
  told: number
}

async function runIn(
  house: House,
  tx: Tx,
  found: CommandHandler,
  prepared: Prepared,
  call: Call,
): Promise<Answer> {
  const { contract } = found
  const key = call.idempotencyKey
  const prologue = [
    key ? tx.waitFor(`${call.tenantId} ${call.actorId} ${key}`) : undefined,
    key ? storedAnswer(tx, call.actorId, key) : undefined,
    permission(house, tx, call, contract, prepared),
  ] as const
  const [, seen, scope] = await all(prologue)
  if (seen) {
    if (!seen.inputHash.equals(prepared.hash)) throw new Refused('idempotency_key_reused')
    return { output: seen.output, journalId: seen.journalId, replayed: true }
  }
  const journalId = newId()
  const chain: Chain = { house, tx, correlationId: call.correlationId ?? journalId, news: [], told: 0 }
  const { output, context } = await perform(chain, found, prepared, call, scope, journalId)
  while (chain.told < chain.news.length) {
    if (chain.told >= CHAIN_MAX)
      throw new Error(
        `more than ${CHAIN_MAX} commands in one transaction: two processes call each other without end`,
      )
    const done = chain.news[chain.told] as Done
    chain.told += 1
    await house.advance(contextOf(chain, context.call, done.journalId, 'all').context, done)
  }
  return { output, journalId, replayed: false }
}

/** Runs the handler and writes its journal entry; the news joins the chain. */
async function perform(
  chain: Chain,
  found: CommandHandler,
  prepared: Prepared,
  call: Call,
  scope: Scope,
  journalId: string,
): Promise<{ output: Json; context: Context }> {
  const { contract, handler } = found
  const { context, revisionChecked } = contextOf(chain, call, journalId, scope)
  const handled = await handler(context, prepared.value, prepared.made)
  if (call.ifMatch !== undefined && !revisionChecked())
    throw new Refused('if_match_not_supported', { command: contract.name })
  const output = wireOutput(contract, handled.output)
  const { touched = [], events = [] } = handled
  writeJournal(chain.tx, {
    id: journalId,
    call,
    command: contract.name,
    correlationId: chain.correlationId,
    inputHash: prepared.hash,
    input: withoutUnjournaled(contract, prepared.wire),
    output: withoutUnjournaled(contract, output),
    touched,
    touchedBy: handled.touchedBy,
    events,
  })
  const { actorId, onBehalfOf, hands } = call
  chain.news.push({
    contract,
    input: prepared.wire,
    output,
    touched,
    events,
    journalId,
    actorId,
    ...(onBehalfOf ? { onBehalfOf } : {}),
    ...(hands ? { hands } : {}),
  })
  return { output, context }
}

function contextOf(
  chain: Chain,
  call: Call,
  journalId: string,
  scope: Scope,
): { context: Context; revisionChecked: () => boolean } {
  let checked = false
  const context: Context = {
    tx: chain.tx,
    call,
    scope,
    registry: chain.house.registry,
    journalId,
    correlationId: chain.correlationId,
    log: chain.house.log,
    checkRevision(actual) {
      checked = true
      if (call.ifMatch !== undefined && call.ifMatch !== actual)
        throw new Refused('stale_revision', { expected: call.ifMatch, actual })
    },
    attempt: (work) => attempt(chain, work),
    run: (name, input, as) => runNested(chain, journalId, call, name, input, as),
  }
  return { context, revisionChecked: () => checked }
}

async function runNested(
  chain: Chain,
  causeId: string,
  parent: Call,
  name: string,
  input: Json,
  as?: NestedCall,
): Promise<Json> {
  const found = commandOf(chain.house, name)
  const parsed = parseInput(found.contract, input)
  const { idempotencyKey: _key, ifMatch: _ifMatch, onBehalfOf: _for, ...rest } = parent
  const who = as ?? parent
  const call: Call = {
    ...rest,
    actorId: who.actorId,
    ...(who.onBehalfOf ? { onBehalfOf: who.onBehalfOf } : {}),
    hands: [
      ...new Set([
        ...(parent.hands ?? []),
        parent.actorId,
        ...(parent.onBehalfOf ? [parent.onBehalfOf] : []),
      ]),
    ],
    causeId,
    correlationId: chain.correlationId,
  }
  const scope = await permission(chain.house, chain.tx, call, found.contract, parsed, as?.authority)
  const prepared = await prepare(chain.house, found, parsed, call)
  return (await perform(chain, found, prepared, call, scope, newId())).output
}

/** When work is rolled back, the commands it ran never happened, and nobody may be told of them. */
async function attempt<T>(chain: Chain, work: () => Promise<T>): Promise<T> {
  const newsBefore = chain.news.length
  try {
    return await chain.tx.savepoint(work)
  } catch (error) {
    chain.news.length = newsBefore
    throw error
  }
}

function permission(
  house: House,
  tx: Tx,
  call: Call,
  contract: Contract,
  { wire: input }: Parsed,
  authority: NestedCall['authority'] = 'principal',
): Promise<Scope> {
  return contract.open ? Promise.resolve('all') : house.authorise(tx, call, { contract, input, authority })
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Opening the transaction and naming its tenant for row-level security are one message to the database. */
function opening(begin: string, tenantId: string | undefined): string {
  if (tenantId === undefined) return begin
  if (!uuid.test(tenantId)) throw new Error(`${tenantId} is not the id of a tenant`)
  return `${begin}; set local throughline.tenant = '${tenantId}'`
}

/** Waits for all, then throws the first failure: queries sent together must all have come back before a rollback. */
async function all<T extends readonly unknown[]>(
  work: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const settled = await Promise.allSettled(work)
  const failed = settled.find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
  return settled.map((result) => (result as PromiseFulfilledResult<unknown>).value) as {
    -readonly [K in keyof T]: Awaited<T[K]>
  }
}

/** Work in one transaction of the pool, committed when it returns and rolled back when it throws. */
export async function inTransaction<T>(
  pool: pg.Pool,
  begin: 'begin' | 'begin read only',
  work: (tx: Tx) => Promise<T>,
  tenantId?: string,
): Promise<T> {
  const client = await pool.connect()
  const tx = new Tx(client)
  let broken: Error | undefined
  try {
    tx.open(opening(begin, tenantId))
    const result = await work(tx)
    // The commit follows the last writes without waiting for them; when one of them failed, it commits nothing.
    const [commit] = await all([tx.commit(), tx.settle()] as const)
    if (commit !== 'COMMIT') throw new Error('the transaction was rolled back instead of committed')
    tx.committed()
    return result
  } catch (error) {
    const cause = await tx.settle().catch((failure: unknown) => failure)
    try {
      await client.query('rollback')
    } catch (rollbackError) {
      broken = rollbackError as Error
    }
    throw cause ?? error
  } finally {
    client.release(broken)
  }
}

const isRetryable = (error: unknown) =>
  error instanceof pg.DatabaseError && (error.code === '40001' || error.code === '40P01')
