import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import {
  type EngagementOptions,
  signEngagement,
  startEngagement,
  winEngagement,
} from '#test/example-engagement.ts'
import { openExampleFirm } from '#test/example-firm.ts'
import { openTestHouse } from '#test/house.ts'

const house = await openTestHouse()
const firm = await openExampleFirm(house)
const { as, people } = firm
const planner = as['resource-manager']
const nobody = '0199d8a0-0000-7000-8000-0000000000ff'

const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.code === code
const started = async (name: string, options: EngagementOptions = {}) =>
  startEngagement(await signEngagement(await winEngagement(firm, { name, ...options })))

interface Request {
  readonly id: string
  readonly workPackage: string
  readonly roleCode: string
  readonly minutes: number
  readonly bookedMinutes: number
  readonly state: string
}

/** The requests of a new project, by work package and role. */
async function requested(
  name: string,
): Promise<{ projectId: string; of: (what: string) => Promise<Request> }> {
  const { projectId } = (await started(name)).project
  await as.paula.run('staffing.requestForProject', { projectId })
  return {
    projectId,
    of: async (what) => {
      const { items } = await planner.ask('staffing.listRequests', { projectId })
      return items.find((one: Request) => `${one.workPackage} ${one.roleCode}` === what)
    },
  }
}

const whole = { startsOn: '2026-04-01', endsOn: '2026-09-30' }
const booking = (personId: string, minutesPerDay: number, more: object = {}) => ({
  personId,
  minutesPerDay,
  ...whole,
  ...more,
})
const book = (requestId: string, ...bookings: object[]) =>
  planner.run('staffing.book', { requestId, bookings })
const eventsOf = (key: string) =>
  house.tx(async (tx) =>
    (
      await tx.rows(sql<{ type: string }>`
        select event ->> 'type' as type
        from kernel.journal
          cross join lateral jsonb_array_elements(events) as event
        where event ->> 'key' = ${key}
        order by journal.id`)
    ).map(({ type }) => type),
  )

