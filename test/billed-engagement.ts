/**
 * An engagement whose March is billed and posted, for tests of what corrects and collects invoices:
 *
 *     const of = await openBilled(first)
 *     await of.as.billing.run('credits.propose', { invoiceId: of.euroInvoice, cause: 'goodwill', reason: 'Not done.' })
 *
 * The euro invoice has a milestone of 4,000.00 (line 1), a fee of 1,000.00 (line 2) and four hours of Ann, 300.00
 * (line 3), with 19 % tax. The dollar invoice has an hour of 90.00, accrued at 0.90 and billed at 0.95.
 */
import assert from 'node:assert/strict'
import { type ApprovedTime, recordApprovedTime } from '#flow/actuals'
import { newId } from '#kernel/id.ts'
import { sql } from '#kernel/sql.ts'
import { type Engagement, type EngagementOptions, openEngagement } from './engagement.ts'
import type { TestHouse } from './house.ts'
import { inCommand } from './work-command.ts'

type Principal = ReturnType<TestHouse['as']>

export interface Billed extends Engagement {
  readonly house: TestHouse
  readonly as: Readonly<Record<'billing' | 'controller' | 'administrator' | 'sales', Principal>>
  readonly euroInvoice: string
  readonly dollarInvoice: string
  readonly timeEntry: string
  /** Approves an hour of Ann in March, or what is said otherwise; gives the id of the time entry. */
  work(more?: Partial<ApprovedTime>): Promise<string>
  /** Bills up to a day and posts; gives the ids of the invoices by currency. */
  bill(day: string): Promise<Record<string, string>>
  /** Records a receipt in euros and allocates it to an invoice; gives its id. */
  pay(invoiceId: string, amount: string): Promise<string>
  /** Runs what only a process may, moved by whoever approved it: the controller unless another is named. */
  // biome-ignore lint/suspicious/noExplicitAny: the wire has no static type by name
  approved(name: string, input: object, approver?: Principal): Promise<any>
  /** Fails when any subledger and the books differ. */
  reconciles(): Promise<void>
}

export async function openBilled(first: TestHouse, options: EngagementOptions = {}): Promise<Billed> {
  const house = await first.otherTenant()
  const engagement = await openEngagement(house, options)
  const as = {
    billing: house.as('billing'),
    controller: house.as('controller'),
    administrator: house.as('administrator'),
    sales: house.as('sales'),
  }
  for (const [series, format] of [
    ['invoice', 'DE-{year}-{number:5}'],
    ['credit_note', 'DE-CN-{year}-{number:5}'],
  ] as const)
    await as.administrator.run('documents.createSeries', { book: 'DE', series, format })
  await as.controller.run('revenue.plan', {
    contractIds: [engagement.euroContract, engagement.dollarContract],
  })
  const told = { house, as, engagement }
  await chargePrices(told)
  const timeEntry = await work(told, { minutes: 240 })
  await work(told, { workPackageId: engagement.dollarWork })
  const invoices = await bill(told, '2026-03-31')
  let receipts = 0
  return {
    ...engagement,
    house,
    as,
    timeEntry,
    euroInvoice: invoices['EUR'] ?? '',
    dollarInvoice: invoices['USD'] ?? '',
    work: (more) => work(told, more),
    bill: (day) => bill(told, day),
    pay: async (invoiceId, amount) => {
      receipts += 1
      const money = { amount, currency: 'EUR' }
      const { receiptId } = await as.billing.run('collections.recordReceipt', {
        entityId: engagement.entity,
        clientId: engagement.client,
        receivedOn: '2026-03-31',
        amount: money,
        bankReference: `BK-${receipts}`,
      })
      await as.billing.run('collections.allocate', { receiptId, allocations: [{ invoiceId, amount: money }] })
      return receiptId
    },
    approved: async (name, input, approver = as.controller) =>
      house.as(house.processId).run(name, input, { hands: [await approver.principalId] }),
    reconciles: async () => {
      const { agrees, lines } = await as.controller.ask('collections.reconcile', {})
      const differing = lines.filter((line: { differing: number }) => line.differing > 0)
      assert.deepEqual([agrees, differing], [true, []])
    },
  }
}

interface Told {
  readonly house: TestHouse
  readonly as: Billed['as']
  readonly engagement: Engagement
}

async function chargePrices({ house, engagement }: Told): Promise<void> {
  await house.tx(async (tx) => {
    await tx.run(sql`
      update contracts.milestone
      set state = 'accepted', accepted_on = '2026-02-20', billing_status = 'ready'
      where id = ${engagement.firstMilestone}`)
    await tx.run(sql`
      insert into contracts.fee (id, contract_line_id, period_start, period_end, bill_on, amount_minor)
      values (${newId()}, ${engagement.support}, '2026-02-15', '2026-02-28', '2026-02-15', 100000)`)
  })
}

async function work({ house, engagement }: Told, more: Partial<ApprovedTime> = {}): Promise<string> {
  const entry: ApprovedTime = {
    timeEntryId: newId(),
    personId: engagement.ann,
    projectId: engagement.project,
    workPackageId: engagement.timeWork,
    workedOn: '2026-03-10',
    minutes: 60,
    billingType: 'chargeable',
    ...more,
  }
  await inCommand(house, (ctx) => recordApprovedTime(ctx, [entry]))
  return entry.timeEntryId
}

async function bill({ as }: Told, day: string): Promise<Record<string, string>> {
  await as.billing.run('billing.run', { cutoff: day, invoiceDate: day })
  const { items } = await as.billing.ask('billing.listInvoices', { state: 'draft' })
  const invoiceIds = items.map(({ id }: { id: string }) => id)
  await as.billing.run('billing.confirmMany', { invoiceIds })
  await as.controller.run('billing.post', { invoiceIds })
  return Object.fromEntries(items.map(({ id, currency }: { id: string; currency: string }) => [currency, id]))
}
