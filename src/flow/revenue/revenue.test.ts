/** Recognition of milestones and months, and the positions of contracts beside the books. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { post, roleBalances } from '#engines/ledger'
import { recordApprovedTime, reverseTime } from '#flow/actuals'
import type { Context } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { money } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { type Engagement, openEngagement } from '#test/engagement.ts'
import { openTestHouse, type TestHouse } from '#test/house.ts'
import { inCommand } from '#test/work-command.ts'
import { contractPositions } from './index.ts'

const first = await openTestHouse()
const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.code === code

interface Scene extends Engagement {
  readonly house: TestHouse
  readonly doing: <T>(work: (ctx: Context) => Promise<T>) => Promise<T>
}

/** An engagement whose contracts are planned, told on a day. */
async function scene(now = '2026-03-31T10:00:00Z'): Promise<Scene> {
  first.clock.now = Temporal.Instant.from(now)
  const house = await first.otherTenant()
  const engagement = await openEngagement(house)
  await house
    .as('controller')
    .run('revenue.plan', { contractIds: [engagement.euroContract, engagement.dollarContract] })
  return { ...engagement, house, doing: (work) => inCommand(house, work) }
}

const accept = (of: Scene, milestoneId: string, acceptedOn: string) =>
  of.doing(({ tx }) =>
    tx.run(sql`
      update contracts.milestone
      set state = 'accepted', accepted_on = ${acceptedOn}, billing_status = 'ready'
      where id = ${milestoneId}`),
  )

/** An invoice for a price, as billing leaves it in the books and in its tables. */
async function billInAdvance(of: Scene, minor: bigint): Promise<void> {
  const about = { clientId: of.client, contractId: of.euroContract }
  const id = newId()
  await of.doing(async (ctx) => {
    await ctx.tx.run(sql`
      insert into billing.invoice (id, number, contract_id, entity_id, client_id, currency, state, invoice_date, due_date,
        period_start, period_end, net_minor, tax_minor, gross_minor)
      values (${id}, ${`DE-${id}`}, ${of.euroContract}, ${of.entity}, ${of.client}, 'EUR', 'posted', '2026-02-01',
        '2026-03-01', '2026-02-01', '2026-02-28', ${minor}, 0, ${minor})`)
    await ctx.tx.run(sql`
      insert into billing.invoice_line (invoice_id, line_no, kind, title, contract_line_id, net_minor, tax_code_id, period_start,
        period_end)
      values (${id}, 1, 'fee', 'Support', ${of.support}, ${minor}, ${of.tax}, '2026-02-01', '2026-02-28')`)
    await post(ctx, [
      {
        bookId: of.entity,
        date: '2026-02-01',
        subledger: 'receivable',
        description: 'Invoice',
        source: { type: 'invoice', id },
        rule: 'billed_in_advance',
        lines: [
          {
            ...about,
            account: { role: 'receivable' },
            amount: money(minor, 'EUR'),
            functional: minor,
            document: { type: 'invoice', id },
          },
          {
            ...about,
            account: { role: 'contract_liability' },
            amount: money(-minor, 'EUR'),
            functional: -minor,
          },
        ],
      },
    ])
  })
}

const positionOf = async (of: Scene, contractId: string) => {
  const { items } = await of.house.as('controller').ask('revenue.positions', { contractId })
  const [{ recognised, billed, unbilledReceivable, contractAsset, contractLiability, agrees }] = items
  return [
    ...[recognised, billed, unbilledReceivable, contractAsset, contractLiability].map((one) => one.amount),
    agrees,
  ]
}

test('an accepted milestone is revenue once, and a contract asset until it is billed', async () => {
  const of = await scene()
  const controller = of.house.as('controller')
  const recognise = () => controller.run('revenue.recogniseMilestone', { milestoneId: of.firstMilestone })
  await assert.rejects(recognise(), refusedWith('milestone_not_accepted'))
  await accept(of, of.firstMilestone, '2026-03-05')
  assert.deepEqual(await recognise(), {
    milestoneId: of.firstMilestone,
    recognised: { amount: '4000.00', currency: 'EUR' },
  })
  await recognise()
  assert.deepEqual(await positionOf(of, of.euroContract), [
    '4000.00',
    '0.00',
    '0.00',
    '4000.00',
    '0.00',
    true,
  ])
})

