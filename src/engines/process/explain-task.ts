import type { z } from 'zod'
import { authorise, handsIn } from '#engines/access'
import { answer, type Call, type QueryContext } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { explainTask as contract } from './contract.ts'
import { completingRefusal } from './store/completing.ts'
import { ownWorkRefusal } from './store/own-work.ts'
import { candidateRolesHeld, doerOf, isCandidate } from './store/task-candidates.ts'
import { substituteReasons } from './store/task-reasons.ts'
import { doingRefusal, findTask, isOpen, type Task } from './store/task-table.ts'

type Rule = z.output<typeof contract.output>['rules'][number]

const speaks = (rule: Rule['rule'], isFor: boolean, why: string): Rule => ({
  rule,
  speaks: isFor ? 'for' : 'against',
  why,
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
    ...(isOpen(task) ? [] : [speaks('open', false, `the task is ${task.state}`)]),
    ...(person.active ? [] : [speaks('active', false, `${person.name} is not active any more`)]),
    ...(await holding(tx, task, personId)),
    ...(await offering(tx, task, theirs)),
    ...(await tx.rows(substituteReasons(theirs, taskId))).map(({ why }) => speaks('substitute', true, why)),
    ...(await excluding(tx, task, personId)),
    ...rights.map(({ refusal, why }) => speaks('right', refusal === null, why)),
    ...(task.commands.length === 0 && task.asked.length > 0
      ? [speaks('question', false, 'a question about it has no answer yet')]
      : []),
  ]
  const claim = person.active
    ? claiming(task, theirs, await ownWorkRefusal(ctx, task, handsIn(theirs)))
    : inactive(person.name)
  const complete = person.active ? completing(task, theirs, rights) : inactive(person.name)
  return { taskId, personId, personName: person.name, rules, claim, complete }
})

type Verdict = { refusal: string | null; why: string }

const verdict = (refusal: Refused | null, otherwise: string): Verdict =>
  refusal ? { refusal: refusal.code, why: refusal.message } : { refusal: null, why: otherwise }

const inactive = (name: string): Verdict => ({
  refusal: 'unauthenticated',
  why: `${name} is not active and cannot sign in.`,
})

function claiming(task: Task, theirs: Call, ownWork: Refused | null): Verdict {
  const { id: taskId, state, assigneeId } = task
  if (!isOpen(task)) return verdict(new Refused('task_not_open', { taskId, state }), '')
  const code = doingRefusal(task, theirs)
  return verdict(code ? new Refused(code, { taskId, assigneeId }) : ownWork, 'It would be theirs.')
}

/** A task that commands complete is completed by whoever may run one of them on all its subjects. */
function completing(task: Task, theirs: Call, rights: readonly Right[]): Verdict {
  const { id: taskId, state, commands, excluded } = task
  if (commands.length === 0) return verdict(completingRefusal(task, theirs), 'tasks.complete would do it.')
  if (!isOpen(task)) return verdict(new Refused('task_not_open', { taskId, state }), '')
  if (excluded.includes(theirs.actorId)) return verdict(new Refused('task_excluded', { taskId }), '')
  const [first] = rights
  const allowed = rights.find(({ refusal }) => refusal === null)
  if (allowed) return { refusal: null, why: `${allowed.command} would do it.` }
  return { refusal: first?.refusal ?? 'unknown_command', why: first?.why ?? 'None of its commands is known.' }
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
  if (assigneeId === personId) return [speaks('assigned', true, `it is theirs: ${state}`)]
  const { name } = await personNamed(tx, assigneeId)
  return [speaks('assigned', false, `${name} has it: ${state}`)]
}

async function offering(tx: Tx, task: Task, theirs: Call): Promise<Rule[]> {
  const roles = await tx.rows(candidateRolesHeld(task.id, theirs.actorId, theirs))
  const { found } = await tx.one(isCandidate(task.id, theirs.actorId))
  return [
    ...(found ? [speaks('offered', true, 'it is offered to them by name')] : []),
    ...(await attributing(tx, task, theirs.actorId)),
    ...roles.map(({ role, held, since, until }) =>
      !held
        ? speaks('role', false, `it is offered to the role ${role}, which they do not hold today`)
        : speaks(
            'role',
            true,
            since === null
              ? 'it is offered to everyone'
              : `it is offered to the role ${role}, held since ${since}${until === null ? '' : ` until ${until}`}`,
          ),
    ),
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
    speaks(
      'attribute',
      has,
      has ? `it asks for ${asked}, which they have` : `it asks for ${asked}, which they lack`,
    ),
  )
}

/** Four eyes, with what the excluded person did in the same process, as far as it is known. */
async function excluding(tx: Tx, { excluded, rootId }: Task, personId: string): Promise<Rule[]> {
  if (!excluded.includes(personId)) return []
  const did = await tx.rows(sql<{ what: string }>`
    select 'they completed ' || t.name as what
    from process.instance i
    join process.task t on t.tenant_id = i.tenant_id and t.instance_id = i.id
    where i.tenant_id = kernel.tenant_id() and i.root_id = ${rootId} and t.ended_by = ${personId}
    union
    select 'they started the process'
    from process.instance i
    where i.tenant_id = kernel.tenant_id() and i.id = ${rootId} and i.started_by = ${personId}
    order by 1`)
  const because = did.map(({ what }) => what).join(', ') || 'the process names them'
  return [speaks('four-eyes', false, `four eyes are wanted: ${because}`)]
}

type Right = Readonly<{ command: string; refusal: string | null; why: string }>

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
      const reach = { all: '', own: ' (their own)', project: ' (of the projects they manage)' }[scope]
      rights.push({ command, refusal: null, why: `they may run ${command}${reach}` })
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      rights.push({ command, refusal: error.code, why: error.message })
    }
  }
  return rights
}
