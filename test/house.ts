/**
 * A house on a database of its own, for the tests of every room:
 *
 *     const house = await openTestHouse()
 *     const entry = await house.as('controller').run('ledger.post', { … })   // wire in, wire out; throws Refused
 *     const lines = await house.as('consultant').ask('timesheets.list', {})
 *
 * `as` takes a role (the same person for the same role) or the id of a principal. `person` makes somebody with a name
 * and several roles. `clock.now` is what the calls of this house see; move it as the story goes on.
 */
import { createTenant } from '#engines/access'
import type { Json } from '#kernel/contract.ts'
import type { Call } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { openLog } from '#kernel/log.ts'
import { ask, inTransaction, run } from '#kernel/run.ts'
import type { Tx } from '#kernel/sql.ts'
import { composeHouse, type HouseSettings, type OpenHouse } from '../src/server/house.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import './rooms.ts'

/** Somebody who runs commands. Input and output are as on the wire. */
export interface Caller {
  readonly principalId: Promise<string>
  // Tests read what they know is there; naming the shape of every answer again would hide the story.
  // biome-ignore lint/suspicious/noExplicitAny: the wire has no static type by name
  run(name: string, input?: object, more?: Partial<Call>): Promise<any>
  // biome-ignore lint/suspicious/noExplicitAny: the wire has no static type by name
  ask(name: string, input?: object, more?: Partial<Call>): Promise<any>
}

export interface TestHouse {
  readonly house: OpenHouse
  readonly database: TestDatabase
  readonly tenantId: string
  readonly administratorId: string
  readonly processId: string
  readonly clock: { now: Temporal.Instant }
  as(roleOrPrincipalId: string): Caller
  /** Makes a person and gives their id. */
  person(name: string, ...roles: string[]): Promise<string>
  call(actorId: string, more?: Partial<Call>): Call
  /** Looks into the tables, or arranges them, as the program would: in a transaction of this tenant. */
  tx<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Another firm in the same database, with people of its own. */
  otherTenant(): Promise<TestHouse>
}

type Scope = Parameters<typeof createTestDatabase>[0]

export interface TestHouseOptions extends Partial<Omit<HouseSettings, 'pool'>> {
  /** What the clock of the house says first. */
  readonly now?: string
}

/** Opens a house whose database is dropped after the test file, or after the test whose context is given. */
export async function openTestHouse(scope?: Scope, options: TestHouseOptions = {}): Promise<TestHouse> {
  const database = await createTestDatabase(scope)
  const { now = '2026-03-16T09:00:00Z', ...settings } = options
  const house = await composeHouse({ log: openLog('error'), ...settings, pool: database.pool })
  return openTenant(house, database, { now: Temporal.Instant.from(now) })
}

async function openTenant(
  house: OpenHouse,
  database: TestDatabase,
  clock: { now: Temporal.Instant },
): Promise<TestHouse> {
  const slug = `firm-${newId().slice(-12)}`
  const tenant = await createTenant(house.pool, {
    slug,
    name: 'Test firm',
    administrator: { name: 'Admin', email: `admin@${slug}.example` },
    now: clock.now,
  })
  const call = (actorId: string, more: Partial<Call> = {}): Call => ({
    tenantId: tenant.tenantId,
    actorId,
    now: clock.now,
    today: clock.now.toString().slice(0, 10),
    ...more,
  })
  const person = async (name: string, ...roles: string[]): Promise<string> => {
    const email = `${newId()}@${slug}.example`
    const made = await run(house, 'access.createPerson', { name, email, roles }, call(tenant.administratorId))
    return (made.output as { principalId: string }).principalId
  }
  const byRole = new Map<string, Promise<string>>([
    ['administrator', Promise.resolve(tenant.administratorId)],
  ])
  const holderOf = (role: string): Promise<string> => {
    const found = byRole.get(role) ?? person(role, role)
    byRole.set(role, found)
    return found
  }
  const as = (who: string): Caller => {
    const principalId = /^[0-9a-f-]{36}$/.test(who) ? Promise.resolve(who) : holderOf(who)
    return {
      principalId,
      run: async (name, input = {}, more = {}): Promise<Json> =>
        (await run(house, name, input, call(await principalId, more))).output,
      ask: async (name, input = {}, more = {}) => ask(house, name, input, call(await principalId, more)),
    }
  }
  return {
    house,
    database,
    ...tenant,
    clock,
    as,
    person,
    call,
    tx: (work) =>
      inTransaction(house.pool, 'begin', async (tx) => {
        await tx.openTenant(tenant.tenantId)
        return work(tx)
      }),
    otherTenant: () => openTenant(house, database, clock),
  }
}
