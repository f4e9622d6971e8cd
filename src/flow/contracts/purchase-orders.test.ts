import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#kernel/refusal.ts'
import { signEngagement, winEngagement } from '#test/example-engagement.ts'
import { openExampleFirm } from '#test/example-firm.ts'
import { openTestHouse } from '#test/house.ts'

const firm = await openExampleFirm(await openTestHouse())
const { as } = firm
const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.code === code
const nobody = '0199d8a0-0000-7000-8000-0000000000ff'

test('a won deal waits for the order of its client; once it is recorded, its contracts name it', async () => {
  const won = await winEngagement(firm)
  const { opportunityId } = won
  await as.sally.run('clients.update', { clientId: firm.clients.SG, purchaseOrderRequired: true })
  const before = await as.sally.run('contracts.validate', { opportunityId })
  assert.deepEqual(
    before.problems.map(({ code }: { code: string }) => code),
    ['purchase_order_missing'],
  )
  const record = (more: object) =>
    as.sally.run('contracts.setDealPurchaseOrder', { opportunityId, purchaseOrder: ' SG-77 ', ...more })
  await assert.rejects(record({ billToId: nobody }), refusedWith('no_line_of_client'))
  await assert.rejects(record({ opportunityId: nobody }), refusedWith('no_won_quote'))
  const recorded = await record({ billToId: firm.clients.SG })
  assert.deepEqual([recorded.purchaseOrder, recorded.lines], ['SG-77', 1])
  assert.equal((await as.sally.run('contracts.validate', { opportunityId })).valid, true)
  const signed = await signEngagement(won)
  const orderOf = async (code: 'SG' | 'DE') =>
    (await as.billing.ask('contracts.get', { contractId: signed.contracts[code].contractId })).purchaseOrder
  assert.deepEqual([await orderOf('SG'), await orderOf('DE')], ['SG-77', 'PO-4711'])
  await assert.rejects(record({}), refusedWith('contracts_exist'))

  const { contractId } = signed.contracts.SG
  const { revision } = await as.billing.ask('contracts.get', { contractId })
  const change = { contractId, purchaseOrder: 'SG-78' }
  await assert.rejects(
    as.billing.run('contracts.setPurchaseOrder', change, { ifMatch: revision - 1 }),
    refusedWith('stale_revision'),
  )
  await as.billing.run('contracts.setPurchaseOrder', change, { ifMatch: revision })
  assert.equal(await orderOf('SG'), 'SG-78')
  await assert.rejects(as.ada.run('contracts.setPurchaseOrder', change), refusedWith('not_permitted'))
})
