import { handsIn } from '#engines/access'
import { clientById } from '#flow/clients'
import { entityById } from '#flow/firm'
import { worthForLimits } from '#flow/opportunities'
import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { formatMoney, money, prorate } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { casesTouched } from './case-table.ts'
import { askWriteOff as contract } from './contract.ts'
import { lockDifference } from './difference.ts'

export const askWriteOff = handle(
  contract,
  async ({ tx, call }, { invoiceId, reason, taxRelief, ...named }) => {
    const { invoice, amount } = await lockDifference(tx, invoiceId, named.amount, 'free')
    const { number, currency } = invoice
    // The share of the tax that is in the amount, as it is in the whole invoice.
    const tax = taxRelief
      ? prorate(money(invoice.taxMinor, currency), amount.minor, invoice.grossMinor)
      : money(0n, currency)
    const writeOffId = newId()
    const asked = await tx.run(sql`
    insert into collections.write_off (id, invoice_id, amount_minor, tax_minor, tax_relief, reason, asked_on, asked_by)
    values (${writeOffId}, ${invoiceId}, ${amount.minor}, ${tax.minor}, ${taxRelief}, ${reason}, ${call.today}, ${call.actorId})
    on conflict (tenant_id, invoice_id) where state = 'asked' do nothing`)
    if (asked === 0) throw new Refused('write_off_waits', { number })
    const { name: clientName } = await clientById(tx, invoice.clientId)
    const { code: entityCode } = await entityById(tx, invoice.entityId)
    return {
      output: { writeOffId, state: 'asked' as const, revision: 1, amount, tax },
      touched: [
        {
          type: 'write_off',
          id: writeOffId,
          after: { state: 'asked', invoiceId, amountMinor: amount.minor, taxMinor: tax.minor, reason },
        },
        ...(await casesTouched(tx, invoiceId, { writeOffId })),
      ],
      events: [
        {
          type: 'collections.writeOffAsked',
          key: writeOffId,
          payload: {
            writeOffId,
            invoiceId,
            invoiceNumber: number,
            clientName,
            entityCode,
            amount: formatMoney(amount),
            currency,
            amountUsd: formatMoney(await worthForLimits(tx, amount, call.today)),
            // Everybody whose hand is in it, so that none of them is asked to approve it.
            askedBy: handsIn(call),
            reason,
          },
        },
      ],
    }
  },
)
