/** The end of a month: invoices are drafted, reviewed, released and sent, revenue is recognised, cash comes in. */
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

/** The client pays what is due. A receipt that names its invoice matches by itself; another one waits for a person. */
export async function receiveCash(
  stage: Stage,
  cast: Cast,
  invoices: readonly Wire[],
  namesInvoice: boolean,
): Promise<void> {
  for (const { invoiceId } of invoices) {
    const invoice = await cast.billing.ask('billing.getInvoice', { invoiceId })
    const entities = await cast.billing.all('firm.listEntities')
    await cast.billing.run('collections.recordReceipt', {
      entityId: entities.find((entity) => entity.code === invoice.entityCode)?.id,
      clientId: invoice.clientId,
      receivedOn: stage.clock.now.toString().slice(0, 10),
      amount: invoice.gross,
      bankReference: `STMT-${invoice.number}`,
      reference: namesInvoice ? `Payment of ${invoice.number}` : 'Your services',
    })
  }
  const open = await cast.billing.tasks('allocate_receipt')
  for (const task of open) {
    const receiptId = task.subjects[0]
    const receipt = await cast.billing.ask('collections.getReceipt', { receiptId })
    const due = (
      await cast.billing.all('billing.listInvoices', { clientId: receipt.clientId, openOnly: true })
    ).find((invoice) => invoice.open.amount === receipt.unapplied.amount)
    if (due)
      await cast.billing.run('collections.allocate', {
        receiptId,
        allocations: [{ invoiceId: due.id, amount: receipt.unapplied }],
      })
  }
  stage.tell(`${invoices.length} receipt(s), ${open.length} of them allocated by hand.`)
}
