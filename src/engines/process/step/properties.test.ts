import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { chain, end, parallel, process, start, user } from '#test/diagram.ts'
import {
  beginning,
  begun,
  block,
  compileBlock,
  possible,
  type Run,
  randomRun,
  send,
  walk,
} from '#test/random-model.ts'
import { compileModel } from '../model/compile.ts'
import type { Graph } from '../model/graph.ts'
import type { Effect } from './event.ts'
import { newState, type State } from './state.ts'
import { step } from './step.ts'

const settings = { numRuns: 60 }

/** What was opened and not closed, by the effects alone. */
function stillOpen(effects: readonly Effect[]): string[] {
  const open = new Set<string>()
  for (const effect of effects) {
    if (effect.type === 'entered') open.add(`element ${effect.element}`)
    else if (effect.type === 'left') open.delete(`element ${effect.element}`)
    else if (effect.type === 'task') open.add(`task ${effect.element}`)
    else if (effect.type === 'task-closed') open.delete(`task ${effect.element}`)
    else if (effect.type === 'armed') open.add(`armed ${effect.subscription}`)
    else if (effect.type === 'disarmed') open.delete(`armed ${effect.subscription}`)
    else if (effect.type === 'incident') open.add(`incident ${effect.incident}`)
    else if (effect.type === 'incident-closed') open.delete(`incident ${effect.incident}`)
  }
  return [...open].sort()
}

function live(graph: Graph, state: State): string[] {
  const tasks = state.elements.filter(
    (element_) =>
      element_.phase === 'active' && !element_.many && graph.nodes[element_.node]?.kind === 'user',
  )
  return [
    ...state.elements.map(({ id }) => `element ${id}`),
    ...tasks.map(({ id }) => `task ${id}`),
    ...state.subscriptions.map(({ id }) => `armed ${id}`),
    ...state.incidents.map(({ id }) => `incident ${id}`),
  ].sort()
}

test('what the effects have opened and not closed is exactly what is alive', async () => {
  await fc.assert(
    fc.asyncProperty(randomRun, async ([of, n, choices]) => {
      const graph = await compileBlock(of)
      const run = walk(graph, n, choices)
      assert.deepEqual(stillOpen(run.effects), live(graph, run.state))
    }),
    settings,
  )
})

test('cancelling an instance at any time leaves nothing behind', async () => {
  await fc.assert(
    fc.asyncProperty(randomRun, async ([of, n, choices]) => {
      const graph = await compileBlock(of)
      const run = walk(graph, n, choices)
      if (run.state.status !== 'active') return
      send(graph, run, { type: 'cancel', reason: 'test' })
      assert.deepEqual(stillOpen(run.effects), [])
      assert.deepEqual(run.state.elements, [])
      assert.deepEqual(run.state.subscriptions, [])
    }),
    settings,
  )
})

test('replaying the events gives the same state and effects, through storage after every step', async () => {
  await fc.assert(
    fc.asyncProperty(randomRun, async ([of, n, choices]) => {
      const graph = await compileBlock(of)
      const run = walk(graph, n, choices)
      const again: Run = { state: newState(), events: [], effects: [], now: beginning }
      for (const { event, now } of run.events) {
        again.now = now
        again.state = JSON.parse(JSON.stringify(again.state))
        send(graph, again, JSON.parse(JSON.stringify(event)))
      }
      assert.deepEqual(again.state, run.state)
      assert.deepEqual(again.effects, run.effects)
    }),
    settings,
  )
})

test('a well-structured model completes when all its work is done, with one token at its end', async () => {
  await fc.assert(
    fc.asyncProperty(block, fc.nat(6), async (of, n) => {
      const graph = await compileBlock(of)
      const run = begun(graph, n)
      for (let moves = 0; run.state.status === 'active' && moves < 500; moves += 1) {
        const event = possible(graph, run.state).find(({ type }) => type === 'complete')
        assert.ok(event, 'nothing can go on, yet the instance is not done')
        send(graph, run, event)
      }
      assert.equal(run.state.status, 'completed')
      const ends = run.effects.filter((effect) => effect.type === 'entered' && effect.node === 'e')
      assert.equal(ends.length, 1)
    }),
    settings,
  )
})

test('a step changes nothing of the state it was given', async () => {
  await fc.assert(
    fc.asyncProperty(randomRun, async ([of, n, choices]) => {
      const graph = await compileBlock(of)
      const { state } = walk(graph, n, choices)
      const before = structuredClone(state)
      for (const event of possible(graph, state)) step(graph, state, event, beginning.add({ hours: 100 }))
      assert.deepEqual(state, before)
    }),
    settings,
  )
})

test('completions of independent tasks commute', async () => {
  const xml = process(
    'p',
    start('s'),
    parallel('g'),
    user('a'),
    user('b'),
    parallel('j'),
    end('e'),
    chain('s', 'g', 'a', 'j', 'e'),
    chain('g', 'b', 'j'),
  )
  const [graph] = (await compileModel(xml)).graphs
  assert.ok(graph)
  const outcome = (order: readonly number[]) => {
    const run = begun(graph, 0)
    const events = possible(graph, run.state)
    for (const index of order) send(graph, run, events[index] ?? assert.fail('no such event'))
    return [run.state.status, run.state.elements]
  }
  assert.deepEqual(outcome([0, 1]), outcome([1, 0]))
})

test('nothing is undone more often than it completed, and never by two at a time in one scope', async () => {
  await fc.assert(
    fc.asyncProperty(randomRun, async ([of, n, choices]) => {
      const graph = await compileBlock(of)
      const { effects, state } = walk(graph, n, choices)
      const count = (type: 'left' | 'compensation', node: string) =>
        effects.filter((effect) =>
          effect.type === 'left'
            ? type === 'left' && effect.node === node && effect.outcome === 'completed'
            : effect.type === type && effect.type === 'compensation' && effect.undoes === node,
        ).length
      for (const { id, handler } of graph.nodes) {
        if (handler >= 0) assert.ok(count('compensation', id) <= count('left', id), id)
      }
      for (const { id } of state.undoings ?? []) {
        assert.ok(state.elements.filter(({ undoing }) => undoing === id).length <= 1)
      }
    }),
    settings,
  )
})
