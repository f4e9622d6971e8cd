import { type Context, handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { workOperation as contract } from './contract.ts'
import { brokenWords, isPassing } from './store/broken-work.ts'
import { commandFor } from './store/operation.ts'
import { claimItems, endIfDone, settleItems, type Worked } from './store/operation-items.ts'
import { findOperation, type OperationRow } from './store/operation-table.ts'

/**
 * Works off a slice: every item by the command a person would run, as the one who started the operation and with
 * today's rights. What one item is refused does not hold up the others.
 */
export const workManyOperation = handle(contract, async (ctx, { operationId, limit }) => {
  const { tx, call } = ctx
  const operation = await findOperation(tx, operationId)
  const ids = operation.status === 'running' ? await claimItems(tx, operationId, limit) : []
  const worked = await workOff(ctx, operation, ids)
  if (worked.length > 0) await settleItems(tx, operationId, worked, call.now)
  const completed = await endIfDone(tx, operationId, call.now)
  const refused = worked.filter(({ code }) => code !== null).length
  return {
    output: { worked: worked.length, completed },
    touched:
      worked.length > 0 || completed
        ? [{ type: 'operation', id: operationId, after: { worked: worked.length, refused, completed } }]
        : [],
    events: completed
      ? [{ type: 'operations.completed', key: operationId, payload: { operationId, kind: operation.kind } }]
      : [],
  }
})

async function workOff(ctx: Context, operation: OperationRow, ids: readonly string[]): Promise<Worked[]> {
  // Migrations go together in one statement; only when one of them does not fit, each by itself.
  if (operation.kind === 'migrate' && ids.length > 1) {
    const together = await doTo(ctx, operation, ids)
    if (together.code === null) return ids.map((id) => ({ id, code: null, message: null }))
  }
  const worked: Worked[] = []
  for (const id of ids) worked.push({ id, ...(await doTo(ctx, operation, [id])) })
  return worked
}

async function doTo(
  ctx: Context,
  { id: operationId, kind, input, reason, startedBy, startedFor }: OperationRow,
  ids: readonly string[],
): Promise<Omit<Worked, 'id'>> {
  const command = commandFor(kind, ids, input, reason)
  const onBehalfOf = startedFor === null ? {} : { onBehalfOf: startedFor }
  try {
    await ctx.attempt(() =>
      ctx.run(command.name, command.input, { actorId: startedBy, ...onBehalfOf, authority: 'principal' }),
    )
    return { code: null, message: null }
  } catch (error) {
    if (error instanceof Refused) {
      const [first] = error.problems
      return { code: error.code, message: first ? `${error.message} ${first.message}` : error.message }
    }
    if (isPassing(error)) throw error
    ctx.log.error({ err: error, operationId, ids }, 'a command of an operation broke down')
    return brokenWords(error)
  }
}
