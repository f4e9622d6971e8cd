/**
 * SQL through one open transaction.
 *
 * Kysely builds and types the text; a `Tx` runs it. A function that takes a `Tx` says by its type that it needs
 * a transaction, and the tenant of that transaction is already set for row-level security.
 */
import type { Writable } from 'node:stream'
import {
  type CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
  sql,
} from 'kysely'
import pg from 'pg'

export type { Expression, RawBuilder } from 'kysely'
export { sql }

const parse = new pg.TypeOverrides()
const arrayOf = (element: (text: string) => unknown) => (text: string) =>
  (pg.types.getTypeParser(1009 as never, 'text')(text) as (string | null)[]).map((value) =>
    value === null ? null : element(value),
  )
/** PostgreSQL prints `2026-03-31 10:00:00.5+00`; Temporal reads it as it is. */
const instant = (text: string) => Temporal.Instant.from(text)
parse.setTypeParser(20, (text: string) => BigInt(text))
parse.setTypeParser(1016, arrayOf((text) => BigInt(text)) as never)
parse.setTypeParser(1082, (text: string) => text)
parse.setTypeParser(1182, arrayOf((text) => text) as never)
parse.setTypeParser(1184, instant)
parse.setTypeParser(1185, arrayOf(instant) as never)

/**
 * How values come back: bigint as bigint, numeric as decimal text, date as YYYY-MM-DD, timestamptz as
 * Temporal.Instant, jsonb parsed. Give it to every pool as `types`.
 */
export const valueTypes: pg.CustomTypesConfig = parse

/** A query builder typed by a room's tables. It only builds; run what it builds through a `Tx`. */
export function tables<Tables>(): Kysely<Tables> {
  return builder as unknown as Kysely<Tables>
}

const builder = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

/**
 * Anything that compiles to a statement giving rows of T: a Kysely builder or an sql template. `execute` of a builder
 * is never called; its type alone says which rows the statement gives, so that no other type can be claimed for them.
 */
export type Query<T> = RawBuilder<T> | { compile(): CompiledQuery; execute(): Promise<T[]> }

/** The rows a builder gives: `type Contract = RowOf<typeof contractRows>`. */
export type RowOf<Builder extends { execute(): Promise<unknown[]> }> = Readonly<
  Awaited<ReturnType<Builder['execute']>>[number]
>

/** What an update writes into the column `revision`. */
export const nextRevision = sql<number>`revision + 1`

/** A JSON value bound as jsonb; bigint becomes decimal text. */
export function json(value: unknown): RawBuilder<unknown> {
  return sql`${encodeJson(value)}::jsonb`
}

export function encodeJson(value: unknown): string {
  return JSON.stringify(value ?? null, (_, inner: unknown) =>
    typeof inner === 'bigint' ? inner.toString() : inner,
  )
}

/**
 * One of these values, each once: `.where('id', '=', anyOf(ids))`. One bound array, so the text of the statement does
 * not depend on how many there are, as that of `in (...)` would.
 */
export function anyOf<T>(values: readonly T[]): RawBuilder<T> {
  return sql<T>`any(${[...new Set(values)]})`
}

const isRaw = (query: object): query is RawBuilder<unknown> => 'isRawBuilder' in query

/** The statement a query compiles to; for drivers and tests. */
export function compiled(query: Query<unknown>): { text: string; values: unknown[] } {
  const result = isRaw(query) ? query.compile(builder) : query.compile()
  return { text: result.sql, values: result.parameters.map(bindable) }
}

function bindable(value: unknown): unknown {
  if (value instanceof Temporal.Instant || value instanceof Temporal.PlainDate) return value.toString()
  return value
}

const statementNames = new Map<string, string>()
const STATEMENTS_MAX = 2_000
const PREPARED_LENGTH_MAX = 20_000
const PREPARED_ARRAY_MAX = 20

/**
 * A name to prepare the statement under, or undefined. Statements over large arrays are left unprepared: a
 * generic plan made for ten elements is a bad plan for ten thousand.
 */
function statementName(text: string, values: readonly unknown[]): string | undefined {
  if (text.length > PREPARED_LENGTH_MAX) return undefined
  if (values.some((value) => Array.isArray(value) && value.length > PREPARED_ARRAY_MAX)) return undefined
  const found = statementNames.get(text)
  if (found || statementNames.size >= STATEMENTS_MAX) return found
  const name = `s${statementNames.size}`
  statementNames.set(text, name)
  return name
}

