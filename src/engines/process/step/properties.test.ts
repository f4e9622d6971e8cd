import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  boundary,
  chain,
  each,
  element,
  end,
  eventSubprocess,
  exclusive,
  flow,
  inclusive,
  message,
  parallel,
  process,
  start,
  startBeside,
  subprocess,
  timer,
  user,
} from '#test/diagram.ts'
import { compileModel } from '../model/compile.ts'
import type { Graph } from '../model/graph.ts'
import type { Effect, Event } from './event.ts'
import { newState, type State } from './state.ts'
import { step } from './step.ts'

/** A block of a random model: one way in, one way out. */
type Block =
  | { kind: 'user' | 'task' | 'timed' | 'many' }
  | { kind: 'sequence' | 'exclusive' | 'parallel' | 'inclusive'; parts: Block[] }
  | { kind: 'subprocess' | 'watched'; body: Block }

const { block } = fc.letrec<{ block: Block }>((tie) => ({
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ kind: fc.constantFrom('user' as const, 'task' as const, 'timed' as const, 'many' as const) }),
    fc.record({
      kind: fc.constantFrom(
        'sequence' as const,
        'exclusive' as const,
        'parallel' as const,
        'inclusive' as const,
      ),
      parts: fc.array(tie('block'), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constantFrom('subprocess' as const, 'watched' as const), body: tie('block') }),
  ),
}))

/** Draws a block as XML and gives the ids of its first and last node. */
function draw(of: Block, next: () => string): { xml: string; first: string; last: string } {
  const id = next()
  switch (of.kind) {
    case 'user':
      return { xml: user(id), first: id, last: id }
    case 'task':
      return { xml: element('task', id), first: id, last: id }
    case 'many':
      return { xml: user(id, '', each('=[1, 2]')), first: id, last: id }
    case 'timed': {
      const merge = `${id}m`
      const xml =
        user(id) +
        boundary(`${id}b`, id, timer('Duration', 'PT1H')) +
        exclusive(merge) +
        chain(id, merge) +
        chain(`${id}b`, merge)
      return { xml, first: id, last: merge }
    }
    case 'sequence': {
      const parts = of.parts.map((part) => draw(part, next))
      const joints = parts.slice(1).map((part, index) => flow(parts[index]?.last ?? '', part.first))
      const xml = [...parts.map((part) => part.xml), ...joints].join('')
      return { xml, first: parts[0]?.first ?? '', last: parts.at(-1)?.last ?? '' }
    }
    case 'subprocess':
    case 'watched': {
      const body = draw(of.body, next)
      const watcher = eventSubprocess(
        `${id}w`,
        startBeside(`${id}ws`, message('ping', '="k"')),
        user(`${id}wu`),
        end(`${id}we`),
        chain(`${id}ws`, `${id}wu`, `${id}we`),
      )
      const xml = subprocess(
        id,
        '',
        start(`${id}s`),
        body.xml,
        end(`${id}e`),
        of.kind === 'watched' ? watcher : '',
        flow(`${id}s`, body.first),
        flow(body.last, `${id}e`),
      )
      return { xml, first: id, last: id }
    }
    default:
      return drawGateway(of.kind, of.parts, id, next)
  }
}

function drawGateway(
  kind: 'exclusive' | 'parallel' | 'inclusive',
  parts: Block[],
  id: string,
  next: () => string,
) {
  const make = { exclusive, parallel, inclusive }[kind]
  const join = `${id}j`
  const drawn = parts.map((part) => draw(part, next))
  const ways = drawn.map((part, index) => {
    const fallback = index === 0
    const condition = kind === 'parallel' || fallback ? '' : `=modulo(n, ${index + 1}) = 0`
    return flow(id, part.first, condition, fallback ? `${id}d` : `${id}f${index}`) + flow(part.last, join)
  })
  const split = kind === 'parallel' ? parallel(id) : make(id, `${id}d`)
  return {
    xml: split + make(join) + drawn.map((part) => part.xml).join('') + ways.join(''),
    first: id,
    last: join,
  }
}

async function compileBlock(of: Block): Promise<Graph> {
  let count = 0
  const next = () => {
    count += 1
    return `n${count}`
  }
  const body = draw(of, next)
  const xml = process('p', start('s'), body.xml, end('e'), flow('s', body.first), flow(body.last, 'e'))
  const { findings, graphs } = await compileModel(xml)
  const [graph] = graphs
  assert.ok(graph, JSON.stringify(findings))
  return graph
}

const begin = Temporal.Instant.from('2026-01-01T00:00:00Z')

/** A run with the choices of what happens next; keeps every event and effect. */
type Run = {
  state: State
  events: { event: Event; now: Temporal.Instant }[]
  effects: Effect[]
  now: Temporal.Instant
}

function send(graph: Graph, run: Run, event: Event): void {
  run.events.push({ event, now: run.now })
  const { state, effects } = step(graph, run.state, event, run.now)
  run.state = state
  run.effects.push(...effects)
}

function begun(graph: Graph, n: number): Run {
  const run: Run = { state: newState(), events: [], effects: [], now: begin }
  send(graph, run, { type: 'start', variables: { n }, zone: 'UTC' })
  return run
}

/** Everything that could happen to an instance now. */
function possible(graph: Graph, state: State): Event[] {
  const completions = state.elements
    .filter((live) => live.phase === 'active' && !live.many && graph.nodes[live.node]?.kind === 'user')
    .map((live): Event => ({ type: 'complete', element: live.id, variables: {} }))
  const triggers = state.subscriptions.map(
    (armed): Event =>
      armed.kind === 'timer'
        ? { type: 'timer', subscription: armed.id }
        : { type: 'message', subscription: armed.id, messageId: 'm', variables: {} },
  )
  return [...completions, ...triggers]
}

function walk(graph: Graph, n: number, choices: readonly number[]): Run {
  const run = begun(graph, n)
  for (const choice of choices) {
    const events = possible(graph, run.state)
    const event = events[choice % Math.max(1, events.length)]
    if (!event) break
    if (event.type === 'timer') run.now = run.now.add({ hours: 1 })
    send(graph, run, event)
  }
  return run
}

const model = fc.tuple(block, fc.nat(6), fc.array(fc.nat(20), { maxLength: 12 }))
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
    fc.asyncProperty(model, async ([of, n, choices]) => {
      const graph = await compileBlock(of)
      const run = walk(graph, n, choices)
      assert.deepEqual(stillOpen(run.effects), live(graph, run.state))
    }),
    settings,
  )
})

test('cancelling an instance at any time leaves nothing behind', async () => {
  await fc.assert(
    fc.asyncProperty(model, async ([of, n, choices]) => {
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
    fc.asyncProperty(model, async ([of, n, choices]) => {
      const graph = await compileBlock(of)
      const run = walk(graph, n, choices)
      const again: Run = { state: newState(), events: [], effects: [], now: begin }
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
    fc.asyncProperty(model, async ([of, n, choices]) => {
      const graph = await compileBlock(of)
      const { state } = walk(graph, n, choices)
      const before = structuredClone(state)
      for (const event of possible(graph, state)) step(graph, state, event, begin.add({ hours: 100 }))
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
