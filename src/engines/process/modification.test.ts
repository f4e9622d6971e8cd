import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#kernel/refusal.ts'
import {
  boundary,
  chain,
  each,
  end,
  flow,
  message,
  parallel,
  process,
  properties,
  start,
  subprocess,
  timer,
  user,
  zeebe,
} from '#test/diagram.ts'
import { deploy, openFirm } from '#test/working-firm.ts'

const firm = await openFirm()
const admin = firm.as('administrator')
const consultant = firm.as('consultant')
const refused = (code: string) => (error_: unknown) => error_ instanceof Refused && error_.code === code
const assigned = zeebe('assignmentDefinition', { candidateGroups: 'consultant' })

const begun = async (key: string, variables: object = {}): Promise<string> =>
  (await admin.run('processes.start', { key, variables })).instanceId
const shown = (instanceId: string) => admin.ask('processes.instance', { instanceId })
const waitingAt = async (instanceId: string): Promise<string[]> =>
  (await shown(instanceId)).waiting.map(({ node }: { node: string }) => node).sort()
const replays = async (instanceId: string) => (await admin.ask('processes.replay', { instanceId })).same
const problemsOf = async (instanceId: string, change: object): Promise<string[]> => {
  const input = { instanceId, reason: 'Test.', ...change }
  const failure = await admin.run('processes.modify', input).then(
    () => assert.fail('it was modified'),
    (error_: unknown) => error_,
  )
  assert.ok(failure instanceof Refused && failure.code === 'modification_invalid')
  return failure.problems.map(({ code }) => code ?? '')
}

await deploy(
  firm,
  process(
    'two',
    start('s'),
    user('first', assigned),
    boundary('late', 'first', timer('Duration', 'PT1H')),
    user('second', assigned + properties({ command: 'work.do', subject: '=subject' })),
    end('e'),
    chain('s', 'first', 'second', 'e'),
    flow('late', 'e'),
  ),
)

test('a dry run tells what would happen and changes nothing', async () => {
  const instanceId = await begun('two', { subject: 'x' })
  const answer = await admin.run('processes.modify', {
    instanceId,
    cancel: [{ node: 'first' }],
    activate: [{ node: 'second' }],
    reason: 'The first has been done on paper.',
    dryRun: true,
  })
  assert.deepEqual(
    answer.happens.map(({ what, node }: { what: string; node: string }) => `${what} ${node}`),
    ['cancelled first', 'entered second', 'task second'],
  )
  assert.equal(answer.status, 'active')
  assert.deepEqual(await waitingAt(instanceId), ['first'])
  assert.equal((await shown(instanceId)).revision, 1)
})

test('a token is moved by hand with variables, its old work is gone, and the replay tells the same', async () => {
  const instanceId = await begun('two', { subject: 'old' })
  await admin.run('processes.modify', {
    instanceId,
    cancel: [{ node: 'first' }],
    activate: [{ node: 'second', variables: { subject: 'job-2' } }],
    reason: 'The first has been done on paper.',
  })
  assert.deepEqual(await waitingAt(instanceId), ['second'])
  const { rows } = await firm.database.admin.query(
    `select state, (select count(*)::integer from process.timer t where t.instance_id = $1) as timers
    from process.task where instance_id = $1 order by created_at, node`,
    [instanceId],
  )
  assert.deepEqual(rows, [
    { state: 'cancelled', timers: 0 },
    { state: 'created', timers: 0 },
  ])
  await consultant.run('work.do', { subject: 'job-2' })
  assert.equal((await shown(instanceId)).status, 'completed')
  assert.equal(await replays(instanceId), true)
  const { steps } = await admin.ask('processes.explain', { instanceId })
  assert.deepEqual(
    steps.map(({ node, outcome }: { node: string; outcome: string }) => `${node} ${outcome}`),
    ['two completed', 's completed', 'first cancelled', 'second completed', 'e completed'],
  )
})

await deploy(
  firm,
  process(
    'deep',
    start('s'),
    user('before', assigned),
    subprocess(
      'sub',
      '',
      start('ss'),
      user('inner', assigned),
      parallel('fork'),
      user('a', assigned),
      user('b', assigned),
      parallel('join'),
      end('se'),
      chain('ss', 'inner', 'fork', 'a', 'join', 'se'),
      flow('fork', 'b'),
      flow('b', 'join'),
    ),
    boundary('stop', 'sub', message('stop', '="deep"')),
    end('e'),
    user('many', assigned, each('=[1, 2]')),
    chain('s', 'before', 'sub', 'many', 'e'),
    flow('stop', 'e'),
  ),
)

