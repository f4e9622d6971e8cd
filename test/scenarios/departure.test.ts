/** Somebody leaves: what they were booked for falls away, and those who count on them know. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { daysBetween } from '#kernel/dates.ts'
import { sql } from '#kernel/sql.ts'
import { openHiring, refusedWith } from '../hiring.ts'

const { administrator, at, buyer, controller, counsel, engaged, hired, house, leo, paula, people, ...firm } =
  await openHiring()
const { instancesOf, nodesOf, planner, project, record, requestOf } = firm
const nobody = '0199d8a0-0000-7000-8000-0000000000ff'

interface Booking {
  readonly id: string
  readonly startsOn: string
  readonly endsOn: string
  readonly state: string
}

const requestNow = async (roleCode: string) => {
  const { items } = await planner.ask('staffing.listRequests', { projectId: project.projectId, roleCode })
  return items.find(({ id }: { id: string }) => id === requestOf(roleCode).id)
}
const bookingsOf = async (personId: string): Promise<Booking[]> =>
  (await planner.ask('staffing.listBookings', { personId, sort: 'startsOn' })).items
const spansOf = async (personId: string) =>
  (await bookingsOf(personId)).map(({ startsOn, endsOn, state }) => `${startsOn} ${endsOn} ${state}`)
const book = (roleCode: string, ...bookings: object[]) =>
  planner.run('staffing.book', {
    requestId: requestOf(roleCode).id,
    allowOverbooking: 'For the story.',
    bookings,
  })
/** Books somebody so firmly that a request is met, and gives what was asked for. */
async function meet(roleCode: string, personId: string) {
  const { startsOn, endsOn, minutes } = await requestNow(roleCode)
  // Some weeks less than there are, for the holidays in them.
  const days = Math.floor((daysBetween(startsOn, endsOn) / 7 - 2) * 5)
  const minutesPerDay = Math.ceil(minutes / days)
  const { state } = await book(roleCode, { personId, startsOn, endsOn, minutesPerDay })
  assert.equal(state, 'fulfilled')
  return { startsOn, endsOn }
}
const mailsAbout = (name: string): Promise<{ to: string; text: string }[]> =>
  house.tx((tx) =>
    tx.rows(sql<{ to: string; text: string }>`
      select payload #>> '{to,0,address}' as to, payload ->> 'text' as text
      from exchange.delivery
      where payload ->> 'subject' like ${`${name}%`}
      order by id`),
  )
/** What the command that ended the bookings was caused by, back to what somebody did. */
const chainOf = (personId: string): Promise<string[]> =>
  house.tx(async (tx) => {
    const rows = await tx.rows(sql<{ command: string }>`
      with recursive cause as (
        select journal.id, journal.cause_id, journal.command
        from kernel.journal
          join kernel.journal_object as touched on touched.tenant_id = journal.tenant_id and touched.journal_id = journal.id
        where touched.object_type = 'person' and touched.object_id = ${personId} and journal.command = 'staffing.releasePerson'
        union all
        select journal.id, journal.cause_id, journal.command
        from kernel.journal
          join cause on journal.id = cause.cause_id)
      select command
      from cause`)
    return rows.map(({ command }) => command)
  })

test('who is called off is booked for nothing any more: the request they met is open again, and its manager is told', async () => {
  const { onboardingId, personId } = await hired('E-50', 'Kim Late')
  await counsel.run('people.clear', { onboardingId })
  const { startsOn, endsOn } = await meet('engineer', personId)
  const requestId = requestOf('engineer').id
  assert.deepEqual(await nodesOf(planner, requestId), [])

  await planner.run('people.withdraw', { onboardingId, reason: 'Has signed with somebody else.' })
  assert.deepEqual(await spansOf(personId), [`${startsOn} ${endsOn} canceled`])
  const { state, bookedMinutes } = await requestNow('engineer')
  assert.deepEqual([state, bookedMinutes], ['submitted', 0])
  assert.deepEqual(
    await nodesOf(planner, requestId),
    ['staff_request'],
    'who books people has it on the list',
  )
  assert.deepEqual(await instancesOf('departure', personId), ['completed'])
  assert.deepEqual(await chainOf(personId), ['staffing.releasePerson', 'people.withdraw'])
  const mails = await mailsAbout('Kim Late')
  const { email } = await administrator.ask('access.get', { principalId: await paula.principalId })
  assert.deepEqual(
    mails.map(({ to }) => to),
    [email],
    'one mail, to the project manager',
  )
  assert.match(mails[0]?.text ?? '', new RegExp(`${project.number} \\([0-9.]+ h\\)`))
})

test('who leaves in the middle keeps the days before, and what falls away is seen before it is done', async () => {
  const { startsOn, endsOn } = await meet('engineer', people.ben)
  const before = await requestNow('engineer')
  const from = '2026-07-01'
  const preview = await administrator.ask('staffing.previewRelease', { personId: people.ben, from })
  assert.deepEqual(
    preview.bookings.map(
      ({ startsOn: first, endsOn: last, isWhole, state }: Booking & { isWhole: boolean }) => ({
        ...{ first, last, isWhole, state },
      }),
    ),
    [{ first: from, last: endsOn, isWhole: false, state: 'hard' }],
  )
  assert.equal((await requestNow('engineer')).state, 'fulfilled', 'looking changes nothing')

  const { revision } = await planner.ask('people.get', { personId: people.ben })
  await planner.run('people.update', { personId: people.ben, endedOn: '2026-06-30' }, { ifMatch: revision })
  assert.deepEqual(await spansOf(people.ben), [`${startsOn} 2026-06-30 hard`])
  const after = await requestNow('engineer')
  assert.equal(after.state, 'submitted')
  assert.equal(after.bookedMinutes, before.bookedMinutes - preview.minutes)
  const { demand } = await leo.ask('insight.personWeeks', { from: '2026-07-06', to: '2026-07-19' })
  const missing = demand.find(({ roleCode }: { roleCode: string }) => roleCode === 'engineer')
  assert.equal(
    missing.requests[0].unmetMinutes,
    after.minutes - after.bookedMinutes,
    'the board shows the gap',
  )
  await assert.rejects(
    book('engineer', { personId: people.ben, startsOn: from, endsOn, minutesPerDay: 60 }),
    refusedWith('person_leaves_before'),
  )
})

