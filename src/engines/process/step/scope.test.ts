import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  boundary,
  caught,
  chain,
  element,
  end,
  error,
  eventSubprocess,
  exclusive,
  flow,
  io,
  link,
  message,
  parallel,
  process,
  script,
  service,
  start,
  startBeside,
  subprocess,
  task,
  terminate,
  timer,
  undoable,
  user,
} from '#test/diagram.ts'
import { simulate } from '#test/simulation.ts'

test('a variable is written to the nearest scope that declares it, and to the process otherwise', async () => {
  const inner = subprocess(
    'sub',
    io([['=1', 'own']]),
    start('s2'),
    script('a', '=own + 1', 'own'),
    script('b', '=own * 10', 'fresh'),
    end('e2'),
    chain('s2', 'a', 'b', 'e2'),
  )
  const sim = await simulate(process('p', start('s'), inner, end('e'), chain('s', 'sub', 'e')))
  const { result } = sim.start({ own: 100 })
  assert.deepEqual(result, { own: 100, fresh: 20 })
})

test('output mapping happens on normal completion only', async () => {
  const sim = await simulate(
    process(
      'p',
      start('s'),
      user('u', io([], [['=answer', 'mapped']])),
      boundary('b', 'u', timer('Duration', 'PT1H')),
      end('e'),
      end('late'),
      chain('s', 'u', 'e'),
      flow('b', 'late'),
    ),
  )
  const timely = sim.start()
  sim.complete('u', { answer: 1 })
  assert.deepEqual(timely.result, { mapped: 1 })
  const late = sim.start()
  sim.advance('PT1H')
  assert.deepEqual(late.result, {})
})

test('each output mapping sees the targets of the ones before it, whole or in part', async () => {
  const mapped = io(
    [],
    [
      ['=paid + 1', 'amount'],
      ['=amount * 2', 'bill.total'],
      ['=bill', 'copy'],
      ['=paid', 'paid'],
    ],
  )
  const sim = await simulate(process('p', start('s'), user('u', mapped), chain('s', 'u')))
  sim.start({ amount: 100, bill: { number: 7 } })
  sim.complete('u', { paid: 1, bill: { wrong: true } })
  assert.deepEqual(sim.instances[0]?.result, {
    amount: 2,
    bill: { number: 7, total: 4 },
    copy: { number: 7, total: 4 },
    paid: 1,
  })
})

test('a dotted output target is written inside the context', async () => {
  const sim = await simulate(
    process('p', start('s'), user('u', io([], [['=x', 'order.id']])), end('e'), chain('s', 'u', 'e')),
  )
  const { result } = (() => {
    const instance = sim.start({ order: { total: 5 } })
    sim.complete('u', { x: 7 })
    return instance
  })()
  assert.deepEqual(result, { order: { total: 5, id: 7 } })
})

test('each token at an activity with several incoming flows starts an instance of its own', async () => {
  const sim = await simulate(
    process(
      'p',
      start('s'),
      parallel('split'),
      user('u'),
      end('e'),
      flow('s', 'split'),
      flow('split', 'u', '', 'f1'),
      flow('split', 'u', '', 'f2'),
      flow('u', 'e'),
    ),
  )
  sim.start()
  assert.equal(sim.tasks().length, 2)
})

test('several unconditional flows out of an activity are all taken', async () => {
  const sim = await simulate(
    process('p', start('s'), task('t'), user('a'), user('b'), chain('s', 't', 'a'), flow('t', 'b')),
  )
  sim.start()
  assert.deepEqual(sim.waiting(), ['a', 'b'])
})

const conditionalActivity = process(
  'p',
  start('s'),
  element('task', 't', '', '', { default: 't-d' }),
  user('a'),
  user('b'),
  user('free'),
  user('d'),
  flow('s', 't'),
  flow('t', 'a', '=x > 1'),
  flow('t', 'b', '=x > 2'),
  flow('t', 'free'),
  flow('t', 'd'),
)

test('conditional flows out of an activity split inclusively and the default waits for none of them', async () => {
  for (const [x, expected] of [
    [3, ['a', 'b', 'free']],
    [2, ['a', 'free']],
    [0, ['free', 'd']],
  ] as const) {
    const sim = await simulate(conditionalActivity)
    sim.start({ x })
    assert.deepEqual(sim.waiting(), expected)
  }
})

test('an activity none of whose flows can be taken is an incident and is retried with mended variables', async () => {
  const sim = await simulate(
    process('p', start('s'), task('t'), user('a'), flow('s', 't'), flow('t', 'a', '=x > 1')),
  )
  const instance = sim.start({ x: 0 })
  assert.deepEqual(
    sim.effects('incident').map(({ code, node }) => [code, node]),
    [['no_flow_taken', 't']],
  )
  sim.retry('t', { x: 5 })
  assert.deepEqual(sim.waiting(), ['a'])
  assert.deepEqual(instance.state.incidents, [])
})

