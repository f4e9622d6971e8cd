import type { z } from 'zod'
import { authorise, handsIn } from '#engines/access'
import { answer, type Call, type QueryContext } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { explainTask as contract } from './contract.ts'
import { type Reason, reason } from './reasons.ts'
import { completingRefusal } from './store/completing.ts'
import { ownWorkRefusal } from './store/own-work.ts'
import { candidateRolesHeld, doerOf, isCandidate } from './store/task-candidates.ts'
import { substituteReasons } from './store/task-reasons.ts'
import { doingRefusal, findTask, isOpen, type Task } from './store/task-table.ts'

type Rule = z.output<typeof contract.output>['rules'][number]

const speaks = (rule: Rule['rule'], isFor: boolean, why: Reason): Rule => ({
  rule,
  speaks: isFor ? 'for' : 'against',
  ...why,
})

/**
 * Why, and why not. What would be decided is asked of the same rules that decide it, as if the person came with their
 * own authority now; every reason is told, also those that another one outweighs.
 */
export const explain = answer(contract, async (ctx, { taskId, personId = doerOf(ctx.call) }) => {
  const { tx, call, scope } = ctx
  if (scope !== 'all' && personId !== doerOf(call)) {
    throw new Refused('not_permitted', { command: contract.name })
  }
  const person = await personNamed(tx, personId)
  const { onBehalfOf: _other, ...own } = call
  const theirs: Call = { ...own, actorId: personId }
  const task = await findTask(tx, theirs, taskId)
  const rights = await rightsOn(ctx, task, theirs)
  const rules = [
    ...(isOpen(task) ? [] : [speaks('open', false, reason('task_is', { state: task.state }))]),
    ...(person.active ? [] : [speaks('active', false, reason('not_active', { name: person.name }))]),
    ...(await holding(tx, task, personId)),
    ...(await offering(tx, task, theirs)),
    ...(await tx.rows(substituteReasons(theirs, taskId))).map(({ reason: { code, values } }) =>
      speaks('substitute', true, reason(code, values)),
    ),
    ...(await excluding(tx, task, personId)),
    ...rights.map(({ refusal, why }) => speaks('right', refusal === null, why)),
    ...(task.commands.length === 0 && task.asked.length > 0
      ? [speaks('question', false, reason('question_open'))]
      : []),
  ]
  const claim = person.active
    ? claiming(task, theirs, await ownWorkRefusal(ctx, task, handsIn(theirs)))
    : inactive(person.name)
  const complete = person.active ? completing(task, theirs, rights) : inactive(person.name)
  return { taskId, personId, personName: person.name, rules, claim, complete }
})

type Verdict = Reason & { refusal: string | null }

const refusedBecause = ({ code, detail, message }: Refused): Reason => ({
  code,
  values: detail,
  why: message,
})

const verdict = (refusal: Refused | null, otherwise: Reason): Verdict =>
  refusal ? refusedNow(refusal) : { refusal: null, ...otherwise }

const inactive = (name: string): Verdict => ({
  refusal: 'unauthenticated',
  ...reason('cannot_sign_in', { name }),
})

const refusedNow = (refusal: Refused): Verdict => ({ refusal: refusal.code, ...refusedBecause(refusal) })
const notOpen = ({ id: taskId, state }: Task) => refusedNow(new Refused('task_not_open', { taskId, state }))
const wouldDoIt = (command: string) => reason('would_do_it', { command })

function claiming(task: Task, theirs: Call, ownWork: Refused | null): Verdict {
  const { id: taskId, assigneeId } = task
  if (!isOpen(task)) return notOpen(task)
  const code = doingRefusal(task, theirs)
  return verdict(code ? new Refused(code, { taskId, assigneeId }) : ownWork, reason('would_be_theirs'))
}

/** A task that commands complete is completed by whoever may run one of them on all its subjects. */
function completing(task: Task, theirs: Call, rights: readonly Right[]): Verdict {
  const { id: taskId, commands, excluded } = task
  if (commands.length === 0) return verdict(completingRefusal(task, theirs), wouldDoIt('tasks.complete'))
  if (!isOpen(task)) return notOpen(task)
  if (excluded.includes(theirs.actorId)) return refusedNow(new Refused('task_excluded', { taskId }))
  const [first] = rights
  const allowed = rights.find(({ refusal }) => refusal === null)
  if (allowed) return { refusal: null, ...wouldDoIt(allowed.command) }
  return { refusal: first?.refusal ?? 'unknown_command', ...(first?.why ?? reason('no_known_command')) }
}

