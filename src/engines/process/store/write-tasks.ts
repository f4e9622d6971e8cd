/** The rows of people's tasks that an advance has changed. */
import { type Changes, place, type TaskChange } from './changes.ts'
import type { Part } from './part.ts'
import { candidateParts } from './task-candidates.ts'

/** New tasks, closed tasks, and what points to them. */
export function taskParts(changes: Changes): Part[] {
  const tasks = [...changes.tasks.values()]
  const before = tasks.filter(({ offer, closed }) => !offer && closed)
  const open = tasks.filter(({ offer, closed }) => offer && !closed)
  return [
    offered(tasks.flatMap((task) => (task.offer ? [taskRow(task, changes)] : []))),
    closed(before.map((task) => closedRow(task, changes))),
    candidateParts(open),
    bindings(open),
    pointersGone('unclaimable', 'task_candidate', before),
    pointersGone('unbound', 'task_binding', before.filter(isBound)),
    {
      name: 'handled',
      columns: { task_id: 'uuid', subject: 'text' },
      text: `
        delete from process.task_binding b
        using {given}
        where b.tenant_id = kernel.tenant_id() and b.subject = given.subject and b.task_id = given.task_id`,
      rows: changes.subjectsDone,
    },
  ]
}

const offered = (rows: readonly ReturnType<typeof taskRow>[]): Part => ({
  name: 'offered',
  columns: {
    id: 'uuid',
    instance_id: 'uuid',
    root_id: 'uuid',
    element: 'integer',
    process_key: 'text',
    node: 'text',
    name: 'text',
    state: 'text',
    assignee_id: 'uuid',
    excluded: 'uuid[]',
    requires: 'text[]',
    commands: 'text[]',
    subjects: 'text[]',
    priority: 'integer',
    due_at: 'timestamptz',
    follow_up_at: 'timestamptz',
    form: 'text',
    headers: 'jsonb',
    variables: 'jsonb',
    outcome: 'text',
  },
  text: `
    insert into process.task (id, instance_id, root_id, element, process_key, node, name, state, assignee_id, excluded,
      requires, commands, subjects, priority, due_at, follow_up_at, form, headers, variables, created_at, ended_at, ended_by,
      outcome)
    select id, instance_id, root_id, element, process_key, node, name, state, assignee_id, excluded, requires, commands, subjects,
      priority, due_at, follow_up_at, form, headers, variables, {now},
      case when state in ('completed', 'cancelled') then {now} end, case when state = 'completed' then {doer} end, outcome
    from {given}`,
  rows,
})

const closed = (rows: readonly (ReturnType<typeof closedRow> & object)[]): Part => ({
  name: 'closed',
  columns: { instance_id: 'uuid', element: 'integer', state: 'text', outcome: 'text' },
  text: `
    update process.task t
    set state = given.state, outcome = given.outcome, ended_at = {now},
      ended_by = case when given.state = 'completed' then {doer} end, revision = t.revision + 1
    from {given}
    where t.tenant_id = kernel.tenant_id() and t.instance_id = given.instance_id and t.element = given.element
    returning t.id`,
  rows,
})

/** On what the commands of an open task are awaited. */
const bindings = (open: readonly TaskChange[]): Part => ({
  name: 'bindings',
  columns: { subject: 'text', task_id: 'uuid' },
  text: `
    insert into process.task_binding (subject, task_id)
    select subject, task_id
    from {given}`,
  rows: open.flatMap(({ id, offer }) =>
    [...new Set(offer?.commands.length ? offer.subjects : [])].map((subject) => ({ task_id: id, subject })),
  ),
})

/** What points to open tasks goes with them. */
const pointersGone = (name: string, table: string, ended: readonly TaskChange[]): Part => ({
  name,
  columns: {},
  text: `
    delete from process.${table} p
    using closed
    where p.tenant_id = kernel.tenant_id() and p.task_id = closed.id`,
  rows: ended,
})

/** Whether a task that was there before had commands awaited, of which something may be left. */
function isBound({ instance, node }: TaskChange): boolean {
  const work = instance.graph.nodes[instance.graph.byId.get(node) ?? -1]?.work
  return work?.kind === 'user' && work.commands.length > 0
}

function closedRow({ instance, element, closed: how }: TaskChange, changes: Changes) {
  const done = how === 'completed'
  return {
    instance_id: instance.id,
    element,
    state: done ? 'completed' : 'cancelled',
    outcome: done ? (changes.outcomes.get(place(instance, element)) ?? null) : null,
  }
}

function taskRow(task: TaskChange, changes: Changes) {
  const { id, instance, element, node, name, offer, closed: how } = task
  return {
    id,
    instance_id: instance.id,
    root_id: instance.rootId,
    element,
    process_key: instance.graph.key,
    node,
    name,
    assignee_id: offer?.assignee ?? null,
    excluded: offer?.exclude ?? [],
    requires: offer?.requires ?? [],
    commands: offer?.commands ?? [],
    subjects: offer?.subjects ?? [],
    priority: offer?.priority ?? 50,
    due_at: offer?.dueAt ?? null,
    follow_up_at: offer?.followUpAt ?? null,
    form: offer?.form ?? null,
    headers: offer?.headers ?? {},
    variables: offer?.variables ?? {},
    ...(how ? closedRow(task, changes) : { state: offer?.assignee ? 'claimed' : 'created', outcome: null }),
  }
}
