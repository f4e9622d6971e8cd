import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  chain,
  each,
  end,
  exclusive,
  flow,
  parallel,
  process,
  script,
  start,
  subprocess,
  task,
  user,
} from '#test/diagram.ts'
import { simulate } from '#test/simulation.ts'
import type { Json } from '../model/expression.ts'

const inner = (steps: number) => {
  const names = Array.from({ length: steps }, (_, index) => `t${index}`)
  return [start('s2'), ...names.map(task), end('e2'), chain('s2', ...names, 'e2')]
}
const people = (count: number) => ({ people: Array.from({ length: count }, (_, index) => index) })
const many = (id: string, ...content: string[]) => subprocess(id, '', each('=people'), ...content)

/** Runs a circle through some elements and gives what became of it. */
async function circle(variables: Readonly<Record<string, Json>>, ...content: string[]) {
  const run = await simulate(process('p', start('s'), exclusive('x'), flow('s', 'x'), ...content))
  const { status, incidents, elements } = run.start(variables).state
  assert.equal(status, 'active')
  assert.deepEqual([...new Set(incidents.map(({ code }) => code))], ['step_limit'])
  return elements.length
}

test('a circle in which tokens double is stopped before they fill the memory', async () => {
  const both = [parallel('p1'), task('a'), task('b'), chain('x', 'p1', 'a', 'x'), chain('p1', 'b', 'x')]
  assert.ok((await circle({}, ...both)) < 10_000)
})

test('a circle through many instances is stopped, however many there are in it', async () => {
  const repeated = script('a', '=1', 'v', each('=people'))
  for (const count of [1, 3, 300]) {
    assert.ok((await circle(people(count), repeated, chain('x', 'a', 'x'))) < 10_000)
  }
  const around = subprocess('sub', '', start('s2'), repeated, end('e2'), chain('s2', 'a', 'e2'))
  assert.ok((await circle(people(3), around, chain('x', 'sub', 'x'))) < 10_000)
  const nested = many('sub', start('s2'), repeated, end('e2'), chain('s2', 'a', 'e2'))
  assert.ok((await circle(people(3), nested, chain('x', 'sub', 'x'))) < 10_000)
})

test('a circle inside each of many instances is stopped in each', async () => {
  const around = many('sub', start('s2'), exclusive('y'), task('a'), chain('s2', 'y', 'a', 'y'))
  const run = await simulate(process('p', start('s'), around, end('e'), chain('s', 'sub', 'e')))
  const { incidents } = run.start(people(3)).state
  assert.equal(incidents.length, 3)
})

test('a circle that leaves work to people behind it is stopped, and the work is there', async () => {
  const content = [parallel('p1'), user('u'), task('b'), chain('x', 'p1', 'u'), chain('p1', 'b', 'x')]
  const elements = await circle({}, ...content)
  assert.ok(elements > 1_000 && elements < 10_000)
})

test('much that has an end is done in one step: many instances with many elements each, also one in another', async () => {
  const wide = process('p', start('s'), many('sub', ...inner(50)), user('u'), chain('s', 'sub', 'u'))
  const run = await simulate(wide)
  run.start(people(400))
  assert.deepEqual(run.waiting(), ['u'])
  const nested = many('out', start('s3'), many('sub', ...inner(5)), end('e3'), chain('s3', 'sub', 'e3'))
  const deep = await simulate(process('p', start('s'), nested, user('u'), chain('s', 'out', 'u')))
  deep.start(people(40))
  assert.deepEqual(deep.waiting(), ['u'])
})

test('a token that was stopped goes on when it is tried again', async () => {
  const content = [
    exclusive('x', 'x-u'),
    task('a'),
    user('u'),
    chain('s', 'a', 'x'),
    flow('x', 'a', '=go', 'x-a'),
    flow('x', 'u', '', 'x-u'),
  ]
  const run = await simulate(process('p', start('s'), ...content))
  const [incident] = run.start({ go: true }).state.incidents
  assert.ok(incident)
  run.send(0, { type: 'variables', variables: { go: false } })
  run.send(0, { type: 'retry', incident: incident.id })
  assert.deepEqual(run.waiting(), ['u'])
})
