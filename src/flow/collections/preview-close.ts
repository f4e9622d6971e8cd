import { answer } from '#kernel/handle.ts'
import { openBooks } from './check-month.ts'
import { previewClose as contract } from './contract.ts'

export const previewClose = answer(contract, async ({ tx }, { month }) => ({
  month,
  books: await openBooks(tx, month),
}))
