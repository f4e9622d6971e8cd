import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#kernel/refusal.ts'
import { signEngagement, winEngagement } from '#test/example-engagement.ts'
import { openExampleFirm } from '#test/example-firm.ts'
import { openTestHouse } from '#test/house.ts'

const firm = await openExampleFirm(await openTestHouse())
const { as } = firm
let engagements = 0

/** The two milestones of a new engagement. */
async function milestones(): Promise<{ contractId: string; first: string; second: string }> {
  engagements += 1
  const signed = await signEngagement(await winEngagement(firm, { name: `Engagement ${engagements}` }))
  const { contractId, milestoneIds } = signed.contracts.US
  return { contractId, first: milestoneIds[0] as string, second: milestoneIds[1] as string }
}

const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.code === code
const evidence = 'Discovery report 1.2, handed over.'
const submit = (who: 'paula' | 'leo', milestoneId: string, more = {}) =>
  as[who].run('contracts.submitMilestone', { milestoneId, evidence }, more)
const accept = (who: 'sally' | 'leo', milestoneId: string, more = {}) =>
  as[who].run('contracts.acceptMilestone', { milestoneId, acceptedOn: '2026-04-30' }, more)

test('a milestone is billable once the client has accepted what it stands for', async () => {
  const { contractId, first, second } = await milestones()
  assert.deepEqual(await submit('paula', first), {
    milestoneId: first,
    contractId,
    state: 'submitted',
    billingStatus: 'not_ready',
    revision: 2,
  })
  const accepted = await accept('leo', first, { ifMatch: 2 })
  assert.deepEqual([accepted.state, accepted.billingStatus], ['accepted', 'ready'])
  const { lines } = await as.billing.ask('contracts.get', { contractId })
  assert.deepEqual(
    lines[0].milestones.map((one: Record<string, unknown>) => [
      one['id'],
      one['state'],
      one['billingStatus'],
      one['acceptedOn'],
      one['evidence'],
    ]),
    [
      [first, 'accepted', 'ready', '2026-04-30', evidence],
      [second, 'planned', 'not_ready', null, ''],
    ],
  )
})

test('a milestone that is sent back is planned again, and may be submitted with better evidence', async () => {
  const { first } = await milestones()
  await submit('paula', first)
  const back = await as.leo.run('contracts.rejectMilestone', {
    milestoneId: first,
    reason: 'The integration inventory is missing.',
  })
  assert.deepEqual([back.state, back.billingStatus, back.revision], ['planned', 'not_ready', 3])
  assert.equal((await submit('paula', first)).state, 'submitted')
})

test('milestones move one step at a time', async () => {
  const { first } = await milestones()
  await assert.rejects(accept('leo', first), refusedWith('milestone_not_submitted'))
  await assert.rejects(
    as.sally.run('contracts.rejectMilestone', { milestoneId: first, reason: 'No' }),
    refusedWith('milestone_not_submitted'),
  )
  await submit('paula', first)
  await assert.rejects(submit('paula', first), refusedWith('milestone_not_planned'))
  await assert.rejects(accept('leo', first, { ifMatch: 1 }), refusedWith('stale_revision'))
  const nobody = '0199d8a0-0000-7000-8000-0000000000ff'
  await assert.rejects(submit('paula', nobody), refusedWith('milestone_not_found'))
})

test('nobody accepts a milestone they submitted, in their own name or that of somebody they stand in for', async () => {
  const { first } = await milestones()
  await submit('leo', first)
  await assert.rejects(accept('leo', first), refusedWith('own_approval'))
  const leo = await as.leo.principalId
  const sally = await as.sally.principalId
  const { delegationId } = await as.leo.run('access.delegate', { toId: sally, validTo: '2026-12-31' })
  await assert.rejects(accept('sally', first, { onBehalfOf: leo }), refusedWith('own_approval'))
  await assert.rejects(accept('sally', first), refusedWith('own_approval'))
  await as.leo.run('access.revokeDelegation', { delegationId })
  assert.equal((await accept('sally', first)).state, 'accepted')
})

test('nobody accepts what was submitted on their behalf', async () => {
  const { first } = await milestones()
  const leo = await as.leo.principalId
  const paula = await as.paula.principalId
  const { delegationId } = await as.leo.run('access.delegate', { toId: paula, validTo: '2026-12-31' })
  await submit('paula', first, { onBehalfOf: leo })
  await as.leo.run('access.revokeDelegation', { delegationId })
  await assert.rejects(accept('leo', first), refusedWith('own_approval'))
  assert.equal((await accept('sally', first)).state, 'accepted')
})

test('work is neither submitted nor accepted on a contract that is not active', async () => {
  const { opportunityId } = await winEngagement(firm, { name: 'Still a draft' })
  const { contracts } = await as.sally.run('contracts.draft', { opportunityId })
  const { lines } = await as.sally.ask('contracts.get', { contractId: contracts[0].contractId })
  const milestoneId = lines[0].milestones[0].id
  await assert.rejects(
    submit('paula', milestoneId),
    (error: unknown) =>
      error instanceof Refused &&
      error.code === 'contract_not_active' &&
      error.message.startsWith(`Contract ${contracts[0].number} is draft.`),
  )
  await assert.rejects(accept('leo', milestoneId), refusedWith('contract_not_active'))
})

test('consultants and project managers do not accept milestones', async () => {
  const { first } = await milestones()
  for (const who of ['ada', 'paula'] as const)
    await assert.rejects(
      as[who].run('contracts.acceptMilestone', { milestoneId: first, acceptedOn: '2026-04-30' }),
      refusedWith('not_permitted'),
    )
})
