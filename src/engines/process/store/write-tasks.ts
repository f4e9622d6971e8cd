/** The rows of people's tasks that an advance has changed. */
import { handsIn } from '#engines/access'
import type { Context } from '#kernel/handle.ts'
import { type Changes, place, type TaskChange } from './changes.ts'
import type { Part } from './part.ts'
import { audienceOfOffer, audiencePart, doerOf } from './task-candidates.ts'

/** New tasks, closed tasks, and what points to them. */
export function taskParts(ctx: Pick<Context, 'tx' | 'call'>, changes: Changes): Part[] {
  const tasks = [...changes.tasks.values()]
  const before = tasks.filter(({ offer, closed }) => !offer && closed)
  const wasRead = ({ instance, element }: TaskChange) => changes.read.has(place(instance, element))
  const open = tasks.filter(({ offer, closed }) => offer && !closed)
  return [
    audiencePart(
      ctx,
      open.flatMap(({ offer }) => (offer && audienceOfOffer(offer)) ?? []),
    ),
    offered(tasks.flatMap((task) => (task.offer ? [taskRow(ctx, task, changes)] : []))),
    closing(before.filter((task) => !wasRead(task)).map((task) => closedRow(ctx, task, changes))),
    closing(
      before.filter(wasRead).map((task) => closedRow(ctx, task, changes)),
      true,
    ),
    bindings(open),
    unbound(before.filter(isBound)),
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
    priority: 'integer',
  },
  optional: {
    audience_id: 'uuid',
    assignee_id: 'uuid',
    excluded: 'uuid[]',
    once: 'boolean',
    hands: 'uuid[]',
    requires: 'text[]',
    escalate_to: 'text[]',
    escalate_at: 'timestamptz',
    remind_at: 'timestamptz[]',
    remind_next: 'timestamptz',
    commands: 'text[]',
    subjects: 'text[]',
    due_at: 'timestamptz',
    follow_up_at: 'timestamptz',
    form: 'text',
    headers: 'jsonb',
    variables: 'jsonb',
    ended_at: 'timestamptz',
    ended_by: 'uuid',
    outcome: 'text',
  },
  text: `
    insert into process.task ({columns}, created_at)
    select {columns}, {now}
    from {given}`,
  rows,
})

/** Tasks that end; with `read` only where they are as they were read, else somebody was faster. */
const closing = (rows: readonly ReturnType<typeof closedRow>[], read = false): Part => ({
  name: read ? 'closed_as_read' : 'closed',
  columns: {
    instance_id: 'uuid',
    element: 'integer',
    state: 'text',
    ended_by: 'uuid',
    hands: 'uuid[]',
    outcome: 'text',
    ...(read ? { revision: 'integer' } : {}),
  },
  text: `
    update process.task t
    set state = given.state, outcome = given.outcome, ended_at = {now}, ended_by = given.ended_by,
      hands = given.hands,
      revision = t.revision + 1
    from {given}
    where t.tenant_id = kernel.tenant_id() and t.instance_id = given.instance_id and t.element = given.element
      ${read ? 'and t.revision = given.revision' : ''}
    returning t.id`,
  ...(read ? { failure: `kernel.moved('a task has been given to somebody else')` } : {}),
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

/** What was still awaited goes with its task. */
const unbound = (ended: readonly TaskChange[]): Part => ({
  name: 'unbound',
  columns: {},
  text: `
    delete from process.task_binding p
    using closed
    where p.tenant_id = kernel.tenant_id() and p.task_id = closed.id`,
  rows: ended,
})

/** Whether a task that was there before had commands awaited, of which something may be left. */
function isBound({ instance, node }: TaskChange): boolean {
  const work = instance.graph.nodes[instance.graph.byId.get(node) ?? -1]?.work
  return work?.kind === 'user' && work.commands.length > 0
}

function closedRow(
  { call }: Pick<Context, 'call'>,
  { instance, element, closed: how }: TaskChange,
  { outcomes, read }: Changes,
) {
  const done = how === 'completed'
  const at = place(instance, element)
  return {
    instance_id: instance.id,
    element,
    state: done ? 'completed' : 'cancelled',
    ended_by: done ? doerOf(call) : null,
    hands: done ? handsIn(call) : [],
    outcome: done ? (outcomes.get(at) ?? null) : null,
    revision: read.get(at),
  }
}

function taskRow(ctx: Pick<Context, 'call'>, task: TaskChange, changes: Changes) {
  const { id, instance, element, node, name, offer, closed: how } = task
  const open = { state: offer?.assignee ? 'claimed' : 'created' }
  return {
    id,
    instance_id: instance.id,
    root_id: instance.rootId,
    element,
    process_key: instance.graph.key,
    node,
    name,
    audience_id: how || !offer ? null : audienceOfOffer(offer)?.id,
    assignee_id: offer?.assignee,
    excluded: offer?.exclude ?? [],
    once: offer?.once ?? false,
    hands: [] as string[],
    requires: offer?.requires ?? [],
    escalate_to: offer?.escalateTo ?? [],
    escalate_at: offer?.escalateTo.length ? offer.dueAt : null,
    remind_at: offer?.remindAt ?? [],
    remind_next: offer?.remindAt[0],
    commands: offer?.commands ?? [],
    subjects: offer?.subjects ?? [],
    priority: offer?.priority ?? 50,
    due_at: offer?.dueAt,
    follow_up_at: offer?.followUpAt,
    form: offer?.form,
    headers: offer?.headers ?? {},
    variables: offer?.variables ?? {},
    ...(how ? { ...closedRow(ctx, task, changes), ended_at: ctx.call.now.toString() } : open),
  }
}
