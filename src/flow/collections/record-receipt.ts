import { post, receiptUnapplied } from '#engines/ledger'
import { clientById } from '#flow/clients'
import { entityById, rateOn } from '#flow/firm'
import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { convert, formatMoney } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { recordReceipt as contract } from './contract.ts'

/** Cash that nobody has matched yet is owed to the client: the bank against unapplied cash, at the rate of its day. */
export const recordReceipt = handle(contract, async (ctx, input) => {
  const { tx, call } = ctx
  const { entityId, clientId, receivedOn, amount, bankReference, reference } = input
  const entity = await entityById(tx, entityId)
  const client = await clientById(tx, clientId)
  const rate = await rateOn(tx, amount.currency, entity.currency, receivedOn)
  const functional = convert(amount, rate, entity.currency).minor
  const receiptId = newId()
  const recorded = await tx.run(sql`
    insert into collections.receipt (id, entity_id, client_id, received_on, currency, amount_minor, functional_minor,
      unapplied_minor, functional_unapplied_minor, reference, bank_reference, recorded_at)
    values (${receiptId}, ${entityId}, ${clientId}, ${receivedOn}, ${amount.currency}, ${amount.minor}, ${functional},
      ${amount.minor}, ${functional}, ${reference}, ${bankReference}, ${call.now})
    on conflict on constraint receipt_recorded_before do nothing`)
  if (recorded === 0) throw new Refused('receipt_recorded_before', { bankReference })
  const document = { type: 'receipt', id: receiptId }
  const lines = receiptUnapplied.lines({
    received: { amount, functional },
    owedAs: 'unapplied_cash',
    about: { clientId, document },
  })
  await post(ctx, [
    {
      bookId: entityId,
      date: receivedOn,
      subledger: 'cash',
      description: `Receipt ${bankReference} from ${client.name}`,
      source: document,
      rule: receiptUnapplied.name,
      lines: lines.map((line) => ({ ...line, rate })),
    },
  ])
  return {
    output: { receiptId, unapplied: amount, revision: 1 },
    touched: [
      {
        type: 'receipt',
        id: receiptId,
        after: { entityId, clientId, receivedOn, amount, bankReference, reference },
      },
    ],
    events: [
      {
        type: 'collections.receiptRecorded',
        key: receiptId,
        payload: {
          receiptId,
          entityId,
          entityCode: entity.code,
          clientId,
          clientName: client.name,
          receivedOn,
          amount: formatMoney(amount),
          currency: amount.currency,
          reference,
        },
      },
    ],
  }
})
