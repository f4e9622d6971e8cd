import { answer } from '#kernel/handle.ts'
import { sql } from '#kernel/sql.ts'
import { countTasks as contract } from './contract.ts'
import { myOpenTasks } from './store/task-view.ts'

interface Counted {
  readonly processKey: string
  readonly processName: string
  readonly open: number
  readonly overdue: number
  readonly assigned: number
  readonly offered: number
  readonly asked: number
  readonly substitute: number
}

export const counts = answer(contract, async ({ tx, call }) => {
  const rows = await tx.rows(sql<Counted>`
    select q.process_key as "processKey", d.name as "processName", count(*)::integer as open,
      count(*) filter (where q.due_at < ${call.now})::integer as overdue,
      count(*) filter (where q.kind = 'assigned')::integer as assigned,
      count(*) filter (where q.kind = 'offered')::integer as offered,
      count(*) filter (where q.kind = 'asked')::integer as asked,
      count(*) filter (where q.kind = 'substitute')::integer as substitute
    from (${myOpenTasks(call)}) as q
    join process.definition d on d.tenant_id = kernel.tenant_id() and d.key = q.process_key and d.latest
    group by q.process_key, d.name
    order by d.name, q.process_key`)
  const sum = (field: Exclude<keyof Counted, 'processKey' | 'processName'>) =>
    rows.reduce((total, row) => total + row[field], 0)
  return {
    open: sum('open'),
    overdue: sum('overdue'),
    assigned: sum('assigned'),
    offered: sum('offered'),
    asked: sum('asked'),
    substitute: sum('substitute'),
    processes: rows.map(({ processKey, processName, open, overdue }) => ({
      ...{ processKey, processName, open, overdue },
    })),
  }
})
