/**
 * Random models of nested blocks, and random walks through them, for properties that must hold of any process.
 *
 * A second drawing of the same block with a prefix has the same shape under other names.
 */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { compileModel, type Effect, type Event, type Graph, newState, step } from '#engines/process'
import {
  adHoc,
  boundary,
  cancel,
  chain,
  compensation,
  each,
  element,
  end,
  eventSubprocess,
  exclusive,
  flow,
  inclusive,
  loop,
  message,
  parallel,
  process,
  start,
  startBeside,
  subprocess,
  thrown,
  timer,
  transaction,
  undoer,
  undoneBy,
  user,
} from './diagram.ts'

type State = ReturnType<typeof newState>

const leaves = ['user', 'task', 'timed', 'many', 'looped', 'adhoc', 'undoable', 'undone'] as const
const around = ['subprocess', 'watched', 'transaction'] as const

/** A block of a random model: one way in, one way out. */
type Block =
  | { kind: (typeof leaves)[number] }
  | { kind: 'sequence' | 'exclusive' | 'parallel' | 'inclusive'; parts: Block[] }
  | { kind: (typeof around)[number]; body: Block }

export const { block } = fc.letrec<{ block: Block }>((tie) => ({
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ kind: fc.constantFrom(...leaves) }),
    fc.record({
      kind: fc.constantFrom(
        'sequence' as const,
        'exclusive' as const,
        'parallel' as const,
        'inclusive' as const,
      ),
      parts: fc.array(tie('block'), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constantFrom(...around), body: tie('block') }),
  ),
}))

type Drawn = { xml: string; first: string; last: string }

/** Draws a block as XML and gives the ids of its first and last node. */
function draw(of: Block, next: () => string): Drawn {
  const id = next()
  if ('parts' in of && of.kind !== 'sequence') return drawGateway(of.kind, of.parts, id, next)
  if ('body' in of) return drawScope(of.kind, draw(of.body, next), id)
  if (!('parts' in of)) return drawLeaf(of.kind, id)
  const parts = of.parts.map((part) => draw(part, next))
  const joints = parts.slice(1).map((part, index) => flow(parts[index]?.last ?? '', part.first))
  const xml = [...parts.map((part) => part.xml), ...joints].join('')
  return { xml, first: parts[0]?.first ?? '', last: parts.at(-1)?.last ?? '' }
}

function drawLeaf(kind: (typeof leaves)[number], id: string): Drawn {
  switch (kind) {
    case 'user':
      return { xml: user(id), first: id, last: id }
    case 'task':
      return { xml: element('task', id), first: id, last: id }
    case 'many':
      return { xml: user(id, '', each('=[1, 2]')), first: id, last: id }
    case 'looped':
      return { xml: user(id, '', loop({ maximum: '2' })), first: id, last: id }
    case 'adhoc': {
      const options = { begins: `=["${id}a", "${id}b"]`, sequential: true }
      return { xml: adHoc(id, options, user(`${id}a`), user(`${id}b`)), first: id, last: id }
    }
    case 'undoable':
    case 'undone': {
      const work = user(id) + undoneBy(id, `${id}u`) + undoer(`${id}u`)
      if (kind === 'undoable') return { xml: work, first: id, last: id }
      // Undoes everything that has completed in its scope so far.
      return { xml: work + thrown(`${id}t`, compensation()) + chain(id, `${id}t`), first: id, last: `${id}t` }
    }
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
  }
}

/** A subprocess around a block that is drawn. */
function drawScope(kind: (typeof around)[number], body: Drawn, id: string): Drawn {
  if (kind === 'transaction') return drawTransaction(body, id)
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
    kind === 'watched' ? watcher : '',
    flow(`${id}s`, body.first),
    flow(body.last, `${id}e`),
  )
  return { xml, first: id, last: id }
}

/** A transaction that is cancelled at its end when n is even. */
function drawTransaction(body: Drawn, id: string): Drawn {
  const inside = [
    start(`${id}s`),
    body.xml,
    exclusive(`${id}g`, `${id}k`),
    end(`${id}e`),
    end(`${id}c`, cancel()),
  ]
  const ways = [
    ...[flow(`${id}s`, body.first), flow(body.last, `${id}g`)],
    ...[flow(`${id}g`, `${id}e`, '', `${id}k`), flow(`${id}g`, `${id}c`, '=modulo(n, 2) = 0')],
  ]
  const leaving =
    boundary(`${id}b`, id, cancel()) + exclusive(`${id}m`) + chain(id, `${id}m`) + chain(`${id}b`, `${id}m`)
  return { xml: transaction(id, ...inside, ...ways) + leaving, first: id, last: `${id}m` }
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

/** The process of a block; with a prefix, under other names. */
export function compileBlock(of: Block, prefix = ''): Promise<Graph> {
  let count = 0
  const next = () => {
    count += 1
    return `${prefix}n${count}`
  }
  const [first, last] = [`${prefix}s`, `${prefix}e`]
  const body = draw(of, next)
  const flows = flow(first, body.first) + flow(body.last, last)
  // In another order, so that the numbers of the nodes are others too.
  return prefix === ''
    ? compileDrawing(start(first), body.xml, end(last), flows)
    : compileDrawing(end(last), start(first), body.xml, flows)
}

/** The process of a drawing. */
export async function compileDrawing(...content: string[]): Promise<Graph> {
  const { findings, graphs } = await compileModel(process('p', ...content))
  const [graph] = graphs
  assert.ok(graph, JSON.stringify(findings))
  return graph
}

/** When every run starts. */
export const beginning = Temporal.Instant.from('2026-01-01T00:00:00Z')

/** A run with the choices of what happens next; keeps every event and effect. */
export type Run = {
  state: State
  events: { event: Event; now: Temporal.Instant }[]
  effects: Effect[]
  now: Temporal.Instant
}

/** Lets an event act on a run. */
export function send(graph: Graph, run: Run, event: Event): void {
  run.events.push({ event, now: run.now })
  const { state, effects } = step(graph, run.state, event, run.now)
  run.state = state
  run.effects.push(...effects)
}

/** A run that has just started. */
export function begun(graph: Graph, n: number): Run {
  const run: Run = { state: newState(), events: [], effects: [], now: beginning }
  send(graph, run, { type: 'start', variables: { n }, zone: 'UTC' })
  return run
}

/** Everything that could happen to an instance now. */
export function possible(graph: Graph, state: State): Event[] {
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

/** A run along the choices. */
export function walk(graph: Graph, n: number, choices: readonly number[]): Run {
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

/** A block, a number its conditions look at, and choices of what happens next. */
export const randomRun = fc.tuple(block, fc.nat(6), fc.array(fc.nat(20), { maxLength: 12 }))
