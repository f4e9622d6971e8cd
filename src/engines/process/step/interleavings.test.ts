import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  boundary,
  caught,
  chain,
  each,
  element,
  end,
  error,
  eventSubprocess,
  exclusive,
  flow,
  inclusive,
  message,
  parallel,
  process,
  service,
  start,
  startBeside,
  subprocess,
  terminate,
  timer,
  undoable,
  user,
} from '#test/diagram.ts'
import { beginning } from '#test/random-model.ts'
import { compileModel } from '../model/compile.ts'
import type { Graph } from '../model/graph.ts'
import type { Effect, Event } from './event.ts'
import { newState, type State } from './state.ts'
import { step } from './step.ts'

/** An instance after some events, by the effects it has had. */
type Visit = { state: State; effects: readonly Effect[] }

/** Everything that could happen to an instance now. */
function possible(graph: Graph, state: State): Event[] {
  const events: Event[] = []
  for (const { id, phase, many, node } of state.elements) {
    const kind = graph.nodes[node]?.kind
    if (phase !== 'active' || many || (kind !== 'user' && kind !== 'service')) continue
    if (state.incidents.some(({ element: at }) => at === id)) continue
    events.push({ type: 'complete', element: id, variables: {} })
    if (kind === 'service') events.push({ type: 'fail', element: id, code: 'A', message: '' })
  }
  for (const { id, kind } of state.subscriptions) {
    if (kind === 'timer') events.push({ type: 'timer', subscription: id })
    if (kind === 'message') events.push({ type: 'message', subscription: id, messageId: 'm', variables: {} })
  }
  return events
}

/** Far enough in the future for every timer to be due. */
const late = beginning.add({ hours: 10_000 })

/** Goes every way an instance can go, and calls for each state on each way; gives how many there were. */
function explore(graph: Graph, movesMax: number, at: (visit: Visit, past: readonly Event[]) => void): number {
  let count = 0
  const go = (visit: Visit, past: readonly Event[]): void => {
    count += 1
    at(visit, past)
    if (past.length >= movesMax) return
    for (const event of possible(graph, visit.state)) {
      const { state, effects } = step(graph, visit.state, event, late)
      go({ state, effects: [...visit.effects, ...effects] }, [...past, event])
    }
  }
  const begun = step(graph, newState(), { type: 'start', variables: {}, zone: 'UTC' }, beginning)
  go({ state: begun.state, effects: begun.effects }, [])
  return count
}

const hours = timer('Duration', 'PT1H')

/** Small models in which two to four things wait; the check of the model warns about none of them. */
const models: Record<string, string> = {
  'three tasks into a parallel join': process(
    'p',
    ...[start('s'), parallel('g'), user('a'), user('b'), user('c'), parallel('j'), end('e')],
    ...[chain('s', 'g', 'a', 'j', 'e'), chain('g', 'b', 'j'), chain('g', 'c', 'j')],
  ),
  'a deadline and a reminder on a task beside another one': process(
    'p',
    ...[start('s'), inclusive('g'), user('a'), boundary('late', 'a', hours), user('b')],
    ...[boundary('told', 'b', message('m', '="k"'), false), user('c'), inclusive('j'), end('e'), end('f')],
    ...[
      flow('s', 'g'),
      flow('g', 'a', '=true'),
      flow('g', 'b', '=true'),
      chain('a', 'j', 'e'),
      chain('b', 'j'),
    ],
    ...[chain('late', 'j'), chain('told', 'c', 'f')],
  ),
  'an event-based gateway beside a command that may fail': process(
    'p',
    ...[start('s'), parallel('g'), element('eventBasedGateway', 'r'), caught('m', message('m', '="k"'))],
    ...[
      caught('t', hours),
      exclusive('x'),
      service('c', 'x.y'),
      boundary('b', 'c', error('A')),
      exclusive('y'),
    ],
    ...[parallel('j'), end('e'), chain('s', 'g', 'r', 'm', 'x', 'j', 'e'), chain('r', 't', 'x')],
    ...[chain('g', 'c', 'y', 'j'), chain('b', 'y')],
  ),
  'a subprocess with a deadline and an event subprocess beside': process(
    'p',
    ...[
      start('s'),
      boundary('late', 'sub', hours),
      end('e'),
      end('f'),
      chain('s', 'sub', 'e'),
      chain('late', 'f'),
    ],
    subprocess(
      'sub',
      '',
      ...[start('i'), parallel('g'), user('a'), undoable('b'), end('ie'), end('if')],
      ...[chain('i', 'g', 'a', 'ie'), chain('g', 'b', 'if')],
      eventSubprocess('w', start('ws', message('m', '="k"')), user('wu'), end('we'), chain('ws', 'wu', 'we')),
    ),
  ),
  'instances of many with a timer beside, and a terminate end': process(
    'p',
    ...[
      start('s'),
      parallel('g'),
      user('a', '', each('=[1, 2]')),
      user('b'),
      end('stop', terminate()),
      end('e'),
    ],
    ...[chain('s', 'g', 'a', 'e'), chain('g', 'b', 'stop')],
    eventSubprocess('w', startBeside('ws', hours), user('wu'), end('we'), chain('ws', 'wu', 'we')),
  ),
}

