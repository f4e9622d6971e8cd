import { handle } from '#kernel/handle.ts'
import { formatMoney, money } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { postEntry as contract } from './contract.ts'
import { type Imbalance, imbalanceOf, mayPostByHand, type NewLine } from './entry.ts'
import { bookOf } from './period-table.ts'
import { accountsOf, post } from './posting.ts'

export const postByHand = handle(contract, async (ctx, { bookId, date, description, lines }) => {
  const book = await bookOf(ctx.tx, bookId)
  const valued = lines.map((line): NewLine => {
    const { account, amount, functional, ...rest } = line
    const worth = amount.currency === book.currency ? amount : functional
    const valuedInBook =
      worth?.currency === book.currency && (functional === undefined || functional.minor === worth.minor)
    if (!worth || !valuedInBook) {
      throw new Refused('line_not_valued', { currency: amount.currency, functional: book.currency })
    }
    return { ...rest, account: { code: account }, amount, functional: worth.minor }
  })
  const imbalance = imbalanceOf(valued)
  if (imbalance) throw new Refused('entry_unbalanced', { difference: inWords(imbalance, book.currency) })
  const entry = {
    bookId,
    date,
    subledger: 'general',
    description,
    source: { type: 'manual', id: ctx.journalId },
    rule: 'manual',
    lines: valued,
  } as const
  for (const { code, control } of await accountsOf(ctx.tx, [entry])) {
    if (!mayPostByHand(control)) throw new Refused('control_account', { bookId, code })
  }
  const [posted] = await post(ctx, [entry])
  if (!posted) throw new Error('an entry posted by hand gave no row')
  return {
    output: { entryId: posted.id, number: posted.number },
    touched: [{ type: 'entry', id: posted.id, after: { bookId, date, number: posted.number, description } }],
    events: [{ type: 'ledger.posted', key: posted.id, payload: { entryId: posted.id, bookId, date } }],
  }
})

/** The difference as a person reads it: "EUR 0.01", and the functional one where only the values differ. */
function inWords({ byCurrency, functional }: Imbalance, currency: string): string {
  const differences = byCurrency.size > 0 ? [...byCurrency] : [[currency, functional] as const]
  return differences.map(([code, minor]) => `${code} ${formatMoney(money(minor, code))}`).join(' and ')
}