test('a node inside a subprocess that is not there is entered with the subprocess around it, its events armed', async () => {
  const instanceId = await begun('deep')
  const move = { cancel: [{ node: 'before' }], activate: [{ node: 'a' }, { node: 'b' }], reason: 'Shortcut.' }
  await admin.run('processes.modify', { instanceId, ...move })
  assert.deepEqual(await waitingAt(instanceId), ['a', 'b'])
  await admin.run('processes.publish', { name: 'stop', key: 'deep' })
  assert.equal((await shown(instanceId)).status, 'completed')
  assert.equal(await replays(instanceId), true)
})

test('tokens that wait at a join can be taken away, and one can be put behind it', async () => {
  const instanceId = await begun('deep')
  const move = { cancel: [{ node: 'before' }], activate: [{ node: 'a' }, { node: 'b' }], reason: 'Shortcut.' }
  await admin.run('processes.modify', { instanceId, ...move })
  const taskOf = async (node: string) => {
    const { items } = await consultant.ask('tasks.list', { processKey: 'deep' })
    return items.find(
      (one: { node: string; instanceId: string }) => one.node === node && one.instanceId === instanceId,
    ).id
  }
  await consultant.run('tasks.complete', { taskId: await taskOf('a') })
  assert.deepEqual(await waitingAt(instanceId), ['b'])
  const again = {
    cancel: [{ node: 'join' }, { node: 'b' }],
    activate: [{ node: 'join' }],
    reason: 'B is not needed.',
  }
  await admin.run('processes.modify', { instanceId, ...again })
  assert.deepEqual(await waitingAt(instanceId), ['many', 'many'])
  assert.equal(await replays(instanceId), true)
})

test('what cannot be done is told all at once: unknown, not there, not enterable, one of many, nothing left', async () => {
  const instanceId = await begun('deep')
  const codes = await problemsOf(instanceId, {
    cancel: [{ node: 'nowhere' }, { node: 'a' }],
    activate: [{ node: 'elsewhere' }, { node: 'stop' }, { node: 'before', scope: 99 }],
  })
  assert.deepEqual(codes, ['node_unknown', 'nothing_there', 'node_unknown', 'not_enterable', 'scope_wrong'])
  assert.deepEqual(await problemsOf(instanceId, { cancel: [{ node: 'before' }] }), ['nothing_left'])
  const move = { cancel: [{ node: 'before' }], activate: [{ node: 'many' }], reason: 'Skip.' }
  await admin.run('processes.modify', { instanceId, ...move })
  const { waiting } = await shown(instanceId)
  assert.equal(waiting.length, 2)
  const one = { cancel: [{ node: 'many', element: waiting[0].element }], activate: [{ node: 'before' }] }
  assert.deepEqual(await problemsOf(instanceId, one), ['one_of_many'])
  await admin.run('processes.suspend', { instanceId, reason: 'Wait.' })
  await assert.rejects(
    admin.run('processes.modify', { instanceId, activate: [{ node: 'before' }], reason: 'No.' }),
    refused('instance_suspended'),
  )
})

test('of several scopes the one that is meant must be named', async () => {
  const looped = subprocess(
    'sub',
    '',
    each('=[1, 2]'),
    start('ss'),
    user('u', assigned),
    end('se'),
    chain('ss', 'u', 'se'),
  )
  await deploy(firm, process('several', start('s'), looped, end('e'), chain('s', 'sub', 'e')))
  const instanceId = await begun('several')
  assert.deepEqual(await problemsOf(instanceId, { activate: [{ node: 'u' }] }), ['scope_ambiguous'])
  const path = await admin.ask('processes.explain', { instanceId })
  const scopes = path.steps.filter(({ node }: { node: string }) => node === 'sub')
  const scope = scopes.at(-1).element
  await admin.run('processes.modify', { instanceId, activate: [{ node: 'u', scope }], reason: 'Twice.' })
  assert.deepEqual(await waitingAt(instanceId), ['u', 'u', 'u'])
  assert.equal(await replays(instanceId), true)
})