test('time that is recorded stays, also after the day from which somebody is released', async () => {
  const { onboardingId, personId } = await hired('E-51', 'Zoe Done')
  await counsel.run('people.clear', { onboardingId })
  const { principalId } = await administrator.run('people.giveAccess', {
    personId,
    accessRoles: ['consultant'],
  })
  await book('architect', { personId, startsOn: '2026-04-01', endsOn: '2026-05-29', minutesPerDay: 60 })
  at('2026-04-10')
  const zoe = house.as(principalId)
  const workPackageId = project.workPackages.WP2
  for (const workedOn of ['2026-04-01', '2026-04-09'])
    await zoe.run('timesheets.record', { workPackageId, workedOn, minutes: 240, description: 'Design' })
  const released = await planner.run('staffing.releasePerson', {
    ...{ personId, from: '2026-04-08', reason: 'Long leave.' },
  })
  assert.equal(released.bookingIds.length, 1)
  assert.deepEqual(await spansOf(personId), ['2026-04-01 2026-04-07 hard'])
  const [{ minutes }] = (await house.tx((tx) =>
    tx.rows(sql<{ minutes: number }>`
      select sum(entry.minutes)::integer as minutes
      from timesheets.time_entry as entry
        join timesheets.timesheet as sheet on sheet.tenant_id = entry.tenant_id and sheet.id = entry.timesheet_id
      where sheet.person_id = ${personId}`),
  )) as [{ minutes: number }]
  assert.equal(minutes, 480)
  at('2026-03-16')
})

test('each way an employment or agreement ends releases, and what was only proposed is taken back, too', async () => {
  const insured = async (number: string, name: string) => {
    const { onboardingId, personId } = await engaged(number, name)
    await record(onboardingId, 'insurance', { validUntil: '2027-12-31' })
    await counsel.run('people.clear', { onboardingId })
    return { onboardingId, personId }
  }
  const ends = await insured('X-50', 'Ida Short')
  await book('analyst', {
    ...{ personId: ends.personId, startsOn: '2026-05-04', endsOn: '2026-05-29', minutesPerDay: 60 },
    state: 'proposed',
  })
  const requestId = requestOf('analyst').id
  assert.deepEqual(await nodesOf(paula, requestId), ['review_proposal'])
  await buyer.run('people.endAgreement', {
    onboardingId: ends.onboardingId,
    endsOn: '2026-04-30',
    reason: 'Done.',
  })
  assert.deepEqual(await spansOf(ends.personId), ['2026-05-04 2026-05-29 canceled'])
  assert.deepEqual(await nodesOf(paula, requestId), [], 'nothing is left to decide about')
  assert.deepEqual(await nodesOf(planner, requestId), ['staff_request'])

  const fails = await hired('E-52', 'Bo Trial', { probationEndsOn: '2026-09-30' })
  await counsel.run('people.clear', { onboardingId: fails.onboardingId })
  await book('analyst', {
    ...{ personId: fails.personId, startsOn: '2026-04-01', endsOn: '2026-05-29', minutesPerDay: 60 },
  })
  const ended = { outcome: 'ended', endsOn: '2026-05-15', reason: 'It does not fit.' }
  await leo.run('people.reviewProbation', { onboardingId: fails.onboardingId, ...ended })
  assert.deepEqual(await spansOf(fails.personId), ['2026-04-01 2026-05-15 hard'])

  const { onboardingId, personId } = await planner.run('people.hire', firm.person('E-53', 'Al Never'))
  await book('analyst', {
    ...{ personId, startsOn: '2026-04-01', endsOn: '2026-05-29', minutesPerDay: 60, state: 'soft' },
  })
  await controller.run('people.decline', { onboardingId, reason: 'No permission to work.' })
  assert.deepEqual(await spansOf(personId), ['2026-04-01 2026-05-29 canceled'])
})

test('who has nothing is released from nothing, a second time changes nothing, and only those who plan may', async () => {
  const again = await planner.run('staffing.releasePerson', { personId: people.ben, from: '2026-07-01' })
  assert.deepEqual([again.bookingIds, again.requestIds, again.minutes, again.managers], [[], [], 0, []])
  await assert.rejects(
    paula.run('staffing.releasePerson', { personId: people.ben, from: '2026-07-01' }),
    refusedWith('not_permitted'),
  )
  for (const work of [
    () => planner.run('staffing.releasePerson', { personId: nobody, from: '2026-07-01' }),
    () => planner.ask('staffing.previewRelease', { personId: nobody, from: '2026-07-01' }),
  ])
    await assert.rejects(work(), refusedWith('person_not_found'))
  assert.deepEqual((await administrator.ask('incidents.list', { open: true })).items, [])
})
