import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  boundary,
  chain,
  conditional,
  end,
  escalation,
  eventSubprocess,
  flow,
  parallel,
  process,
  signal,
  start,
  startBeside,
  subprocess,
  thrown,
  user,
} from '#test/diagram.ts'
import { simulate } from '#test/simulation.ts'
import { compileModel } from '../model/compile.ts'

/** A task with an event beside it that lets somebody look. */
const watched = (definition: string) =>
  process(
    'p',
    ...[start('s'), user('work'), boundary('seen', 'work', definition, false), user('look'), end('e')],
    chain('s', 'work', 'e') + flow('seen', 'look'),
  )

const looks = (run: Awaited<ReturnType<typeof simulate>>) =>
  run.waiting().filter((id) => id === 'look').length

test('a signal beside a task is caught each time it is sent', async () => {
  const run = await simulate(watched(signal('ring')))
  run.start()
  run.signal('ring')
  run.signal('ring')
  assert.deepEqual([looks(run), run.waiting().includes('work')], [2, true])
})

test('a condition beside a task triggers each time it becomes true', async () => {
  const run = await simulate(watched(conditional('=level > 3')))
  run.start({ level: 1 })
  for (const level of [4, 5, 2, 6]) run.send(0, { type: 'variables', variables: { level } })
  assert.equal(looks(run), 2)
})

test('an escalation beside a subprocess is caught each time it is thrown, and the thrower goes on', async () => {
  const run = await simulate(
    process(
      'p',
      start('s'),
      subprocess(
        'work',
        '',
        ...[
          start('i'),
          thrown('first', escalation('LATE')),
          thrown('second', escalation('LATE')),
          user('rest'),
        ],
        chain('i', 'first', 'second', 'rest'),
      ),
      boundary('seen', 'work', escalation('LATE'), false),
      user('look'),
      chain('s', 'work') + flow('seen', 'look'),
    ),
  )
  run.start()
  assert.deepEqual([looks(run), run.waiting().includes('rest')], [2, true])
})

test('an event subprocess that does not interrupt is caught each time, and sees the variables of its parent', async () => {
  const run = await simulate(
    process(
      'p',
      ...[start('s'), user('work'), chain('s', 'work')],
      eventSubprocess('watch', startBeside('seen', signal('ring')), user('look'), flow('seen', 'look')),
    ),
  )
  run.start({ from: 'parent' })
  run.signal('ring', { n: 1 })
  run.signal('ring', { n: 2 })
  assert.equal(looks(run), 2)
  run.complete('look', { from: 'child' })
  assert.equal(run.instances[0]?.state.elements[0]?.vars?.['from'], 'child')
})

test('a parallel split takes every flow, and a condition on one of them is ignored with a warning', async () => {
  const xml = process(
    'p',
    ...[start('s'), parallel('split'), user('a'), user('b')],
    flow('s', 'split') + flow('split', 'a', '=false') + flow('split', 'b'),
  )
  const { findings } = await compileModel(xml)
  assert.deepEqual(
    findings.map(({ severity, code }) => `${severity} ${code}`),
    ['warning condition_ignored'],
  )
  const run = await simulate(xml)
  run.start()
  assert.deepEqual(run.waiting(), ['a', 'b'])
})
