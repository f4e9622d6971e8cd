import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  boundary,
  chain,
  each,
  element,
  end,
  error,
  flow,
  io,
  process,
  script,
  service,
  start,
  subprocess,
  task,
  timer,
  times,
  user,
} from '#test/diagram.ts'
import { simulate } from '#test/simulation.ts'

const collecting = { inputElement: 'x', outputCollection: 'answers', outputElement: '=answer' }
const asking = (options: { sequential?: boolean; until?: string } = {}) =>
  process('p', start('s'), user('u', '', each('=xs', collecting, options)), end('e'), chain('s', 'u', 'e'))

test('the collection is a snapshot taken once, and each instance sees its item and counter from 1', async () => {
  const sim = await simulate(asking())
  const instance = sim.start({ xs: ['a', 'b'] })
  sim.send(0, { type: 'variables', variables: { xs: ['z'] } })
  const seen = instance.state.elements.filter(({ item }) => item).map(({ vars }) => vars)
  assert.deepEqual(seen, [
    { loopCounter: 1, x: 'a', answer: null },
    { loopCounter: 2, x: 'b', answer: null },
  ])
})

test('an empty collection or a count of 0 completes at once', async () => {
  const empty = await simulate(asking())
  assert.deepEqual(empty.start({ xs: [] }).result, { xs: [], answers: [] })
  const none = await simulate(
    process('p', start('s'), element('userTask', 'u', '', times('=n')), end('e'), chain('s', 'u', 'e')),
  )
  assert.equal(none.start({ n: 0 }).state.status, 'completed')
})

test('a count that is negative or not whole, and a collection that is no list, are incidents', async () => {
  const counted = process(
    'p',
    start('s'),
    element('userTask', 'u', '', times('=n')),
    end('e'),
    chain('s', 'u', 'e'),
  )
  for (const n of [-1, 1.5, 'x', null]) {
    const sim = await simulate(counted)
    assert.deepEqual(
      sim.start({ n }).state.incidents.map(({ code }) => code),
      ['multi_instance_failed'],
    )
  }
  const sim = await simulate(asking())
  assert.deepEqual(
    sim.start({ xs: 'no list' }).state.incidents.map(({ code }) => code),
    ['multi_instance_failed'],
  )
  sim.retry('u', { xs: ['one'] })
  assert.equal(sim.tasks().length, 1)
})

test('parallel instances run together, sequential ones one after the other', async () => {
  const together = await simulate(asking())
  together.start({ xs: [1, 2, 3] })
  assert.equal(together.tasks().length, 3)
  const inTurn = await simulate(asking({ sequential: true }))
  const instance = inTurn.start({ xs: [1, 2, 3] })
  for (const answer of ['a', 'b', 'c']) {
    assert.equal(inTurn.tasks().length, 1)
    inTurn.complete('u', { answer })
  }
  assert.deepEqual(instance.result?.['answers'], ['a', 'b', 'c'])
})

test('the output collection is in the order of the items, with nulls for the cancelled', async () => {
  const sim = await simulate(asking({ until: '=nrOfCompletedInstances >= 2' }))
  const instance = sim.start({ xs: [1, 2, 3] })
  const [, second, third] = sim.tasks()
  sim.send(0, { type: 'complete', element: third?.element ?? 0, variables: { answer: 'c' } })
  sim.send(0, { type: 'complete', element: second?.element ?? 0, variables: { answer: 'b' } })
  assert.deepEqual(instance.result?.['answers'], [null, 'b', 'c'])
})

test('when the completion condition is met the others are cancelled and one token leaves', async () => {
  const sim = await simulate(
    process(
      'p',
      start('s'),
      user('u', '', each('=xs', { inputElement: 'x' }, { until: '=done' })),
      user('after'),
      chain('s', 'u', 'after'),
    ),
  )
  sim.start({ xs: [1, 2, 3] })
  sim.complete('u', { done: true })
  assert.deepEqual(sim.waiting(), ['after'])
  assert.deepEqual(
    sim.effects('task-closed').map(({ outcome }) => outcome),
    ['completed', 'cancelled', 'cancelled'],
  )
})