test('a milestone of a contract without a plan waits', async () => {
  const house = await first.otherTenant()
  const engagement = await openEngagement(house)
  const of = {
    ...engagement,
    house,
    doing: (work: (ctx: Context) => Promise<unknown>) => inCommand(house, work),
  } as Scene
  await accept(of, of.firstMilestone, '2026-03-05')
  await assert.rejects(
    house.as('controller').run('revenue.recogniseMilestone', { milestoneId: of.firstMilestone }),
    refusedWith('revenue_not_planned'),
  )
})

test('a fee billed in advance is earned month by month out of the liability, then builds an asset', async () => {
  const of = await scene('2026-05-01T10:00:00Z')
  const controller = of.house.as('controller')
  await billInAdvance(of, 100_000n)
  // 3,000 from 15 February to 30 April: half of February, then March and April.
  const months = [
    ['2026-02', ['600.00', '1000.00', '0.00', '0.00', '400.00', true]],
    ['2026-03', ['1800.00', '1000.00', '0.00', '800.00', '0.00', true]],
    ['2026-04', ['3000.00', '1000.00', '0.00', '2000.00', '0.00', true]],
  ] as const
  for (const [month, position] of months) {
    const done = await controller.run('revenue.recognise', { month })
    assert.equal(done.periods, 1)
    assert.deepEqual(await positionOf(of, of.euroContract), position)
  }
  const again = await controller.run('revenue.recognise', { month: '2026-04' })
  assert.deepEqual([again.periods, again.revenue], [0, []])
})

test('what a month left out is recognised with the next, so closed periods stay closed', async () => {
  const of = await scene('2026-05-01T10:00:00Z')
  const controller = of.house.as('controller')
  const { items } = await controller.ask('ledger.listPeriods', { bookId: of.entity })
  for (const period of items.slice(0, 3)) await controller.run('ledger.closePeriod', { periodId: period.id })
  await assert.rejects(
    controller.run('revenue.recognise', { month: '2026-03' }),
    refusedWith('period_closed'),
  )
  const done = await controller.run('revenue.recognise', { month: '2026-04', entityId: of.entity })
  assert.deepEqual([done.periods, done.revenue], [3, [{ amount: '3000.00', currency: 'EUR' }]])
  const schedule = await controller.ask('revenue.listSchedule', { contractId: of.euroContract })
  assert.deepEqual(
    schedule.items.map((row: { periodEnd: string; recognisedOn: string }) => [
      row.periodEnd,
      row.recognisedOn,
    ]),
    [
      ['2026-02-28', '2026-04-30'],
      ['2026-03-31', '2026-04-30'],
      ['2026-04-30', '2026-04-30'],
    ],
  )
})

test('a month is recognised when it is over', async () => {
  const of = await scene('2026-03-30T10:00:00Z')
  await assert.rejects(
    of.house.as('controller').run('revenue.recognise', { month: '2026-03' }),
    refusedWith('month_not_over'),
  )
})

test('planning again changes nothing', async () => {
  const of = await scene()
  const again = await of.house.as('controller').run('revenue.plan', { contractIds: [of.euroContract] })
  assert.deepEqual([again.lines, again.months], [0, 0])
})

test('several months recognised at once by two people are recognised once', async () => {
  const of = await scene('2026-05-01T10:00:00Z')
  const controller = of.house.as('controller')
  const done = await Promise.all(
    [1, 2, 3].map(() => controller.run('revenue.recognise', { month: '2026-04' })),
  )
  assert.equal(
    done.reduce((sum, one) => sum + one.periods, 0),
    3,
  )
})

