/**
 * Who is interested in what has just happened: one statement after every command, so it is made for speed. Its text
 * depends only on how many messages there are, its look-ups are single index probes, and it stays planned.
 */
import type { Query, Tx } from '#kernel/sql.ts'
import { excludedText } from './task-candidates.ts'

/** An instance that waits for a message, a definition it starts, or one whose instances may come to wait for it. */
export type Wanted = Readonly<{
  use: 'waiting' | 'start' | 'catch'
  /** Position of the message in the list asked about. */
  position: number
  processKey: string
  instanceId: string | null
  rootId: string | null
  definitionId: string | null
  node: string | null
}>

/** An open task one of whose commands has been run on one of its subjects. */
export type AwaitedTask = Readonly<{
  id: string
  instanceId: string
  rootId: string
  element: number
  excluded: readonly string[]
}>

/** A command and the objects it was about. */
export type Doing = Readonly<{ command: string; subjects: readonly string[] }>

type Row = Omit<Wanted, 'use'> &
  Readonly<{ use: Wanted['use'] | 'task'; taskId: string; element: number; excluded: readonly string[] }>

/** A command about tasks and instances themselves: no task waits for one, so nobody needs to be asked. */
export const movesProcesses = (command: string) => /^(tasks|processes)\./.test(command)

/** Asks for the waiting instances and starts of messages, and for the tasks a command was awaited for. */
export async function whoWants(
  tx: Tx,
  messages: readonly Readonly<{ name: string; key: string }>[],
  doing?: Doing,
): Promise<{ wanted: Wanted[]; tasks: AwaitedTask[] }> {
  if (messages.length === 0 && !doing) return { wanted: [], tasks: [] }
  const rows = await tx.rows(question(messages, doing))
  const wanted = rows.flatMap(({ use, ...row }) => (use === 'task' ? [] : [{ ...row, use }]))
  const tasks = new Map(
    rows.flatMap(({ use, taskId: id, instanceId, rootId, element, excluded }) =>
      use === 'task' && instanceId && rootId
        ? [[id, { id, instanceId, rootId, element, excluded }] as const]
        : [],
    ),
  )
  return { wanted: wanted.sort(byProcess), tasks: [...tasks.values()] }
}

function byProcess(a: Wanted, b: Wanted): number {
  const [one, other] = [a, b].map(({ processKey, node }) => `${processKey} ${node ?? ''}`)
  return (one ?? '') < (other ?? '') ? -1 : 1
}

/** More messages than this are asked about together, by a statement that is planned anew. */
const singlyMax = 4

function question(messages: readonly Readonly<{ name: string; key: string }>[], doing?: Doing): Query<Row> {
  const many = messages.length > singlyMax
  const parts = many
    ? [aboutMessages]
    : messages.map((_, position) => aboutMessage(String(position), position * 2))
  const parameters: unknown[] = many
    ? [messages.map(({ name }) => name), messages.map(({ key }) => key)]
    : messages.flatMap(({ name, key }) => [name, key])
  if (doing) {
    parts.push(aboutTasks(parameters.length))
    parameters.push(doing.command, doing.subjects)
  }
  // The kernel runs anything that compiles to a text and its parameters; there is no tree behind this one.
  return { compile: () => ({ sql: parts.join(' union all '), parameters }) } as unknown as Query<Row>
}

/** One message, its name and key bound by themselves. */
const aboutMessage = (position: string, before: number) =>
  aboutNamed(position, `$${before + 1}::text`, `$${before + 2}::text`, '')

/** Many messages, their names and keys bound as two arrays. */
const aboutMessages = aboutNamed(
  'said.position::integer - 1',
  'said.name',
  'said.key',
  'unnest($1::text[], $2::text[]) with ordinality as said (name, key, position) cross join',
)

function aboutNamed(position: string, name: string, key: string, source: string): string {
  return `
    select 'waiting' as use, ${position} as position, s.process_key as "processKey", s.instance_id as "instanceId",
      s.root_id as "rootId", null::uuid as "definitionId", null::text as node, null::uuid as "taskId",
      null::integer as element, null::uuid[] as excluded
    from ${source} process.subscription s
    where s.tenant_id = kernel.tenant_id() and s.kind = 'message' and s.name = ${name} and s.key = ${key}
    union all
    select e.use, ${position}, d.key, null, null, d.id, e.node, null, null, null
    from ${source} process.definition_event e
    join process.definition d on d.tenant_id = e.tenant_id and d.id = e.definition_id
    where e.tenant_id = kernel.tenant_id() and e.kind = 'message' and e.name = ${name}
      and (d.latest or e.use = 'catch')`
}

const aboutTasks = (before: number) => `
  select 'task' as use, 0 as position, t.process_key as "processKey", t.instance_id as "instanceId",
    t.root_id as "rootId", null::uuid as "definitionId", null::text as node, t.id as "taskId", t.element, ${excludedText}
  from process.task_binding b
  join process.task t on t.tenant_id = b.tenant_id and t.id = b.task_id
  where b.tenant_id = kernel.tenant_id() and b.subject = any($${before + 2}::text[]) and t.ended_at is null
    and $${before + 1} = any(t.commands)`
