/** Money that is given back or given up is approved by whom the authority table names, and never by whose idea it was. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fireDueTimers } from '#engines/process'
import { Refused } from '#kernel/refusal.ts'
import { deployShippedModels } from '../../src/server/shipped-models.ts'
import { openBilled } from '../billed-engagement.ts'
import { type Caller, openTestHouse } from '../house.ts'

const first = await openTestHouse()
const start = Temporal.Instant.from('2026-04-06T10:00:00Z')
const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.code === code

async function scene() {
  first.clock.now = start
  const of = await openBilled(first)
  const { house } = of
  await deployShippedModels(house.house, house.tenantId, first.clock.now)
  return { of, lead: house.as('delivery-lead'), executive: house.as('executive'), ...of.as }
}
type Scene = Awaited<ReturnType<typeof scene>>

const asked = async (who: Caller) =>
  (await who.ask('tasks.list', { processKey: 'approval' })).items as { id: string }[]
async function decide(who: Caller, decision = 'approved', note?: string) {
  const [task] = await asked(who)
  assert.ok(task, 'nobody asked them')
  await who.run('tasks.complete', { taskId: task.id, variables: { decision, ...(note ? { note } : {}) } })
}
const propose = (who: Caller, { of }: Scene, more: object) =>
  who.run('credits.propose', { invoiceId: of.euroInvoice, reason: 'As agreed.', ...more })
const stateOf = async ({ billing }: Scene, creditNoteId: string) =>
  (await billing.ask('credits.getNote', { creditNoteId })).state
const fee = { lines: [{ lineNo: 2 }] }

test('what is billed again is finance’s alone, and is released, posted and sent when they say yes', async () => {
  const told = await scene()
  const { creditNoteId } = await propose(told.billing, told, { cause: 'wrong_recipient' })
  assert.deepEqual([(await asked(told.lead)).length, (await asked(told.controller)).length], [0, 1])
  await decide(told.controller)
  const note = await told.billing.ask('credits.getNote', { creditNoteId })
  assert.deepEqual([note.state, note.number], ['released', 'DE-CN-2026-00001'])
  await told.of.reconciles()
})

test('a concession of size is approved by delivery first and by finance then, and nothing is posted before', async () => {
  const told = await scene()
  const { creditNoteId } = await propose(told.billing, told, { cause: 'goodwill' })
  assert.deepEqual([(await asked(told.lead)).length, (await asked(told.controller)).length], [1, 0])
  await decide(told.lead)
  assert.equal(await stateOf(told, creditNoteId), 'proposed')
  await decide(told.controller)
  assert.equal(await stateOf(told, creditNoteId), 'released')
  await told.of.reconciles()
})

test('who proposed a credit note is never asked to approve it; the executive is, when nobody else does', async () => {
  const told = await scene()
  const { creditNoteId } = await propose(told.controller, told, { cause: 'goodwill', ...fee })
  assert.deepEqual(await asked(told.controller), [])
  assert.deepEqual(await asked(told.executive), [])
  first.clock.now = start.add({ hours: 24 * 3 })
  await fireDueTimers(told.of.house.house, first.clock.now)
  await decide(told.executive)
  assert.equal(await stateOf(told, creditNoteId), 'released')
})

test('of a dispute that was upheld, nobody who upheld it approves the credit note', async () => {
  const told = await scene()
  const { disputeId } = await told.billing.run('collections.openDispute', {
    invoiceId: told.of.euroInvoice,
    amount: { amount: '100.00', currency: 'EUR' },
    cause: 'hours',
    note: 'Not there.',
  })
  const resolution = { disputeId, outcome: 'upheld', resolution: 'True.' }
  first.clock.now = start.add({ hours: 24 * 8 })
  await fireDueTimers(told.of.house.house, first.clock.now)
  await told.controller.run('collections.resolveDispute', resolution)
  assert.deepEqual(await asked(told.controller), [])
  const { items } = await told.billing.ask('credits.listNotes', { state: 'proposed' })
  assert.deepEqual([items[0].cause, items[0].disputeId], ['not_owed', disputeId])
})

test('a rejected one is rejected with the reason, one that is withdrawn asks nobody any more', async () => {
  const told = await scene()
  const { creditNoteId } = await propose(told.billing, told, { cause: 'goodwill', ...fee })
  await decide(told.controller, 'rejected', 'It was agreed.')
  assert.equal(await stateOf(told, creditNoteId), 'rejected')
  const second = await propose(told.billing, told, { cause: 'goodwill', ...fee })
  await told.billing.run('credits.reject', { creditNoteId: second.creditNoteId, reason: 'A mistake.' })
  assert.deepEqual(await asked(told.controller), [])
  await told.of.reconciles()
})

test('a write-off of size needs finance and the executive, and neither may be who asked', async () => {
  const told = await scene()
  const ask = (who: Caller, amount: string) =>
    who.run('collections.askWriteOff', {
      invoiceId: told.of.euroInvoice,
      reason: 'Insolvent.',
      amount: { amount, currency: 'EUR' },
    })
  const openOf = async () =>
    (await told.billing.ask('billing.getInvoice', { invoiceId: told.of.euroInvoice })).open.amount
  await ask(told.billing, '100.00')
  assert.deepEqual(await asked(told.executive), [])
  await decide(told.controller)
  assert.equal(await openOf(), '6207.00')
  const { writeOffId } = await ask(told.controller, '6207.00')
  await decide(told.executive)
  assert.equal(await openOf(), '6207.00')
  assert.deepEqual(await asked(told.controller), [])
  await assert.rejects(
    told.controller.run('collections.writeOff', { writeOffId }),
    refusedWith('not_permitted'),
  )
  const other = told.of.house.as(await told.of.house.person('Second controller', 'controller'))
  await decide(other)
  assert.equal(await openOf(), '0.00')
  await told.of.reconciles()
})
