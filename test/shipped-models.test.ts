import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deployShippedModels, shippedModels } from '../src/server/shipped-models.ts'
import { openTestHouse } from './house.ts'

const { house, tenantId, as, clock } = await openTestHouse()

test('every shipped model deploys, and a second time changes nothing', async () => {
  await deployShippedModels(house, tenantId, clock.now)
  await deployShippedModels(house, tenantId, clock.now)
  const processes = (await as('administrator').ask('processes.list', { versions: 'all', limit: 200 })).items
  const decisions = (await as('administrator').ask('decisions.list', { limit: 200 })).items
  const models = await shippedModels()
  assert.equal(processes.length, models.filter(({ resource }) => resource.endsWith('.bpmn')).length)
  assert.ok(processes.every((process: { version: number }) => process.version === 1))
  assert.ok(decisions.some((decision: { key: string }) => decision.key === 'commercial-approval'))
})

test('every shipped process names its owner, its service level and its indicator', async () => {
  for (const process of (await as('administrator').ask('processes.list', { limit: 200 })).items) {
    for (const name of ['owner', 'sla', 'kpi'])
      assert.ok(process.properties[name], `${process.key} has no ${name}`)
  }
})
