/**
 * Work of a test as a command: it runs through the real write path, with a journal entry of its own, so that a door
 * that needs a command's context can be tested without a room that calls it.
 *
 *     const work = workCommand()
 *     const small = smallHouse(database.pool, { ...ledger, ...work.handlers })
 *     await work.in(small, (ctx) => post(ctx, entries))
 */
import { z } from 'zod'
import { command } from '#kernel/contract.ts'
import { type AnyHandler, type Call, type Context, handle } from '#kernel/handle.ts'
import { run } from '#kernel/run.ts'
import type { TestHouse } from './house.ts'
import type { smallHouse } from './small-house.ts'

export function workCommand() {
  let waiting: (ctx: Context) => Promise<unknown> = async () => undefined
  const contract = command({
    name: 'test.work',
    summary: 'Runs the work of a test.',
    input: z.strictObject({}),
    output: z.strictObject({}),
    refusals: [],
    touches: [],
    roles: {},
    examples: [{}],
  })
  const work = handle(contract, async (ctx) => {
    await waiting(ctx)
    return { output: {} }
  })
  return {
    handlers: { work },
    /** Runs one piece of work at a time and gives what it gave. */
    async in<T>(
      small: Pick<ReturnType<typeof smallHouse>, 'house' | 'somebody'>,
      doing: (ctx: Context) => Promise<T>,
      call: Call = small.somebody,
    ): Promise<T> {
      let result: { readonly value: T } | undefined
      waiting = async (ctx) => {
        result = { value: await doing(ctx) }
      }
      await run(small.house, 'test.work', {}, call)
      if (!result) throw new Error('the work did not run')
      return result.value
    },
  }
}

/** Runs work as a command of a whole house, on account of its administrator. */
export async function inCommand<T>(house: TestHouse, doing: (ctx: Context) => Promise<T>): Promise<T> {
  const work = workCommand()
  const { registry, authorise } = house.house
  const whole = {
    ...house.house,
    registry: new Map<string, AnyHandler>([...registry, ['test.work', work.handlers.work as AnyHandler]]),
    authorise: (...asked: Parameters<typeof authorise>) =>
      asked[2].contract.name === 'test.work' ? Promise.resolve('all' as const) : authorise(...asked),
  }
  return work.in({ house: whole, somebody: house.call(house.administratorId) }, doing)
}
