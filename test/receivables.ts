/**
 * Invoices to pay and money to pay them with, for tests of what comes after billing:
 *
 *     const { as, supportInvoices, receive } = await openReceivables(house)
 *     const [invoice] = await supportInvoices(['2026-04-01'])
 *     const receiptId = await receive('2725.00', { reference: invoice.number })
 *
 * Every support invoice is 2,725.00 USD, a month with 9 % GST, by SG, whose books are in Singapore dollars.
 */
import { signEngagement, winEngagement } from './example-engagement.ts'
import { type ExampleFirm, openExampleFirm } from './example-firm.ts'
import type { TestHouse } from './house.ts'

export interface PostedInvoice {
  readonly id: string
  readonly number: string
  readonly contractId: string
}

/** What differs from money of Meridian Foods Asia, in dollars on the account of SG on 18 May 2026. */
export interface Received {
  readonly on?: string
  readonly reference?: string
  readonly entityId?: string
  readonly clientId?: string
  readonly currency?: string
}

export interface Receivables extends ExampleFirm {
  /** The contracts of a new engagement's support, one invoice for each day, dated on it; a month apart at least. */
  supportInvoices(days: readonly string[], monthlyFee?: string): Promise<PostedInvoice[]>
  /** Records a receipt and gives its id. */
  receive(amount: string, more?: Received): Promise<string>
}

export async function openReceivables(house: TestHouse): Promise<Receivables> {
  const firm = await openExampleFirm(house)
  let engagements = 0
  let transactions = 0
  return {
    ...firm,
    supportInvoices: async (days, monthlyFee) => {
      engagements += 1
      const contractId = await signSupport(firm, `Engagement ${engagements}`, monthlyFee)
      const invoices: PostedInvoice[] = []
      for (const day of days) invoices.push(await billSupport(firm, contractId, day))
      return invoices
    },
    receive: async (amount, more = {}) => {
      transactions += 1
      const { receiptId } = await firm.as.billing.run('collections.recordReceipt', {
        entityId: more.entityId ?? firm.entities.SG,
        clientId: more.clientId ?? firm.clients.SG,
        receivedOn: more.on ?? '2026-05-18',
        amount: { amount, currency: more.currency ?? 'USD' },
        bankReference: `BK-${transactions}`,
        reference: more.reference ?? '',
      })
      return receiptId
    },
  }
}

/** The quote was accepted in March, whatever the clock says. */
async function signSupport(firm: ExampleFirm, name: string, monthlyFee = '2500.00'): Promise<string> {
  const { clock } = firm.house
  const now = clock.now
  clock.now = Temporal.Instant.from('2026-03-20T08:00:00Z')
  const won = await winEngagement(firm, {
    name,
    lines: (lines) =>
      lines.map((line, index) =>
        index === 2 ? { ...line, monthlyFee: { amount: monthlyFee, currency: 'USD' } } : line,
      ),
  })
  const { contracts } = await signEngagement(won)
  clock.now = now
  return contracts.SG.contractId
}

async function billSupport({ as }: ExampleFirm, contractId: string, day: string): Promise<PostedInvoice> {
  await as.billing.run('billing.run', { cutoff: day, invoiceDate: day, contractIds: [contractId] })
  const { items } = await as.billing.ask('billing.listInvoices', { contractId, state: 'draft' })
  const { id } = items[0]
  await as.billing.run('billing.confirm', { invoiceId: id })
  const { invoices } = await as.controller.run('billing.post', { invoiceIds: [id] })
  return { id, number: invoices[0].number, contractId }
}
