import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { listTasks as contract } from './contract.ts'
import { candidatesOf } from './store/task-candidates.ts'
import { openTasks, type TaskRow, withWhy } from './store/task-view.ts'

export const listTasks = answer(contract, async ({ tx, call, scope }, input) => {
  const { of, processKey, subject, overdue, role, requires, ...page } = input
  const everyone = of === 'everyone' && scope === 'all'
  const { items, ...rest } = await list<TaskRow>(
    tx,
    {
      from: openTasks(call, everyone),
      where: [
        processKey === undefined ? undefined : sql`q."processKey" = ${processKey}`,
        subject === undefined ? undefined : sql`${subject} = any(q.subjects)`,
        role === undefined ? undefined : sql`${role} = any(${candidatesOf('role', sql.ref('q.id'))})`,
        requires === undefined ? undefined : sql`${requires} = any(q.requires)`,
        overdue === undefined ? undefined : sql`q.overdue = ${overdue}`,
      ],
      sorts: { dueAt: 'dueSort', createdAt: 'createdAt', priority: 'priority' },
    },
    page,
  )
  return { items: items.map(withWhy), ...rest }
})