test('a scope completes when nothing in it is left, whatever is still armed', async () => {
  const watcher = eventSubprocess(
    'w',
    startBeside('ws', timer('Duration', 'P1D')),
    end('we'),
    flow('ws', 'we'),
  )
  const sim = await simulate(
    process(
      'p',
      start('s'),
      parallel('g'),
      user('a'),
      user('b'),
      end('e1'),
      end('e2'),
      watcher,
      chain('s', 'g', 'a', 'e1'),
      chain('g', 'b', 'e2'),
    ),
  )
  const instance = sim.start()
  sim.complete('a')
  assert.equal(instance.state.status, 'active')
  sim.complete('b')
  assert.equal(instance.state.status, 'completed')
  assert.deepEqual(instance.state.subscriptions, [])
})

test('a subprocess without start event begins at every node nothing leads to', async () => {
  const sub = subprocess(
    'sub',
    '',
    user('a'),
    user('b'),
    user('c'),
    boundary('late', 'a', timer('Duration', 'PT1H')),
    undoable('d'),
    caught('landing', link('over')),
    eventSubprocess('watch', startBeside('told', message('m', '="k"')), user('look'), chain('told', 'look')),
    chain('b', 'c'),
    chain('landing', 'e2'),
    end('e2'),
  )
  const sim = await simulate(process('p', start('s'), sub, end('e'), chain('s', 'sub', 'e')))
  sim.start()
  assert.deepEqual(sim.waiting(), ['sub', 'a', 'b', 'd'])
})

test('terminate ends its own scope and the parent goes on', async () => {
  const sub = subprocess(
    'sub',
    '',
    start('s2'),
    parallel('g'),
    user('a'),
    end('t', terminate()),
    chain('s2', 'g', 'a'),
    flow('g', 't'),
  )
  const sim = await simulate(process('p', start('s'), sub, user('after'), chain('s', 'sub', 'after')))
  sim.start()
  assert.deepEqual(sim.waiting(), ['after'])
  assert.equal(sim.effects('task-closed').length, 1)
})

test('terminate at the top ends the instance with everything in it', async () => {
  const sim = await simulate(
    process(
      'p',
      start('s'),
      parallel('g'),
      user('a'),
      end('t', terminate()),
      chain('s', 'g', 'a'),
      flow('g', 't'),
    ),
  )
  const instance = sim.start()
  assert.equal(instance.state.status, 'completed')
  assert.deepEqual(instance.state.elements, [])
})

test('a circle of flows without waiting stops with an incident and does not spin', async () => {
  const sim = await simulate(
    process('p', start('s'), exclusive('g'), task('t'), flow('s', 'g'), flow('g', 't'), flow('t', 'g')),
  )
  const instance = sim.start()
  assert.deepEqual(
    instance.state.incidents.map((incident) => incident.code),
    ['step_limit'],
  )
  assert.equal(instance.state.status, 'active')
})

test('an error end event without a catcher is an incident and takes no token further', async () => {
  const sim = await simulate(process('p', start('s'), end('e', error('E1')), chain('s', 'e')))
  const instance = sim.start()
  assert.deepEqual(
    instance.state.incidents.map((incident) => incident.code),
    ['E1'],
  )
  assert.equal(instance.state.status, 'active')
})

test('the input of a command is exactly what its input mappings made', async () => {
  const sim = await simulate(
    process(
      'p',
      start('s'),
      service('c', 'contracts.activate', io([['=id', 'contractId']])),
      end('e'),
      chain('s', 'c', 'e'),
    ),
  )
  sim.start({ id: 'c1', secret: 'x' })
  assert.deepEqual(
    sim.effects('command').map(({ command, input }) => [command, input]),
    [['contracts.activate', { contractId: 'c1' }]],
  )
})

test('a late completion is ignored and said so', async () => {
  const sim = await simulate(
    process('p', start('s'), user('u'), caught('m', message('x', '=k')), chain('s', 'u', 'm')),
  )
  const instance = sim.start({ k: 'k' })
  const { element: id } = sim.tasks()[0] ?? assert.fail('no task')
  sim.complete('u')
  const before = instance.state
  sim.send(0, { type: 'complete', element: id, variables: {} })
  assert.deepEqual(instance.state, before)
  assert.equal(sim.effects('ignored').length, 1)
})

test('random values differ in each mapping, step and instance, and are the same when the events are replayed', async () => {
  const mapped = io([
    ['=uuid()', 'a'],
    ['=uuid()', 'b'],
  ])
  const model = process('p', start('s'), user('u', mapped), user('v', mapped), chain('s', 'u', 'v'))
  const run = async () => {
    const sim = await simulate(model)
    sim.start()
    sim.start()
    sim.complete('u')
    return sim.tasks().flatMap(({ offer }) => Object.values(offer.variables))
  }
  const drawn = await run()
  assert.equal(new Set(drawn).size, 4)
  assert.deepEqual(await run(), drawn)
})

test('an assertion that does not hold is an incident with what it says', async () => {
  const sim = await simulate(
    process(
      'p',
      start('s'),
      user('u', io([['=assert(payer, payer != null, "Who pays?")', 'payer']])),
      chain('s', 'u'),
    ),
  )
  sim.start()
  assert.deepEqual(
    sim.effects('incident').map(({ code, message }) => `${code}: ${message}`),
    ['input_mapping_failed: Who pays?'],
  )
  sim.retry('u', { payer: 'ACME' })
  assert.equal(sim.tasks().length, 1)
})
