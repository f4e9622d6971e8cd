import assert from 'node:assert/strict'
import { glob, readFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { test } from 'node:test'
import { compileModel, type Effect, fireDueTimers, type Graph, type Variables } from '#engines/process'
import { playScenarios } from '../src/cli/models/play-scenarios.ts'
import { deployShippedModels, shippedModels } from '../src/server/shipped-models.ts'
import { drawingOf } from './drawing.ts'
import { openTestHouse } from './house.ts'

const firm = await openTestHouse()
const { house, tenantId, as, clock } = firm
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

test('a shipped model that replaces another version comes with a report of what it would have changed', async () => {
  const other = await firm.otherTenant()
  const program = other.as(other.processId)
  await program.run('firm.keepCalendars')
  for (const { resource, xml } of await shippedModels()) {
    const earlier = xml.replace(/name="sla" value="[^"]*"/, 'name="sla" value="P1Y"')
    if (resource.endsWith('.dmn')) await program.run('decisions.deploy', { xml })
    else if (resource.endsWith('payment-received.bpmn'))
      await program.run('processes.deploy', { resource, xml: earlier })
  }
  await deployShippedModels(house, other.tenantId, clock.now)
  const [payment] = (await other.as('administrator').ask('processes.list', { key: 'payment-received' })).items
  assert.equal(payment.version, 2)
  const reports = (await other.as('administrator').ask('replays.list')).items
  assert.deepEqual(
    reports.map(({ against }: { against: object }) => against),
    [{ definitionId: payment.id }],
  )
})

test('every shipped process names its owner, its service level and its indicator', async () => {
  for (const process of (await as('administrator').ask('processes.list', { limit: 200 })).items) {
    for (const name of ['owner', 'sla', 'kpi'])
      assert.ok(process.properties[name], `${process.key} has no ${name}`)
  }
})

test('every text a shipped table answers with, and every note of its rules, stands in German, too', async () => {
  const { texts } = await as('consultant').ask('decisions.texts', { language: 'de' })
  const german = new Map(texts.map(({ text, said }: { text: string; said: string }) => [text, said]))
  assert.equal(german.get('The risk is high.'), 'Das Risiko ist hoch.')
  for (const { resource, xml } of models.filter((model) => model.resource.endsWith('.dmn')))
    for (const [, text = ''] of xml.matchAll(
      /<(?:outputEntry[^>]*>.*?<text>&quot;|annotationEntry[^>]*><text>)([^<&]* [^<&]*?)(?:&quot;)?<\/text>/g,
    ))
      assert.ok(german.get(text), `${resource}: ${text}`)
})

test('every name in a shipped diagram, and what its process says about itself, stands in German, too', async () => {
  for (const { resource, xml } of models.filter((model) => model.resource.endsWith('.bpmn'))) {
    const { graphs } = await compileModel(xml)
    for (const { key, nodes, flows, translations, properties } of graphs) {
      const named = [...nodes, ...flows]
        .filter(({ id, name }) => name !== '' && name !== id)
        .map(({ id }) => id)
      const lanes = [...xml.matchAll(/<bpmn:lane id="([^"]+)"/g)].map(([, id = '']) => id)
      const lacking = [key, ...named, ...lanes].filter((id) => !translations[id]?.['de'])
      assert.deepEqual(lacking, [], resource)
      for (const name of ['owner', 'sla', 'kpi', 'documentation'])
        assert.ok(properties[`${name}:de`], `${resource}: ${name}`)
    }
  }
})

test('every decision, column and note of a shipped table stands in German, too', () => {
  const tables = models.filter((model) => model.resource.endsWith('.dmn'))
  assert.ok(tables.length > 0)
  for (const { resource, xml } of tables) {
    const named = [...xml.matchAll(/<(?:decision|input|output|rule) id="([^"]+)"[^>]*>\s*(.{0,160})/g)]
    const lacking = named.filter(([, , next = '']) => !/property name="(name|annotation):de"/.test(next))
    assert.deepEqual(
      lacking.map(([, id]) => id),
      [],
      resource,
    )
  }
})

test('every value stream has a page of words that names each of its processes and tables', async () => {
  for (const { resource, xml } of models) {
    const page = await readFile(join(folder, dirname(resource), 'README.md'), 'utf8')
    const [, name = resource] = /<(?:bpmn:process|decision) id="[^"]*" name="([^"]*)"/.exec(xml) ?? []
    assert.ok(page.toLowerCase().includes(name.toLowerCase()), `${resource}: "${name}" is not on the page`)
  }
})

test('every shipped model is drawn: each element has its place in a lane, each flow its line, and nothing lies on another', async () => {
  for (const { resource, xml } of models.filter((model) => model.resource.endsWith('.bpmn'))) {
    const drawing = drawingOf(xml)
    assert.deepEqual(drawing.problems(), [], resource)
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

/** Begins a process as the world would: by its message, by its timer, or plainly. */
async function begin(graph: Graph, variables: Variables, node: string | undefined): Promise<void> {
  const event = graph.nodes.find(({ id }) => id === node)?.event
  const admin = as('administrator')
  if (event?.kind === 'message')
    await admin.run('processes.publish', { name: event.name.text, key: 'explained', variables })
  else if (event?.kind === 'timer') {
    clock.now = clock.now.add({ hours: 24 * 40 })
    await fireDueTimers(house, clock.now)
  } else await admin.run('processes.start', { key: graph.key, variables })
}

test('an instance of every shipped process is explained step by step, in the words of its diagram', async () => {
  const admin = as('administrator')
  const instancesOf = async (key: string) => (await admin.ask('processes.instances', { key })).items
  const explained = new Set<string>()
  for (const { simulation } of played.scenarios) {
    const [begun] = simulation.instances
    const [first] = simulation.trace
    if (!begun || !first || !('event' in first) || first.event.type !== 'start') continue
    const { graph } = begun
    if (explained.has(graph.key)) continue
    explained.add(graph.key)
    if ((await instancesOf(graph.key)).length === 0)
      await begin(graph, first.event.variables, first.event.node)
    const [instance] = await instancesOf(graph.key)
    const { steps, events } = await admin.ask('processes.explain', { instanceId: instance.id })
    assert.ok(steps.length > 2, `${graph.key} has made no step`)
    for (const { node, kind, name, startedAt } of steps) {
      const known = graph.nodes.find(({ id }) => id === node)
      assert.deepEqual([kind, name], [known?.kind ?? 'process', known?.name ?? graph.name])
      assert.ok(startedAt, `${graph.key} ${node}`)
    }
    assert.equal(events[0].type, 'start')
  }
  const keys = models.flatMap(({ xml }) => /<bpmn:process id="([^"]+)"/.exec(xml)?.[1] ?? [])
  assert.deepEqual([...explained].sort(), keys.sort())
})