/** March as it was: hours on four work packages, one recalled; a milestone accepted; support until April. */
async function earnSomething(of: Scene): Promise<void> {
  const controller = of.house.as('controller')
  const hours = (workPackageId: string, minutes: number, workedOn: string, personId = of.ann) => ({
    timeEntryId: newId(),
    personId,
    projectId: of.project,
    workPackageId,
    workedOn,
    minutes,
    billingType: 'chargeable' as const,
  })
  const recalled = hours(of.timeWork, 60, '2026-03-03')
  await of.doing((ctx) =>
    recordApprovedTime(ctx, [
      hours(of.timeWork, 120, '2026-03-02'),
      recalled,
      hours(of.dollarWork, 60, '2026-03-02'),
      hours(of.fixedWork, 60, '2026-03-02'),
      hours(of.supportWork, 30, '2026-03-02', of.bob),
    ]),
  )
  await of.doing((ctx) => reverseTime(ctx, [recalled.timeEntryId]))
  await accept(of, of.firstMilestone, '2026-03-05')
  await controller.run('revenue.recogniseMilestone', { milestoneId: of.firstMilestone })
  await controller.run('revenue.recognise', { month: '2026-04' })
}

test('revenue by method agrees with the revenue accounts, and the positions with both', async () => {
  const of = await scene('2026-05-01T10:00:00Z')
  const controller = of.house.as('controller')
  await earnSomething(of)
  const { items } = await controller.ask('revenue.byMethod', { from: '2026-01-01', to: '2026-12-31' })
  assert.deepEqual(
    items.map((row: { method: string; revenue: { amount: string } }) => [row.method, row.revenue.amount]),
    [
      ['as_approved', '231.00'],
      ['milestone', '4000.00'],
      ['ratable', '3000.00'],
    ],
  )
  const months = await controller.ask('revenue.byMonth', { from: '2026-01-01', to: '2026-12-31' })
  const sumOf = (wanted: string) =>
    months.items
      .filter(({ method }: { method: string }) => method === wanted)
      .reduce(
        (sum: bigint, { revenue }: { revenue: { amount: string } }) =>
          sum + BigInt(revenue.amount.replace('.', '')),
        0n,
      )
  assert.deepEqual(['as_approved', 'milestone', 'ratable'].map(sumOf), [23_100n, 400_000n, 300_000n])
  assert.ok(months.items.every(({ month }: { month: string }) => /^2026-\d\d-01$/.test(month)))
  console.log(JSON.stringify(months.items))
  await of.doing(async ({ tx }) => {
    const inBooks: [string, bigint][] = []
    for (const role of ['revenue_time', 'revenue_fixed', 'revenue_recurring']) {
      const sums = await roleBalances(tx, role)
      inBooks.push([role, -sums.reduce((sum, row) => sum + row.functionalMinor, 0n)])
    }
    assert.deepEqual(inBooks, [
      ['revenue_time', 23100n],
      ['revenue_fixed', 400000n],
      ['revenue_recurring', 300000n],
    ])
  })
  const all = await of.doing(({ tx }) => contractPositions(tx))
  assert.deepEqual(
    all.map((one) => [one.currency, one.unbilledReceivable, one.contractAsset, one.contractLiability]).sort(),
    [
      ['EUR', 15000n, 700000n, 0n],
      ['USD', 9000n, 0n, 0n],
    ],
  )
  assert.deepEqual(await positionOf(of, of.dollarContract), ['90.00', '0.00', '90.00', '0.00', '0.00', true])
})

test('margin is told by work package, in the currency of the project', async () => {
  const of = await scene('2026-05-01T10:00:00Z')
  const controller = of.house.as('controller')
  await earnSomething(of)
  const margin = await controller.ask('revenue.margin', { projectId: of.project })
  assert.deepEqual(
    margin.items.map((row: { code: string; revenue: { amount: string }; cost: { amount: string } }) => [
      row.code,
      row.revenue.amount,
      row.cost.amount,
    ]),
    [
      ['WP1', '150.00', '100.00'],
      ['WP2', '4000.00', '50.00'],
      ['WP3', '3000.00', '36.00'],
      ['WP4', '81.00', '50.00'],
      ['WP5', '0.00', '0.00'],
    ],
  )
  assert.deepEqual(
    [margin.revenue.amount, margin.cost.amount, margin.margin.amount],
    ['7231.00', '236.00', '6995.00'],
  )
  await assert.rejects(
    controller.ask('revenue.margin', { projectId: newId() }),
    refusedWith('project_not_found'),
  )
})