async function personNamed(tx: Tx, personId: string): Promise<{ name: string; active: boolean }> {
  const found = await tx.maybe(sql<{ name: string; active: boolean }>`
    select name, active
    from access.principal
    where tenant_id = kernel.tenant_id() and id = ${personId}`)
  if (!found) throw new Refused('task_person_unknown', { personId })
  return found
}

async function holding(tx: Tx, { assigneeId, state }: Task, personId: string): Promise<Rule[]> {
  if (assigneeId === null) return []
  if (assigneeId === personId) return [speaks('assigned', true, reason('theirs', { state }))]
  const { name } = await personNamed(tx, assigneeId)
  return [speaks('assigned', false, reason('somebody_has_it', { name, state }))]
}

async function offering(tx: Tx, task: Task, theirs: Call): Promise<Rule[]> {
  const roles = await tx.rows(candidateRolesHeld(task.id, theirs.actorId, theirs))
  const { found } = await tx.one(isCandidate(task.id, theirs.actorId))
  return [
    ...(found ? [speaks('offered', true, reason('offered_by_name'))] : []),
    ...(await attributing(tx, task, theirs.actorId)),
    ...roles.map(({ role, held, since, until }) => {
      if (!held) return speaks('role', false, reason('role_not_held', { role }))
      if (since === null) return speaks('role', true, reason('open_to_everyone'))
      return speaks('role', true, reason('role_held', { role, since, until }))
    }),
  ]
}

/** What is asked beyond a role, one by one. */
async function attributing(tx: Tx, { requires }: Task, personId: string): Promise<Rule[]> {
  const rows = await tx.rows(sql<{ asked: string; has: boolean }>`
    select asked, exists (
      select
      from access.attribute a
      where a.tenant_id = kernel.tenant_id() and a.principal_id = ${personId} and a.name || '=' || a.value = asked) as has
    from unnest(${requires}::text[]) as asked
    order by asked`)
  return rows.map(({ asked, has }) =>
    speaks('attribute', has, reason(has ? 'has_attribute' : 'lacks_attribute', { asked })),
  )
}

/** Four eyes, with what the excluded person did in the same process, as far as it is known. */
async function excluding(tx: Tx, { excluded, rootId }: Task, personId: string): Promise<Rule[]> {
  if (!excluded.includes(personId)) return []
  const { tasks, started } = await tx.one(sql<{ tasks: string[]; started: boolean }>`
    select array(
        select distinct t.name
        from process.instance i
        join process.task t on t.tenant_id = i.tenant_id and t.instance_id = i.id
        where i.tenant_id = kernel.tenant_id() and i.root_id = ${rootId} and t.ended_by = ${personId}
        order by 1) as tasks,
      exists (
        select
        from process.instance i
        where i.tenant_id = kernel.tenant_id() and i.id = ${rootId} and i.started_by = ${personId}) as started`)
  const code = tasks.length === 0 ? (started ? 'four_eyes_started' : 'four_eyes') : null
  const both = started ? 'four_eyes_both' : 'four_eyes_completed'
  return [speaks('four-eyes', false, reason(code ?? both, { tasks }))]
}

type Right = Readonly<{ command: string; refusal: string | null; why: Reason }>

const reaches = { all: 'may_run', own: 'may_run_own', project: 'may_run_project' } as const

/** For each command that completes the task: whether the person may run it on all its subjects. */
async function rightsOn(ctx: QueryContext, task: Task, theirs: Call): Promise<Right[]> {
  const rights: Right[] = []
  for (const command of task.commands) {
    const found = ctx.registry.get(command)?.contract
    if (!found) continue
    const field = found.kind === 'command' ? (found.target ?? found.targets) : undefined
    try {
      // Asked for all subjects at once: segregation of duties speaks against it when one of them is their own work.
      const input = field === undefined ? {} : { [field]: [...task.subjects] }
      const scope = await authorise(ctx.tx, theirs, { contract: found, input, authority: 'principal' })
      rights.push({ command, refusal: null, why: reason(reaches[scope], { command }) })
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      rights.push({ command, refusal: error.code, why: refusedBecause(error) })
    }
  }
  return rights
}
