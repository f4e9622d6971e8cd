/** What ends is seen to in time: agreements, probations, documents, and with the agreement the sign-in. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fireDueTimers } from '#engines/process'
import { openHiring, refusedWith } from '../hiring.ts'

const {
  administrator,
  at,
  book,
  buyer,
  counsel,
  decide,
  engaged,
  hired,
  house,
  leo,
  nodesOf,
  planner,
  record,
  standing,
} = await openHiring()

test('a later end is approved by its whole length, and refused it is decided about again', async () => {
  const { onboardingId, personId } = await engaged('X-5', 'Uta Long', { agreementEndsOn: '2026-06-30' })
  await record(onboardingId, 'insurance', { validUntil: '2027-12-31' })
  await assert.rejects(
    planner.run('people.proposeExtension', { onboardingId, agreementEndsOn: '2026-12-31', reason: 'Early.' }),
    refusedWith('onboarding_state_wrong'),
  )
  await counsel.run('people.clear', { onboardingId })
  const { principalId } = await administrator.run('people.giveAccess', {
    personId,
    accessRoles: ['consultant'],
  })
  await assert.rejects(book('engineer', personId, '2026-07-31'), refusedWith('agreement_ends_before'))
  at('2026-06-03', '05:00:00')
  await fireDueTimers(house.house, house.clock.now)
  assert.deepEqual(await nodesOf(planner, onboardingId), ['decide_agreement'])
  assert.deepEqual(await planner.run('people.findEndings'), { found: 0 }, 'it is found once')

  const propose = (agreementEndsOn: string) =>
    planner.run('people.proposeExtension', { onboardingId, agreementEndsOn, reason: 'Phase two.' })
  await assert.rejects(propose('2026-06-30'), refusedWith('agreement_end_wrong'))
  await propose('2027-04-30')
  assert.deepEqual(await nodesOf(planner, onboardingId), [])
  assert.equal((await standing(onboardingId)).proposedEndsOn, '2027-04-30')
  await assert.rejects(propose('2027-05-31'), refusedWith('extension_under_approval'))
  await decide(leo, { decision: 'rejected', note: 'Until the end of the year, no longer.' })
  const { proposedEndsOn, reason } = await standing(onboardingId)
  assert.deepEqual([proposedEndsOn, reason], [null, 'Until the end of the year, no longer.'])
  assert.deepEqual(await nodesOf(planner, onboardingId), ['decide_agreement'])
  await propose('2026-12-31')
  assert.equal(
    (await standing(onboardingId)).agreementEndsOn,
    '2026-12-31',
    'within the limits nobody is asked',
  )
  await book('engineer', personId, '2026-07-31')

  await planner.run('people.endAgreement', {
    onboardingId,
    endsOn: '2026-08-31',
    reason: 'The work is done.',
  })
  at('2026-09-01', '05:00:00')
  await fireDueTimers(house.house, house.clock.now)
  assert.equal((await standing(onboardingId)).state, 'ended')
  assert.equal((await administrator.ask('access.get', { principalId })).active, false)
  assert.equal((await planner.ask('people.get', { personId })).endedOn, '2026-08-31')
  at('2026-03-16')
})

test('if nobody decides, the agreement ends on its day, and so does the sign-in', async () => {
  const { onboardingId, personId } = await engaged('X-6', 'Ned Idle', { agreementEndsOn: '2026-05-29' })
  await record(onboardingId, 'insurance', { validUntil: '2027-12-31' })
  await counsel.run('people.clear', { onboardingId })
  const { principalId } = await administrator.run('people.giveAccess', {
    personId,
    accessRoles: ['consultant'],
  })
  for (const day of ['2026-05-04', '2026-05-30', '2026-06-01']) {
    at(day, '05:00:00')
    await fireDueTimers(house.house, house.clock.now)
    await planner.run('people.findEndings')
  }
  assert.deepEqual(await nodesOf(planner, onboardingId), [])
  assert.equal((await standing(onboardingId)).state, 'ended')
  assert.equal((await planner.ask('people.get', { personId })).endedOn, '2026-05-29')
  assert.equal((await administrator.ask('access.get', { principalId })).active, false)
  at('2026-03-16')
})

test('a probation is reviewed before it ends: it goes on, is passed, or the employment ends', async () => {
  const { onboardingId, personId } = await hired('E-24', 'Pia Trial', { probationEndsOn: '2026-06-30' })
  await planner.run('people.setSkills', { personId, skills: [] })
  await counsel.run('people.clear', { onboardingId })
  const review = (outcome: string, endsOn?: string) =>
    leo.run('people.reviewProbation', { onboardingId, outcome, endsOn, reason: 'As told.' })
  at('2026-06-04', '05:00:00')
  await planner.run('people.findEndings')
  assert.deepEqual(await nodesOf(leo, onboardingId), ['review_probation'])
  await assert.rejects(review('extended', '2026-06-30'), refusedWith('agreement_end_wrong'))
  await review('extended', '2026-08-31')
  assert.deepEqual(await nodesOf(leo, onboardingId), [])
  at('2026-08-10', '05:00:00')
  await planner.run('people.findEndings')
  assert.deepEqual(await nodesOf(leo, onboardingId), ['review_probation'])
  const { agreementEndsOn } = await review('ended', '2026-08-31')
  assert.equal(agreementEndsOn, '2026-08-31')
  await assert.rejects(review('passed'), refusedWith('probation_not_agreed'))
  await assert.rejects(book('engineer', personId, '2026-09-04'), refusedWith('agreement_ends_before'))
  at('2026-03-16')
})

test('a document that ends is asked for again in time; another one does not count', async () => {
  const { onboardingId } = await engaged('X-7', 'Eve Cover')
  await record(onboardingId, 'insurance', { validUntil: '2026-05-31' })
  await counsel.run('people.clear', { onboardingId })
  at('2026-05-05', '05:00:00')
  await planner.run('people.findEndings')
  assert.deepEqual(await nodesOf(buyer, onboardingId), ['renew_document'])
  await record(onboardingId, 'confidentiality')
  assert.deepEqual(await nodesOf(buyer, onboardingId), ['renew_document'])
  await record(onboardingId, 'insurance', { validUntil: '2027-05-31' })
  assert.deepEqual(await nodesOf(buyer, onboardingId), [])
  at('2026-03-16')
})

test('nothing of this has stopped a process', async () => {
  assert.deepEqual((await administrator.ask('incidents.list', { open: true })).items, [])
})
