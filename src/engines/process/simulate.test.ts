import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  boundary,
  caught,
  chain,
  end,
  flow,
  message,
  process,
  service,
  start,
  timer,
  user,
} from '#test/diagram.ts'
import { simulate } from '#test/simulation.ts'
import { SimulationFault } from './simulation-fault.ts'

const fault = (code: SimulationFault['code']) => (thrown: unknown) =>
  thrown instanceof SimulationFault && thrown.code === code

const waiting = process(
  'p',
  start('s'),
  user('before'),
  caught('wait', message('paid', '=invoice')),
  end('e'),
  chain('s', 'before', 'wait', 'e'),
)

test('a message that comes early waits for its time to live and no longer', async () => {
  const sim = await simulate(waiting)
  sim.start({ invoice: 'A' })
  sim.message('paid', 'A', { by: 'cash' }, { timeToLive: 'PT1H' })
  assert.deepEqual(
    sim.buffered().map(({ name, key }) => [name, key]),
    [['paid', 'A']],
  )
  sim.advance('PT1H')
  assert.deepEqual(sim.buffered(), [])
  sim.complete('before')
  assert.deepEqual(sim.waiting(), ['wait'])
})

test('a message with an id that is kept already is kept once', async () => {
  const sim = await simulate(waiting)
  sim.message('paid', 'A', {}, { id: 'm-1' })
  sim.message('paid', 'A', {}, { id: 'm-1' })
  sim.message('paid', 'A')
  assert.equal(sim.buffered().length, 2)
})

test('time goes only forward, and timers fire at the moment they are due', async () => {
  const sim = await simulate(
    process(
      'p',
      ...[start('s'), user('work'), end('e'), end('late')],
      ...[boundary('b', 'work', timer('Duration', 'PT5M')), flow('b', 'late')],
      chain('s', 'work', 'e'),
    ),
    { now: '2026-05-01T12:00:00Z' },
  )
  sim.start()
  assert.throws(() => sim.advanceTo(Temporal.Instant.from('2026-05-01T11:59:59Z')), fault('time_goes_back'))
  assert.throws(() => sim.advance('P9999999Y'), fault('time_out_of_range'))
  sim.advanceTo(Temporal.Instant.from('2026-05-01T12:05:00Z'))
  assert.deepEqual(sim.path().slice(-2), ['late', 'p'])
})

test('a command is asked for with its element, and waits in the list of commands until it is answered', async () => {
  const asked: string[] = []
  const model = process(
    'p',
    ...[start('s'), service('one', 'c.first'), service('two', 'c.second'), end('e')],
    chain('s', 'one', 'two', 'e'),
  )
  const sim = await simulate(model, {
    command: (name, _input, { node, instance }) => {
      asked.push(`${name} ${node} ${instance}`)
      return node === 'one' ? { value: 5 } : null
    },
  })
  const { id } = sim.start()
  assert.deepEqual(asked, ['c.first one 0', 'c.second two 0'])
  assert.deepEqual(
    sim.commands().map(({ node, command }) => [node, command]),
    [['two', 'c.second']],
  )
  sim.complete('two')
  assert.deepEqual(sim.commands(), [])
  assert.deepEqual(sim.instances[id]?.result, { result: 5 })
})

test('the trace tells which variables got new values, and where', async () => {
  const sim = await simulate(process('p', start('s'), user('a'), user('b'), chain('s', 'a', 'b')))
  sim.start({ amount: 1, name: 'x' })
  sim.complete('a', { amount: 2 })
  const sets = sim.trace.flatMap((line) => ('set' in line ? [line.set] : []))
  assert.deepEqual(
    sets.map(({ node, variables }) => [node, variables]),
    [
      ['p', { amount: 1, name: 'x' }],
      ['p', { amount: 2 }],
    ],
  )
})

test('what a script asks for and is not there is a fault with a stable code', async () => {
  const sim = await simulate(process('p', start('s'), user('a'), chain('s', 'a')))
  sim.start()
  assert.throws(() => sim.start({}, 'q'), fault('process_not_found'))
  assert.throws(() => sim.complete('b'), fault('nothing_waits'))
  assert.throws(() => sim.complete('a', {}, 2), fault('nothing_waits'))
  assert.throws(() => sim.retry('a'), fault('no_incident'))
})

test('a circle of answers ends with a fault and not never', async () => {
  const circle = process(
    'p',
    ...[start('s'), service('one', 'c.first')],
    ...[flow('s', 'one'), flow('one', 'one')],
  )
  const sim = await simulate(circle, { command: () => ({ variables: {} }) })
  assert.throws(() => sim.start(), fault('run_too_long'))
})

test('one instance at a time runs for the key of the message that began it, and the next message waits for its end', async () => {
  const run = await simulate(
    process('p', start('s', message('ordered')), user('pack'), end('e'), chain('s', 'pack', 'e')),
  )
  run.message('ordered', 'o1', { n: 1 })
  run.message('ordered', 'o1', { n: 2 })
  run.message('ordered', 'o2', { n: 3 })
  assert.deepEqual(run.waiting(), ['pack', 'pack'])
  assert.equal(run.buffered().length, 1)
  run.complete('pack')
  assert.equal(run.buffered().length, 0)
  assert.deepEqual(
    run.instances.map(({ state }) => state.elements[0]?.vars?.['n'] ?? 'over'),
    ['over', 3, 2],
  )
})
