/** The end of a month: invoices are drafted, reviewed, released and sent, revenue is recognised, cash comes in. */
import { formatMoney, parseMoney, subtract } from '#kernel/money.ts'
import type { Cast } from './cast.ts'
import type { Stage, Wire } from './stage.ts'

/** Bills everything up to the end of a month; the two people it takes work off their inboxes. */
export async function billMonth(stage: Stage, cast: Cast, lastDay: string): Promise<Wire[]> {
  const run = await cast.billing.run('billing.run', { cutoff: lastDay, invoiceDate: lastDay })
  for (const task of await cast.billing.tasks('review_invoice')) {
    await cast.billing.run('billing.confirm', { invoiceId: task.subjects[0] })
  }
  const toRelease = await cast.controller.tasks('release_invoice')
  const { invoices } = await cast.controller.run('billing.post', {
    invoiceIds: toRelease.map((task) => task.subjects[0]),
  })
  for (const total of run.totals) {
    stage.tell(
      `Billed ${total.net.amount} ${total.currency} and ${total.tax.amount} of tax on ${total.invoices} invoice(s).`,
    )
  }
  return invoices
}

export async function recogniseMonth(stage: Stage, cast: Cast, month: string): Promise<void> {
  const { periods, revenue } = await cast.controller.run('revenue.recognise', { month })
  const amounts = revenue.map((amount: Wire) => `${amount.amount} ${amount.currency}`).join(', ')
  stage.tell(`${periods} period(s) of recurring fees earned: ${amounts}.`)
}

/** How the client pays: naming the invoices, or the largest one in two transfers that name nothing. */
export type Paying = 'named' | 'on account'

/** What the client of the largest invoice transfers first when paying on account. */
const ON_ACCOUNT = '60000.00'

interface Transfer {
  readonly invoice: Wire
  readonly amount: Wire
  readonly reference: string
  readonly bankReference: string
}

/** A receipt that says or shows what it pays matches by itself; the one on account waits for a person. */
export async function receiveCash(
  stage: Stage,
  cast: Cast,
  posted: readonly Wire[],
  paying: Paying,
): Promise<void> {
  const { billing } = cast
  const entities = await billing.all('firm.listEntities')
  const invoices = await Promise.all(
    posted.map(({ invoiceId }) => billing.ask('billing.getInvoice', { invoiceId })),
  )
  const transfers = invoices.flatMap((invoice) => transfersFor(invoice, paying))
  let byHand = 0
  for (const { invoice, amount, reference, bankReference } of transfers) {
    const { receiptId } = await billing.run('collections.recordReceipt', {
      entityId: entities.find((entity) => entity.code === invoice.entityCode)?.id,
      clientId: invoice.clientId,
      receivedOn: stage.clock.now.toString().slice(0, 10),
      amount,
      bankReference,
      reference,
    })
    for (const task of await billing.tasks('allocate_receipt')) {
      if (task.subjects[0] !== receiptId) continue
      await billing.run('collections.allocate', {
        receiptId,
        allocations: [{ invoiceId: invoice.id, amount }],
      })
      byHand += 1
    }
  }
  stage.tell(
    `${transfers.length} receipts: ${transfers.length - byHand} matched by themselves, ${byHand} allocated by hand.`,
  )
}

function transfersFor(invoice: Wire, paying: Paying): Transfer[] {
  const { currency } = invoice.gross
  const whole = {
    invoice,
    amount: invoice.gross,
    reference: `Payment of ${invoice.number}`,
    bankReference: `STMT-${invoice.number}`,
  }
  const gross = parseMoney(invoice.gross.amount, currency)
  const first = parseMoney(ON_ACCOUNT, currency)
  if (!gross || !first) throw new Error(`${invoice.gross.amount} is no amount in ${currency}`)
  if (paying === 'named' || gross.minor <= first.minor) return [whole]
  return [first, subtract(gross, first)].map((part, index) => ({
    invoice,
    amount: { amount: formatMoney(part), currency },
    reference: index === 0 ? 'On account' : 'Your services',
    bankReference: `${whole.bankReference}-${index + 1}`,
  }))
}
