/** What is credited to be billed again stands ready in the amount that was credited, and a cap counts what was billed without it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { type Billed, openBilled } from '#test/billed-engagement.ts'
import { openTestHouse } from '#test/house.ts'

const first = await openTestHouse()
first.clock.now = Temporal.Instant.from('2026-03-31T10:00:00Z')

const eur = (amount: string) => ({ amount, currency: 'EUR' })
const reason = 'As agreed on 3 April.'
const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.code === code

async function credit(of: Billed, cause: string, more: object = {}) {
  const { creditNoteId } = await of.as.billing.run('credits.propose', {
    invoiceId: of.euroInvoice,
    cause,
    reason,
    ...more,
  })
  return of.approved('credits.release', { creditNoteId })
}

const partOf = (lineNo: number, amount: string) => ({ lines: [{ lineNo, amount: eur(amount) }] })
const invoiceOf = (of: Billed, invoiceId = '') => of.as.billing.ask('billing.getInvoice', { invoiceId })
const linesOf = async (of: Billed, invoiceId = '') =>
  (await invoiceOf(of, invoiceId)).lines.map(
    (line: { kind: string; title: string; minutes: number; net: { amount: string } }) => [
      line.kind,
      line.minutes,
      line.net.amount,
    ],
  )
const dueOn = async (of: Billed, cutoff: string) => {
  const { contracts } = await of.as.billing.ask('billing.readiness', { cutoff })
  const euro = contracts.find(({ contractId }: { contractId: string }) => contractId === of.euroContract)
  return [euro?.work.amount, euro?.milestones.amount, euro?.fees.amount]
}

test('a part of the hours that had the wrong quantity stands ready as so many hours at the same rate', async () => {
  const of = await openBilled(first)
  await credit(of, 'wrong_quantity', partOf(3, '100.00'))
  await of.reconciles()
  assert.deepEqual((await dueOn(of, '2026-03-31'))[0], '100.00')
  const { EUR } = await of.bill('2026-04-30')
  assert.deepEqual(await linesOf(of, EUR), [['time', 80, '100.00']])
  assert.deepEqual((await invoiceOf(of, EUR)).gross, eur('119.00'))
  await of.reconciles()
  // The rest of the old line and the whole of the new one come back together, as the four hours there were.
  await credit(of, 'wrong_price', { lines: [{ lineNo: 3 }] })
  await credit(of, 'wrong_price', { invoiceId: EUR })
  await of.reconciles()
  const { EUR: third } = await of.bill('2026-05-31')
  assert.deepEqual(await linesOf(of, third), [['time', 240, '300.00']])
  await of.reconciles()
})

test('a few cents, too small for a minute, go and come back as often as anybody likes', async () => {
  const of = await openBilled(first)
  await credit(of, 'wrong_price', partOf(3, '0.10'))
  for (const day of ['2026-04-30', '2026-05-31']) {
    const { EUR } = await of.bill(day)
    assert.deepEqual(await linesOf(of, EUR), [['time', 0, '0.10']])
    await credit(of, 'wrong_price', { invoiceId: EUR })
    await of.reconciles()
  }
})

test('parts of a milestone and of a fee wait in their amount, and are one line however many notes left them', async () => {
  const of = await openBilled(first)
  await credit(of, 'wrong_price', { lines: [{ lineNo: 1, amount: eur('1500.00') }] })
  await credit(of, 'wrong_price', {
    lines: [
      { lineNo: 1, amount: eur('500.00') },
      { lineNo: 2, amount: eur('250.00') },
    ],
  })
  await of.reconciles()
  assert.deepEqual(await dueOn(of, '2026-03-31'), ['0.00', '2000.00', '250.00'])
  const { problems } = await of.as.controller.run('revenue.checkClosure', { projectId: of.project })
  const left = new Set(problems.map(({ code }: { code: string }) => code))
  assert.ok(left.has('milestone_not_billed') && left.has('fee_not_billed'), [...left].join())
  const { roles } = await of.as.billing.ask('insight.home', { roles: ['billing'] })
  const ready = roles[0].figures.find(({ key }: { key: string }) => key === 'billing.ready')
  assert.deepEqual(ready.values[0].amount, eur('2250.00'))
  const { EUR } = await of.bill('2026-04-30')
  assert.deepEqual(await linesOf(of, EUR), [
    ['milestone', 0, '2000.00'],
    ['fee', 0, '250.00'],
  ])
  await of.reconciles()
  await assert.rejects(of.bill('2026-05-31'), refusedWith('nothing_to_bill'))
  // A part that is credited again is that part again, and not the milestone.
  await credit(of, 'wrong_recipient', { invoiceId: EUR, lines: [{ lineNo: 1 }] })
  assert.deepEqual(await dueOn(of, '2026-04-30'), ['0.00', '2000.00', '0.00'])
  await of.reconciles()
})

test('a pro-forma that is thrown away gives the parts back', async () => {
  const of = await openBilled(first)
  await credit(of, 'wrong_price', {
    lines: [
      { lineNo: 1, amount: eur('1500.00') },
      { lineNo: 3, amount: eur('75.00') },
    ],
  })
  await of.as.billing.run('billing.run', { cutoff: '2026-04-30', invoiceDate: '2026-04-30' })
  assert.deepEqual(await dueOn(of, '2026-04-30'), ['0.00', '0.00', '0.00'])
  const { items } = await of.as.billing.ask('billing.listInvoices', { state: 'draft' })
  await of.as.billing.run('billing.discard', { invoiceId: items[0].id, reason: 'Not yet.' })
  assert.deepEqual(await dueOn(of, '2026-04-30'), ['75.00', '1500.00', '0.00'])
  await of.reconciles()
})

test('what is given up leaves its room under the cap to other work; what is billed again keeps it', async () => {
  const of = await openBilled(first, { cap: '400.00' })
  await of.work({ minutes: 120 })
  const release = async () =>
    (await of.as.billing.run('actuals.releaseCap', { contractLineId: of.time })).released.amount
  await credit(of, 'wrong_quantity', partOf(3, '150.00'))
  assert.equal(await release(), '0.00')
  await credit(of, 'goodwill', partOf(3, '50.00'))
  assert.equal(await release(), '150.00')
  await of.reconciles()
  const { EUR } = await of.bill('2026-04-30')
  assert.deepEqual((await invoiceOf(of, EUR)).net, eur('300.00'))
  await standsAgainstCap(of, 40_000n)
  await of.reconciles()
})

/** Billed without credited stays under the cap, and actuals, backlog and lines tell the same story. */
async function standsAgainstCap(of: Billed, capMinor: bigint): Promise<void> {
  const told = await of.house.tx((tx) =>
    tx.one(sql<
      Record<'billed' | 'committed' | 'waiting' | 'unbilled' | 'billedSales' | 'billedLines', bigint>
    >`
      with line as (
        select line.contract_line_id, line.kind, line.net_minor - line.credited_minor as minor
        from billing.invoice_line as line
          join billing.invoice on invoice.tenant_id = line.tenant_id and invoice.id = line.invoice_id and invoice.number is not null
        where line.tenant_id = kernel.tenant_id())
      select
        (select coalesce(sum(minor), 0)::bigint from line where contract_line_id = ${of.time}) as billed,
        (select committed_minor from contracts.contract_line where tenant_id = kernel.tenant_id() and id = ${of.time}) as committed,
        (select coalesce(sum(amount_minor) filter (where cap_status <> 'failed'), 0)::bigint from actuals.backlog
          where tenant_id = kernel.tenant_id() and contract_line_id = ${of.time}) as waiting,
        (select coalesce(sum(actual.amount_minor) filter (where backlog.cap_status is distinct from 'failed'), 0)::bigint
          from actuals.actual left join actuals.backlog on backlog.tenant_id = actual.tenant_id and backlog.actual_id = actual.id
          where actual.tenant_id = kernel.tenant_id() and actual.contract_line_id = ${of.time}
            and actual.transaction_type = 'unbilled_sales') as unbilled,
        (select coalesce(sum(amount_minor), 0)::bigint from actuals.actual
          where tenant_id = kernel.tenant_id() and transaction_type = 'billed_sales') as "billedSales",
        (select coalesce(sum(minor), 0)::bigint from line) as "billedLines"`),
  )
  assert.ok(told.billed <= capMinor, `${told.billed} billed under a cap of ${capMinor}`)
  assert.equal(told.committed, told.billed + told.waiting, 'the cap counts what was billed and what waits')
  assert.equal(told.unbilled, told.waiting, 'what is unbilled waits to be billed')
  assert.equal(told.billedSales, told.billedLines, 'actuals were billed what lines bill')
}

