import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  boundary,
  caught,
  chain,
  end,
  flow,
  inclusive,
  link,
  message,
  parallel,
  process,
  start,
  subprocess,
  terminate,
  thrown,
  user,
} from '#test/diagram.ts'
import { simulate } from '#test/simulation.ts'

/** A split whose one branch waits at the join while the other is under way. */
const joined = (other: string, first: string, ...more: string[]) =>
  process(
    'p',
    ...[start('s'), inclusive('split'), user('a'), other, inclusive('join'), user('after'), ...more],
    ...[flow('s', 'split'), flow('split', 'a', '=true'), flow('split', first, '=true')],
    chain('a', 'join', 'after'),
  )

test('an inclusive join waits for a token inside a subprocess as for one at the subprocess', async () => {
  const inside = subprocess('sub', '', start('i'), user('b'), end('ie'), chain('i', 'b', 'ie'))
  const run = await simulate(joined(inside, 'sub', chain('sub', 'join')))
  run.start()
  run.complete('a')
  assert.deepEqual(run.waiting(), ['sub', 'b'])
  run.complete('b')
  assert.deepEqual(run.waiting(), ['after'])
})

test('an inclusive join waits for a host whose boundary event could send a token', async () => {
  const watched = user('b') + boundary('told', 'b', message('m', '="k"'))
  const run = await simulate(joined(watched, 'b', end('gone'), chain('b', 'gone'), chain('told', 'join')))
  run.start()
  run.complete('a')
  assert.deepEqual(run.waiting(), ['b'], 'only its boundary event leads to the join')
  run.complete('b')
  assert.deepEqual(run.waiting(), ['after'], 'and now it cannot any more')
})

test('an inclusive join waits for a token that will come over a link', async () => {
  const linked = user('b') + thrown('off', link('over')) + caught('on', link('over'))
  const run = await simulate(joined(linked, 'b', chain('b', 'off'), chain('on', 'join')))
  run.start()
  run.complete('a')
  assert.deepEqual(run.waiting(), ['b'])
  run.complete('b')
  assert.deepEqual(run.waiting(), ['after'])
  assert.equal(run.effects('entered').filter(({ node }) => node === 'after').length, 1)
})

test('an inclusive join fires when the token it waited for ends elsewhere', async () => {
  const choice = user('b') + inclusive('choose', 'off')
  const run = await simulate(
    joined(
      choice,
      'b',
      end('gone'),
      chain('b', 'choose'),
      flow('choose', 'join', '=stay'),
      flow('choose', 'gone', '', 'off'),
    ),
  )
  run.start({ stay: false })
  run.complete('a')
  assert.deepEqual(run.waiting(), ['b'])
  run.complete('b')
  assert.deepEqual(run.waiting(), ['after'])
})

test('an inclusive join does not wait for a token in a scope that can not reach it', async () => {
  const beside = parallel('more') + user('b') + user('c')
  const run = await simulate(
    joined(
      beside,
      'more',
      end('gone'),
      flow('more', 'b'),
      flow('more', 'c'),
      chain('b', 'join'),
      chain('c', 'gone'),
    ),
  )
  run.start()
  run.complete('a')
  run.complete('b')
  assert.deepEqual(run.waiting(), ['c', 'after'])
})

test('a terminate end takes the tokens that wait at an inclusive join with it', async () => {
  const over = user('b') + end('stop', terminate())
  const run = await simulate(joined(over, 'b', chain('b', 'stop'), user('late'), chain('late', 'join')))
  run.start()
  run.complete('b')
  assert.equal(run.instances[0]?.state.status, 'completed')
})

test('an inclusive join waits for a token that is stuck at a parallel join, and does not go round in a circle', async () => {
  const run = await simulate(
    process(
      'p',
      ...[
        start('s'),
        parallel('split'),
        parallel('starved'),
        user('never'),
        inclusive('join'),
        user('after'),
      ],
      ...[flow('s', 'split'), flow('split', 'join'), flow('split', 'starved')],
      ...[chain('never', 'starved'), chain('starved', 'join'), chain('join', 'after')],
    ),
  )
  run.start()
  assert.deepEqual(run.waiting(), [])
  assert.deepEqual(run.instances[0]?.state.status, 'active')
})
