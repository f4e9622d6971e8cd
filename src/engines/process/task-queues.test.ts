import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { chain, end, process, properties, start, user, zeebe } from '#test/diagram.ts'
import { deploy, openFirm } from '#test/working-firm.ts'

const refused = (code: string) => (error: unknown) => error instanceof Refused && error.code === code

const firm = await openFirm()
const admin = firm.as('administrator')
const group = (name: string) => zeebe('assignmentDefinition', { candidateGroups: name })
const asking = (id: string, extensions: string) =>
  process(id, start('s'), user('u', extensions), end('e'), chain('s', 'u', 'e'))

async function open(key: string, variables: object = {}): Promise<string> {
  const { instanceId } = await admin.run('processes.start', { key, variables })
  const { items } = await admin.ask('tasks.list', { of: 'everyone', processKey: key })
  return items.find((one: never) => one['instanceId'] === instanceId)?.id
}

/** A consultant with attributes. */
async function consultant(name: string, attributes: Record<string, string[]>): Promise<string> {
  const principalId = await firm.person(name, 'consultant')
  await admin.run('access.setAttributes', { principalId, attributes })
  return principalId
}
const listOf = async (who: string, input: object) =>
  (await firm.as(who).ask('tasks.list', input)).items.map(({ id, why }: Record<string, string>) => [id, why])

test('a queue is narrowed to those of a role who have the skill, the region and the entity asked for', async () => {
  const queue = properties({ skill: '=skills', region: '=region', entity: '="DE"' })
  await deploy(firm, asking('narrow', group('consultant') + queue))
  const whole = await consultant('Whole', {
    skill: ['tax', 'law', 'sport'],
    region: ['DACH'],
    entity: ['DE'],
  })
  const half = await consultant('Half', { skill: ['tax'], region: ['DACH'], entity: ['DE'] })
  const other = await consultant('Other', { skill: ['tax', 'law'], region: ['DACH'], entity: ['AT'] })
  const outside = await firm.person('Outside', 'sales')
  const has = { skill: ['tax', 'law'], region: ['DACH'], entity: ['DE'] }
  await admin.run('access.setAttributes', { principalId: outside, attributes: has })
  const taskId = await open('narrow', { skills: ['tax', 'law'], region: 'DACH' })
  const why = 'offered to the role consultant with skill=tax, skill=law, region=DACH, entity=DE'
  assert.deepEqual(await listOf(whole, { processKey: 'narrow' }), [[taskId, why]])
  for (const who of [half, other, outside]) {
    assert.deepEqual(await listOf(who, { processKey: 'narrow' }), [])
    await assert.rejects(firm.as(who).run('tasks.claim', { taskId }), refused('task_not_yours'))
    await assert.rejects(firm.as(who).run('tasks.complete', { taskId }), refused('task_not_yours'))
  }
  const explained = await admin.ask('tasks.explain', { taskId, personId: half })
  assert.deepEqual(
    explained.rules.map(({ rule, speaks, why: said }: Record<string, string>) => [rule, speaks, said]),
    [
      ['attribute', 'for', 'it asks for entity=DE, which they have'],
      ['attribute', 'for', 'it asks for region=DACH, which they have'],
      ['attribute', 'against', 'it asks for skill=law, which they lack'],
      ['attribute', 'for', 'it asks for skill=tax, which they have'],
      ['role', 'for', 'it is offered to the role consultant, held since 2026-03-16'],
    ],
  )
  assert.deepEqual(explained.claim.refusal, 'task_not_yours')
  await firm.as(whole).run('tasks.complete', { taskId })
})

test('who is named by id needs no attribute, and nothing asked for is for the whole role', async () => {
  const named = zeebe('assignmentDefinition', { candidateUsers: '=who' }) + properties({ skill: '="flying"' })
  await deploy(firm, asking('named', named))
  const ann = await firm.person('Ann', 'consultant')
  const taskId = await open('named', { who: [ann] })
  assert.deepEqual(await listOf(ann, { processKey: 'named' }), [[taskId, 'offered to you']])
  const { items } = await admin.ask('processes.instances', { key: 'named' })
  const { waiting } = await admin.ask('processes.instance', { instanceId: items[0].id })
  assert.equal(waiting[0].waitsFor, 'the task of Ann', 'and not of her id')
  await deploy(firm, asking('whole', group('consultant') + properties({ skill: '=null' })))
  const free = await open('whole')
  assert.deepEqual(await listOf(ann, { processKey: 'whole' }), [[free, 'offered to the role consultant']])
})

