import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { call, chain, end, message, process, start, user, zeebe } from '#test/diagram.ts'
import { deploy, openFirm } from '#test/working-firm.ts'

const firm = await openFirm()
const admin = firm.as('administrator')
const controller = firm.as('controller')
const group = (name: string) => zeebe('assignmentDefinition', { candidateGroups: name })
const refusedAs = (code: string, why?: RegExp) => (error: unknown) => {
  assert.ok(error instanceof Refused, String(error))
  assert.equal(error.code, code)
  if (why) assert.match(error.message, why)
  return true
}

/** A release one person gives, at the global version by whoever is told; locally the board looks first. */
const global = (who = 'delivery-lead', id = 'release') =>
  process(id, start('s'), user('check', group(who)), end('e'), chain('s', 'check', 'e'))
const local = (id = 'release-SG', who = 'delivery-lead') =>
  process(
    id,
    start('s'),
    user('board', group('executive')),
    user('check', group(who)),
    end('e'),
    chain('s', 'board', 'check', 'e'),
  )

const proposeFor = (place: object, xml: string, of = 'release') =>
  admin.run('definitions.proposeVariant', {
    of,
    ...place,
    resource: 'release.bpmn',
    xml,
    reason: 'The board of Singapore wants to see each.',
  })
async function bringIn(place: object, xml: string, of = 'release'): Promise<string> {
  const { draftId } = await proposeFor(place, xml, of)
  await admin.run('replays.run', { draftId })
  await controller.run('definitions.approve', { draftId, reason: 'Agreed with the board.' })
  return draftId
}
async function startedAs(variables: object, key = 'release'): Promise<string> {
  const { instanceId } = await admin.run('processes.start', { key, variables })
  return (await admin.ask('processes.instance', { instanceId })).key
}

await deploy(firm, global())

test('a variant tells what it changes of the global process and is live once a second person has approved it', async () => {
  await admin.run('processes.start', { key: 'release', variables: { entity: 'SG' } })
  await admin.run('processes.start', { key: 'release', variables: { entity: 'DE' } })
  const { draftId, difference } = await proposeFor({ entity: 'SG' }, local())
  assert.deepEqual(
    difference.map(({ change, id }: { change: string; id: string }) => `${change} ${id}`),
    ['added board', 'added s-board', 'added board-check', 'removed s-check'],
  )
  assert.equal(await startedAs({ entity: 'SG' }), 'release')
  const approve = (who = controller) => who.run('definitions.approve', { draftId, reason: 'Agreed.' })
  await assert.rejects(approve(), refusedAs('draft_not_replayed'))
  const report = await admin.run('replays.run', { draftId })
  assert.deepEqual([report.instances, report.differing], [2, 2], 'the instances of Singapore, and no other')
  await assert.rejects(approve(admin), refusedAs('own_approval'))
  await approve()
  const draft = await admin.ask('definitions.get', { draftId })
  assert.deepEqual([draft.variantOf, draft.entity, draft.region], ['release', 'SG', null])
})

test('the variant of the entity starts, else that of the region, else the global process', async () => {
  await bringIn({ region: 'Asia' }, local('release-asia'))
  assert.equal(await startedAs({ entity: 'SG', region: 'Asia' }), 'release-SG')
  assert.equal(await startedAs({ entity: 'JP', region: 'Asia' }), 'release-asia')
  assert.equal(await startedAs({ entity: 'DE', region: 'Europe' }), 'release')
  assert.equal(await startedAs({}), 'release')
})

test('a process that says where its entity is found is asked there, and a call takes the variant too', async () => {
  const telling = global('delivery-lead', 'telling').replace(
    '<bpmn:startEvent',
    `<bpmn:extensionElements>${'<zeebe:properties><zeebe:property name="entity" value="=deal.entityCode"/></zeebe:properties>'}</bpmn:extensionElements><bpmn:startEvent`,
  )
  await deploy(firm, telling)
  await bringIn({ entity: 'SG' }, local('telling-SG'), 'telling')
  assert.equal(await startedAs({ deal: { entityCode: 'SG' } }, 'telling'), 'telling-SG')
  assert.equal(await startedAs({ entity: 'SG' }, 'telling'), 'telling')
  await deploy(firm, process('calling', start('s'), call('c', 'release'), end('e'), chain('s', 'c', 'e')))
  await admin.run('processes.start', { key: 'calling', variables: { entity: 'SG' } })
  const { items } = await admin.ask('processes.instances', { key: 'release-SG' })
  assert.equal(items.length, 2)
})

test('a message starts the variant in place of the global process, one at a time for a key', async () => {
  const asked = (id: string, ...tasks: string[]) =>
    process(
      id,
      start('s', message('asked')),
      ...tasks.map((name) => user(name, group('administrator'))),
      end('e'),
      chain('s', ...tasks, 'e'),
    )
  await deploy(firm, asked('asking', 'check'))
  await bringIn({ entity: 'SG' }, asked('asking-SG', 'board', 'check'), 'asking')
  const key = newId()
  const say = (entity: string, about: string) =>
    admin.run('processes.publish', { name: 'asked', key: about, variables: { entity } })
  await say('SG', key)
  await say('DE', newId())
  await say('SG', key)
  const count = async (process: string) =>
    (await admin.ask('processes.instances', { key: process })).items.length
  assert.deepEqual([await count('asking'), await count('asking-SG')], [1, 1])
  const { items } = await admin.ask('processes.instances', { key: 'asking-SG' })
  for (const _ of ['board', 'check']) {
    const tasks = (await admin.ask('tasks.list', { of: 'everyone', processKey: 'asking-SG' })).items
    const { id: taskId } = tasks.find((task: { instanceId: string }) => task.instanceId === items[0].id)
    await admin.run('tasks.claim', { taskId })
    await admin.run('tasks.complete', { taskId })
  }
  assert.equal(await count('asking-SG'), 2, 'the message that waited has begun the next')
})

