/**
 * A house for testing one engine: the real write path over its handlers, with the permission decided by the test.
 *
 *     const { run, ask } = smallHouse(database.pool, documents, () => 'all')
 */
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { Json, Scope } from '#kernel/contract.ts'
import { type AnyHandler, type Call, isHandler } from '#kernel/handle.ts'
import type { House } from '#kernel/house.ts'
import { openLog } from '#kernel/log.ts'
import { ask, run } from '#kernel/run.ts'

/** A house with the handlers among the given exports, and calls as somebody of one tenant. */
export function smallHouse(
  pool: pg.Pool,
  exports: Readonly<Record<string, unknown>>,
  scopeOf: (call: Call, command: string) => Scope = () => 'all',
) {
  const registry = new Map<string, AnyHandler>()
  for (const handler of Object.values(exports).filter(isHandler)) registry.set(handler.contract.name, handler)
  const house: House = {
    pool,
    registry,
    log: openLog('silent'),
    authorise: async (_tx, call, { contract }) => scopeOf(call, contract.name),
    advance: async () => undefined,
  }
  const somebody: Call = {
    tenantId: randomUUID(),
    actorId: randomUUID(),
    now: Temporal.Instant.from('2026-03-31T10:00:00Z'),
    today: '2026-03-31',
  }
  return {
    house,
    somebody,
    run: async (name: string, input: Json, call: Call = somebody) =>
      (await run(house, name, input, call)).output as never,
    ask: (name: string, input: Json, call: Call = somebody) =>
      ask(house, name, input, call) as Promise<never>,
  }
}