/** A step of a history; numbers pick among what there is. */
type Step =
  | { readonly do: 'work'; readonly minutes: number }
  | { readonly do: 'bill' }
  | { readonly do: 'release' }
  | { readonly do: 'credit'; readonly pick: number; readonly percent: number; readonly cause: string }

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      arbitrary: fc.record({ do: fc.constant('work' as const), minutes: fc.integer({ min: 1, max: 400 }) }),
      weight: 2,
    },
    { arbitrary: fc.constant({ do: 'bill' as const }), weight: 2 },
    { arbitrary: fc.constant({ do: 'release' as const }), weight: 1 },
    {
      arbitrary: fc.record({
        do: fc.constant('credit' as const),
        pick: fc.nat(1_000),
        percent: fc.oneof(fc.constant(100), fc.integer({ min: 1, max: 99 })),
        cause: fc.constantFrom(
          'goodwill',
          'discount',
          'not_owed',
          'wrong_price',
          'wrong_quantity',
          'wrong_recipient',
        ),
      }),
      weight: 4,
    },
  ),
  { minLength: 6, maxLength: 14 },
)

interface LeftLine {
  readonly invoiceId: string
  readonly lineNo: number
  readonly leftMinor: bigint
}

async function take(of: Billed, step: Step): Promise<void> {
  if (step.do === 'work') await of.work({ minutes: step.minutes })
  else if (step.do === 'release') await of.as.billing.run('actuals.releaseCap', { contractLineId: of.time })
  else if (step.do === 'bill')
    await of.bill('2026-04-30').catch((error: unknown) => {
      if (!refusedWith('nothing_to_bill')(error)) throw error
    })
  else {
    const left = await of.house.tx((tx) =>
      tx.rows(sql<LeftLine>`
        select line.invoice_id as "invoiceId", line.line_no as "lineNo", line.net_minor - line.credited_minor as "leftMinor"
        from billing.invoice_line as line
          join billing.invoice on invoice.tenant_id = line.tenant_id and invoice.id = line.invoice_id
        where line.tenant_id = kernel.tenant_id() and invoice.number is not null and invoice.currency = 'EUR'
          and line.net_minor > line.credited_minor
        order by invoice.number, line.line_no`),
    )
    const line = left[step.pick % left.length]
    if (!line) return
    const minor = (line.leftMinor * BigInt(step.percent) + 99n) / 100n
    const amount = eur(`${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`)
    await credit(of, step.cause, { invoiceId: line.invoiceId, lines: [{ lineNo: line.lineNo, amount }] })
  }
}

test('whatever is worked, billed, credited and billed again, the cap holds and the books agree', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (history) => {
      const of = await openBilled(first, { cap: '700.00' })
      for (const step of history) {
        await take(of, step)
        await standsAgainstCap(of, 70_000n)
        await of.reconciles()
      }
    }),
    { numRuns: 12, endOnFailure: true },
  )
})
