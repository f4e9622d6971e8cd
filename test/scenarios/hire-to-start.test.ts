/** People are taken on: from the signed agreement to the first booking. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fireDueTimers } from '#engines/process'
import { Refused } from '#kernel/refusal.ts'
import { germanChecks, openHiring, refusalOf, refusedWith } from '../hiring.ts'

const {
  administrator,
  at,
  book,
  buyer,
  contractor,
  controller,
  counsel,
  decide,
  engaged,
  hired,
  house,
  instancesOf,
  leo,
  nodesOf,
  paula,
  people,
  person,
  planner,
  project,
  record,
  requestOf,
  standing,
} = await openHiring()

test('a hire in Germany: each brings what is theirs, and the first booking is possible once somebody else has cleared', async () => {
  const terms = person('E-20', 'Lea Sommer', { probationEndsOn: '2026-09-30' })
  await assert.rejects(
    planner.run('people.hire', { ...terms, probationEndsOn: '2026-03-31' }),
    refusedWith('agreement_end_wrong'),
  )
  await assert.rejects(leo.run('people.hire', terms), refusedWith('not_permitted'))
  const { onboardingId, personId } = await planner.run('people.hire', terms)
  const open = await standing(onboardingId)
  assert.deepEqual([open.state, open.missing], ['checking', [...germanChecks, 'cost_rate']])
  assert.deepEqual(open.actors, ['resource-manager', 'controller'])
  assert.deepEqual(await nodesOf(planner, onboardingId), ['collect_documents'])
  assert.deepEqual(await nodesOf(planner, personId), ['record_skills'])
  assert.deepEqual(await nodesOf(controller, personId), ['set_cost_rate'])

  assert.deepEqual(await refusalOf(book('engineer', personId, '2026-04-30')), {
    code: 'person_not_cleared',
    detail: { person: 'Lea Sommer', checks: open.missing, roles: open.actors },
  })
  await book('engineer', personId, '2026-04-30', 'soft')

  await planner.run('people.setSkills', { personId, skills: [{ skill: 'Go', proficiency: 4 }] })
  const rate = { amount: '51.00', currency: 'EUR' }
  await controller.run('people.setCostRate', { personId, validFrom: '2026-04-01', rate })
  for (const item of germanChecks.slice(1)) await record(onboardingId, item)
  await assert.rejects(counsel.run('people.clear', { onboardingId }), refusedWith('onboarding_incomplete'))
  const { fileId } = await planner.run('documents.storeFile', {
    name: 'nda.txt',
    mediaType: 'text/plain',
    contentBase64: 'c2lnbmVk',
  })
  await record(onboardingId, 'confidentiality', { fileId })
  assert.equal((await counsel.ask('documents.getFile', { fileId })).subjects[0].role, 'confidentiality')
  const whole = await counsel.ask('people.getOnboarding', { onboardingId })
  assert.deepEqual([whole.missing, whole.actors], [[], ['legal', 'controller']])
  assert.equal(whole.checks[0].fileId, fileId)
  assert.deepEqual(await nodesOf(counsel, onboardingId), ['clear_person'])
  await counsel.run('people.clear', { onboardingId })

  assert.deepEqual(await nodesOf(administrator, personId), ['give_access'])
  await administrator.run('people.giveAccess', { personId, accessRoles: ['consultant'] })
  await book('engineer', personId, '2026-04-30')
  assert.deepEqual(await instancesOf('employee-onboarding', onboardingId), ['active'])
  at('2026-04-01')
  await fireDueTimers(house.house, house.clock.now)
  assert.deepEqual(await instancesOf('employee-onboarding', onboardingId), ['completed'])
  at('2026-03-16')
})

test('who takes somebody on does not clear them, whatever roles they hold', async () => {
  const both = house.as(await house.person('Nora Both', 'resource-manager', 'legal'))
  const { onboardingId } = await both.run('people.hire', person('E-21', 'Max Own'))
  await assert.rejects(both.run('people.clear', { onboardingId }), refusedWith('own_approval'))
  await assert.rejects(planner.run('people.clear', { onboardingId }), refusedWith('not_permitted'))
  assert.deepEqual(await nodesOf(both, onboardingId), ['collect_documents'])
})

test('a contractor without insurance is not booked, and once it is there only as long as it is valid', async () => {
  const { onboardingId, personId } = await engaged('X-1', 'Tom Berg')
  const { missing, actors } = await standing(onboardingId)
  assert.deepEqual([missing, actors], [['insurance'], ['resource-manager', 'procurement']])
  await assert.rejects(book('engineer', personId, '2026-04-30'), refusedWith('person_not_cleared'))
  for (const validUntil of [undefined, '2026-03-31'])
    await assert.rejects(
      record(onboardingId, 'insurance', { validUntil }),
      refusedWith('check_validity_wrong'),
    )
  await assert.rejects(record(onboardingId, 'tax_form'), refusedWith('check_not_required'))
  await buyer.run('people.recordCheck', {
    ...{ onboardingId, item: 'insurance', evidence: 'HV 4711', validUntil: '2026-06-30' },
  })
  await counsel.run('people.clear', { onboardingId })
  await book('engineer', personId, '2026-06-30')
  await assert.rejects(book('engineer', personId, '2026-07-31'), refusedWith('clearance_ends_before'))
  await record(onboardingId, 'insurance', { validUntil: '2027-06-30' })
  await book('engineer', personId, '2026-07-31')
})

test('what was proposed is looked at again when it is taken', async () => {
  const { onboardingId, personId } = await engaged('X-2', 'Ida Moss')
  await assert.rejects(book('analyst', personId, '2026-04-10', 'proposed'), refusedWith('person_not_cleared'))
  await book('analyst', personId, '2026-04-10', 'soft')
  const accept = () => paula.run('staffing.acceptProposal', { requestId: requestOf('analyst').id })
  await assert.rejects(accept(), refusedWith('person_not_cleared'))
  await planner.run('people.withdraw', { onboardingId, reason: 'She has another engagement.' })
  await assert.rejects(accept(), refusedWith('nothing_proposed'), 'what was held for her is free again')
})

test('who would be an employee in law is not cleared as a contractor', async () => {
  const { onboardingId } = await engaged('X-3', 'Ole Kraft')
  await record(onboardingId, 'insurance', { validUntil: '2027-06-30' })
  const deemed = { onboardingId, legalStatus: 'deemed_employee', reason: 'One client, our desk, our orders.' }
  await counsel.run('people.assessStatus', deemed)
  await assert.rejects(
    counsel.run('people.clear', { onboardingId }),
    refusedWith('contractor_deemed_employee'),
  )
  await counsel.run('people.decline', { onboardingId, reason: 'Hire him instead.' })
  const { state, reason } = await standing(onboardingId)
  assert.deepEqual([state, reason], ['declined', 'Hire him instead.'])
  assert.deepEqual(await nodesOf(counsel, onboardingId), [])
  assert.deepEqual(await instancesOf('contractor-onboarding', onboardingId), ['completed'])
  await assert.rejects(
    counsel.run('people.decline', { onboardingId, reason: 'Again.' }),
    refusedWith('onboarding_state_wrong'),
  )
})

test('a contractor above the limit is approved by others than who engaged them, and refused is not taken on', async () => {
  const costRate = { amount: '130.00', currency: 'EUR' }
  const { onboardingId, personId } = await buyer.run(
    'people.engage',
    contractor('X-4', 'Rex Dear', { costRate }),
  )
  assert.deepEqual(await nodesOf(planner, onboardingId), [], 'nothing is collected before it is approved')
  const early = await refusalOf(book('engineer', personId, '2026-04-30'))
  assert.deepEqual([early.code, early.detail['checks']], ['person_not_cleared', ['required_checks']])
  await decide(leo, { decision: 'approved' })
  await decide(controller, { decision: 'rejected', note: 'No rate we sell carries that.' })
  const { state, reason } = await standing(onboardingId)
  assert.deepEqual([state, reason], ['declined', 'No rate we sell carries that.'])
  assert.deepEqual(await instancesOf('contractor-onboarding', onboardingId), ['completed'])
  const { endedOn } = await planner.ask('people.get', { personId })
  assert.equal(endedOn, '2026-03-31', 'they never worked a day')
  await assert.rejects(book('engineer', personId, '2026-04-30', 'soft'), refusedWith('person_not_taken_on'))
})

test('a hire who is called off before the first day loses the sign-in, and nobody is asked for anything any more', async () => {
  const { onboardingId, personId } = await planner.run('people.hire', person('E-22', 'Kim Late'))
  const { principalId } = await administrator.run('people.giveAccess', {
    personId,
    accessRoles: ['consultant'],
  })
  assert.equal((await administrator.ask('access.get', { principalId })).active, true)
  await planner.run('people.withdraw', { onboardingId, reason: 'Has signed with somebody else.' })
  assert.equal((await administrator.ask('access.get', { principalId })).active, false)
  assert.equal((await standing(onboardingId)).state, 'withdrawn')
  assert.deepEqual(await instancesOf('employee-onboarding', onboardingId), ['completed'])
  for (const who of [planner, controller, counsel, administrator]) {
    assert.deepEqual(await nodesOf(who, onboardingId), [])
    assert.deepEqual(await nodesOf(who, personId), [])
  }
  await assert.rejects(record(onboardingId, 'tax_form'), refusedWith('onboarding_state_wrong'))
})

test('time is not logged before the clearance, cell by cell or in a file, and not by who has left', async () => {
  const { onboardingId, personId } = await planner.run('people.hire', person('E-23', 'Zoe Quick'))
  const made = await administrator.run('people.giveAccess', { personId, accessRoles: ['consultant'] })
  const zoe = house.as(made.principalId)
  const { WP2: workPackageId } = project.workPackages
  at('2026-04-02')
  const day = { workPackageId, workedOn: '2026-04-01', minutes: 60, description: 'Set-up' }
  await assert.rejects(zoe.run('timesheets.record', day), refusedWith('person_not_cleared'))
  const week = { weekStart: '2026-03-30', rows: [{ workPackageId, minutes: [0, 0, 60, 0, 0, 0, 0] }] }
  await assert.rejects(zoe.run('timesheets.saveWeek', week), (error: unknown) => {
    assert.ok(error instanceof Refused)
    assert.deepEqual(
      error.problems?.map(({ code }) => code),
      ['person_not_cleared'],
    )
    return true
  })
  const { email } = await planner.ask('people.get', { personId })
  const content = [
    'Project,Task,Email,Start Date,Start Time,End Date,End Time,Duration (h)',
    `${project.number},WP2,${email},2026-04-01,09:00:00,2026-04-01,10:00:00,01:00:00`,
  ].join('\n')
  const report = await administrator.run('timesheets.importTime', { content, dryRun: true })
  assert.deepEqual(
    report.errors.map(({ code }: { code: string }) => code),
    ['row_not_cleared'],
  )
  for (const item of germanChecks) await record(onboardingId, item)
  await planner.run('people.setSkills', { personId, skills: [] })
  const rate = { amount: '50.00', currency: 'EUR' }
  await controller.run('people.setCostRate', { personId, validFrom: '2026-04-01', rate })
  await counsel.run('people.clear', { onboardingId })
  await zoe.run('timesheets.record', day)
  at('2026-03-16')
})

test('who was here before there were onboardings is booked as ever', async () => {
  await book('engineer', people.ben, '2026-04-10')
})

test('what has no end cannot go on, and what its process does nobody does by hand', async () => {
  const { onboardingId, personId } = await hired('E-25', 'Sam Firm')
  await assert.rejects(
    counsel.run('people.assessStatus', { onboardingId, legalStatus: 'independent', reason: 'x' }),
    refusedWith('check_not_required'),
  )
  await counsel.run('people.clear', { onboardingId })
  assert.deepEqual(
    await nodesOf(planner, personId),
    ['record_skills'],
    'who is cleared early still has skills',
  )
  await planner.run('people.setSkills', { personId, skills: [] })
  assert.deepEqual(await nodesOf(counsel, onboardingId), [], 'and is not cleared twice')
  await assert.rejects(
    planner.run('people.endAgreement', { onboardingId, endsOn: '2026-05-01', reason: 'x' }),
    refusedWith('agreement_has_no_end'),
  )
  for (const [name, input] of [
    ['people.extendAgreement', {}],
    ['people.dropExtension', { reason: 'By hand.' }],
    ['people.closeOnboarding', {}],
    ['people.checkOnboarding', {}],
    ['people.requireChecks', { checks: [] }],
  ] as const)
    await assert.rejects(administrator.run(name, { onboardingId, ...input }), refusedWith('not_permitted'))
  const program = house.as(house.processId)
  await assert.rejects(
    program.run('people.extendAgreement', { onboardingId }),
    refusedWith('extension_not_proposed'),
  )
  await assert.rejects(standing(personId), refusedWith('onboarding_not_found'))
})

test('nothing of all this has stopped a process', async () => {
  assert.deepEqual((await administrator.ask('incidents.list', { open: true })).items, [])
  const { items } = await planner.ask('people.listOnboardings', { kind: 'contractor', state: 'declined' })
  assert.deepEqual(items.map(({ personName }: { personName: string }) => personName).sort(), [
    'Ole Kraft',
    'Rex Dear',
  ])
  const { groups } = await planner.ask('people.listOnboardings', { groupBy: 'kind' })
  assert.equal(groups.length, 2)
})
