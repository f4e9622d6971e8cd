import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  boundary,
  caught,
  chain,
  each,
  element,
  end,
  flow,
  io,
  listeners,
  process,
  service,
  start,
  subprocess,
  timer,
  user,
  zeebe,
} from '#test/diagram.ts'
import { simulate } from '#test/simulation.ts'

/** The commands that were asked, in order. */
const asked = (run: Awaited<ReturnType<typeof simulate>>) =>
  run.effects('command').map(({ command }) => command)

test('listeners to the start run one after the other before the work is asked for, those to the end after it', async () => {
  const around = listeners('execution', ['start', 'book.open'], ['start', '=opener'], ['end', 'book.close'])
  const run = await simulate(
    process('p', start('s'), service('pay', 'cards.charge', around), end('e'), chain('s', 'pay', 'e')),
  )
  run.start({ opener: 'desk.open' })
  assert.deepEqual(asked(run), ['book.open'])
  run.complete('pay')
  assert.deepEqual(asked(run), ['book.open', 'desk.open'])
  run.complete('pay', { drawer: 7 })
  assert.deepEqual(asked(run), ['book.open', 'desk.open', 'cards.charge'])
  run.complete('pay', { paid: true })
  assert.deepEqual(asked(run).slice(3), ['book.close'])
  assert.equal(run.instances[0]?.state.status, 'active', 'the end is not reached before')
  run.complete('pay', { closed: true })
  assert.deepEqual(
    run.instances[0]?.result,
    { opener: 'desk.open', paid: true },
    'what a listener answers stays with its element',
  )
})

test('a listener gets what the input mappings made, and a task shows what it answers', async () => {
  const mapped = io([['=price * 2', 'amount']]) + listeners('execution', ['start', 'rates.look'])
  const run = await simulate(process('p', start('s'), user('pay', mapped), chain('s', 'pay')))
  run.start({ price: 5 })
  assert.deepEqual(run.effects('command')[0]?.input, { amount: 10 })
  run.complete('pay', { rate: 3 })
  assert.deepEqual(run.tasks()[0]?.offer.variables, { amount: 10, rate: 3 })
})

test('listeners to a task of people run when it is created and when it is completed', async () => {
  const around = listeners('task', ['creating', 'tasks.prepare'], ['completing', 'tasks.file'])
  const run = await simulate(
    process('p', start('s'), user('look', around, each('=[1, 2]')), end('e'), chain('s', 'look', 'e')),
  )
  run.start()
  assert.deepEqual(run.tasks(), [], 'each instance of many listens by itself')
  run.complete('look')
  run.complete('look', {}, 2)
  assert.equal(run.tasks().length, 2)
  run.complete('look', {}, 1)
  run.complete('look', {}, 2)
  assert.deepEqual(asked(run), ['tasks.prepare', 'tasks.prepare', 'tasks.file', 'tasks.file'])
})

test('a listener that fails is an incident that no event catches, and is asked again', async () => {
  const run = await simulate(
    process(
      'p',
      start('s'),
      subprocess(
        'sub',
        listeners('execution', ['start', 'book.open'], ['end', 'book.close']),
        ...[start('i'), user('work'), end('ie'), chain('i', 'work', 'ie')],
      ),
      boundary('failed', 'sub', '<bpmn:errorEventDefinition/>'),
      boundary('late', 'sub', timer('Duration', 'PT1H')),
      user('after'),
      user('rescue'),
      chain('s', 'sub', 'after'),
      chain('failed', 'rescue'),
      chain('late', 'rescue'),
    ),
  )
  run.start()
  run.fail('sub', 'BOOK_LOCKED', 'Somebody else has it.')
  assert.deepEqual(
    run.effects('incident').map(({ code }) => code),
    ['BOOK_LOCKED'],
  )
  assert.equal(run.timers().length, 1, 'its deadline counts meanwhile')
  run.retry('sub')
  run.complete('sub')
  run.complete('work')
  assert.deepEqual(asked(run), ['book.open', 'book.open', 'book.close'])
  run.fail('sub', 'BOOK_LOCKED')
  run.retry('sub')
  run.complete('sub')
  assert.deepEqual(run.waiting(), ['after'])
})

test('an event that starts or interrupts is listened to at its end', async () => {
  const run = await simulate(
    process(
      'p',
      start('s', '', listeners('execution', ['end', 'starts.count'])),
      user('work'),
      boundary(
        'late',
        'work',
        timer('Duration', 'PT1H'),
        true,
        listeners('execution', ['end', 'delays.count']),
      ),
      end('e'),
      end('missed', '', listeners('execution', ['start', 'misses.count'], ['end', 'misses.tell'])),
      chain('s', 'work', 'e'),
      chain('late', 'missed'),
    ),
    { command: () => ({ variables: {} }) },
  )
  run.start()
  run.advance('PT1H')
  assert.deepEqual(asked(run), ['starts.count', 'delays.count', 'misses.count', 'misses.tell'])
  assert.equal(run.instances[0]?.state.status, 'completed')
})

test('a listener gets the headers of its element, with its own over them', async () => {
  const header = (key: string, value: string) => zeebe('header', { key, value })
  const own = `<zeebe:taskHeaders>${header('room', 'tasks')}</zeebe:taskHeaders>`
  const heard = listeners('execution', ['start', 'book.open'], ['end', 'book.close']).replace(
    '/><zeebe:executionListener',
    `>${own}</zeebe:executionListener><zeebe:executionListener`,
  )
  const shared = `<zeebe:taskHeaders>${header('room', 'books')}${header('floor', '2')}</zeebe:taskHeaders>`
  const run = await simulate(process('p', start('s'), user('pay', shared + heard), chain('s', 'pay')))
  run.start()
  run.complete('pay')
  run.complete('pay')
  assert.deepEqual(
    run.effects('command').map(({ command, headers }) => [command, headers]),
    [
      ['book.open', { room: 'tasks', floor: '2' }],
      ['book.close', { room: 'books', floor: '2' }],
    ],
  )
})

test('gateways wait for the listeners to their start before they choose, join or begin to wait', async () => {
  const heard = listeners('execution', ['start', 'book.open'])
  const run = await simulate(
    process(
      'p',
      start('s'),
      element('exclusiveGateway', 'which', heard, '', { default: 'which-no' }),
      end('no'),
      user('a'),
      user('b'),
      element('parallelGateway', 'join', heard),
      element('eventBasedGateway', 'until', heard),
      caught('soon', timer('Duration', 'PT1H')),
      caught('late', timer('Duration', 'PT2H')),
      end('e'),
      chain('s', 'which'),
      flow('which', 'a', '=true'),
      flow('which', 'b', '=true', 'never'),
      flow('which', 'no'),
      chain('a', 'join', 'until', 'soon', 'e'),
      chain('until', 'late', 'e'),
    ),
  )
  run.start()
  assert.deepEqual(run.waiting(), ['which'])
  run.complete('which')
  assert.deepEqual(run.waiting(), ['a'])
  run.complete('a')
  assert.deepEqual(run.waiting(), ['join'])
  run.complete('join', { opened: true })
  assert.deepEqual([run.waiting(), run.timers().length], [['until'], 0])
  run.complete('until')
  assert.equal(run.timers().length, 2)
  run.advance('PT1H')
  assert.equal(run.instances[0]?.state.status, 'completed')
  assert.deepEqual(asked(run), ['book.open', 'book.open', 'book.open'])
})
