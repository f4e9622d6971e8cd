/**
 * Random histories of an engagement, run by the people who would act: whatever is approved, recalled, accepted, earned,
 * billed, discarded, posted and paid, the facts and the books say the same after every step.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { contractBalances, controlBalances, roleBalances } from '#engines/ledger'
import { recordApprovedTime, reverseTime } from '#flow/actuals'
import { contractPositions } from '#flow/revenue'
import { newId } from '#kernel/id.ts'
import { formatMoney, money } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { type Engagement, openEngagement } from './engagement.ts'
import { openTestHouse, type TestHouse } from './house.ts'
import { inCommand } from './work-command.ts'

const first = await openTestHouse(undefined, { now: '2026-07-01T10:00:00Z' })

interface Scene extends Engagement {
  readonly house: TestHouse
  /** The time entries approved so far. */
  readonly entries: string[]
}

const day = fc
  .integer({ min: 1, max: 28 })
  .chain((date) =>
    fc.integer({ min: 1, max: 6 }).map((month) => `2026-0${month}-${String(date).padStart(2, '0')}`),
  )
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('approve' as const),
      work: fc.array(
        fc.record({
          where: fc.constantFrom('timeWork', 'dollarWork', 'fixedWork', 'innerWork'),
          workedOn: day,
          minutes: fc.integer({ min: 1, max: 600 }),
          billingType: fc.constantFrom('chargeable', 'chargeable', 'non_chargeable'),
        }),
        { minLength: 1, maxLength: 5 },
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('recall' as const), pick: fc.nat() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('bill' as const), cutoff: day }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('discard' as const), pick: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('post' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('accept' as const), acceptedOn: day }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('earn' as const), month: fc.integer({ min: 1, max: 6 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('pay' as const),
      pick: fc.nat(),
      percent: fc.bigInt({ min: 1n, max: 130n }),
      receivedOn: day,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('allocate' as const), pick: fc.nat() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('raise' as const), cap: fc.integer({ min: 100, max: 5000 }) }),
  },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** Runs work that the business may refuse: the history goes on without it. */
async function perhaps<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Refused) return undefined
    throw error
  }
}

async function drafts(of: Scene): Promise<string[]> {
  const { items } = await of.house.as('billing').ask('billing.listInvoices', { state: 'draft', limit: 200 })
  return items.map((invoice: { id: string }) => invoice.id)
}

async function happen(of: Scene, one: Step): Promise<void> {
  const [billing, controller] = [of.house.as('billing'), of.house.as('controller')]
  if (one.kind === 'approve') await approve(of, one.work)
  if (one.kind === 'recall' && of.entries.length > 0) {
    const entry = of.entries[one.pick % of.entries.length] ?? ''
    const done = await perhaps(inCommand(of.house, (ctx) => reverseTime(ctx, [entry])).then(() => true))
    if (done) of.entries.splice(of.entries.indexOf(entry), 1)
  }
  if (one.kind === 'bill')
    await perhaps(billing.run('billing.run', { cutoff: one.cutoff, invoiceDate: one.cutoff }))
  if (one.kind === 'discard') {
    const open = await drafts(of)
    const chosen = open[one.pick % Math.max(open.length, 1)]
    if (chosen) await billing.run('billing.discard', { invoiceId: chosen, reason: 'Wrong period' })
  }
  if (one.kind === 'post') {
    const invoiceIds = await drafts(of)
    for (const invoiceId of invoiceIds) await billing.run('billing.confirm', { invoiceId })
    if (invoiceIds.length > 0) await controller.run('billing.post', { invoiceIds })
  }
  if (one.kind === 'pay') await pay(of, one)
  if (one.kind === 'allocate') await allocate(of, one.pick)
  if (one.kind === 'accept') await accept(of, one.acceptedOn)
  if (one.kind === 'earn') await controller.run('revenue.recognise', { month: `2026-0${one.month}` })
  if (one.kind === 'raise') {
    const cap = { amount: `${one.cap}.00`, currency: 'EUR' }
    await perhaps(controller.run('contracts.raiseCap', { contractLineId: of.time, cap, reason: 'Agreed' }))
    await controller.run('actuals.releaseCap', { contractLineId: of.time })
  }
}

