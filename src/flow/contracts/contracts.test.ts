import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#kernel/refusal.ts'
import { signEngagement, winEngagement } from '#test/example-engagement.ts'
import { openExampleFirm } from '#test/example-firm.ts'
import { openTestHouse } from '#test/house.ts'
import { commitToLines } from './index.ts'

const firm = await openExampleFirm(await openTestHouse())
const { as } = firm
const signed = await signEngagement(await winEngagement(firm))
const nobody = '0199d8a0-0000-7000-8000-0000000000ff'

const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.code === code
const contractOf = (code: 'US' | 'DE' | 'SG') =>
  as.billing.ask('contracts.get', { contractId: signed.contracts[code].contractId })

test('a blended deal becomes one contract for each entity, payer and currency, on their terms', async () => {
  const { items } = await as.executive.ask('contracts.list', { opportunityId: signed.opportunityId })
  assert.deepEqual(
    items.map((one: Record<string, unknown>) => [
      one['entityCode'],
      one['clientName'],
      one['currency'],
      one['price'],
      one['state'],
    ]),
    [
      ['US', 'Meridian Foods', 'USD', { amount: '60000.00', currency: 'USD' }, 'active'],
      ['DE', 'Meridian Foods Deutschland', 'EUR', { amount: '144000.00', currency: 'EUR' }, 'active'],
      ['SG', 'Meridian Foods Asia', 'USD', { amount: '30000.00', currency: 'USD' }, 'active'],
    ],
  )
  const german = await contractOf('DE')
  assert.equal(german.paymentTermsDays, 14)
  assert.equal(german.purchaseOrder, 'PO-4711')
  assert.equal(german.activatedOn, '2026-03-16')
  assert.deepEqual(
    (await Promise.all((['US', 'DE', 'SG'] as const).map(contractOf))).map(({ lines: [line] }) => [
      line.billingMethod,
      line.revenueMethod,
      line.taxCode,
      line.cap?.amount ?? null,
    ]),
    [
      ['fixed_fee', 'milestone', 'NONE', null],
      ['time_and_materials', 'as_approved', 'VAT19', '150000.00'],
      ['recurring_fee', 'ratable', 'GST9', null],
    ],
  )
})

test('contracts are found by state, client and entity', async () => {
  const found = async (filter: object) =>
    (await as.sally.ask('contracts.list', { ...filter, sort: '-number' })).items.map(
      (one: { number: string }) => one.number,
    )
  const { US, DE, SG } = signed.contracts
  assert.deepEqual(await found({ opportunityId: signed.opportunityId }), [SG.number, DE.number, US.number])
  assert.deepEqual(await found({ clientId: firm.clients.DE, state: 'active' }), [DE.number])
  assert.deepEqual(await found({ entityId: firm.entities.SG, opportunityId: signed.opportunityId }), [
    SG.number,
  ])
})

test('quoted rates are agreed, and roles nobody quoted keep the prices of the rate card', async () => {
  const { lines } = await contractOf('DE')
  assert.deepEqual(
    lines[0].rates.map((one: Record<string, string>) => [one['roleCode'], one['validFrom'], one['rate']]),
    [
      ['analyst', '2026-04-01', '110.500000'],
      ['analyst', '2026-07-01', '115.000000'],
      ['architect', '2026-04-01', '160.000000'],
      ['engineer', '2026-04-01', '120.000000'],
    ],
  )
  const origins = lines[0].rates.map((one: { origin: string }) => one.origin)
  assert.deepEqual([origins[0], /^quote /.test(origins[2])], ['rate card DE-2026', true])
})

test('a later price of the rate card does not change what was agreed', async () => {
  const before = (await contractOf('DE')).lines[0].rates
  await as.controller.run('offers.setRates', {
    rateCardId: firm.rateCardId,
    rates: [{ roleCode: 'analyst', validFrom: '2026-08-01', rate: '130' }],
  })
  assert.deepEqual((await contractOf('DE')).lines[0].rates, before)
})

test('the periods of a recurring fee follow the months and sum to its price', async () => {
  const { lines } = await contractOf('SG')
  const { fees } = lines[0]
  assert.equal(fees.length, 12)
  const { id, ...first } = fees[0]
  assert.match(id, /^[0-9a-f-]{36}$/)
  assert.deepEqual(first, {
    periodStart: '2026-04-01',
    periodEnd: '2026-04-30',
    billOn: '2026-04-01',
    amount: { amount: '2500.00', currency: 'USD' },
    billingStatus: 'ready',
  })
  assert.equal(fees[11].periodEnd, '2027-03-31')
})

