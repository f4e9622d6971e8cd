import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { formatMoney } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { casesTouched } from './case-table.ts'
import { promisePayment as contract } from './contract.ts'
import { lockDifference } from './difference.ts'

export const promisePayment = handle(
  contract,
  async ({ tx, call }, { invoiceId, dueOn, saidBy, ...named }) => {
    const { today } = call
    if (dueOn < today) throw new Refused('promise_in_the_past', { dueOn, today })
    const { invoice, amount } = await lockDifference(tx, invoiceId, named.amount, 'open')
    await tx.run(sql`
    update collections.promise
    set replaced = true
    where tenant_id = kernel.tenant_id() and invoice_id = ${invoiceId} and not replaced`)
    const promiseId = newId()
    await tx.run(sql`
    insert into collections.promise (id, invoice_id, amount_minor, made_on, due_on, said_by)
    values (${promiseId}, ${invoiceId}, ${amount.minor}, ${today}, ${dueOn}, ${saidBy})`)
    return {
      output: { promiseId, amount, dueOn },
      touched: [
        { type: 'invoice', id: invoiceId, after: { promiseId, promisedMinor: amount.minor, dueOn, saidBy } },
        ...(await casesTouched(tx, invoiceId, { promiseId, dueOn })),
      ],
      events: [
        {
          type: 'collections.paymentPromised',
          key: invoiceId,
          payload: {
            promiseId,
            invoiceId,
            invoiceNumber: invoice.number,
            amount: formatMoney(amount),
            currency: amount.currency,
            dueOn,
          },
        },
      ],
    }
  },
)
