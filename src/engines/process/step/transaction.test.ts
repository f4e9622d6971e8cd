import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  boundary,
  cancel,
  chain,
  compensation,
  end,
  error,
  exclusive,
  flow,
  message,
  parallel,
  process,
  start,
  subprocess,
  timer,
  transaction,
  undoable,
  user,
} from '#test/diagram.ts'
import { simulate } from '#test/simulation.ts'

/** A trip: two bookings, a third that still runs, and a person who decides. */
const trip = process(
  'p',
  start('s'),
  transaction(
    'trip',
    start('i'),
    parallel('split'),
    undoable('flight'),
    undoable('hotel'),
    user('car'),
    user('decide'),
    exclusive('choose', 'go'),
    end('booked'),
    end('give_up', cancel()),
    end('broken', error('BROKEN')),
    flow('i', 'split'),
    ...['flight', 'hotel', 'car', 'decide'].map((id) => flow('split', id)),
    flow('decide', 'choose'),
    flow('choose', 'booked', '', 'go'),
    flow('choose', 'give_up', '=decision = "cancel"'),
    flow('choose', 'broken', '=decision = "break"'),
  ),
  boundary('cancelled', 'trip', cancel()),
  boundary('failed', 'trip', error('BROKEN')),
  boundary('late', 'trip', timer('Duration', 'P1D')),
  ...[user('tell'), user('repair'), user('remind'), user('enjoy'), end('e', compensation())],
  chain('s', 'trip', 'enjoy', 'e'),
  chain('cancelled', 'tell'),
  chain('failed', 'repair'),
  chain('late', 'remind'),
)

test('a cancelled transaction cancels what runs, undoes what completed, and only then leaves by its cancel boundary', async () => {
  const run = await simulate(trip)
  run.start()
  run.complete('flight')
  run.complete('hotel')
  run.complete('decide', { decision: 'cancel' })
  assert.deepEqual(run.waiting(), ['trip', 'undo_hotel'], 'the car is cancelled, nothing has left yet')
  run.complete('undo_hotel')
  run.complete('undo_flight')
  assert.deepEqual(run.waiting(), ['tell'], 'exactly one token, by the cancel boundary')
  const left = run.effects('left').filter(({ node }) => node === 'trip')
  assert.deepEqual(
    left.map(({ outcome }) => outcome),
    ['cancelled'],
  )
  assert.deepEqual(run.timers(), [])
})

test('while a transaction is being cancelled its deadline does not cut the undoing short', async () => {
  const run = await simulate(trip)
  run.start()
  run.complete('flight')
  run.complete('decide', { decision: 'cancel' })
  run.advance('P2D')
  assert.deepEqual(run.waiting(), ['trip', 'undo_flight'])
})

test('a transaction in which nothing has completed is left at once when it is cancelled', async () => {
  const run = await simulate(trip)
  run.start()
  run.complete('decide', { decision: 'cancel' })
  assert.deepEqual(run.waiting(), ['tell'])
})

test('an error out of a transaction is a hazard: nothing is undone', async () => {
  const run = await simulate(trip)
  run.start()
  run.complete('flight')
  run.complete('decide', { decision: 'break' })
  assert.deepEqual(run.waiting(), ['repair'])
  assert.deepEqual(run.effects('compensation'), [])
})

test('an error of what undoes a transaction leaves it as a hazard', async () => {
  const run = await simulate(trip)
  run.start()
  run.complete('flight')
  run.complete('hotel')
  run.complete('decide', { decision: 'cancel' })
  run.fail('undo_hotel', 'BROKEN')
  assert.deepEqual(run.waiting(), ['repair'])
})

test('a transaction that completed is undone like any subprocess', async () => {
  const run = await simulate(trip)
  run.start()
  for (const id of ['flight', 'hotel', 'car']) run.complete(id)
  run.complete('decide', { decision: 'go' })
  run.complete('enjoy')
  run.complete('undo_hotel')
  run.complete('undo_flight')
  assert.equal(run.instances[0]?.state.status, 'completed')
})

test('a cancel end event inside a subprocess cancels the transaction around it, without what the subprocess had begun', async () => {
  const run = await simulate(
    process(
      'p',
      start('s'),
      transaction(
        't',
        start('i'),
        undoable('a'),
        subprocess(
          'sub',
          '',
          start('j'),
          undoable('b'),
          end('give_up', cancel()),
          chain('j', 'b', 'give_up'),
        ),
        end('ie'),
        chain('i', 'a', 'sub', 'ie'),
      ),
      boundary('cancelled', 't', cancel()),
      boundary('called', 't', message('m', '="k"')),
      user('after'),
      chain('s', 't'),
      chain('cancelled', 'after'),
      chain('called', 'after'),
    ),
  )
  run.start()
  run.complete('a')
  run.complete('b')
  assert.deepEqual(run.waiting(), ['t', 'undo_a'], 'the subprocess had not completed')
  run.message('m', 'k')
  assert.equal(run.buffered().length, 1, 'nothing else can end it meanwhile')
  run.complete('undo_a')
  assert.deepEqual(run.waiting(), ['after'])
})
