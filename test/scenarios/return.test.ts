/** Somebody who left comes back: with a new agreement, an onboarding of its own, and what they showed and is still valid. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fireDueTimers } from '#engines/process'
import { openHiring, refusedWith } from '../hiring.ts'

const { administrator, at, book, buyer, controller, counsel, engaged, hired, house, leo, people, ...firm } =
  await openHiring()
const { decide, instancesOf, nodesOf, planner, project, record, standing } = firm

const onboardingsOf = async (personId: string) =>
  (await planner.ask('people.listOnboardings', { personId, sort: 'openedAt' })).items
const checksOf = async (onboardingId: string): Promise<Record<string, string>> => {
  const { checks } = await standing(onboardingId)
  return Object.fromEntries(
    checks.map(({ item, evidence }: { item: string; evidence: string }) => [item, evidence]),
  )
}
/** The contractor of this story. */
const tom = async (): Promise<{ id: string; principalId: string }> =>
  (await planner.ask('people.list', { search: 'Tom Again' })).items[0]
/** Lets the morning of a day come. */
const morning = async (day: string) => {
  at(day, '05:00:00')
  await fireDueTimers(house.house, house.clock.now)
  await planner.run('people.findEndings')
}

test('a contractor comes back after a gap: what is valid is kept, what has expired and what belongs to the agreement is asked for again', async () => {
  const first = await engaged('X-60', 'Tom Again', { agreementEndsOn: '2026-05-29' })
  await record(first.onboardingId, 'insurance', { validUntil: '2026-06-30' })
  await counsel.run('people.clear', { onboardingId: first.onboardingId })
  const { personId } = first
  const { principalId } = await administrator.run('people.giveAccess', {
    ...{ personId, accessRoles: ['consultant', 'project-manager'], password: 'the first time 2026' },
  })
  await book('engineer', personId, '2026-05-29')
  const again = {
    ...{ personId, startedOn: '2026-08-03', agreementNumber: 'FW-2026-080', company: 'Again GmbH' },
    ...{ agreementEndsOn: '2026-12-18', costRate: { amount: '95.00', currency: 'EUR' } },
  }
  await assert.rejects(buyer.run('people.engageAgain', again), refusedWith('person_not_gone'))
  await morning('2026-05-30')
  await morning('2026-06-01')
  assert.equal((await standing(first.onboardingId)).state, 'ended')
  assert.equal((await administrator.ask('access.get', { principalId })).active, false)
  await assert.rejects(
    buyer.run('people.engageAgain', { ...again, startedOn: '2026-05-29' }),
    refusedWith('return_too_early'),
  )
  await assert.rejects(
    buyer.run('people.engageAgain', { ...again, managerId: personId }),
    refusedWith('person_manages_themselves'),
  )
  const { onboardingId } = await buyer.run('people.engageAgain', again)
  assert.notEqual(onboardingId, first.onboardingId)
  assert.deepEqual(await instancesOf('contractor-onboarding', onboardingId), ['active'])

  const checks = await checksOf(onboardingId)
  assert.equal(
    checks['confidentiality'],
    'Seen: confidentiality',
    'what they signed without an end still counts',
  )
  assert.equal(checks['signed_agreement'], '', 'the agreement is another one')
  assert.equal(checks['insurance'], '', 'it has ended before the first day')
  const open = await standing(onboardingId)
  assert.deepEqual(open.missing, ['insurance', 'signed_agreement', 'legal_status'])
  await assert.rejects(book('engineer', personId, '2026-09-30'), refusedWith('person_not_cleared'))
  await assert.rejects(book('engineer', personId, '2026-06-30'), refusedWith('person_not_cleared'))
})

test('cleared anew they are booked and sign in again, with the roles of now, and the history of the first time is kept', async () => {
  const { id: personId, principalId } = await tom()
  const [, { id: onboardingId }] = await onboardingsOf(personId)
  await record(onboardingId, 'insurance', { validUntil: '2027-06-30' })
  await record(onboardingId, 'signed_agreement')
  await counsel.run('people.assessStatus', {
    ...{ onboardingId, legalStatus: 'independent', reason: 'As before.' },
  })
  await planner.run('people.setSkills', { personId, skills: [] })
  await assert.rejects(buyer.run('people.clear', { onboardingId }), refusedWith('not_permitted'))
  await counsel.run('people.clear', { onboardingId })
  await assert.rejects(
    book('engineer', personId, '2026-06-30'),
    refusedWith('person_leaves_before'),
    'between the two times they are not here',
  )
  await book('engineer', personId, '2026-09-30')

  assert.deepEqual(await nodesOf(administrator, personId), ['give_access'])
  await administrator.run('people.giveAccess', { personId, accessRoles: ['consultant'] })
  const back = await administrator.ask('access.get', { principalId })
  const roles = back.roles.map(({ role }: { role: string }) => role)
  assert.deepEqual(
    [back.active, roles],
    [true, ['consultant']],
    'the sign-in is the one of before, the roles are not',
  )
  await assert.rejects(
    administrator.run('people.giveAccess', { personId, accessRoles: ['consultant'] }),
    refusedWith('person_has_access'),
  )

  assert.deepEqual(
    (await onboardingsOf(personId)).map(
      ({ state, startedOn, agreementEndsOn, company }: Record<string, string>) => [
        ...[state, startedOn, agreementEndsOn, company],
      ],
    ),
    [
      ['ended', '2026-04-01', '2026-05-29', 'Berg Consulting GmbH'],
      ['cleared', '2026-08-03', '2026-12-18', 'Again GmbH'],
    ],
    'the history of the first is kept',
  )
  const person = await planner.ask('people.get', { personId })
  assert.deepEqual(
    [person.startedOn, person.endedOn, person.earlierPeriods, person.canSignIn],
    ['2026-08-03', null, [{ startedOn: '2026-04-01', endedOn: '2026-05-29' }], true],
  )
  at('2026-03-16')
})