test('when the global process changes, the variants that are behind are listed until they are derived anew', async () => {
  const behind = async () =>
    (await controller.ask('definitions.listVariants', { of: 'release', behind: true })).items
  assert.deepEqual(await behind(), [])
  await deploy(firm, global('controller'))
  const listed = await behind()
  assert.deepEqual(
    listed.map(
      ({ key, fromVersion, globalVersion }: { key: string; fromVersion: number; globalVersion: number }) => [
        key,
        fromVersion,
        globalVersion,
      ],
    ),
    [
      ['release-SG', 1, 2],
      ['release-asia', 1, 2],
    ],
  )
  const shown = await admin.ask('definitions.getVariant', { variantId: listed[0].id })
  assert.ok(
    shown.difference.some(
      ({ change, id }: { change: string; id: string }) => `${change} ${id}` === 'changed check',
    ),
  )
  assert.equal(shown.reason, 'The board of Singapore wants to see each.')
  await bringIn({ entity: 'SG' }, local('release-SG', 'controller'))
  assert.deepEqual(
    (await behind()).map(({ key }: { key: string }) => key),
    ['release-asia'],
  )
})

test('a variant is ended by two: what runs goes on, and the global process starts in its place', async () => {
  const place = { entity: 'NL' }
  await bringIn(place, local('release-NL', 'controller'))
  const variants = async () =>
    (await admin.ask('definitions.listVariants', { of: 'release', limit: 200 })).items.filter(
      ({ key }: { key: string }) => key === 'release-NL',
    )
  const [{ id: variantId }] = await variants()
  const { instanceId } = await admin.run('processes.start', { key: 'release', variables: place })
  const decide = (name: string, who = controller) =>
    who.run(`definitions.${name}`, { variantId, reason: 'The Netherlands do as all.' })
  await assert.rejects(decide('endVariant'), refusedAs('variant_end_not_proposed'))
  await assert.rejects(decide('keepVariant'), refusedAs('variant_end_not_proposed'))
  const { difference } = await admin.run('definitions.proposeEnd', {
    variantId,
    reason: 'The Netherlands do as all.',
  })
  assert.ok(
    difference.some(({ change, id }: { change: string; id: string }) => `${change} ${id}` === 'added board'),
  )
  await assert.rejects(decide('proposeEnd'), refusedAs('variant_end_proposed'))
  await admin.run('definitions.keepVariant', { variantId, reason: 'Not yet.' })
  await decide('proposeEnd', admin)
  assert.equal((await variants())[0].endReason, 'The Netherlands do as all.')
  assert.equal(await startedAs(place), 'release-NL', 'proposed is not ended')
  await assert.rejects(decide('endVariant', admin), refusedAs('own_approval'))
  await controller.run('definitions.endVariant', { variantId, reason: 'Agreed.' })
  assert.equal(await startedAs(place), 'release')
  assert.deepEqual(await variants(), [])
  await assert.rejects(decide('proposeEnd', admin), refusedAs('variant_not_found'))
  const { key, status } = await admin.ask('processes.instance', { instanceId })
  assert.deepEqual([key, status], ['release-NL', 'active'])
})

test('a variant that has ended comes back for its place, and not as anything else', async () => {
  await assert.rejects(
    proposeFor({ entity: 'IT' }, local('release-NL', 'controller')),
    refusedAs('variant_invalid', /release-NL is another process/),
  )
  await bringIn({ entity: 'NL' }, local('release-NL', 'controller'))
  assert.equal(await startedAs({ entity: 'NL' }), 'release-NL')
})

test('a draft of a variant is overtaken when the global process changes', async () => {
  const { draftId } = await proposeFor({ region: 'Asia' }, local('release-asia', 'controller'))
  await admin.run('replays.run', { draftId })
  await deploy(firm, global('executive'))
  await assert.rejects(
    controller.run('definitions.approve', { draftId, reason: 'Seen.' }),
    refusedAs('draft_outdated'),
  )
})

test('what is no variant is refused with the reason', async () => {
  const no = (place: object, xml: string, why: RegExp, of = 'release') =>
    assert.rejects(proposeFor(place, xml, of), refusedAs('variant_invalid', why))
  await no({}, local(), /one entity or for one region/)
  await no({ entity: 'SG', region: 'Asia' }, local(), /one entity or for one region/)
  await no({ entity: 'FR' }, global('executive'), /an id of its own, such as release-FR/)
  await no({ entity: 'FR' }, local('telling'), /telling is another process/)
  await no({ entity: 'FR' }, local(), /release-SG is another process/)
  await no({ entity: 'SG' }, local('release-again'), /release-SG is the variant for SG already/)
  await no({ entity: 'FR' }, local('deeper'), /release-SG is a variant itself/, 'release-SG')
  const otherwise = process('other', start('begin'), user('check'), end('e'), chain('begin', 'check', 'e'))
  await no({ entity: 'FR' }, otherwise, /start events/)
  await assert.rejects(proposeFor({ entity: 'FR' }, local('x'), 'nothing'), refusedAs('process_not_found'))
  await assert.rejects(
    admin.run('definitions.propose', {
      kind: 'process',
      resource: 'r.bpmn',
      xml: local('release-SG', 'executive'),
      reason: 'Without the global one.',
    }),
    refusedAs('variant_invalid', /definitions.proposeVariant/),
  )
  await assert.rejects(
    admin.ask('definitions.getVariant', { variantId: newId() }),
    refusedAs('variant_not_found'),
  )
})
