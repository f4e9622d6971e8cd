import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  boundary,
  chain,
  compensation,
  end,
  io,
  loop,
  process,
  script,
  start,
  subprocess,
  timer,
  undoable,
  user,
} from '#test/diagram.ts'
import { simulate, undoAll } from '#test/simulation.ts'

const around = (...content: string[]) =>
  process('p', start('s'), ...content, user('after'), end('e'), chain('s', 'x', 'after', 'e'))

test('a loop runs its activity once, and again while its condition is true', async () => {
  const run = await simulate(around(user('x', '', loop({ condition: '=not(ok)' }))))
  run.start({ ok: true })
  assert.deepEqual(run.waiting(), ['x', 'x'], 'the condition is asked after the first run')
  run.complete('x', { ok: false })
  assert.deepEqual(run.waiting(), ['x', 'x'])
  run.complete('x', { ok: true })
  assert.deepEqual(run.waiting(), ['after'])
})

test('a loop that tests before does not run when its condition is not true at first', async () => {
  const run = await simulate(around(user('x', '', loop({ condition: '=not(ok)', before: true }))))
  run.start({ ok: true })
  assert.deepEqual(run.waiting(), ['after'])
  const again = await simulate(around(user('x', '', loop({ condition: '=loopCounter < 2', before: true }))))
  again.start()
  again.complete('x')
  again.complete('x')
  assert.deepEqual(again.waiting(), ['after'], 'two runs, counted from one')
})

test('a loop ends at its maximum whatever its condition says', async () => {
  const run = await simulate(around(script('x', '=n + 1', 'n', loop({ condition: '=true', maximum: '3' }))))
  run.start({ n: 0 })
  assert.equal(run.instances[0]?.state.elements[0]?.vars?.['n'], 3)
  const plain = await simulate(around(script('x', '=loopCounter', 'n', loop({ maximum: '4' }))))
  plain.start()
  assert.equal(plain.instances[0]?.state.elements[0]?.vars?.['n'], 4)
})

test('the runs of a looping subprocess follow each other, each with a scope of its own', async () => {
  const body = subprocess(
    'x',
    io([['=loopCounter', 'round']]),
    start('i'),
    user('a'),
    end('ie'),
    chain('i', 'a', 'ie'),
  )
  const run = await simulate(
    around(
      body.replace('</bpmn:subProcess>', `${loop({ maximum: '2' })}</bpmn:subProcess>`),
      boundary('late', 'x', timer('Duration', 'PT1H')),
    ),
  )
  run.start()
  assert.equal(run.timers().length, 1, 'boundary events sit on the loop as a whole, once')
  run.complete('a')
  const rounds = run.instances[0]?.state.elements.flatMap(({ vars }) => vars?.['round'] ?? [])
  assert.deepEqual(rounds, [2])
  run.complete('a')
  assert.deepEqual(run.waiting(), ['after'])
  assert.deepEqual(run.timers(), [])
})

test('a loop that does not end is an incident', async () => {
  const run = await simulate(around(script('x', '=loopCounter', 'n', loop({ condition: '=n > 0' }))))
  run.start()
  assert.deepEqual(
    run.effects('incident').map(({ code }) => code),
    ['multi_instance_failed'],
  )
})

test('each run of a loop is undone by itself, the last first', async () => {
  const run = await simulate(
    process(
      'p',
      start('s'),
      undoable('x', loop({ maximum: '2' })),
      end('e', compensation()),
      chain('s', 'x', 'e'),
    ),
  )
  run.start()
  run.complete('x')
  run.complete('x')
  assert.deepEqual(undoAll(run), ['undo_x', 'undo_x'])
})
