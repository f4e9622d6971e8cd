/** What approved time does to cost, sales, caps, backlog and books. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contractBalances, controlBalances, roleBalances } from '#engines/ledger'
import type { Context } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { type Engagement, type EngagementOptions, openEngagement } from '#test/engagement.ts'
import { openTestHouse, type TestHouse } from '#test/house.ts'
import { inCommand } from '#test/work-command.ts'
import {
  type ApprovedTime,
  billActuals,
  billPrices,
  recordApprovedTime,
  returnToBacklog,
  reverseTime,
  takeFromBacklog,
} from './index.ts'

const first = await openTestHouse()
const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.code === code

interface Scene extends Engagement {
  readonly house: TestHouse
  readonly doing: <T>(work: (ctx: Context) => Promise<T>) => Promise<T>
}

async function scene(options?: EngagementOptions): Promise<Scene> {
  const house = await first.otherTenant()
  const engagement = await openEngagement(house, options)
  return { ...engagement, house, doing: (work) => inCommand(house, work) }
}

const hours = (of: Scene, count: number, more: Partial<ApprovedTime> = {}): ApprovedTime => ({
  timeEntryId: newId(),
  personId: of.ann,
  projectId: of.project,
  workPackageId: of.timeWork,
  workedOn: '2026-03-10',
  minutes: count * 60,
  billingType: 'chargeable',
  ...more,
})

const balances = (of: Scene) =>
  of.doing(async ({ tx }) => {
    const held = new Map<string, bigint>()
    for (const role of ['project_cost', 'cost_absorption', 'unbilled_receivable', 'revenue_time']) {
      for (const row of await roleBalances(tx, role)) {
        const place = `${role} ${row.bookId === of.entity ? 'DE' : 'US'}`
        held.set(place, (held.get(place) ?? 0n) + row.functionalMinor)
      }
    }
    return Object.fromEntries([...held].filter(([, minor]) => minor !== 0n))
  })

const actualsOf = async (of: Scene, filter: object = {}) =>
  (await of.house.as('controller').ask('actuals.list', { ...filter, limit: 200 })).items as {
    type: string
    amount: { amount: string; currency: string }
    minutes: number
    reversesId: string | null
    originId: string | null
  }[]

test('an hour of cost 50 and price 75 is cost, unbilled sales and a balanced pair of entries', async () => {
  const of = await scene()
  await of.doing((ctx) => recordApprovedTime(ctx, [hours(of, 1)]))
  assert.deepEqual(await balances(of), {
    'project_cost DE': 5000n,
    'cost_absorption DE': -5000n,
    'unbilled_receivable DE': 7500n,
    'revenue_time DE': -7500n,
  })
  const actuals = await actualsOf(of)
  assert.deepEqual(actuals.map((one) => [one.type, one.amount.amount]).sort(), [
    ['cost', '50.00'],
    ['unbilled_sales', '75.00'],
  ])
})

test('cost stays with the employer, revenue with the seller, each in its own currency', async () => {
  const of = await scene()
  await of.doing((ctx) =>
    recordApprovedTime(ctx, [
      hours(of, 2, { personId: of.bob }),
      hours(of, 1, { workPackageId: of.dollarWork, workedOn: '2026-03-10' }),
      hours(of, 1, { workPackageId: of.dollarWork, workedOn: '2026-03-20' }),
    ]),
  )
  // Bob: 2 h x 80 USD in the US, 2 h x 100 EUR sold in Germany. Ann: 90 USD at 0.9 and at 0.95.
  assert.deepEqual(await balances(of), {
    'project_cost DE': 10000n,
    'cost_absorption DE': -10000n,
    'project_cost US': 16000n,
    'cost_absorption US': -16000n,
    'unbilled_receivable DE': 20000n + 8100n + 8550n,
    'revenue_time DE': -(20000n + 8100n + 8550n),
  })
})

test('work that is not chargeable, or on a fixed fee, or inside the firm, earns nothing by the hour', async () => {
  const of = await scene()
  await of.doing((ctx) =>
    recordApprovedTime(ctx, [
      hours(of, 1, { billingType: 'non_chargeable' }),
      hours(of, 1, { workPackageId: of.fixedWork }),
      hours(of, 1, { workPackageId: of.supportWork }),
      hours(of, 1, { workPackageId: of.innerWork }),
    ]),
  )
  assert.deepEqual(await balances(of), { 'project_cost DE': 20000n, 'cost_absorption DE': -20000n })
  const sales = await actualsOf(of, { type: 'unbilled_sales' })
  assert.deepEqual(
    sales.map((one) => one.amount.amount),
    ['0.00'],
  )
})

test('what does not fit under the cap waits without revenue until the cap was raised', async () => {
  const of = await scene({ cap: '200.00' })
  const { lines } = await of.doing((ctx) =>
    recordApprovedTime(ctx, [
      hours(of, 2, { workedOn: '2026-03-11' }),
      hours(of, 1),
      hours(of, 1, { workedOn: '2026-03-12' }),
    ]),
  )
  assert.deepEqual(lines, [{ contractLineId: of.time, committed: 7500n, overCap: 22500n }])
  await of.doing((ctx) => recordApprovedTime(ctx, [hours(of, 1, { workedOn: '2026-03-01' })]))
  const billing = of.house.as('billing')
  const { items } = await billing.ask('actuals.backlog', {})
  assert.deepEqual([items[0].ready.amount, items[0].overCap.amount], ['75.00', '300.00'])
  await of.house.as('controller').run('contracts.raiseCap', {
    contractLineId: of.time,
    cap: { amount: '320.00', currency: 'EUR' },
    reason: 'Agreed by mail',
  })
  const released = await billing.run('actuals.releaseCap', { contractLineId: of.time })
  assert.deepEqual([released.released.amount, released.waiting.amount], ['225.00', '75.00'])
  assert.equal((await balances(of))['unbilled_receivable DE'], 30000n)
  await assert.rejects(
    billing.run('actuals.releaseCap', { contractLineId: newId() }),
    refusedWith('contract_line_not_found'),
  )
})

test('a rate nobody has set stops the approval and leaves nothing behind', async () => {
  const of = await scene()
  const cases: [Partial<ApprovedTime>, string][] = [
    [{ workedOn: '2025-12-31' }, 'cost_rate_missing'],
    [{ personId: of.bob, workPackageId: of.dollarWork }, 'contract_rate_missing'],
  ]
  for (const [more, code] of cases) {
    await assert.rejects(
      of.doing((ctx) => recordApprovedTime(ctx, [hours(of, 1), hours(of, 1, more)])),
      refusedWith(code),
    )
  }
  assert.deepEqual(await actualsOf(of), [])
})

test('a closed period takes no more work', async () => {
  const of = await scene()
  const controller = of.house.as('controller')
  const { items } = await controller.ask('ledger.listPeriods', { bookId: of.entity })
  for (const period of items.slice(0, 3)) await controller.run('ledger.closePeriod', { periodId: period.id })
  await assert.rejects(
    of.doing((ctx) => recordApprovedTime(ctx, [hours(of, 1)])),
    refusedWith('period_closed'),
  )
})

test('the same time entry is never recorded twice', async () => {
  const of = await scene()
  const entry = hours(of, 1)
  await of.doing((ctx) => recordApprovedTime(ctx, [entry]))
  await assert.rejects(
    of.doing((ctx) => recordApprovedTime(ctx, [entry])),
    /actual_source/,
  )
})

test('recalled time leaves nothing in the books, and its room under the cap is free again', async () => {
  const of = await scene({ cap: '100.00' })
  const entry = hours(of, 1)
  await of.doing((ctx) => recordApprovedTime(ctx, [entry]))
  await of.doing((ctx) => reverseTime(ctx, [entry.timeEntryId]))
  assert.deepEqual(await balances(of), {})
  const { lines } = await of.doing((ctx) => recordApprovedTime(ctx, [hours(of, 1)]))
  assert.deepEqual(lines, [{ contractLineId: of.time, committed: 7500n, overCap: 0n }])
})

test('what is on a pro-forma cannot be recalled, and comes back when that is discarded', async () => {
  const of = await scene()
  const entry = hours(of, 1)
  await of.doing((ctx) => recordApprovedTime(ctx, [entry, hours(of, 1, { workedOn: '2026-04-01' })]))
  const taken = await of.doing(({ tx }) =>
    tx.rows(
      sql<{
        actual_id: string
        amount_minor: bigint
      }>`${takeFromBacklog({ cutoff: '2026-03-31', contractIds: [of.euroContract] })}`,
    ),
  )
  assert.deepEqual(
    taken.map((row) => row.amount_minor),
    [7500n],
  )
  await assert.rejects(
    of.doing((ctx) => reverseTime(ctx, [entry.timeEntryId])),
    refusedWith('already_billed'),
  )
  await of.doing(({ tx }) =>
    returnToBacklog(
      tx,
      taken.map((row) => row.actual_id),
    ),
  )
  await of.doing((ctx) => reverseTime(ctx, [entry.timeEntryId]))
})

test('posting an invoice of 8 hours reverses the unbilled sales and records billed ones, once', async () => {
  const of = await scene()
  await of.doing((ctx) => recordApprovedTime(ctx, [hours(of, 8)]))
  const taken = await of.doing(({ tx }) =>
    tx.rows(
      sql<{
        actual_id: string
      }>`${takeFromBacklog({ cutoff: '2026-03-31', contractIds: [of.euroContract] })}`,
    ),
  )
  const billed = sql`select ${taken[0]?.actual_id}::uuid as actual_id, ${newId()}::uuid as invoice_id`
  await of.doing((ctx) => billActuals(ctx, billed))
  await assert.rejects(
    of.doing((ctx) => billActuals(ctx, billed)),
    /actual_reversed_once/,
  )
  const sales = (await actualsOf(of)).filter((one) => one.type !== 'cost')
  assert.deepEqual(sales.map((one) => [one.type, one.amount.amount, one.minutes]).sort(), [
    ['billed_sales', '600.00', 480],
    ['unbilled_sales', '-600.00', -480],
    ['unbilled_sales', '600.00', 480],
  ])
})

test('a milestone is billed sales without having been unbilled', async () => {
  const of = await scene()
  await of.doing((ctx) =>
    billPrices(
      ctx,
      sql`
        select '2026-03-31'::date as happened_on, 'milestone' as transaction_class, ${of.entity}::uuid as entity_id,
          ${of.euroContract}::uuid as contract_id, ${of.fixed}::uuid as contract_line_id, ${of.client}::uuid as client_id,
          'EUR' as currency, 400000::bigint as amount_minor, 400000::bigint as functional_minor,
          ${of.firstMilestone}::uuid as source_id, ${newId()}::uuid as invoice_id`,
    ),
  )
  const [sale] = await actualsOf(of, { contractId: of.euroContract })
  assert.deepEqual([sale?.type, sale?.amount.amount], ['billed_sales', '4000.00'])
})

test('the unbilled receivable of a contract is what its backlog is worth', async () => {
  const of = await scene({ cap: '500.00' })
  for (const day of ['10', '17', '24']) {
    await of.doing((ctx) =>
      recordApprovedTime(ctx, [
        hours(of, 3, { workedOn: `2026-03-${day}` }),
        hours(of, 2, { workPackageId: of.dollarWork, workedOn: `2026-03-${day}` }),
      ]),
    )
  }
  await of.doing(async ({ tx }) => {
    const inBooks = await controlBalances(tx, 'unbilled_receivable', 'contract')
    const waiting = await tx.rows(sql<{ contractId: string; amount: bigint; functional: bigint }>`
      select backlog.contract_id as "contractId", sum(backlog.amount_minor)::bigint as amount,
        sum(actual.functional_minor)::bigint as functional
      from actuals.backlog
      join actuals.actual on actual.tenant_id = backlog.tenant_id and actual.id = backlog.actual_id
      where cap_status <> 'failed'
      group by 1
      order by 1`)
    assert.deepEqual(
      inBooks.map((row) => [row.contractId, row.amountMinor, row.functionalMinor]).sort(),
      waiting.map((row) => [row.contractId, row.amount, row.functional]).sort(),
    )
    const one = await contractBalances(tx, ['unbilled_receivable'], [of.dollarContract])
    assert.deepEqual(
      one.map((row) => [row.currency, row.amountMinor]),
      [['USD', 54000n]],
    )
  })
})

test('utilisation holds chargeable, other and internal time against capacity', async () => {
  const of = await scene()
  await of.doing((ctx) =>
    recordApprovedTime(ctx, [
      hours(of, 8),
      hours(of, 4, { workPackageId: of.fixedWork }),
      hours(of, 2, { billingType: 'non_chargeable' }),
      hours(of, 2, { workPackageId: of.innerWork }),
      hours(of, 8, { workedOn: '2026-03-31' }),
    ]),
  )
  // A week of five days, 2,400 minutes.
  const { items } = await of.house
    .as('executive')
    .ask('actuals.utilisation', { from: '2026-03-09', to: '2026-03-15', entityId: of.entity })
  assert.deepEqual(items, [
    {
      id: of.ann,
      name: 'Ann',
      entityCode: 'DE',
      roleCode: 'consultant',
      capacityMinutes: 2400,
      chargeableMinutes: 720,
      otherClientMinutes: 120,
      internalMinutes: 120,
      billable: '30.0',
      total: '40.0',
    },
  ])
})
