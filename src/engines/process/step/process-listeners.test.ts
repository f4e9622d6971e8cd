/** Listeners of the process as a whole. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  chain,
  end,
  eventSubprocess,
  flow,
  io,
  listeners,
  message,
  process,
  start,
  startBeside,
  terminate,
  user,
} from '#test/diagram.ts'
import { simulate } from '#test/simulation.ts'
import { modificationProblems } from './modify.ts'
import { settlingProblem } from './operate.ts'

const around = `<bpmn:extensionElements>${listeners('execution', ['start', 'book.open'], ['start', 'desk.open'], ['end', 'book.close'])}</bpmn:extensionElements>`
type Run = Awaited<ReturnType<typeof simulate>>
const asked = (run: Run) => run.effects('command').map(({ command, node }) => [command, node])

test('a process begins when its listeners have answered, and ends after those to its end', async () => {
  const run = await simulate(
    process('p', around, start('s'), user('look'), end('e'), chain('s', 'look', 'e')),
  )
  run.start({ given: 1 })
  assert.deepEqual(asked(run), [['book.open', 'p']])
  assert.deepEqual(run.tasks(), [], 'nothing begins before')
  run.complete('p', { opened: true })
  run.complete('p', { given: 2 })
  assert.deepEqual(run.waiting(), ['look'])
  run.complete('look')
  assert.deepEqual(asked(run).slice(2), [['book.close', 'p']])
  assert.equal(run.instances[0]?.state.status, 'active', 'it has not ended yet')
  run.complete('p', { closed: true })
  assert.equal(run.instances[0]?.state.status, 'completed')
  assert.deepEqual(run.instances[0]?.result, { given: 2, opened: true, closed: true })
})

test('what a message brings waits for the listeners, and event subprocesses wait with it', async () => {
  const run = await simulate(
    process(
      'p',
      around,
      start('s', message('asked'), io([], [['=number', 'kept']])),
      user('look'),
      end('e', terminate()),
      chain('s', 'look', 'e'),
      eventSubprocess('beside', startBeside('b', message('more', '=kept')), end('be'), flow('b', 'be')),
    ),
  )
  run.message('asked', '', { number: 7 })
  const armed = () => (run.instances[0]?.state.subscriptions ?? []).map(({ key }) => key)
  assert.deepEqual(armed(), [])
  run.complete('p', { number: 8 })
  run.complete('p')
  assert.deepEqual(armed(), ['7'])
  run.complete('look')
  assert.deepEqual(armed(), [], 'nothing listens while it ends')
  run.complete('p')
  assert.deepEqual(run.instances[0]?.result, { number: 8, kept: 7 })
})

test('a listener of a process that fails is an incident of the process, asked again or skipped', async () => {
  const run = await simulate(
    process('p', around, start('s'), user('look'), end('e'), chain('s', 'look', 'e')),
  )
  const { graph } = run.start()
  run.fail('p', 'BOOK_LOCKED', 'Somebody else has it.')
  const state = () => run.instances[0]?.state ?? assert.fail()
  const incident = () => state().incidents[0]?.id ?? assert.fail()
  assert.deepEqual(
    run.effects('incident').map(({ node, code }) => [node, code]),
    [['p', 'BOOK_LOCKED']],
  )
  assert.equal(settlingProblem(graph, state(), incident(), 'skip'), null)
  assert.match(settlingProblem(graph, state(), incident(), 'resolve') ?? '', /process as a whole/)
  const moved = { cancel: [], activate: [{ node: 'look' }] }
  assert.deepEqual(
    modificationProblems(graph, state(), moved, run.now).map(({ code }) => code),
    ['process_listening'],
  )
  run.retry('p')
  assert.deepEqual(asked(run).length, 2)
  run.fail('p', 'BOOK_LOCKED')
  run.send(0, { type: 'skip', incident: incident(), reason: 'By hand.', variables: { opened: 'by hand' } })
  assert.deepEqual(asked(run).at(-1), ['desk.open', 'p'])
  run.complete('p')
  run.complete('look')
  run.fail('p', 'BOOK_LOCKED')
  run.send(0, { type: 'skip', incident: incident(), reason: 'By hand.', variables: {} })
  assert.deepEqual(run.instances[0]?.result, { opened: 'by hand' })
})

test('an instance that is cancelled asks no listener of its process any more', async () => {
  const run = await simulate(
    process('p', around, start('s'), user('look'), end('e'), chain('s', 'look', 'e')),
  )
  run.start()
  run.send(0, { type: 'cancel', reason: 'Not wanted.' })
  assert.equal(run.instances[0]?.state.status, 'cancelled')
  assert.equal(asked(run).length, 1)
})
