import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#kernel/refusal.ts'
import { chain, end, process, start, user } from '#test/diagram.ts'
import { deploy, openFirm } from '#test/working-firm.ts'
import { compileModel } from './index.ts'

const firm = await openFirm()
const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.code === code
const startedBy = (key: string, roles: string, begins = '') => {
  const named = `<zeebe:properties><zeebe:property name="candidateGroups" value="${roles}" /></zeebe:properties>`
  const begin = `<bpmn:startEvent id="s"><bpmn:extensionElements>${named}</bpmn:extensionElements>${begins}</bpmn:startEvent>`
  return process(key, begin, user('u'), end('e'), chain('s', 'u', 'e'))
}
await deploy(firm, startedBy('billing-day', 'billing, controller'))
await deploy(firm, startedBy('for-all', 'everyone'))
await deploy(firm, process('nobody-named', start('s'), user('u'), end('e'), chain('s', 'u', 'e')))

const offered = async (who: string, more: object = {}) =>
  (await firm.as(who).ask('processes.startable', {}, more)).processes.map(({ key }: { key: string }) => key)
const begin = (who: string, key: string, more: object = {}) =>
  firm.as(who).run('processes.start', { key }, more)

test('whom the model names may start the process, and is offered no other', async () => {
  assert.deepEqual(await offered('billing'), ['billing-day', 'for-all'])
  assert.equal((await begin('billing', 'billing-day')).status, 'active')
  await assert.rejects(begin('billing', 'nobody-named'), refusedWith('process_start_not_permitted'))
})

test('whom no model names may start nothing, but what everybody may', async () => {
  assert.deepEqual(await offered('consultant'), ['for-all'])
  assert.equal((await begin('consultant', 'for-all')).status, 'active')
  for (const key of ['billing-day', 'nobody-named'])
    await assert.rejects(begin('consultant', key), refusedWith('process_start_not_permitted'))
})

test('who may start processes in general starts any of them', async () => {
  assert.deepEqual(await offered('administrator'), ['billing-day', 'for-all', 'nobody-named'])
  for (const key of ['billing-day', 'nobody-named'])
    assert.equal((await begin('administrator', key)).status, 'active')
})

test('a role that is lent starts what it may, and one that is over no longer', async () => {
  const day = firm.clock.now.toString().slice(0, 10)
  const toId = await firm.person('Deputy')
  await assert.rejects(begin(toId, 'billing-day'), refusedWith('process_start_not_permitted'))
  const lent = { toId, validFrom: day, validTo: day, commands: ['processes.start'] }
  await firm.as('billing').run('access.delegate', lent)
  const onBehalfOf = await firm.as('billing').principalId
  assert.equal((await begin(toId, 'billing-day', { onBehalfOf })).status, 'active')
  await assert.rejects(
    begin(toId, 'nobody-named', { onBehalfOf }),
    refusedWith('process_start_not_permitted'),
  )
  const later = { today: '2099-01-01' }
  await assert.rejects(begin(toId, 'billing-day', { onBehalfOf, ...later }), refusedWith('not_permitted'))
})

test('roles where nobody starts anything, or that are not known before the start, are told', async () => {
  const codes = async (xml: string) => (await compileModel(xml)).findings.map(({ code }) => code)
  const timer =
    '<bpmn:timerEventDefinition><bpmn:timeCycle>0 0 6 1 * *</bpmn:timeCycle></bpmn:timerEventDefinition>'
  assert.ok((await codes(startedBy('clock', 'billing', timer))).includes('starters_not_read'))
  assert.ok((await codes(startedBy('later', '=role'))).includes('starters_not_fixed'))
  assert.deepEqual(await codes(startedBy('fine', 'billing controller')), [])
})
