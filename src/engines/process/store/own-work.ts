/** Segregation of duties where a task changes hands: who did the work does not come to hold the decision about it. */
import { ownWork } from '#engines/access'
import type { QueryContext } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import type { Task } from './task-table.ts'

/**
 * Why these hands may not hold a task that commands complete, or null: one of the commands may not follow what they,
 * or somebody whose authority they hold, did on one of its subjects. The command itself asks again when it is run.
 */
export async function ownWorkRefusal(
  { tx, call, registry }: Pick<QueryContext, 'tx' | 'call' | 'registry'>,
  { commands, subjects }: Task,
  hands: readonly string[],
): Promise<Refused | null> {
  const asked = commands.flatMap((name) => {
    const contract = registry.get(name)?.contract
    if (contract?.kind !== 'command' || !contract.notAfter) return []
    return [sql`select ${name}::text as command where ${ownWork(contract, subjects, hands, call.today)}`]
  })
  if (asked.length === 0 || subjects.length === 0) return null
  const [own] = await tx.rows(sql<{ command: string }>`${sql.join(asked, sql` union all `)}`)
  return own ? new Refused('own_approval', { command: own.command }) : null
}

/** Refuses to let these hands hold a task whose work is their own. */
export async function refuseOwnWork(
  ctx: Pick<QueryContext, 'tx' | 'call' | 'registry'>,
  task: Task,
  hands: readonly string[],
): Promise<void> {
  const refusal = await ownWorkRefusal(ctx, task, hands)
  if (refusal) throw refusal
}
