import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  boundary,
  caught,
  chain,
  element,
  end,
  exclusive,
  flow,
  inclusive,
  message,
  parallel,
  process,
  start,
  task,
  timer,
  user,
} from '#test/diagram.ts'
import { simulate } from '#test/simulation.ts'

const choice = (fallback: string) =>
  process(
    'p',
    start('s'),
    exclusive('g', fallback),
    user('a'),
    user('b'),
    user('d'),
    flow('s', 'g'),
    flow('g', 'd', fallback ? '' : '=x > 9'),
    flow('g', 'a', '=x > 1'),
    flow('g', 'b', '=x > 0'),
  )

test('an exclusive gateway takes the first true flow in document order, the default only as the last', async () => {
  for (const [x, expected] of [
    [5, 'a'],
    [1, 'b'],
    [0, 'd'],
  ] as const) {
    const sim = await simulate(choice('g-d'))
    sim.start({ x })
    assert.deepEqual(sim.waiting(), [expected])
  }
})

test('the condition of a default flow is never asked, at a gateway and behind an activity', async () => {
  const never = '=assert(x, false, "It has been asked.")'
  for (const of of [
    exclusive('g', 'g-d'),
    inclusive('g', 'g-d'),
    element('task', 'g', '', '', { default: 'g-d' }),
  ]) {
    const sim = await simulate(
      process(
        'p',
        ...[
          start('s'),
          of,
          user('a'),
          user('d'),
          chain('s', 'g'),
          flow('g', 'a', '=x > 1'),
          flow('g', 'd', never),
        ],
      ),
    )
    sim.start({ x: 0 })
    assert.deepEqual([sim.waiting(), sim.effects('incident')], [['d'], []])
  }
})

test('an exclusive gateway without a way is an incident', async () => {
  const sim = await simulate(choice(''))
  sim.start({ x: 0 })
  assert.deepEqual(
    sim.effects('incident').map(({ node, code }) => [node, code]),
    [['g', 'no_flow_taken']],
  )
})

test('a condition that is null is not true and leaves a warning', async () => {
  const sim = await simulate(choice('g-d'))
  sim.start({})
  assert.deepEqual(sim.waiting(), ['d'])
  assert.equal(sim.effects('warning').length, 2)
})

test('an exclusive join passes every token on and remembers nothing', async () => {
  const sim = await simulate(
    process(
      'p',
      start('s'),
      parallel('split'),
      exclusive('join'),
      user('u'),
      flow('s', 'split'),
      flow('split', 'join', '', 'f1'),
      flow('split', 'join', '', 'f2'),
      flow('join', 'u'),
    ),
  )
  sim.start()
  assert.equal(sim.tasks().length, 2)
})

const twoIntoJoin = process(
  'p',
  start('s'),
  parallel('split'),
  user('a'),
  user('b'),
  user('c'),
  exclusive('m'),
  parallel('join'),
  user('after'),
  end('e'),
  chain('s', 'split', 'a', 'm', 'join', 'after', 'e'),
  chain('split', 'b', 'm'),
  chain('split', 'c', 'join'),
)

test('a parallel join needs a token on each incoming flow and keeps what is over', async () => {
  const sim = await simulate(twoIntoJoin)
  const instance = sim.start()
  sim.complete('a')
  sim.complete('b')
  assert.deepEqual(sim.waiting(), ['c'], 'two tokens on one flow do not fire the join')
  sim.complete('c')
  assert.deepEqual(sim.waiting(), ['after'])
  const root = instance.state.elements.find(({ node }) => node < 0)
  assert.deepEqual(Object.values(root?.held ?? {}), [1], 'the surplus token stays')
})

const orSplit = (fallback = 'split-d') =>
  process(
    'p',
    start('s'),
    inclusive('split', fallback),
    user('a'),
    user('b'),
    user('d'),
    inclusive('join'),
    user('after'),
    end('e'),
    flow('s', 'split'),
    flow('split', 'a', '=x > 1'),
    flow('split', 'b', '=x > 2'),
    flow('split', 'd'),
    flow('a', 'join'),
    flow('b', 'join'),
    flow('d', 'join'),
    chain('join', 'after', 'e'),
  )

test('an inclusive split takes every true flow and the default iff none is', async () => {
  for (const [x, expected] of [
    [3, ['a', 'b']],
    [2, ['a']],
    [0, ['d']],
  ] as const) {
    const sim = await simulate(orSplit())
    sim.start({ x })
    assert.deepEqual(sim.waiting(), expected)
  }
})

test('an inclusive join waits for exactly the tokens that can still come', async () => {
  const sim = await simulate(orSplit())
  sim.start({ x: 3 })
  sim.complete('a')
  assert.deepEqual(sim.waiting(), ['b'])
  sim.complete('b')
  assert.deepEqual(sim.waiting(), ['after'])
  assert.equal(sim.effects('entered').filter(({ node }) => node === 'after').length, 1)
})

