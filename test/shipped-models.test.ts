import assert from 'node:assert/strict'
import { glob } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { test } from 'node:test'
import type { Effect } from '#engines/process'
import { playScenarios } from '../src/cli/models/play-scenarios.ts'
import { deployShippedModels, shippedModels } from '../src/server/shipped-models.ts'
import { openTestHouse } from './house.ts'

const { house, tenantId, as, clock } = await openTestHouse()
const folder = join(import.meta.dirname, '../processes')
const models = await shippedModels()

const files: string[] = []
for await (const path of glob('**/*.scenarios.json', { cwd: folder })) files.push(join(folder, path))
const played = await playScenarios(files.sort())

test('every shipped model deploys, and a second time changes nothing', async () => {
  await deployShippedModels(house, tenantId, clock.now)
  await deployShippedModels(house, tenantId, clock.now)
  const processes = (await as('administrator').ask('processes.list', { versions: 'all', limit: 200 })).items
  const decisions = (await as('administrator').ask('decisions.list', { limit: 200 })).items
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

test('every scenario of a shipped model comes out as it says', () => {
  const failed = played.scenarios.filter(({ failures }) => failures.length > 0)
  assert.deepEqual(
    failed.map(({ file, name, failures }) => ({ file: relative(folder, file), name, failures })),
    [],
  )
  assert.deepEqual(played.findings, [])
})

test('no shipped model has an element, a flow or a rule that no scenario takes', () => {
  const covered = played.coverage.map(({ file }) => relative(folder, file))
  assert.deepEqual([...new Set(covered)].sort(), models.map(({ resource }) => resource).sort())
  const missed = played.coverage.flatMap((one) => {
    const counts = 'rules' in one ? { rules: one.rules } : { elements: one.elements, flows: one.flows }
    return Object.entries(counts).flatMap(([what, { missed: ids }]) =>
      ids.map((id) => `${relative(folder, one.file)}: ${what} ${id}`),
    )
  })
  assert.deepEqual(missed, [])
})

/** The effects of a type in all scenarios, each with the name of its scenario. */
const effects = <T extends Effect['type']>(type: T) =>
  played.scenarios.flatMap(({ name, simulation }) =>
    simulation.effects(type).map((effect) => ({ name, ...effect })),
  )

test('what the processes ask of commands in the scenarios is what the commands take', () => {
  const asked = effects('command')
  assert.ok(asked.length > 0)
  for (const { name, node, command, input } of asked) {
    const handler = house.registry.get(command)
    const read = handler?.contract.input.safeParse(input)
    assert.ok(read?.success, `${name}, ${node}: ${command} ${JSON.stringify(input)} ${read?.error}`)
  }
})
