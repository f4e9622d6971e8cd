import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  boundary,
  caught,
  chain,
  end,
  process,
  properties,
  start,
  timer,
  user,
  zeebe,
} from '#test/diagram.ts'
import { simulate } from '#test/simulation.ts'
import { compileModel } from '../model/compile.ts'

const day = [{ from: '09:00', to: '17:00' }]
const office = {
  revision: 1,
  zone: null,
  hours: { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day },
  holidays: ['2026-12-25'],
}
/** A Thursday before Christmas. */
const options = { now: '2026-12-24T15:00:00Z', zone: 'Europe/Berlin', calendars: { office } }

const dueOf = (run: Awaited<ReturnType<typeof simulate>>) => run.timers().map(({ due }) => due.toString())

test('a duration on a calendar is working time in the zone of the process, over weekends and holidays', async () => {
  const xml = process(
    'p',
    start('s'),
    caught('wait', timer('Duration', 'PT2H'), properties({ calendar: 'office' })),
    end('e'),
    chain('s', 'wait', 'e'),
  )
  const run = await simulate(xml, options)
  run.start()
  // One hour is left on the 24th in Berlin; Christmas is a Friday, so the second passes on Monday.
  assert.deepEqual(dueOf(run), ['2026-12-28T09:00:00Z'])
})

test('the calendar of the process counts for all its timers but those that say none', async () => {
  const xml = process(
    'p',
    properties({ calendar: 'office' }).replace(
      /^(.*)$/s,
      '<bpmn:extensionElements>$1</bpmn:extensionElements>',
    ),
    start('s'),
    user('work', zeebe('taskSchedule', { dueDate: 'P1D', followUpDate: '2026-12-26T12:00:00' })),
    boundary('soon', 'work', timer('Duration', 'PT2H'), false, properties({ calendar: 'none' })),
    boundary('late', 'work', timer('Duration', 'P1D'), false),
    end('e'),
    chain('s', 'work', 'e'),
  )
  const run = await simulate(xml, options)
  run.start()
  assert.deepEqual(dueOf(run), ['2026-12-24T17:00:00Z', '2026-12-28T15:00:00Z'])
  const [task] = run.tasks()
  assert.deepEqual(
    [task?.offer.dueAt, task?.offer.followUpAt],
    ['2026-12-28T15:00:00Z', '2026-12-26T11:00:00Z'],
  )
})

test('a due date may be a duration without any calendar', async () => {
  const xml = process(
    'p',
    start('s'),
    user('work', zeebe('taskSchedule', { dueDate: '= "P1M"' })),
    chain('s', 'work'),
  )
  const run = await simulate(xml, { now: '2026-01-31T12:00:00Z' })
  run.start()
  assert.equal(run.tasks()[0]?.offer.dueAt, '2026-02-28T12:00:00Z')
})

test('a calendar nobody has set is an incident, and a later one is counted on at the retry', async () => {
  const xml = process(
    'p',
    start('s'),
    caught('wait', timer('Duration', 'PT2H'), properties({ calendar: 'office' })),
    chain('s', 'wait'),
  )
  const run = await simulate(xml, { now: '2026-12-24T15:00:00Z' })
  run.start()
  const [incident] = run.effects('incident')
  assert.equal(incident?.code, 'event_not_armed')
  run.send(0, { type: 'retry', incident: incident?.incident ?? 0, calendars: { office } })
  assert.deepEqual(dueOf(run), ['2026-12-24T17:00:00Z'])
})

test('only a duration is counted on a calendar', async () => {
  for (const [form, value] of [
    ['Date', '2026-12-24'],
    ['Cycle', 'R/P1D'],
  ] as const) {
    const late = boundary('late', 'work', timer(form, value), false, properties({ calendar: 'office' }))
    const { findings } = await compileModel(process('p', start('s'), user('work'), late, chain('s', 'work')))
    assert.ok(findings.some(({ code, element }) => code === 'timer_calendar' && element === 'late'))
  }
})