test('an inclusive join fires when the token it waited for is cancelled', async () => {
  const sim = await simulate(
    process(
      'p',
      start('s'),
      inclusive('split'),
      user('a'),
      user('b'),
      boundary('late', 'b', timer('Duration', 'PT1H')),
      end('gone'),
      inclusive('join'),
      user('after'),
      flow('s', 'split'),
      flow('split', 'a', '=true'),
      flow('split', 'b', '=true'),
      flow('a', 'join'),
      flow('b', 'join'),
      flow('late', 'gone'),
      flow('join', 'after'),
    ),
  )
  sim.start()
  sim.complete('a')
  assert.deepEqual(sim.waiting(), ['b'])
  sim.advance('PT1H')
  assert.deepEqual(sim.waiting(), ['after'])
})

test('a token that can also reach a filled flow does not hold an inclusive join back', async () => {
  // The token at "again" reaches both flows of the join; one of them has a token already.
  const sim = await simulate(
    process(
      'p',
      start('s'),
      parallel('split'),
      user('a'),
      user('again'),
      exclusive('x'),
      inclusive('join'),
      user('after'),
      flow('s', 'split'),
      flow('split', 'a'),
      flow('split', 'again'),
      flow('again', 'x'),
      flow('a', 'join'),
      flow('x', 'join', '=way = 1'),
      flow('x', 'a', '=way = 2'),
      flow('join', 'after'),
    ),
  )
  sim.start()
  sim.complete('a')
  assert.deepEqual(sim.waiting(), ['again', 'after'])
})

test('a token in a loop back through the join does not hold it back', async () => {
  const sim = await simulate(
    process(
      'p',
      start('s'),
      inclusive('join'),
      user('work'),
      exclusive('more', 'more-e'),
      end('e'),
      flow('s', 'join'),
      chain('join', 'work', 'more'),
      flow('more', 'join', '=again'),
      flow('more', 'e'),
    ),
  )
  const instance = sim.start()
  assert.deepEqual(sim.waiting(), ['work'])
  sim.complete('work', { again: true })
  assert.deepEqual(sim.waiting(), ['work'])
  sim.complete('work', { again: false })
  assert.equal(instance.state.status, 'completed')
})

test('two inclusive joins that wait for each other fire one at a time', async () => {
  const sim = await simulate(
    process(
      'p',
      start('s'),
      parallel('split'),
      inclusive('j1'),
      inclusive('j2'),
      exclusive('x1'),
      exclusive('x2'),
      user('a'),
      user('b'),
      flow('s', 'split'),
      flow('split', 'j1'),
      flow('split', 'j2'),
      flow('j1', 'x1'),
      flow('j2', 'x2'),
      flow('x1', 'j2', '=back'),
      flow('x1', 'a', '=not(back)'),
      flow('x2', 'j1', '=back'),
      flow('x2', 'b', '=not(back)'),
    ),
  )
  sim.start({ back: false })
  assert.deepEqual(sim.waiting().sort(), ['a', 'b'])
})

const race = process(
  'p',
  start('s'),
  element('eventBasedGateway', 'g'),
  caught('m', message('paid', '=key')),
  caught('t', timer('Duration', 'P1D')),
  user('thanks'),
  user('remind'),
  flow('s', 'g'),
  chain('g', 'm', 'thanks'),
  chain('g', 't', 'remind'),
)

test('the first event at an event-based gateway wins and disarms the others at once', async () => {
  const sim = await simulate(race)
  const instance = sim.start({ key: 'k' })
  assert.equal(instance.state.subscriptions.length, 2)
  sim.message('paid', 'k', { amount: 5 })
  assert.deepEqual(sim.waiting(), ['thanks'])
  assert.deepEqual(instance.state.subscriptions, [])
})

test('the loser at an event-based gateway is not consumed', async () => {
  const sim = await simulate(race)
  const instance = sim.start({ key: 'k' })
  const paid = instance.state.subscriptions.find(({ kind }) => kind === 'message')?.id ?? 0
  sim.advance('P1D')
  assert.deepEqual(sim.waiting(), ['remind'])
  sim.send(0, { type: 'message', subscription: paid, messageId: 'm', variables: {} })
  assert.deepEqual(sim.waiting(), ['remind'])
  assert.equal(sim.effects('ignored').length, 1)
})

test('a parallel split ignores nothing and starts every branch', async () => {
  const sim = await simulate(
    process(
      'p',
      start('s'),
      parallel('g'),
      task('x'),
      user('a'),
      user('b'),
      chain('s', 'g', 'x', 'a'),
      flow('g', 'b'),
    ),
  )
  sim.start()
  assert.deepEqual(sim.waiting().sort(), ['a', 'b'])
})