async function approve(of: Scene, work: (Step & { kind: 'approve' })['work']): Promise<void> {
  const entries = work.map(({ where, workedOn, minutes, billingType }) => ({
    timeEntryId: newId(),
    personId: of.ann,
    projectId: of.project,
    workPackageId: of[where],
    workedOn,
    minutes,
    billingType,
  }))
  await inCommand(of.house, (ctx) => recordApprovedTime(ctx, entries))
  of.entries.push(...entries.map((entry) => entry.timeEntryId))
}

interface OpenInvoice {
  readonly id: string
  readonly number: string
  readonly currency: string
  readonly open: bigint
}

const openInvoices = (of: Scene) =>
  of.house.tx((tx) =>
    tx.rows(sql<OpenInvoice>`
      select id, number, currency, open_minor as open
      from billing.invoice
      where open_minor > 0
      order by number`),
  )
const wire = (minor: bigint, currency: string) => ({ amount: formatMoney(money(minor, currency)), currency })

/** The client pays a part of an invoice, all of it, or too much, and names it: what fits is matched at once. */
async function pay(of: Scene, { pick, percent, receivedOn }: Step & { kind: 'pay' }): Promise<void> {
  const open = await openInvoices(of)
  const chosen = open[pick % Math.max(open.length, 1)]
  if (!chosen) return
  const paid = (chosen.open * percent) / 100n
  if (paid === 0n) return
  const billing = of.house.as('billing')
  const { receiptId } = await billing.run('collections.recordReceipt', {
    entityId: of.entity,
    clientId: of.client,
    receivedOn,
    amount: wire(paid, chosen.currency),
    bankReference: newId(),
    reference: chosen.number,
  })
  await billing.run('collections.match', { receiptId })
}

/** Cash that waits pays whatever is open in its currency. */
async function allocate(of: Scene, pick: number): Promise<void> {
  const receipts = await of.house.tx((tx) =>
    tx.rows(sql<{ id: string; currency: string; unapplied: bigint }>`
      select id, currency, unapplied_minor as unapplied
      from collections.receipt
      where unapplied_minor > 0
      order by id`),
  )
  const receipt = receipts[pick % Math.max(receipts.length, 1)]
  const invoice = (await openInvoices(of)).find((one) => one.currency === receipt?.currency)
  if (!receipt || !invoice) return
  const minor = receipt.unapplied < invoice.open ? receipt.unapplied : invoice.open
  await of.house.as('billing').run('collections.allocate', {
    receiptId: receipt.id,
    allocations: [{ invoiceId: invoice.id, amount: wire(minor, invoice.currency) }],
  })
}

/** Support is billed for the month ahead, so the contract owes it until it is earned. */
async function layOutFees(of: Scene): Promise<void> {
  await of.house.tx((tx) =>
    tx.run(sql`
      insert into contracts.fee (id, contract_line_id, period_start, period_end, bill_on, amount_minor)
      values (${newId()}, ${of.support}, '2026-02-15', '2026-02-28', '2026-01-15', 120000),
        (${newId()}, ${of.support}, '2026-03-01', '2026-03-31', '2026-02-15', 120000),
        (${newId()}, ${of.support}, '2026-04-01', '2026-04-30', '2026-03-15', 60000)`),
  )
}

/** The client accepts the next milestone, and its revenue is recognised. */
async function accept(of: Scene, acceptedOn: string): Promise<void> {
  const milestone = await of.house.tx((tx) =>
    tx.maybe(sql<{ id: string }>`
      update contracts.milestone
      set state = 'accepted', accepted_on = ${acceptedOn}, billing_status = 'ready'
      where id = (
        select id
        from contracts.milestone
        where state = 'planned'
        order by milestone_no
        limit 1)
      returning id`),
  )
  if (milestone)
    await of.house.as('controller').run('revenue.recogniseMilestone', { milestoneId: milestone.id })
}

