import { mailAddresses } from '#engines/access'
import { type Reminding, takeReminders } from '#engines/process'
import { handle } from '#kernel/handle.ts'
import { remindOfTasks as contract } from './contract.ts'
import { enqueue } from './enqueue.ts'
import { MAIL } from './mail.ts'
import { reminderMail } from './reminder-mail.ts'

/** Run by a loop on every node. One mail each with all they are reminded of; its key names this command, which happens once. */
export const remindOfTasks = handle(contract, async (context, { limit }) => {
  const { tx, call, journalId } = context
  const tasks = await takeReminders(context, limit)
  const principalIds = [...new Set(tasks.flatMap(({ people }) => people))]
  const people =
    principalIds.length === 0 ? [] : await mailAddresses(tx, { principalIds, roles: [] }, call.today)
  const tasksOf = byPerson(tasks)
  await enqueue(
    context,
    people.map((person) => ({
      kind: MAIL,
      key: `remind ${journalId} ${person.principalId}`,
      payload: {
        to: [{ name: person.name, address: person.email }],
        ...reminderMail(person, tasksOf.get(person.principalId) ?? [], call.now),
      },
      subject: { objectType: 'principal', objectId: person.principalId },
    })),
  )
  return {
    output: { tasks: tasks.length, notified: people.length },
    touched: tasks.map(({ taskId, count }) => ({
      type: 'task',
      id: taskId,
      before: { reminded: count - 1 },
      after: { reminded: count },
    })),
  }
})

function byPerson(tasks: readonly Reminding[]): Map<string, Reminding[]> {
  const found = new Map<string, Reminding[]>()
  for (const task of tasks) {
    for (const person of task.people) found.set(person, [...(found.get(person) ?? []), task])
  }
  return found
}
