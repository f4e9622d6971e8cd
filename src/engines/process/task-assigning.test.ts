/** Listeners to a task being given to somebody. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#kernel/refusal.ts'
import { chain, end, io, listeners, process, start, user, zeebe } from '#test/diagram.ts'
import { simulate } from '#test/simulation.ts'
import { deploy, openFirm } from '#test/working-firm.ts'

const refused = (code: string) => (error: unknown) => error instanceof Refused && error.code === code

const firm = await openFirm()
const admin = firm.as('administrator')
const [ann, bea] = [
  await firm.person('Ann', 'consultant', 'project-manager'),
  await firm.person('Bea', 'consultant'),
]

const offered = zeebe('assignmentDefinition', { candidateGroups: 'consultant' })
const asked = (key: string, command: string) =>
  process(
    key,
    start('s'),
    user('u', offered + io([['=subject', 'subject']]) + listeners('task', ['assigning', command])),
    end('e'),
    chain('s', 'u', 'e'),
  )

async function begun(key: string, command: string): Promise<string> {
  await deploy(firm, asked(key, command))
  await admin.run('processes.start', { key, variables: { subject: key } })
  return (await admin.ask('tasks.list', { of: 'everyone', processKey: key })).items[0].id
}

test('whoever is given a task is told to its listeners, in the same transaction and on behalf of who gives it', async () => {
  const taskId = await begun('given', 'work.do')
  await firm.as(ann).run('tasks.claim', { taskId })
  await firm.as(ann).run('tasks.delegate', { taskId, personId: bea })
  await firm.as(bea).run('tasks.resolve', { taskId })
  await firm.as(ann).run('tasks.release', { taskId })
  await admin.run('tasks.assign', { taskId, assigneeId: bea })
  await firm.as(bea).run('tasks.handOver', { taskId, personId: ann, reason: 'Hers.' })
  const { rows } = await firm.database.admin.query(
    `select p.command as cause, c.actor_id = $1 as process, c.on_behalf_of
     from kernel.journal c join kernel.journal p on p.id = c.cause_id
     where c.command = 'work.do' and c.input ->> 'subject' = 'given' order by c.id`,
    [firm.processId],
  )
  assert.deepEqual(rows, [
    { cause: 'tasks.claim', process: true, on_behalf_of: ann },
    { cause: 'tasks.delegate', process: true, on_behalf_of: ann },
    { cause: 'tasks.resolve', process: true, on_behalf_of: bea },
    { cause: 'tasks.assign', process: true, on_behalf_of: firm.administratorId },
    { cause: 'tasks.handOver', process: true, on_behalf_of: bea },
  ])
})

test('a listener that refuses keeps a task where it is', async () => {
  const taskId = await begun('kept', 'work.refuse')
  await assert.rejects(firm.as(ann).run('tasks.claim', { taskId }), refused('task_assignment_refused'))
  await assert.rejects(
    admin.run('tasks.assign', { taskId, assigneeId: bea }),
    /work\.refuse, which listens to it being given to somebody, refuses\. The work on kept is refused\./,
  )
  const { state, assigneeId } = await admin.ask('tasks.get', { taskId })
  assert.deepEqual([state, assigneeId], ['created', null])
  await assert.rejects(deploy(firm, asked('unheard', 'work.unheard')), refused('process_model_invalid'))
})

test('a task that names who has it is given to them when it is offered, after its other listeners', async () => {
  const around = listeners('task', ['assigning', 'desk.tell'], ['creating', 'desk.prepare'])
  const named = zeebe('assignmentDefinition', { assignee: '=who' })
  const model = process('p', start('s'), user('u', named + around), end('e'), chain('s', 'u', 'e'))
  for (const [who, commands] of [
    ['ann', ['desk.prepare', 'desk.tell']],
    [null, ['desk.prepare']],
  ] as const) {
    const run = await simulate(model)
    run.start({ who })
    for (const _ of commands) run.complete('u')
    assert.deepEqual(
      run.effects('command').map(({ command }) => command),
      commands,
    )
    assert.equal(run.tasks()[0]?.offer.assignee, who)
  }
})