test('people are asked for once, role by role and work package by work package, as budgeted', async () => {
  const { projectId } = (await started('Asked')).project
  await assert.rejects(
    as.pete.run('staffing.requestForProject', { projectId }),
    refusedWith('project_not_found'),
  )
  const asked = await Promise.allSettled([
    as.paula.run('staffing.requestForProject', { projectId }),
    as.leo.run('staffing.requestForProject', { projectId }),
  ])
  assert.deepEqual(asked.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  await assert.rejects(as.leo.run('staffing.requestForProject', { projectId }), refusedWith('requests_exist'))
  const { items } = await planner.ask('staffing.listRequests', {
    projectId,
    state: 'submitted',
    sort: '-minutes',
  })
  assert.deepEqual(
    items.map((one: Request) => [one.workPackage, one.roleCode, one.minutes, one.bookedMinutes]),
    [
      ['Platform', 'engineer', 36_000, 0],
      ['Support', 'engineer', 28_800, 0],
      ['Discovery', 'analyst', 19_200, 0],
      ['Platform', 'architect', 18_000, 0],
      ['Integration', 'engineer', 12_000, 0],
      ['Discovery', 'manager', 1_200, 0],
    ],
  )
  const [{ id: requestId }] = items
  const one = await planner.ask('staffing.listRequests', { requestId })
  assert.deepEqual(one.items, [items[0]])
})

test('a project without budgeted effort has nobody to ask for', async () => {
  const { projectId } = (
    await started('Support only', {
      lines: (lines) => lines.slice(2).map((line) => ({ ...line, details: [] })),
    })
  ).project
  await assert.rejects(
    as.paula.run('staffing.requestForProject', { projectId }),
    refusedWith('project_has_no_budget'),
  )
  const { workPackageId } = await as.paula.run('projects.addWorkPackage', {
    projectId,
    code: 'WP1',
    title: 'Support',
    startsOn: '2026-04-01',
    endsOn: '2026-09-30',
  })
  await as.paula.run('projects.planBudget', {
    projectId,
    lines: [{ workPackageId, roleCode: 'engineer', minutes: 1_200, costRate: '50' }],
  })
  const { requestIds } = await as.paula.run('staffing.requestForProject', { projectId })
  assert.equal(requestIds.length, 1)
})

test('a request is fulfilled by hard bookings of at least 95 per cent of what was asked', async () => {
  const { of } = await requested('Covered')
  const { id } = await of('Platform architect')
  // 131 working days from April to September: 131 x 130 minutes are 94.6 per cent of 18,000, one booking of 1 more is enough.
  const short = await book(id, booking(people.ada, 130))
  assert.deepEqual([short.state, short.bookedMinutes], ['submitted', 17_030])
  const proposed = await book(id, booking(people.ben, 10, { state: 'proposed' }))
  assert.equal(proposed.state, 'needs_review')
  const met = await book(id, booking(people.ben, 1))
  assert.deepEqual([met.state, met.bookedMinutes], ['fulfilled', 17_161])
  assert.deepEqual(await eventsOf(id), ['staffing.requested', 'staffing.requestFulfilled'])
  await assert.rejects(book(id, booking(people.ben, 1)), refusedWith('request_not_open'))
})

test('nobody is booked hard beyond a week of theirs, unless somebody says why', async () => {
  const { of } = await requested('Full')
  const { id } = await of('Discovery analyst')
  const april = { startsOn: '2026-04-06', endsOn: '2026-04-10' }
  await book(id, booking(people.deng, 450, april))
  await assert.rejects(
    book(id, booking(people.deng, 60, april)),
    (error: unknown) =>
      error instanceof Refused &&
      error.code === 'over_capacity' &&
      error.message.startsWith('Deng Wei would be booked 2550 of 2400 minutes in the week of 2026-04-06.'),
  )
  await book(id, booking(people.deng, 60, { ...april, state: 'soft' }))
  const over = await planner.run('staffing.book', {
    requestId: id,
    bookings: [booking(people.deng, 60, april)],
    allowOverbooking: 'Workshop week, agreed with Deng.',
  })
  assert.equal(over.bookedMinutes, 2_550)
  await book(id, booking(people.deng, 60, { startsOn: '2026-04-13', endsOn: '2026-04-13' }))
  const { people: loads } = await as.leo.ask('staffing.availability', {
    from: '2026-04-06',
    to: '2026-04-17',
    roleCode: 'engineer',
  })
  const deng = loads.find((one: { personId: string }) => one.personId === people.deng)
  assert.deepEqual(deng.weeks, [
    { weekStart: '2026-04-06', capacityMinutes: 2_400, hardMinutes: 2_550, softMinutes: 300 },
    { weekStart: '2026-04-13', capacityMinutes: 2_400, hardMinutes: 60, softMinutes: 0 },
  ])
})

test('holidays of the employing entity are no capacity, and no booked days', async () => {
  await planner.run('firm.setHolidays', {
    entityId: firm.entities.US,
    year: 2026,
    holidays: [{ day: '2026-05-25', name: 'Memorial Day' }],
  })
  const { of } = await requested('Holiday')
  const { id } = await of('Discovery analyst')
  const week = { startsOn: '2026-05-25', endsOn: '2026-05-29' }
  const booked = await book(id, booking(people.cora, 480, week))
  assert.equal(booked.bookedMinutes, 4 * 480)
})

test('two managers who book one person at once cannot both have the last hours', async () => {
  const [one, other] = await Promise.all([requested('Rival one'), requested('Rival two')])
  const [first, second] = await Promise.all([one.of('Support engineer'), other.of('Support engineer')])
  const june = { startsOn: '2026-06-01', endsOn: '2026-06-26' }
  const both = await Promise.allSettled([
    book(first.id, booking(people.deng, 300, june)),
    book(second.id, booking(people.deng, 300, june)),
  ])
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
})

test('a canceled booking opens its request again', async () => {
  const { of } = await requested('Canceled')
  const { id } = await of('Discovery manager')
  const may = { startsOn: '2026-05-04', endsOn: '2026-05-08' }
  const { state, bookingIds } = await book(id, booking(people.pete, 240, may))
  assert.equal(state, 'fulfilled')
  const cancel = (more = {}) =>
    planner.run('staffing.cancelBooking', { bookingId: bookingIds[0], reason: 'Parental leave' }, more)
  await assert.rejects(cancel({ ifMatch: 7 }), refusedWith('stale_revision'))
  assert.equal((await cancel({ ifMatch: 1 })).state, 'canceled')
  assert.equal((await of('Discovery manager')).state, 'submitted')
  await assert.rejects(cancel(), refusedWith('booking_canceled'))
})

test('a request that was rejected stays so, whatever happens to its bookings', async () => {
  const { of } = await requested('Rejected')
  const { id } = await of('Discovery manager')
  const { bookingIds } = await book(id, booking(people.pete, 1, { endsOn: '2026-05-31', state: 'soft' }))
  const rejected = await planner.run('staffing.rejectRequest', { requestId: id, reason: 'Nobody is free.' })
  assert.equal(rejected.state, 'rejected')
  await planner.run('staffing.cancelBooking', { bookingId: bookingIds[0], reason: 'Request rejected' })
  assert.equal((await of('Discovery manager')).state, 'rejected')
  await assert.rejects(
    planner.run('staffing.rejectRequest', { requestId: id, reason: 'Again' }),
    refusedWith('request_not_open'),
  )
})

test('bookings lie inside their request and name people who exist', async () => {
  const { of } = await requested('Inside')
  const { id } = await of('Discovery analyst')
  for (const wrong of [
    { endsOn: '2026-06-01' },
    { startsOn: '2026-03-31', endsOn: '2026-04-30' },
    { endsOn: '2026-03-01' },
  ])
    await assert.rejects(book(id, booking(people.cora, 60, wrong)), refusedWith('booking_outside_request'))
  const april = { endsOn: '2026-04-30' }
  await assert.rejects(book(id, booking(nobody, 60, april)), refusedWith('person_not_found'))
  await assert.rejects(
    book(nobody, booking(people.cora, 60, april)),
    refusedWith('resource_request_not_found'),
  )
  await assert.rejects(
    planner.run('staffing.cancelBooking', { bookingId: nobody, reason: 'x' }),
    refusedWith('booking_not_found'),
  )
  await assert.rejects(
    planner.ask('staffing.availability', { from: '2026-01-01', to: '2027-06-30' }),
    refusedWith('period_too_long'),
  )
  await assert.rejects(
    planner.ask('staffing.availability', { from: '2026-02-01', to: '2026-01-01' }),
    refusedWith('period_too_long'),
  )
})

test('consultants see their own bookings, planners those of everybody', async () => {
  const seen = async (who: 'ada' | 'resource-manager') => {
    const { items } = await as[who].ask('staffing.listBookings', { from: '2026-04-01', to: '2026-09-30' })
    return new Set(items.map((one: { personId: string }) => one.personId))
  }
  assert.deepEqual(await seen('ada'), new Set([people.ada]))
  assert.ok((await seen('resource-manager')).size > 3)
  const { items } = await planner.ask('staffing.listBookings', { personId: people.deng, state: 'soft' })
  assert.equal(items.length, 1)
})

test('a project is staffed when the last of its requests is fulfilled', async () => {
  const { projectId, of } = await requested('Staffed')
  const needs: [string, string][] = [
    ['Discovery analyst', people.cora],
    ['Discovery manager', people.pete],
    ['Platform architect', people.ada],
    ['Platform engineer', people.ben],
    ['Integration engineer', people.ben],
    ['Support engineer', people.deng],
  ]
  for (const [what, personId] of needs) {
    assert.ok(!(await eventsOf(projectId)).includes('staffing.projectStaffed'))
    const { id, startsOn, endsOn, minutes } = (await of(what)) as Request & {
      startsOn: string
      endsOn: string
    }
    const days = await house.tx((tx) =>
      tx.one(
        sql<{
          days: bigint
        }>`select count(*) as days from firm.working_days(${firm.entities.DE}, ${startsOn}, ${endsOn})`,
      ),
    )
    const minutesPerDay = Math.ceil(minutes / Number(days.days))
    await planner.run('staffing.book', {
      requestId: id,
      bookings: [{ personId, startsOn, endsOn, minutesPerDay }],
      allowOverbooking: 'Small example firm.',
    })
  }
  assert.equal((await eventsOf(projectId)).at(-1), 'staffing.projectStaffed')
})

const propose = async (requestId: string, personId: string, minutesPerDay: number, state = 'proposed') =>
  book(requestId, booking(personId, minutesPerDay, { endsOn: '2026-05-31', state }))

test('who asked for people takes those who are proposed, and nobody beyond their capacity', async () => {
  const { of, projectId } = await requested('Proposed')
  const { id } = await of('Discovery manager')
  const accept = (who: 'paula' | 'pete' | 'resource-manager' = 'paula') =>
    as[who].run('staffing.acceptProposal', { requestId: id })
  await assert.rejects(accept(), refusedWith('nothing_proposed'))
  assert.equal((await propose(id, people.pete, 15)).state, 'needs_review')
  await propose(id, people.ada, 15, 'soft')
  await assert.rejects(accept('pete'), refusedWith('project_not_found'))
  await assert.rejects(accept('resource-manager'), refusedWith('not_permitted'))
  const taken = await accept()
  assert.deepEqual([taken.state, taken.bookingIds.length], ['fulfilled', 2])
  const { items } = await planner.ask('staffing.listBookings', { projectId })
  assert.deepEqual(
    items.map((one: { state: string }) => one.state),
    ['hard', 'hard'],
  )
  await assert.rejects(accept(), refusedWith('request_not_open'))
  assert.deepEqual(await eventsOf(id), ['staffing.requested', 'staffing.requestFulfilled'])
  const { id: analyst } = await of('Discovery analyst')
  await propose(analyst, people.cora, 600)
  await assert.rejects(
    as.leo.run('staffing.acceptProposal', { requestId: analyst }),
    refusedWith('over_capacity'),
  )
})

test('a proposal that is turned down leaves the request open and gives the people back', async () => {
  const { of, projectId } = await requested('Declined')
  const { id } = await of('Discovery manager')
  const decline = () => as.paula.run('staffing.declineProposal', { requestId: id, reason: 'Too junior' })
  await assert.rejects(decline(), refusedWith('nothing_proposed'))
  await propose(id, people.pete, 30)
  assert.equal((await decline()).state, 'submitted')
  const { items } = await planner.ask('staffing.listBookings', { projectId, state: 'canceled' })
  assert.equal(items.length, 1)
})

test('a rejected request is submitted again for less, or cancelled; a decided one is not', async () => {
  const { of } = await requested('Again')
  const { id } = await of('Platform architect')
  const resubmit = (more: object = {}) => as.paula.run('staffing.resubmitRequest', { requestId: id, ...more })
  const cancel = () => as.paula.run('staffing.cancelRequest', { requestId: id, reason: 'Not needed' })
  await assert.rejects(resubmit(), refusedWith('request_not_rejected'))
  await planner.run('staffing.rejectRequest', { requestId: id, reason: 'Nobody is free.' })
  await assert.rejects(resubmit({ endsOn: '2026-01-01' }), refusedWith('request_ends_before_start'))
  const again = await resubmit({ minutes: 9_600, startsOn: '2026-06-01' })
  assert.deepEqual([again.state, again.minutes, again.startsOn], ['submitted', 9_600, '2026-06-01'])
  await assert.rejects(
    book(id, booking(people.ada, 60, { startsOn: '2026-05-01' })),
    refusedWith('booking_outside_request'),
  )
  await book(id, booking(people.ada, 60, { startsOn: '2026-06-01', state: 'soft' }))
  assert.equal((await cancel()).state, 'cancelled')
  await assert.rejects(cancel(), refusedWith('request_decided'))
  assert.deepEqual(await eventsOf(id), [
    'staffing.requested',
    'staffing.requestRejected',
    'staffing.requestCancelled',
  ])
})

test('a request that was met and loses somebody begins anew, one in review loses what was proposed', async () => {
  const { of } = await requested('Reopened')
  const { id } = await of('Discovery manager')
  const cancel = (bookingId: string) =>
    planner.run('staffing.cancelBooking', { bookingId, reason: 'Parental leave' })
  const may = { startsOn: '2026-05-04', endsOn: '2026-05-08' }
  const { bookingIds } = await book(id, booking(people.pete, 240, may))
  await cancel(bookingIds[0])
  const proposed = await propose(id, people.pete, 15)
  await cancel(proposed.bookingIds[0])
  assert.deepEqual(await eventsOf(id), [
    'staffing.requested',
    'staffing.requestFulfilled',
    'staffing.requestReopened',
    'staffing.proposalWithdrawn',
  ])
})

test('a project is staffed when the last open request is cancelled and the others are met', async () => {
  const { projectId, of } = await requested('Smaller')
  const needs = ['Discovery analyst', 'Platform architect', 'Platform engineer', 'Integration engineer']
  for (const what of [...needs, 'Support engineer']) {
    const { id } = await of(what)
    await as.leo.run('staffing.cancelRequest', { requestId: id, reason: 'The client does it.' })
  }
  assert.ok(!(await eventsOf(projectId)).includes('staffing.projectStaffed'))
  const { id } = await of('Discovery manager')
  await book(id, booking(people.pete, 240, { startsOn: '2026-05-11', endsOn: '2026-05-15' }))
  assert.equal((await eventsOf(projectId)).filter((type) => type === 'staffing.projectStaffed').length, 1)
})