test('the completion condition counts active, completed and terminated instances', async () => {
  const sim = await simulate(
    asking({ until: '=nrOfActiveInstances = 1 and nrOfInstances = 3 and numberOfCompletedInstances = 2' }),
  )
  const instance = sim.start({ xs: [1, 2, 3] })
  sim.complete('u')
  assert.equal(instance.state.status, 'active')
  sim.complete('u')
  assert.equal(instance.state.status, 'completed')
})

test('boundary events sit on the body once, and interrupting they cancel all instances', async () => {
  const sim = await simulate(
    process(
      'p',
      start('s'),
      user('u', '', each('=xs')),
      boundary('b', 'u', timer('Duration', 'PT1H')),
      user('after'),
      chain('s', 'u'),
      flow('b', 'after'),
    ),
  )
  sim.start({ xs: [1, 2, 3] })
  assert.equal(sim.timers().length, 1)
  sim.advance('PT1H')
  assert.deepEqual(sim.waiting(), ['after'])
})

test('an error out of one instance caught on the body cancels its siblings', async () => {
  const sim = await simulate(
    process(
      'p',
      start('s'),
      service('c', 'x.y', '', each('=xs')),
      boundary('b', 'c', error('bad')),
      user('after'),
      chain('s', 'c'),
      flow('b', 'after'),
    ),
  )
  sim.start({ xs: [1, 2, 3] })
  sim.fail('c', 'bad')
  assert.deepEqual(sim.waiting(), ['after'])
})

test('parallel completions give the same result in any order', async () => {
  const run = async (order: number[]) => {
    const sim = await simulate(asking())
    const instance = sim.start({ xs: [1, 2, 3] })
    const tasks = sim.tasks()
    for (const index of order) {
      sim.send(0, { type: 'complete', element: tasks[index]?.element ?? 0, variables: { answer: index } })
    }
    return instance.result
  }
  const results = await Promise.all(
    [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
      [1, 0, 2],
    ].map(run),
  )
  for (const result of results) assert.deepEqual(result, { xs: [1, 2, 3], answers: [0, 1, 2] })
})

test('an output mapping of an instance writes the variable its output element reads', async () => {
  const mapped = io(
    [],
    [
      ['=vote', 'answer'],
      ['=vote', 'last'],
    ],
  )
  const sim = await simulate(
    process('p', start('s'), user('u', mapped, each('=xs', collecting)), end('e'), chain('s', 'u', 'e')),
  )
  const instance = sim.start({ xs: [1, 2] })
  sim.complete('u', { vote: 'yes' })
  sim.complete('u', { vote: 'no' })
  assert.deepEqual(instance.result, { xs: [1, 2], answers: ['yes', 'no'], last: 'no' })
})

test('a subprocess for each item keeps the variables of its items apart', async () => {
  const sub = subprocess(
    'sub',
    io([['=x', 'mine']]),
    each('=xs', { inputElement: 'x', outputCollection: 'all', outputElement: '=mine' }),
    start('s2'),
    script('double', '=mine * 2', 'mine'),
    end('e2'),
    chain('s2', 'double', 'e2'),
  )
  const sim = await simulate(process('p', start('s'), sub, end('e'), chain('s', 'sub', 'e')))
  assert.deepEqual(sim.start({ xs: [1, 2, 3] }).result, { xs: [1, 2, 3], all: [2, 4, 6] })
})

test('many instances in one step do not meet the bound against circles', async () => {
  const sub = subprocess(
    'sub',
    '',
    each('=for i in 1..3000 return i'),
    start('s2'),
    task('t'),
    end('e2'),
    chain('s2', 't', 'e2'),
  )
  const sim = await simulate(process('p', start('s'), sub, end('e'), chain('s', 'sub', 'e')))
  assert.equal(sim.start().state.status, 'completed')
})
