/** The rows of people's tasks that an advance has changed. */
import { sql } from '#kernel/sql.ts'
import { type Changes, place, type TaskChange } from './changes.ts'
import { type Part, part } from './part.ts'
import type { Advance } from './work.ts'

/** New tasks, closed tasks, and what points to them. */
export function taskParts(changes: Changes, { ctx }: Advance): Part[] {
  const { now, actorId, onBehalfOf } = ctx.call
  const tasks = [...changes.tasks.values()]
  const fresh = tasks.flatMap((task) => (task.offer ? [taskRow(task, changes)] : []))
  const closed = tasks
    .filter(({ offer, closed: outcome }) => !offer && outcome)
    .map((task) => ({ ...closedRow(task, changes), instance_id: task.instance.id, element: task.element }))
  const open = tasks.filter(({ offer, closed: outcome }) => offer && !outcome)
  const columns = `id uuid, instance_id uuid, root_id uuid, element integer, process_key text, node text, name text,
    state text, assignee_id uuid, excluded uuid[], commands text[], subjects text[], priority integer,
    due_at timestamptz, follow_up_at timestamptz, form text, headers jsonb, variables jsonb, outcome text`
  const doer = onBehalfOf ?? actorId
  return [
    ...part(
      'offered',
      fresh,
      columns,
      (given) => sql`
        insert into process.task (id, instance_id, root_id, element, process_key, node, name, state, assignee_id,
          excluded, commands, subjects, priority, due_at, follow_up_at, form, headers, variables, created_at, ended_at,
          ended_by, outcome)
        select id, instance_id, root_id, element, process_key, node, name, state, assignee_id, excluded, commands,
          subjects, priority, due_at, follow_up_at, form, headers, variables, ${now}::timestamptz,
          case when state in ('completed', 'cancelled') then ${now}::timestamptz end,
          case when state = 'completed' then ${doer}::uuid end, outcome
        from ${given}`,
    ),
    ...part(
      'closed',
      closed,
      'instance_id uuid, element integer, state text, outcome text',
      (given) => sql`
        update process.task t
        set state = given.state, outcome = given.outcome, ended_at = ${now}::timestamptz,
          ended_by = case when given.state = 'completed' then ${doer}::uuid end, revision = t.revision + 1
        from ${given}
        where t.tenant_id = kernel.tenant_id() and t.instance_id = given.instance_id and t.element = given.element
        returning t.id`,
    ),
    ...placeParts(open),
    ...(closed.length > 0 ? emptied : []),
    ...part(
      'handled',
      changes.subjectsDone,
      'task_id uuid, subject text',
      (given) => sql`
        delete from process.task_binding b
        using ${given}
        where b.tenant_id = kernel.tenant_id() and b.subject = given.subject and b.task_id = given.task_id`,
    ),
  ]
}

/** Who may claim an open task, and on what its commands are awaited. */
function placeParts(open: readonly TaskChange[]): Part[] {
  const candidates = open.flatMap(({ id, offer }) => {
    const roles = (offer?.candidateGroups ?? []).map((candidate) => ({ kind: 'role', candidate }))
    const people = (offer?.candidateUsers ?? []).map((candidate) => ({ kind: 'person', candidate }))
    // A task that names nobody would be nobody's: then it is the administrators'.
    const nobody = roles.length + people.length === 0 && !offer?.assignee
    const all = nobody ? [{ kind: 'role', candidate: 'administrator' }] : [...roles, ...people]
    return all.map((row) => ({ ...row, task_id: id }))
  })
  const bindings = open.flatMap(({ id, offer }) =>
    (offer?.commands.length ? offer.subjects : []).map((subject) => ({ task_id: id, subject })),
  )
  return [
    ...part(
      'candidates',
      candidates,
      'kind text, candidate text, task_id uuid',
      (given) => sql`
        insert into process.task_candidate (kind, candidate, task_id)
        select distinct kind, candidate, task_id
        from ${given}`,
    ),
    ...part(
      'bindings',
      bindings,
      'subject text, task_id uuid',
      (given) => sql`
        insert into process.task_binding (subject, task_id)
        select distinct subject, task_id
        from ${given}`,
    ),
  ]
}

/** What points to open tasks goes with them. */
const emptied: readonly Part[] = [
  {
    name: 'unclaimable',
    statement: sql`
      delete from process.task_candidate c
      using closed
      where c.tenant_id = kernel.tenant_id() and c.task_id = closed.id`,
  },
  {
    name: 'unbound',
    statement: sql`
      delete from process.task_binding b
      using closed
      where b.tenant_id = kernel.tenant_id() and b.task_id = closed.id`,
  },
]

function closedRow({ instance, element, closed }: TaskChange, changes: Changes) {
  const done = closed === 'completed'
  return {
    state: done ? 'completed' : 'cancelled',
    outcome: done ? (changes.outcomes.get(place(instance, element)) ?? null) : null,
  }
}

function taskRow(task: TaskChange, changes: Changes) {
  const { id, instance, element, node, name, offer, closed } = task
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
    commands: offer?.commands ?? [],
    subjects: offer?.subjects ?? [],
    priority: offer?.priority ?? 50,
    due_at: offer?.dueAt ?? null,
    follow_up_at: offer?.followUpAt ?? null,
    form: offer?.form ?? null,
    headers: offer?.headers ?? {},
    variables: offer?.variables ?? {},
    ...(closed
      ? closedRow(task, changes)
      : { state: offer?.assignee ? 'claimed' : 'created', outcome: null }),
  }
}