for (const [name, xml] of Object.entries(models)) {
  test(`${name}: in every order of what can happen nothing is stuck, doubled or left behind`, async () => {
    const { findings, graphs } = await compileModel(xml)
    assert.deepEqual(findings, [], 'the check of the model says it is sound')
    const [graph] = graphs
    assert.ok(graph)
    const visited = explore(graph, 7, ({ state, effects }, past) => {
      const words = JSON.stringify(past)
      if (state.status === 'active') {
        assert.ok(possible(graph, state).length > 0, `stuck after ${words}`)
        const gone = step(graph, state, { type: 'cancel', reason: 'test' }, late)
        assert.deepEqual(
          [gone.state.elements, gone.state.subscriptions, gone.state.incidents],
          [[], [], []],
          words,
        )
      } else assert.deepEqual([state.elements, state.subscriptions, state.incidents], [[], [], []], words)
      const left = effects.flatMap((effect) => (effect.type === 'left' ? [effect.element] : []))
      assert.equal(new Set(left).size, left.length, `something is left twice after ${words}`)
      assert.ok(effects.filter(({ type }) => type === 'ended').length <= 1, words)
    })
    assert.ok(visited > 10, 'there was something to explore')
  })

  test(`${name}: what came once and comes again changes nothing`, async () => {
    const [graph] = (await compileModel(xml)).graphs
    assert.ok(graph)
    explore(graph, 5, ({ state }, past) => {
      for (const event of past) {
        const gone = event.type === 'complete' && !state.elements.some(({ id }) => id === event.element)
        if (!gone) continue
        const again = step(graph, state, event, late)
        assert.deepEqual(again.state, state)
        assert.deepEqual(
          again.effects.map(({ type }) => type),
          ['ignored'],
        )
      }
    })
  })
}

/** What is there, without the numbers and times that tell in which order it came. */
function shape(graph: Graph, state: State): string {
  const tell = (parent: number): string[] =>
    state.elements
      .filter((element_) => element_.parent === parent)
      .map(({ id, node, held, vars, item }) => {
        const armed = state.subscriptions.filter(({ owner }) => owner === id).map(({ node: at }) => at)
        return JSON.stringify([graph.nodes[node]?.id, held ?? {}, vars ?? {}, item, armed.sort(), tell(id)])
      })
      .sort()
  return JSON.stringify([state.status, tell(0)])
}

test('independent completions lead to the same state in whichever order they come', async () => {
  const tasks = ['a', 'b', 'c', 'd']
  const xml = process(
    'p',
    ...[start('s'), parallel('g'), inclusive('i'), parallel('j'), end('e'), ...tasks.map((id) => user(id))],
    ...[chain('s', 'g', 'a', 'i'), chain('g', 'b', 'i'), chain('g', 'c', 'j'), chain('g', 'd', 'j')],
    chain('i', 'j', 'e'),
  )
  const [graph] = (await compileModel(xml)).graphs
  assert.ok(graph)
  const shapes = new Map<string, Set<string>>()
  explore(graph, 4, ({ state }, past) => {
    const set = past.map((event) => (event.type === 'complete' ? event.element : 0)).sort()
    const known = shapes.get(set.join()) ?? new Set()
    shapes.set(set.join(), known.add(shape(graph, state)))
  })
  assert.equal(shapes.size, 16, 'every subset of the four tasks has been completed')
  for (const [set, all] of shapes)
    assert.equal(all.size, 1, `completing ${set} in another order gives another state`)
})
