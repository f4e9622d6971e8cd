import assert from 'node:assert/strict'
import { test } from 'node:test'
import { boundary, chain, end, process, properties, start, timer, user, zeebe } from '#test/diagram.ts'
import { simulate } from '#test/simulation.ts'
import { compileModel } from '../model/compile.ts'

const day = [{ from: '09:00', to: '17:00' }]
const office = {
  revision: 1,
  zone: null,
  hours: { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day },
  holidays: ['2026-12-25'],
}
/** A Wednesday before Christmas, ten in the morning in Berlin. */
const options = { now: '2026-12-23T09:00:00Z', zone: 'Europe/Berlin', calendars: { office } }

const due = (dueDate: string) => zeebe('taskSchedule', { dueDate })
const asking = (extensions: string, ...more: string[]) =>
  process('p', start('s'), user('work', extensions), end('e'), chain('s', 'work', 'e'), ...more)

async function reminded(extensions: string, pass = 'P30D') {
  const run = await simulate(asking(extensions), options)
  run.start()
  run.advance(pass)
  return run.trace.flatMap((line) => ('reminded' in line ? [[line.at, line.reminded.count]] : []))
}

test('people are reminded before a task is due, then, and so many times after', async () => {
  assert.deepEqual(await reminded(due('P2D') + properties({ remind: '-PT4H, PT0S, R2/P1D' })), [
    ['2026-12-25T05:00:00Z', 1],
    ['2026-12-25T09:00:00Z', 2],
    ['2026-12-26T09:00:00Z', 3],
    ['2026-12-27T09:00:00Z', 4],
  ])
})

test('reminders are counted on the calendar of the task, both ways', async () => {
  const onCalendar = properties({ calendar: 'office', remind: '=["-PT4H", "R2/P1D"]' })
  // Due on Monday at ten, since the 25th is a holiday; four hours of work before is the Thursday.
  assert.deepEqual(await reminded(due('P2D') + onCalendar), [
    ['2026-12-24T13:00:00Z', 1],
    ['2026-12-29T09:00:00Z', 2],
    ['2026-12-30T09:00:00Z', 3],
  ])
})

test('what is past when the task begins is no reminder, and none goes out once it is done or cancelled', async () => {
  assert.deepEqual(await reminded(due('PT1H') + properties({ remind: '-PT4H, P1D' })), [
    ['2026-12-24T10:00:00Z', 1],
  ])
  const xml = asking(
    due('P2D') + properties({ remind: '-P1D, PT0S, P1D' }),
    boundary('late', 'work', timer('Duration', 'P2D')),
    end('given_up'),
    chain('late', 'given_up'),
  )
  const run = await simulate(xml, options)
  run.start()
  run.advance('P9D')
  const lines = run.trace.flatMap((line) => ('reminded' in line ? [line.at] : []))
  assert.deepEqual(lines, ['2026-12-24T09:00:00Z'], 'what ends the task at that moment comes first')
})

test('moments missed in an outage are one reminder', async () => {
  const run = await simulate(asking(due('P1D') + properties({ remind: 'PT0S, R3/P1D' })), options)
  run.start()
  run.skip('P3DT1H')
  run.advance('P1D')
  const lines = run.trace.flatMap((line) => ('reminded' in line ? [[line.at, line.reminded.count]] : []))
  assert.deepEqual(lines, [
    ['2026-12-26T10:00:00Z', 1],
    ['2026-12-27T09:00:00Z', 2],
  ])
})

test('a plan that is none is found at the task, before anybody waits for it', async () => {
  const findings = async (remind: string, schedule = due('P1D')) =>
    (await compileModel(asking(schedule + properties({ remind })))).findings.map(
      ({ element, code, message }) => `${element} ${code}: ${message}`,
    )
  assert.deepEqual(await findings('R10/P1D, -PT4H'), [])
  assert.deepEqual(await findings('PT4H', ''), [
    'work due_date_missing: People are to be reminded of the task, but it has no due date to tell that from.',
  ])
  const invalid = 'work reminders_invalid: It cannot be told when to remind: '
  assert.deepEqual(await findings('tomorrow'), [
    `${invalid}"tomorrow" is no duration such as -PT4H or P1D, and no counted repetition such as R10/P1D.`,
  ])
  assert.match((await findings('R/P1D'))[0] ?? '', /counted repetition/, 'nobody is reminded without end')
  assert.deepEqual(await findings('R0/P1D'), [`${invalid}"R0/P1D" reminds no times.`])
  assert.deepEqual(await findings('R5/PT0S'), [`${invalid}"R5/PT0S" reminds again at the same moment.`])
  assert.deepEqual(await findings('R99/P1D, PT0S, -P1D'), [`${invalid}101 reminders are more than 100.`])
})

test('a plan that FEEL makes and nobody can read is an incident at the task', async () => {
  const run = await simulate(asking(due('P1D') + properties({ remind: '="soon"' })), options)
  const { state } = run.start()
  assert.deepEqual(
    state.incidents.map(({ code }) => code),
    ['work_not_asked'],
  )
})