test('both times count in the figures and for time that is written late, and nothing between', async () => {
  const { id: personId, principalId } = await tom()
  const { people: loads } = await planner.ask('staffing.availability', {
    from: '2026-05-18',
    to: '2026-08-16',
  })
  const { weeks } = loads.find((one: { personId: string }) => one.personId === personId)
  assert.deepEqual(
    weeks.map(({ weekStart }: { weekStart: string }) => weekStart),
    ['2026-05-18', '2026-05-25', '2026-08-03', '2026-08-10'],
  )
  at('2026-08-14')
  const own = house.as(principalId)
  const day = { workPackageId: project.workPackages.WP2, minutes: 60, description: 'Late' }
  await own.run('timesheets.record', { ...day, workedOn: '2026-05-28' })
  await assert.rejects(
    own.run('timesheets.record', { ...day, workedOn: '2026-07-01' }),
    refusedWith('time_person_not_employed'),
  )
  await own.run('timesheets.record', { ...day, workedOn: '2026-08-04' })
  at('2026-03-16')
})

test('an employee who left comes back as one, is cleared by somebody else than who took them on, and what never was is not kept', async () => {
  const both = house.as(await house.person('Nora Both', 'resource-manager', 'legal'))
  const { onboardingId: first, personId } = await hired('E-60', 'Pia Twice')
  await counsel.run('people.clear', { onboardingId: first })
  await planner.run('people.update', { personId, endedOn: '2026-06-30' })
  await morning('2026-07-01')
  assert.equal((await standing(first)).agreementEndsOn, '2026-06-30', 'its end is kept with it')
  const told = { personId, startedOn: '2026-10-01', agreementNumber: 'HR-2026-099', weeklyMinutes: 1_200 }
  const { onboardingId } = await both.run('people.hireAgain', { ...told, probationEndsOn: '2027-03-31' })
  const { missing } = await standing(onboardingId)
  assert.deepEqual(missing, ['signed_agreement'], 'permit, registration and cost of before still count')
  await record(onboardingId, 'signed_agreement')
  await assert.rejects(both.run('people.clear', { onboardingId }), refusedWith('own_approval'))
  await planner.run('people.withdraw', { onboardingId, reason: 'Stays where she is.' })
  const again = await planner.run('people.hireAgain', { ...told, startedOn: '2026-11-02' })
  const person = await planner.ask('people.get', { personId })
  assert.deepEqual(
    [person.startedOn, person.weeklyMinutes, person.earlierPeriods],
    ['2026-11-02', 1_200, [{ startedOn: '2026-04-01', endedOn: '2026-06-30' }]],
    'a return that was called off is no time here',
  )
  await record(again.onboardingId, 'signed_agreement')
  await counsel.run('people.clear', { onboardingId: again.onboardingId })
  assert.equal((await onboardingsOf(personId)).length, 3)
  at('2026-03-16')
})

test('who came before there were onboardings, and left, comes back through one; what it costs is approved anew', async () => {
  const { ben: personId } = people
  const told = {
    personId,
    startedOn: '2026-09-01',
    agreementNumber: 'FW-2026-081',
    company: 'Roth Consulting',
  }
  const terms = { ...told, agreementEndsOn: '2027-02-26', costRate: { amount: '130.00', currency: 'EUR' } }
  await assert.rejects(buyer.run('people.engageAgain', terms), refusedWith('person_not_gone'))
  await planner.run('people.update', { personId, endedOn: '2026-06-30' })
  await assert.rejects(
    buyer.run('people.engageAgain', { ...terms, agreementEndsOn: '2026-08-31' }),
    refusedWith('agreement_end_wrong'),
  )
  const { onboardingId } = await buyer.run('people.engageAgain', terms)
  await decide(leo, { decision: 'approved' })
  await decide(controller, { decision: 'approved' })
  assert.equal((await standing(onboardingId)).state, 'checking')
  await book('engineer', personId, '2026-06-30')
  await assert.rejects(book('engineer', personId, '2026-09-30'), refusedWith('person_not_cleared'))
  assert.deepEqual((await administrator.ask('incidents.list', { open: true })).items, [])
})