/** One open transaction. Ends with the command that opened it; never kept. */
export class Tx {
  readonly #client: pg.ClientBase

  constructor(client: pg.ClientBase) {
    this.#client = client
  }

  /** Runs a statement and gives the driver's result. */
  async #query(query: Query<unknown>): Promise<pg.QueryResult> {
    const { text, values } = compiled(query)
    const name = statementName(text, values)
    return this.#send(name ? { name, text, values } : { text, values })
  }

  /** What is given before the program waits for an answer travels as one message; each costs as much as a small statement. */
  #send(statement: string | pg.QueryConfig): Promise<pg.QueryResult> {
    const { stream } = (this.#client as unknown as { connection: { stream: Writable } }).connection
    if (stream.writableCorked === 0) {
      stream.cork()
      // A tick asked for by a microtask comes after all microtasks, which may give more statements.
      queueMicrotask(() => process.nextTick(() => stream.uncork()))
    }
    return this.#client.query(statement as pg.QueryConfig)
  }

  /** Opens the transaction; the first statements travel with it. */
  open(statement: string): void {
    this.#sendLater(this.#send(statement))
  }

  /** Commits and gives the command that PostgreSQL answers with. */
  async commit(): Promise<string> {
    return (await this.#send('commit')).command
  }

  /** Names the tenant for row-level security, in a transaction that was opened without one. */
  async openTenant(tenantId: string): Promise<void> {
    await this.run(sql`select set_config('throughline.tenant', ${tenantId}, true)`)
  }

  /** Waits until no other transaction holds the same name, and holds it until the end of this one. */
  async waitFor(name: string): Promise<void> {
    await this.run(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`)
  }

  /** All rows. */
  async rows<T>(query: Query<T>): Promise<T[]> {
    return (await this.#query(query as Query<unknown>)).rows as T[]
  }

  /** The only row, or undefined; more than one is a fault. */
  async maybe<T>(query: Query<T>): Promise<T | undefined> {
    const rows = await this.rows(query)
    if (rows.length > 1)
      throw new Error(
        `expected at most one row, got ${rows.length}: ${compiled(query as Query<unknown>).text}`,
      )
    return rows[0]
  }

  /** The only row; none or several is a fault. */
  async one<T>(query: Query<T>): Promise<T> {
    const row = await this.maybe(query)
    if (row === undefined)
      throw new Error(`expected one row, got none: ${compiled(query as Query<unknown>).text}`)
    return row
  }

  /** Runs a statement for its effect and gives the number of rows it touched. */
  async run(query: Query<unknown>): Promise<number> {
    return (await this.#query(query)).rowCount ?? 0
  }

  /**
   * Sends a write whose answer nobody needs and goes on without waiting for it: the commit travels with it, and its
   * failure takes the transaction down before anything is committed.
   */
  later(query: Query<unknown>): void {
    this.#sendLater(this.#query(query))
  }

  #sendLater(sent: Promise<unknown>): void {
    // The failure is told by settle; here it only must not count as nobody's.
    sent.catch(() => undefined)
    this.#sent.push(sent)
  }
  #sent: Promise<unknown>[] = []

  /** Waits for what was sent by `later` and throws its first failure. */
  async settle(): Promise<void> {
    const settled = await Promise.allSettled(this.#sent.splice(0))
    const failed = settled.find((result) => result.status === 'rejected')
    if (failed) throw failed.reason
  }

  /**
   * Lets this program remember something once the transaction is committed, and never when it is not. For memory only:
   * what must not be lost is a row.
   */
  onceCommitted(remember: () => void): void {
    this.#toRemember.push(remember)
  }
  #toRemember: (() => void)[] = []

  /** The transaction is committed. */
  committed(): void {
    for (const remember of this.#toRemember.splice(0)) remember()
  }

  /** Runs work whose writes vanish when it throws, while the transaction goes on. Commands use `attempt` of their context. */
  async savepoint<T>(work: () => Promise<T>): Promise<T> {
    const name = `p${this.#savepoints++}`
    const remembered = this.#toRemember.length
    await this.#client.query(`savepoint ${name}`)
    try {
      const result = await work()
      await this.settle()
      await this.#client.query(`release savepoint ${name}`)
      return result
    } catch (error) {
      // What came after a failed write only says that the transaction is broken; the write says why.
      const cause = await this.settle().catch((failure: unknown) => failure)
      await this.#client.query(`rollback to savepoint ${name}`)
      this.#toRemember.length = remembered
      throw cause ?? error
    }
  }
  #savepoints = 0
}
