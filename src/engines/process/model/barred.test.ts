/** Models that are in force, as an engine reads them that would not deploy them. */
import assert from 'node:assert/strict'
import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { chain, element, end, exclusive, flow, process, start, user, zeebe } from '#test/diagram.ts'
import { newState } from '../step/state.ts'
import { step } from '../step/step.ts'
import { compileInForce, compileModel } from './compile.ts'
import { graphParts } from './graph-parts.ts'

const barred = async (xml: string, key = 'p') =>
  (await compileInForce(xml, key))?.nodes.filter((node) => node.barred !== undefined).map(({ id }) => id)

test('what cannot be executed bars its element, a flow the element it leaves, the process all of them', async () => {
  const model = (gateway: string, condition: string) =>
    process(
      'p',
      start('s'),
      exclusive('g', 'g-a'),
      element(gateway, 'a'),
      end('e'),
      chain('s', 'g', 'a', 'e') + flow('g', 'e', condition),
    )
  assert.deepEqual(await barred(model('task', '=x > 1')), [])
  assert.deepEqual(await barred(model('complexGateway', '=x > 1')), ['a'])
  assert.deepEqual(await barred(model('task', '=x >')), ['g'])
  assert.deepEqual(await barred(process('p', user('u'), end('e'), chain('u', 'e'))), ['u', 'e'])
})

test('what is only too loose bars nothing', async () => {
  const loose = [
    user('x', '<zeebe:userTask/><zeebe:userTask/>'),
    user('x', zeebe('calledDecision', { decisionId: 'd', resultVariable: 'r' })),
    user('x', zeebe('priorityDefinition', { priority: '=none("such")' })),
    user('x', zeebe('assignmentDefinition', { assignee: '{{secrets.WHO}}' })),
  ]
  for (const content of loose) {
    const xml = process('p', start('s'), content, end('e'), chain('s', 'x', 'e'))
    assert.deepEqual((await compileModel(xml)).graphs, [], content)
    assert.deepEqual(await barred(xml), [], content)
  }
})

const shipped: string[] = []
const folder = join(import.meta.dirname, '../../../../processes')
for await (const path of glob('*/*.bpmn', { cwd: folder }))
  shipped.push(await readFile(join(folder, path), 'utf8'))

test('a model that is deployed today is read in the same way when it is in force', async () => {
  for (const xml of shipped) {
    const { graphs } = await compileModel(xml)
    for (const graph of graphs) {
      const read = await compileInForce(xml, graph.key)
      assert.deepEqual(read && graphParts(read), graphParts(graph))
    }
  }
})

test('however a model is damaged, it is read without a fault, and an instance of it begins without one', async () => {
  let seed = 7
  const pick = <T>(all: readonly T[]): T | undefined => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return all[seed % all.length]
  }
  const counts = { whole: 0, barred: 0 }
  for (const xml of shipped) {
    const key = /<bpmn:process id="([^"]+)"/.exec(xml)?.[1] ?? ''
    for (let turn = 0; turn < 12; turn += 1) {
      const [attribute = ''] =
        pick([...xml.matchAll(/ (?:source|target|name|value|id|\w+Ref)="[^"]*"/g)]) ?? []
      const [, tag = ''] =
        pick([...xml.matchAll(/<bpmn:(\w+(?:Task|Gateway|Event|EventDefinition))\b/g)]) ?? []
      const damaged = pick([
        xml.replace(attribute, ''),
        xml.replace(attribute, attribute.replace(/="[^"]*"/, '="=broken(("')),
        xml.replaceAll(`bpmn:${tag}`, `bpmn:${pick(['complexGateway', 'task', 'cancelEventDefinition'])}`),
      ])
      const graph = await compileInForce(damaged ?? '', key)
      if (!graph) continue
      counts[graph.nodes.some((node) => node.barred !== undefined) ? 'barred' : 'whole'] += 1
      for (const begin of [{}, { node: graph.nodes[graph.scopes[0]?.triggers[0] ?? -1]?.id ?? '' }]) {
        const event = { type: 'start', variables: {}, zone: 'UTC', ...begin } as const
        const { state } = step(graph, newState(), event, Temporal.Instant.from('2026-03-02T09:00:00Z'))
        assert.notEqual(state.status, 'new')
      }
    }
  }
  assert.ok(counts.barred > 10 && counts.whole > 10, JSON.stringify(counts))
})
