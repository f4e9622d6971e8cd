import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#kernel/refusal.ts'
import { winEngagement } from '#test/example-engagement.ts'
import { openExampleFirm } from '#test/example-firm.ts'
import { openTestHouse } from '#test/house.ts'

const firm = await openExampleFirm(await openTestHouse())
const { as } = firm

const codesOf = ({ problems }: { problems: { code: string; subject: string }[] }) =>
  problems.map(({ code, subject }) => [code, subject])

test('a complete deal is valid, and that it was checked is on record', async () => {
  const { opportunityId } = await winEngagement(firm, { name: 'Complete' })
  assert.deepEqual(await as.leo.run('contracts.validate', { opportunityId }), { valid: true, problems: [] })
})

test('everything that keeps a deal from becoming contracts is told at once, and keeps it', async () => {
  await as.administrator.run('firm.addEntity', {
    code: 'GB',
    name: 'Alder UK',
    legalName: 'Alder Systems Ltd.',
    country: 'GB',
    currency: 'GBP',
    address: { lines: ['1 Fleet St'], city: 'London', postalCode: 'EC4Y 1AA', country: 'GB' },
    taxNumber: 'GB123456789',
    bank: { name: 'Thames Bank', iban: 'GB33BUKB20201555555555' },
  })
  const won = await winEngagement(firm, {
    name: 'Incomplete',
    lines: (lines) => lines.map((line, index) => (index === 0 ? { ...line, entityCode: 'GB' } : line)),
  })
  const { opportunityId } = won
  await as.sally.run('clients.update', { clientId: firm.clients.SG, purchaseOrderRequired: true })
  await as.controller.run('clients.block', { clientId: firm.clients.DE, reason: 'Insolvent' })
  const found = await as.sally.run('contracts.validate', { opportunityId })
  assert.equal(found.valid, false)
  assert.deepEqual(codesOf(found), [
    ['client_not_active', 'Meridian Foods Deutschland'],
    ['exchange_rate_missing', 'GB'],
    ['purchase_order_missing', 'Meridian Foods Asia'],
    ['tax_rule_missing', 'GB'],
  ])
  await assert.rejects(
    as.sally.run('contracts.draft', { opportunityId }),
    (error: unknown) =>
      error instanceof Refused &&
      error.code === 'contract_not_valid' &&
      /Meridian Foods Deutschland is blocked/.test(error.message) &&
      /GB has no tax rule for clients in US/.test(error.message),
  )
  const { items } = await as.sally.ask('contracts.list', { opportunityId })
  assert.deepEqual(items, [])
})