/** Facts and books, side by side. */
async function saysTheSame(of: Scene): Promise<void> {
  await of.house.tx(async (tx) => {
    const contractIds = [of.euroContract, of.dollarContract]
    const balances = await contractBalances(
      tx,
      ['unbilled_receivable', 'contract_asset', 'contract_liability'],
      contractIds,
    )
    for (const position of await contractPositions(tx)) {
      const inBooks = (control: string) =>
        balances.find((one) => one.contractId === position.id && one.control === control)?.amountMinor ?? 0n
      assert.deepEqual(
        {
          unbilled: inBooks('unbilled_receivable'),
          asset: inBooks('contract_asset'),
          liability: -inBooks('contract_liability'),
        },
        {
          unbilled: position.unbilledReceivable,
          asset: position.contractAsset,
          liability: position.contractLiability,
        },
      )
    }
    await unbilledIsWorthWhatItWas(tx)
    await receivablesAreOpen(tx)
  })
  const { agrees, lines } = await of.house.as('controller').ask('collections.reconcile', {})
  assert.ok(agrees, JSON.stringify(lines, null, 2))
  for (const bookId of [of.entity, of.usEntity]) {
    const balance = await of.house.as('controller').ask('ledger.trialBalance', { bookId, to: '2026-12-31' })
    assert.equal(balance.closing.amount, '0.00')
  }
}

/** In the functional currency too, what left the unbilled receivable is what entered it. */
async function unbilledIsWorthWhatItWas(tx: Tx): Promise<void> {
  const waiting = await tx.one(sql<{ functional: bigint }>`
    select coalesce(sum(actual.functional_minor), 0)::bigint as functional
    from actuals.actual
    where id in (
        select actual_id
        from actuals.backlog
        where cap_status <> 'failed'
        union all
        select detail.actual_id
        from billing.invoice_line_detail as detail
        join billing.invoice on invoice.tenant_id = detail.tenant_id and invoice.id = detail.invoice_id
        where invoice.number is null)`)
  const inBooks = await roleBalances(tx, 'unbilled_receivable')
  assert.equal(
    inBooks.reduce((sum, row) => sum + row.functionalMinor, 0n),
    waiting.functional,
  )
}

async function receivablesAreOpen(tx: Tx): Promise<void> {
  const open = await tx.rows(sql<{ id: string; minor: bigint }>`
    select id, open_minor as minor
    from billing.invoice
    where open_minor > 0`)
  const inBooks = await controlBalances(tx, 'receivable', 'document')
  assert.deepEqual(
    inBooks.map((row) => [row.documentId, row.amountMinor]).sort(),
    open.map((row) => [row.id, row.minor]).sort(),
  )
}

const minute = { where: 'timeWork', workedOn: '2026-01-01', minutes: 1, billingType: 'chargeable' } as const
/** Two drafts of one contract, posted together. */
const twoInvoicesOfOneContract: Step[] = [
  { kind: 'approve', work: [minute] },
  { kind: 'bill', cutoff: '2026-01-01' },
  { kind: 'accept', acceptedOn: '2026-01-01' },
  { kind: 'bill', cutoff: '2026-01-01' },
  { kind: 'post' },
]
/** Two months earned at once, where the liability covers the first and a part of the second. */
const twoMonthsOfOneLiability: Step[] = [
  { kind: 'bill', cutoff: '2026-02-01' },
  { kind: 'post' },
  { kind: 'earn', month: 3 },
]

test('facts and books say the same after every step of any history', { timeout: 240_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 20, size: 'max' }), async (steps) => {
      const house = await first.otherTenant()
      const engagement = await openEngagement(house, { cap: '900.00' })
      const of: Scene = { ...engagement, house, entries: [] }
      await house
        .as('administrator')
        .run('documents.createSeries', { book: 'DE', series: 'invoice', format: 'DE-{year}-{number:5}' })
      await house.as('controller').run('revenue.plan', { contractIds: [of.euroContract, of.dollarContract] })
      await layOutFees(of)
      for (const one of steps) {
        await happen(of, one)
        await saysTheSame(of)
      }
    }),
    { numRuns: 12, examples: [[twoInvoicesOfOneContract], [twoMonthsOfOneLiability]] },
  )
})
