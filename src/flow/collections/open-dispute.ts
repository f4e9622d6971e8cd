import { billedOf } from '#flow/billing'
import { clientById } from '#flow/clients'
import { personById } from '#flow/people'
import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { formatMoney } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { casesTouched } from './case-table.ts'
import { openDispute as contract } from './contract.ts'
import { lockDifference } from './difference.ts'

export const openDispute = handle(contract, async ({ tx, call }, input) => {
  const { invoiceId, cause, note, lineNos, ownerId = null } = input
  const { invoice, amount } = await lockDifference(tx, invoiceId, input.amount, 'free')
  const { lines } = await billedOf(tx, invoiceId)
  const unknown = lineNos.find((lineNo) => !lines.some((line) => line.lineNo === lineNo))
  if (unknown !== undefined)
    throw new Refused('dispute_line_unknown', { number: invoice.number, lineNo: unknown })
  const owner = ownerId === null ? undefined : await personById(tx, ownerId)
  const disputeId = newId()
  await tx.run(sql`
    insert into collections.dispute (id, invoice_id, cause, amount_minor, line_nos, note, owner_id, opened_on)
    values (${disputeId}, ${invoiceId}, ${cause}, ${amount.minor}, ${lineNos}::integer[], ${note}, ${ownerId}, ${call.today})`)
  const { name: clientName } = await clientById(tx, invoice.clientId)
  const cases = await casesTouched(tx, invoiceId, { disputeId, disputedMinor: amount.minor })
  const payload = {
    ...{ disputeId, invoiceId, invoiceNumber: invoice.number, clientName, cause, note },
    ...{ amount: formatMoney(amount), currency: amount.currency, ownerId: owner?.principalId ?? null },
  }
  return {
    output: { disputeId, state: 'open' as const, revision: 1, amount },
    touched: [
      {
        type: 'dispute',
        id: disputeId,
        after: { state: 'open', invoiceId, cause, amountMinor: amount.minor, lineNos, ownerId },
      },
      { type: 'invoice', id: invoiceId, after: { disputeId, disputedMinor: amount.minor } },
      ...cases,
    ],
    events: [
      { type: 'collections.disputeOpened', key: invoiceId, payload },
      ...cases.map(({ id }) => ({ type: 'collections.itemDisputed', key: id, payload })),
    ],
  }
})
