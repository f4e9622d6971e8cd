import assert from 'node:assert/strict'
import test from 'node:test'
import { folderWith, removed, throughline } from '#test/command-line.ts'
import {
  adHoc,
  boundary,
  cancel,
  chain,
  end,
  flow,
  process,
  properties,
  start,
  timer,
  transaction,
  undoable,
  user,
} from '#test/diagram.ts'

const folder = folderWith({
  'trip.bpmn': process(
    'trip',
    start('s'),
    transaction(
      'book',
      ...[start('i'), undoable('flight'), adHoc('extras', { until: '=enough' }, user('car'), user('hotel'))],
      end('give_up', cancel()),
      chain('i', 'flight', 'extras', 'give_up'),
    ),
    boundary('late', 'book', timer('Duration', 'P1D'), false, properties({ calendar: 'office' })),
    boundary('cancelled', 'book', cancel()),
    end('told'),
    end('reminded'),
    flow('s', 'book') + flow('cancelled', 'told') + flow('late', 'reminded'),
  ),
  'script.json': JSON.stringify({
    now: '2026-03-06T15:00:00Z',
    calendars: {
      office: {
        zone: 'Europe/Berlin',
        hours: { monday: [{ from: '09:00', to: '17:00' }], friday: [{ from: '09:00', to: '17:00' }] },
        holidays: ['2026-03-09'],
      },
    },
    variables: { enough: false },
    events: [
      { complete: 'flight' },
      { activate: 'hotel', variables: { stars: 3 } },
      { complete: 'hotel', variables: { enough: true } },
      { complete: 'undo_flight' },
    ],
  }),
})

test.after(() => removed(folder))

test('a run tells what is chosen, what is undone by what, and when work is due by a calendar', async () => {
  const { code, out, said } = await throughline(
    ['processes', 'run', 'trip.bpmn', '--json', '@script.json'],
    folder,
  )
  assert.equal(code, 0, said)
  const lines = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  const of = (type: string) => lines.filter((line) => line['type'] === type)
  assert.equal(of('timer-armed')[0]?.['dueAt'], '2026-03-13T15:00:00Z', 'the Monday is a holiday')
  assert.equal('calendars' in (of('started')[0] ?? {}), false)
  const [chosen] = of('activity-chosen')
  assert.deepEqual(
    [chosen?.['element'], chosen?.['activity'], chosen?.['variables']],
    ['extras', 'hotel', { stars: 3 }],
  )
  const [undone] = of('compensation')
  assert.deepEqual([undone?.['element'], undone?.['undoes']], ['undo_flight', 'flight'])
  const order = lines.map((line) => `${String(line['type'])} ${String(line['element'])}`)
  assert.ok(order.indexOf('completed undo_flight') < order.indexOf('completed cancelled'))
  assert.equal(lines.at(-1)?.['state'], 'completed')
})

test('a calendar that is none is wrong usage', async () => {
  const script = JSON.stringify({
    calendars: { office: { hours: { monday: [{ from: '17:00', to: '09:00' }] } } },
  })
  const { code, said } = await throughline(['processes', 'run', 'trip.bpmn', '--json', script], folder)
  assert.equal(code, 2)
  assert.match(said, /calendars\/office: is no calendar: the hours of monday/)
})
