import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { reverseEntry as contract } from './contract.ts'
import { mayPostByHand } from './entry.ts'
import { reverseEntries, standingEntries } from './reversal.ts'

export const reverseEntry = handle(contract, async (ctx, { entryId, date, description }) => {
  const [entry] = await standingEntries(ctx.tx, [entryId])
  const kept = entry?.lines.find((line) => !mayPostByHand(line.control))
  if (kept && 'code' in kept.account)
    throw new Refused('control_account', { entryId, code: kept.account.code })
  const [reversal] = await reverseEntries(ctx, [entryId], { date, description })
  if (!reversal) throw new Error(`the reversal of entry ${entryId} gave no row`)
  const { id, bookId, number } = reversal
  return {
    output: { entryId: id, number },
    touched: [
      { type: 'entry', id: entryId, after: { reversedById: id } },
      { type: 'entry', id, after: { bookId, date, number, reversesId: entryId } },
    ],
    events: [{ type: 'ledger.reversed', key: entryId, payload: { entryId, reversedById: id, bookId, date } }],
  }
})