test('a deal becomes contracts once, until they are rejected', async () => {
  const won = await winEngagement(firm, { name: 'Rejected once' })
  const { opportunityId } = won
  await assert.rejects(
    as.leo.run('contracts.reject', { opportunityId, reason: 'Nothing is there yet.' }),
    refusedWith('contract_not_rejectable'),
  )
  const { contractIds } = await as.sally.run('contracts.draft', { opportunityId })
  await assert.rejects(as.sally.run('contracts.draft', { opportunityId }), refusedWith('contracts_exist'))
  const rejected = await as.leo.run('contracts.reject', {
    opportunityId,
    reason: 'The discount is too high.',
  })
  assert.deepEqual(new Set(rejected.contractIds), new Set(contractIds))
  await assert.rejects(
    as.controller.run('contracts.activate', { contractIds }),
    refusedWith('contract_not_draft'),
  )
  assert.equal((await as.sally.run('contracts.draft', { opportunityId })).contracts.length, 3)
})

test('two people who draft one deal at once get one set of contracts', async () => {
  const { opportunityId } = await winEngagement(firm, { name: 'Drafted twice' })
  const drafts = await Promise.allSettled([
    as.sally.run('contracts.draft', { opportunityId }),
    as.controller.run('contracts.draft', { opportunityId }),
  ])
  assert.deepEqual(drafts.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  const { items } = await as.sally.ask('contracts.list', { opportunityId })
  assert.equal(items.length, 3)
})

test('without a won quote there is nothing to contract, and what does not exist is not found', async () => {
  const { opportunityId } = await as.sally.run('opportunities.create', {
    name: 'Only a hope',
    clientId: firm.clients.US,
    amount: { amount: '1000.00', currency: 'USD' },
    expectedClose: '2026-06-30',
  })
  await assert.rejects(as.sally.run('contracts.validate', { opportunityId }), refusedWith('no_won_quote'))
  await assert.rejects(as.sally.run('contracts.draft', { opportunityId }), refusedWith('no_won_quote'))
  await assert.rejects(
    as.sally.ask('contracts.get', { contractId: nobody }),
    refusedWith('contract_not_found'),
  )
  await assert.rejects(
    as.controller.run('contracts.activate', { contractIds: [nobody] }),
    refusedWith('contract_not_found'),
  )
})

test('the cap of a line moves with what is agreed, but never below what was used', async () => {
  const { contractId, lineId } = signed.contracts.DE
  const raise = (contractLineId: string, amount: string, currency = 'EUR') =>
    as.sally.run('contracts.raiseCap', {
      contractLineId,
      cap: { amount, currency },
      reason: 'Change order 1',
    })
  await firm.house.tx(async (tx) => {
    await commitToLines(tx, [{ lineId, minor: 10_000_00n }])
  })
  const raised = await raise(lineId, '160000.00')
  assert.deepEqual(raised.committed, { amount: '10000.00', currency: 'EUR' })
  assert.equal((await contractOf('DE')).lines[0].cap.amount, '160000.00')
  await assert.rejects(
    as.sally.run(
      'contracts.raiseCap',
      { contractLineId: lineId, cap: { amount: '170000.00', currency: 'EUR' }, reason: 'Unseen' },
      { ifMatch: raised.revision - 1 },
    ),
    refusedWith('stale_revision'),
  )
  await raise(lineId, '10000.00')
  await assert.rejects(raise(lineId, '9999.99'), refusedWith('cap_below_committed'))
  await assert.rejects(raise(lineId, '0.00'), refusedWith('invalid_input'))
  await assert.rejects(raise(lineId, '160000.00', 'USD'), refusedWith('invalid_input'))
  await assert.rejects(raise(signed.contracts.SG.lineId, '1.00', 'USD'), refusedWith('line_has_no_cap'))
  await assert.rejects(raise(nobody, '1.00'), refusedWith('contract_line_not_found'))
  await assert.rejects(
    as.paula.run('contracts.raiseCap', {
      contractLineId: lineId,
      cap: { amount: '1.00', currency: 'EUR' },
      reason: 'x',
    }),
    refusedWith('not_permitted'),
  )
  assert.equal((await contractOf('DE')).id, contractId)
})

test('a contract closes once nothing is left to bill on it', async () => {
  const other = await signEngagement(await winEngagement(firm, { name: 'Closed early' }))
  const { US, DE, SG } = other.contracts
  const close = (contractId: string, ifMatch?: number) =>
    as.controller.run('contracts.close', { contractId }, ifMatch === undefined ? {} : { ifMatch })
  await assert.rejects(close(US.contractId), refusedWith('contract_has_open_billing'))
  await assert.rejects(close(SG.contractId), refusedWith('contract_has_open_billing'))
  await assert.rejects(close(DE.contractId, 1), refusedWith('stale_revision'))
  assert.deepEqual(await close(DE.contractId, 2), { contractId: DE.contractId, state: 'closed', revision: 3 })
  await assert.rejects(close(DE.contractId), refusedWith('contract_not_active'))
  await assert.rejects(
    as.sally.run('contracts.raiseCap', {
      contractLineId: DE.lineId,
      cap: { amount: '200000.00', currency: 'EUR' },
      reason: 'Too late',
    }),
    refusedWith('contract_not_active'),
  )
})
