import { creditLost, post, upTo, type Valued } from '#engines/ledger'
import { adjustInvoice, type Invoice, lockInvoices } from '#flow/billing'
import { handle } from '#kernel/handle.ts'
import { formatMoney, money, prorate } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { allocationDay } from './allocation.ts'
import { writeOff as contract } from './contract.ts'
import { lockWriteOff, type WriteOffRow } from './write-off-table.ts'

export const bookWriteOff = handle(contract, async (ctx, { writeOffId }) => {
  const { tx } = ctx
  const asked = await lockWriteOff(tx, writeOffId)
  ctx.checkRevision(asked.revision)
  if (asked.state !== 'asked') throw new Refused('write_off_not_asked', { writeOffId, state: asked.state })
  const [invoice] = await lockInvoices(tx, [asked.invoiceId])
  if (!invoice) throw new Error(`write-off ${writeOffId} names an invoice that is not there`)
  refuseOverOpen(asked, invoice)
  const bookedOn = allocationDay(ctx.call.today, invoice.invoiceDate)
  const lost = upTo(
    { amount: money(invoice.openMinor, invoice.currency), functional: invoice.functionalOpenMinor ?? 0n },
    asked.amountMinor,
  )
  await post(ctx, [
    {
      bookId: invoice.entityId,
      date: bookedOn,
      subledger: 'receivable',
      description: `Invoice ${invoice.number} written off: ${asked.reason}`,
      source: { type: 'write_off', id: writeOffId },
      rule: creditLost.name,
      lines: creditLost.lines({
        lost,
        tax: taxOf(invoice, asked.taxMinor),
        about: {
          clientId: invoice.clientId,
          contractId: invoice.contractId,
          document: { type: 'invoice', id: invoice.id },
        },
      }),
    },
  ])
  const after = await adjustInvoice(ctx, invoice, {
    id: writeOffId,
    kind: 'write_off',
    adjustedOn: bookedOn,
    grossMinor: asked.amountMinor,
    taxMinor: asked.taxMinor,
    functionalMinor: lost.functional,
  })
  const revision = asked.revision + 1
  await tx.run(sql`
    update collections.write_off
    set state = 'booked', booked_on = ${bookedOn}, revision = ${revision}
    where tenant_id = kernel.tenant_id() and id = ${writeOffId}`)
  return {
    output: {
      writeOffId,
      state: 'booked' as const,
      revision,
      invoiceOpen: money(after.openMinor, after.currency),
    },
    touched: [
      { type: 'write_off', id: writeOffId, before: { state: 'asked' }, after: { state: 'booked' } },
      {
        type: 'invoice',
        id: invoice.id,
        before: { state: invoice.state, openMinor: invoice.openMinor },
        after: { state: after.state, openMinor: after.openMinor, writtenOffMinor: after.writtenOffMinor },
      },
    ],
    events: [
      {
        type: 'collections.invoiceWrittenOff',
        key: invoice.id,
        payload: { writeOffId, invoiceId: invoice.id, number: invoice.number, invoiceState: after.state },
      },
    ],
  }
})

/** Money may have come since it was asked for. */
function refuseOverOpen(asked: WriteOffRow, invoice: Invoice): void {
  if (asked.amountMinor <= invoice.openMinor) return
  const inWords = (minor: bigint) => `${formatMoney(money(minor, invoice.currency))} ${invoice.currency}`
  throw new Refused('difference_over_open', {
    number: invoice.number,
    free: inWords(invoice.openMinor),
    asked: inWords(asked.amountMinor),
  })
}

/** Tax at the rate of the invoice's day: what was owed to the state. */
function taxOf(invoice: Invoice, taxMinor: bigint): Valued {
  const whole = money(invoice.functionalGrossMinor ?? 0n, '')
  return {
    amount: money(taxMinor, invoice.currency),
    functional: prorate(whole, taxMinor, invoice.grossMinor).minor,
  }
}
