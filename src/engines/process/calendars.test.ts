import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#kernel/refusal.ts'
import { boundary, chain, end, process, properties, start, timer, user, zeebe } from '#test/diagram.ts'
import { deploy, openFirm } from '#test/working-firm.ts'

const refused = (code: string) => (error: unknown) => error instanceof Refused && error.code === code

const firm = await openFirm()
const admin = firm.as('administrator')
const consultant = firm.as('consultant')

const day = [{ from: '09:00', to: '17:00' }]
const hours = { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day }

test('a calendar is set by those who run the processes and read by everybody', async () => {
  const first = await admin.run('calendars.set', { name: 'works', zone: 'Europe/Berlin', hours })
  assert.deepEqual(first, { name: 'works', revision: 1 })
  const change = { name: 'works', hours, holidays: ['2026-12-25', '2026-05-01'] }
  await assert.rejects(admin.run('calendars.set', change, { ifMatch: 0 }), refused('stale_revision'))
  const second = await admin.run('calendars.set', change, { ifMatch: 1 })
  assert.equal(second.revision, 2)
  const { changedAt: _at, changedBy: _by, ...rest } = await consultant.ask('calendars.get', { name: 'works' })
  assert.deepEqual(rest, {
    name: 'works',
    zone: null,
    hours,
    holidays: ['2026-05-01', '2026-12-25'],
    revision: 2,
  })
  const { items } = await consultant.ask('calendars.list', { sort: '-changedAt' })
  assert.deepEqual(
    items.map(({ name }: { name: string }) => name),
    ['works'],
  )
})

test('a calendar without working time, or an unknown one, is refused', async () => {
  await assert.rejects(admin.run('calendars.set', { name: 'empty', hours: {} }), refused('calendar_invalid'))
  await assert.rejects(
    admin.run('calendars.set', { name: 'lost', hours, zone: 'Europe/Atlantis' }),
    refused('calendar_invalid'),
  )
  await assert.rejects(admin.ask('calendars.get', { name: 'nowhere' }), refused('calendar_not_found'))
})

const reviewed = (id: string, calendar: string) =>
  process(
    id,
    start('s'),
    user('first', zeebe('assignmentDefinition', { candidateGroups: 'consultant' })),
    user(
      'review',
      zeebe('assignmentDefinition', { candidateGroups: 'consultant' }) +
        zeebe('taskSchedule', { dueDate: 'P2D', followUpDate: 'PT4H' }) +
        properties({ calendar }),
    ),
    boundary('late', 'review', timer('Duration', 'P1D'), false, properties({ calendar })),
    end('e'),
    end('reminded'),
    chain('s', 'first', 'review', 'e'),
    chain('late', 'reminded'),
  )

test('a model may only count on a calendar that is set', async () => {
  await assert.rejects(deploy(firm, reviewed('uncounted', 'nowhere')), refused('process_model_invalid'))
})

test('timers and tasks are due in working time, as the calendar says when they begin', async () => {
  await admin.run('calendars.set', { name: 'desk', zone: 'UTC', hours: { wednesday: day } })
  await deploy(firm, reviewed('counted', 'desk'))
  const { instanceId } = await admin.run('processes.start', { key: 'counted' })
  // What was announced while the instance waited counts for it, too.
  await admin.run('calendars.set', { name: 'desk', zone: 'UTC', hours: { tuesday: day } })
  const taskOf = async () => {
    const { items } = await consultant.ask('tasks.list', {})
    return items.find((one: { instanceId: string }) => one.instanceId === instanceId)
  }
  await consultant.run('tasks.complete', { taskId: (await taskOf()).id })
  const task = await taskOf()
  const weekday = (at: string) => Temporal.Instant.from(at).toZonedDateTimeISO('UTC')
  assert.equal(weekday(task.dueAt).dayOfWeek, 2)
  assert.ok(weekday(task.followUpAt).dayOfWeek === 2 && weekday(task.followUpAt).hour >= 9)
  const { waiting } = await admin.ask('processes.instance', { instanceId })
  const [, timerAt = ''] = /the timer at (\S+)/.exec(waiting[0]?.waitsFor ?? '') ?? []
  assert.equal(weekday(timerAt).dayOfWeek, 2)
  assert.ok(Temporal.Instant.compare(Temporal.Instant.from(timerAt), Temporal.Instant.from(task.dueAt)) < 0)
  const replayed = await admin.ask('processes.replay', { instanceId })
  assert.deepEqual(replayed.differences, [])
})
