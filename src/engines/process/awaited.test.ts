import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chain, end, process, properties, start, user, zeebe } from '#test/diagram.ts'
import { deploy, openFirm } from '#test/working-firm.ts'

const firm = await openFirm()
const group = (name: string) => zeebe('assignmentDefinition', { candidateGroups: name })
const asking = (id: string, extensions: string) =>
  process(id, start('s'), user('u', extensions), end('e'), chain('s', 'u', 'e'))

const ann = await firm.person('Ann', 'consultant')
const bob = await firm.person('Bob', 'consultant')
const [asAnn, asBob, admin] = [firm.as(ann), firm.as(bob), firm.as('administrator')]

/** What somebody waits for: for what reason, of whom, about what. */
async function awaited(who: typeof admin) {
  const { items } = await who.ask('tasks.listAwaited', { sort: 'since' })
  return items.map(
    (one: {
      processKey: string
      kind: string
      people: { name: string }[]
      roles: string[]
      record: { kind: string; id: string } | null
    }) => [
      one.processKey,
      one.kind,
      [...one.people.map(({ name }) => name), ...one.roles],
      one.record?.kind ?? null,
    ],
  )
}

test('who began a process waits for whoever has it now, until it is done', async () => {
  const how = group('consultant') + properties({ command: 'work.approve', subject: '="awaited"' })
  await deploy(firm, asking('begun', how))
  await admin.run('processes.start', { key: 'begun' })
  assert.deepEqual(await awaited(admin), [['begun', 'process', ['consultant'], 'subject']])
  const { items } = await asAnn.ask('tasks.list', { processKey: 'begun' })
  await asAnn.run('tasks.claim', { taskId: items[0].id })
  assert.deepEqual(await awaited(admin), [['begun', 'process', ['Ann'], 'subject']])
  assert.deepEqual([await awaited(asAnn), await awaited(asBob)], [[], []], 'nobody else waits for it')
  await asAnn.run('work.approve', { subject: 'awaited' })
  assert.deepEqual(await awaited(admin), [])
})

test('nobody waits for what they may do themselves', async () => {
  await deploy(firm, asking('own', group('administrator')))
  await admin.run('processes.start', { key: 'own' })
  assert.deepEqual(await awaited(admin), [])
})

test('who asked waits for the answer, who delegated for the work', async () => {
  await deploy(firm, asking('talked', zeebe('assignmentDefinition', { assignee: '=who' })))
  await admin.run('processes.start', { key: 'talked', variables: { who: ann } })
  const [taskId] = (await asAnn.ask('tasks.list', { processKey: 'talked' })).items.map(
    ({ id }: { id: string }) => id,
  )
  const question = await asAnn.run('tasks.ask', { taskId, personId: bob, text: 'Is it so?' })
  assert.deepEqual(await awaited(asAnn), [['talked', 'question', ['Bob'], null]])
  await asBob.run('tasks.answer', { taskId, questionId: question.questionId, text: 'It is.' })
  assert.deepEqual(await awaited(asAnn), [])
  await asAnn.run('tasks.delegate', { taskId, personId: bob })
  assert.deepEqual(await awaited(asAnn), [['talked', 'delegated', ['Bob'], null]])
  await asBob.run('tasks.resolve', { taskId })
  assert.deepEqual(await awaited(asAnn), [], 'it is back with her')
})

test('of another firm nothing is awaited', async () => {
  const other = await firm.otherTenant()
  await deploy(firm, asking('ours', group('consultant')))
  await admin.run('processes.start', { key: 'ours' })
  assert.equal((await awaited(admin)).length > 0, true)
  const { items } = await other.as('administrator').ask('tasks.listAwaited', {})
  assert.deepEqual(items, [])
})