test('a task that names no role is offered to everyone with what it asks for', async () => {
  await deploy(firm, asking('anyone', properties({ skill: '="first aid"' })))
  const taskId = await open('anyone')
  const helper = await firm.person('Helper')
  await admin.run('access.setAttributes', { principalId: helper, attributes: { skill: ['first aid'] } })
  const onlooker = await firm.person('Onlooker')
  assert.deepEqual(await listOf(helper, { processKey: 'anyone' }), [
    [taskId, 'offered to everyone with skill=first aid'],
  ])
  assert.deepEqual(await listOf(onlooker, { processKey: 'anyone' }), [])
  const { rules, claim } = await firm.as(helper).ask('tasks.explain', { taskId })
  assert.deepEqual(
    [rules.map(({ why }: { why: string }) => why), claim.refusal],
    [['it asks for skill=first aid, which they have', 'it is offered to everyone'], null],
  )
  await firm.as(helper).run('tasks.claim', { taskId })
})

test('a substitute does not need the attributes: they act for one who has them', async () => {
  await deploy(firm, asking('lent', group('consultant') + properties({ entity: '="FR"' })))
  const french = await consultant('Claire', { entity: ['FR'] })
  const deputy = await firm.person('Deputy', 'consultant')
  const taskId = await open('lent')
  await firm.as(french).run('access.delegate', { toId: deputy, validTo: '2026-04-01' })
  assert.deepEqual(await listOf(deputy, { processKey: 'lent' }), [
    [taskId, 'offered to the role consultant with entity=FR, as substitute of Claire until 2026-04-01'],
  ])
  await firm.as(deputy).run('tasks.complete', { taskId }, { onBehalfOf: french })
})

test('who oversees all looks into the queue of a role or of an attribute', async () => {
  await deploy(firm, asking('queueOne', group('billing') + properties({ entity: '="ES"' })))
  await deploy(firm, asking('queueTwo', group('billing')))
  const [one, two] = [await open('queueOne'), await open('queueTwo')]
  const ids = async (input: object) =>
    (await admin.ask('tasks.list', { of: 'everyone', sort: 'createdAt', ...input })).items.map(
      ({ id }: { id: string }) => id,
    )
  assert.deepEqual(await ids({ role: 'billing' }), [one, two])
  assert.deepEqual(await ids({ requires: 'entity=ES' }), [one])
  const { requires } = await admin.ask('tasks.get', { taskId: one })
  assert.deepEqual(requires, ['entity=ES'])
})

test('attributes are set by name, kept beside others, and of active people only', async () => {
  const ann = await consultant('Ann', { skill: ['law'], region: ['DACH'] })
  const set = (attributes: object, principalId = ann) =>
    admin.run('access.setAttributes', { principalId, attributes })
  assert.deepEqual((await set({ skill: ['tax', 'law', 'tax'] })).attributes, {
    region: ['DACH'],
    skill: ['law', 'tax'],
  })
  assert.deepEqual((await set({ skill: [] })).attributes, { region: ['DACH'] })
  assert.deepEqual((await admin.ask('access.get', { principalId: ann })).attributes, { region: ['DACH'] })
  await assert.rejects(set({ 'No Name': ['x'] }), refused('invalid_input'))
  await assert.rejects(set({ skill: ['x'] }, newId()), refused('principal_not_found'))
  await assert.rejects(
    firm.as(ann).run('access.setAttributes', { principalId: ann, attributes: { skill: ['all'] } }),
    refused('not_permitted'),
  )
  await admin.run('access.deactivate', { principalId: ann })
  await assert.rejects(set({ skill: ['x'] }), refused('principal_inactive'))
})
