import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  adHoc,
  boundary,
  chain,
  element,
  end,
  eventSubprocess,
  message,
  process,
  script,
  start,
  startBeside,
  task,
  timer,
  user,
} from '#test/diagram.ts'
import { simulate } from '#test/simulation.ts'

const around = (...content: string[]) =>
  process('p', start('s'), ...content, user('after'), end('e'), chain('s', 'x', 'after', 'e'))

const waitsAt = (run: Awaited<ReturnType<typeof simulate>>) => run.waiting()

test('the activities that are named begin together, and the subprocess completes when all of them have', async () => {
  const run = await simulate(around(adHoc('x', { begins: '=wanted' }, user('a'), user('b'), user('c'))))
  run.start({ wanted: ['c', 'a'] })
  assert.deepEqual(waitsAt(run), ['x', 'c', 'a'])
  run.complete('a')
  assert.deepEqual(waitsAt(run), ['x', 'c'])
  run.complete('c')
  assert.deepEqual(waitsAt(run), ['after'])
})

test('where nothing is named the subprocess waits, and an activity begins when it is chosen from outside', async () => {
  const run = await simulate(around(adHoc('x', {}, user('a'), user('b'))))
  run.start()
  assert.deepEqual(waitsAt(run), ['x'])
  run.activate('b', { what: 'look' })
  run.activate('b')
  assert.deepEqual(waitsAt(run), ['x', 'b', 'b'], 'it may be chosen as often as wanted')
  assert.equal(run.tasks()[0]?.offer.variables['what'], 'look')
  run.complete('b')
  run.complete('b')
  assert.deepEqual(waitsAt(run), ['after'])
})

test('what follows inside an ad-hoc subprocess is reached by its flows and cannot be chosen', async () => {
  const run = await simulate(around(adHoc('x', {}, user('a'), user('b'), chain('a', 'b'))))
  run.start()
  run.activate('b')
  assert.deepEqual(waitsAt(run), ['x'])
  assert.deepEqual(
    run.effects('ignored').map(({ reason }) => reason),
    ['The element 3 does not offer the activity b now.'],
  )
  run.activate('a')
  run.complete('a')
  assert.deepEqual(waitsAt(run), ['x', 'b'])
})

test('an id that can not be chosen is an incident, and the retry asks again', async () => {
  const run = await simulate(around(adHoc('x', { begins: '=wanted' }, user('a'))))
  run.start({ wanted: ['a', 'nothing'] })
  assert.deepEqual(
    run.effects('incident').map(({ code }) => code),
    ['activities_not_chosen'],
  )
  run.retry('x', { wanted: ['a'] })
  assert.deepEqual(waitsAt(run), ['x', 'a'])
})

test('the condition is asked whenever a path ends; once it is true the rest is cancelled', async () => {
  const run = await simulate(
    around(
      adHoc(
        'x',
        { begins: '=["a", "b"]', until: '=enough' },
        user('a'),
        user('b'),
        task('c'),
        chain('a', 'c'),
      ),
    ),
  )
  run.start({ enough: false })
  run.complete('a')
  assert.deepEqual(waitsAt(run), ['x', 'b'])
  run.activate('a')
  run.complete('a', { enough: true })
  assert.deepEqual(waitsAt(run), ['after'])
  assert.ok(run.effects('left').some(({ node, outcome }) => node === 'b' && outcome === 'cancelled'))
})

test('with cancelRemainingInstances false what runs is waited for, and nothing more can be chosen', async () => {
  const run = await simulate(
    around(adHoc('x', { begins: '=["a", "b"]', until: '=enough', keepRest: true }, user('a'), user('b'))),
  )
  run.start({ enough: false })
  run.complete('a', { enough: true })
  assert.deepEqual(waitsAt(run), ['x', 'b'])
  run.activate('a')
  assert.deepEqual(waitsAt(run), ['x', 'b'])
  run.complete('b')
  assert.deepEqual(waitsAt(run), ['after'])
})

test('an ad-hoc subprocess whose condition is not met waits for another choice when nothing runs', async () => {
  const run = await simulate(around(adHoc('x', { begins: '=["a"]', until: '=enough' }, user('a'))))
  run.start({ enough: false })
  run.complete('a')
  assert.deepEqual(waitsAt(run), ['x'])
  run.activate('a')
  run.complete('a', { enough: true })
  assert.deepEqual(waitsAt(run), ['after'])
})

test('in sequential order one activity runs at a time, in the order they were chosen', async () => {
  const run = await simulate(
    around(adHoc('x', { begins: '=["b", "a"]', sequential: true }, user('a'), user('b'), user('c'))),
  )
  run.start()
  assert.deepEqual(waitsAt(run), ['x', 'b'])
  run.activate('c')
  run.complete('b')
  assert.deepEqual(waitsAt(run), ['x', 'a'])
  run.complete('a')
  assert.deepEqual(waitsAt(run), ['x', 'c'])
  run.complete('c')
  assert.deepEqual(waitsAt(run), ['after'])
})

test('the outputs of the paths are collected and leave as one list', async () => {
  const run = await simulate(
    around(
      adHoc(
        'x',
        { begins: '=["a", "b"]', outputCollection: 'found', outputElement: '=answer' },
        user('a'),
        script('b', '="quick"', 'answer'),
      ),
    ),
  )
  run.start()
  run.complete('a', { answer: 'slow' })
  assert.deepEqual(run.instances[0]?.state.elements[0]?.vars?.['found'], ['quick', 'slow'])
})

test('a boundary event and an event subprocess act on an ad-hoc subprocess as on any other', async () => {
  const run = await simulate(
    around(
      adHoc(
        'x',
        {},
        user('a'),
        eventSubprocess(
          'watch',
          startBeside('told', message('m', '="k"')),
          user('look'),
          end('we'),
          chain('told', 'look', 'we'),
        ),
      ),
      boundary('late', 'x', timer('Duration', 'PT1H')),
      user('remind'),
      chain('late', 'remind'),
    ),
  )
  run.start()
  run.message('m', 'k')
  assert.deepEqual(waitsAt(run), ['x', 'watch', 'look'])
  run.complete('look')
  assert.deepEqual(waitsAt(run), ['x'], 'nothing was chosen yet')
  run.advance('PT1H')
  assert.deepEqual(waitsAt(run), ['remind'])
})

test('an idle ad-hoc subprocess does not hold up what completes beside it', async () => {
  const run = await simulate(
    process(
      'p',
      ...[start('s'), element('parallelGateway', 'split'), user('other'), end('e1'), user('later')],
      element('subProcess', 'sub', '', start('i') + user('in') + end('ie') + chain('i', 'in', 'ie')),
      adHoc('x', {}, user('a')),
      chain('s', 'split', 'sub', 'later', 'e1') + chain('split', 'x') + chain('split', 'other'),
    ),
  )
  run.start()
  run.complete('in')
  assert.ok(run.waiting().includes('later'))
})
