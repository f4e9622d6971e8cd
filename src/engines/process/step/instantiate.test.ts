import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  boundary,
  caught,
  chain,
  element,
  end,
  flow,
  message,
  process,
  receive,
  signal,
  start,
  subprocess,
  timer,
  user,
} from '#test/diagram.ts'
import { simulate } from '#test/simulation.ts'
import { compileModel } from '../model/compile.ts'

const gateway = element('eventBasedGateway', 'begin', '', '', { instantiate: 'true' })
const either = process(
  'p',
  ...[
    gateway,
    caught('ordered', message('order')),
    caught('asked', signal('ask')),
    receive('sent', 'parcel'),
  ],
  ...[user('pack'), user('quote'), user('unpack')],
  ...['ordered', 'asked', 'sent'].map((id) => flow('begin', id)),
  chain('ordered', 'pack'),
  chain('asked', 'quote'),
  chain('sent', 'unpack'),
)

test('a process begins with the first event after its gateway, and the others are not waited for', async () => {
  const run = await simulate(either)
  run.message('order', 'o1', { item: 'chair' })
  assert.deepEqual(run.waiting(), ['pack'])
  assert.equal(run.instances[0]?.state.elements[0]?.vars?.['item'], 'chair')
  assert.deepEqual(run.instances[0]?.state.subscriptions, [])
  run.signal('ask')
  run.message('parcel')
  assert.deepEqual(run.waiting(), ['pack', 'quote', 'unpack'], 'each event begins an instance of its own')
})

test('a receive task may begin a process by its message', async () => {
  const run = await simulate(
    process('p', receive('order', 'order', { instantiate: 'true' }), user('pack'), chain('order', 'pack')),
  )
  run.message('order', '', { item: 'desk' })
  assert.deepEqual(run.path(), ['order'])
  assert.deepEqual(run.waiting(), ['pack'])
})

test('what begins a process stands at its start, once and without boundary events', async () => {
  const codes = async (xml: string) =>
    (await compileModel(xml)).findings
      .filter(({ severity }) => severity === 'error')
      .map(({ element: id, code }) => `${id} ${code}`)
  const begins = receive('r', 'm', { instantiate: 'true' })
  assert.deepEqual(await codes(process('p', start('s'), begins, chain('s', 'r'))), ['r instantiates_late'])
  const inside = subprocess('sub', '', begins, end('ie'), chain('r', 'ie'))
  assert.deepEqual(await codes(process('p', start('s'), inside, chain('s', 'sub'))), ['r instantiates_late'])
  const watched = process(
    'p',
    begins,
    boundary('b', 'r', timer('Duration', 'PT1H')),
    end('e'),
    chain('r', 'e'),
  )
  assert.deepEqual(await codes(watched), ['r instantiates_many'])
  const timed = process(
    'p',
    ...[gateway, caught('m', message('order')), caught('t', timer('Duration', 'PT1H'))],
    flow('begin', 'm') + flow('begin', 't'),
  )
  assert.deepEqual(await codes(timed), ['t event_not_executed'])
})
