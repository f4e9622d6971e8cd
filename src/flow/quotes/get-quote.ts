import { answer } from '#kernel/handle.ts'
import { get as contract } from './contract.ts'
import { fullQuote } from './quote-table.ts'

export const getQuote = answer(contract, ({ tx }, { quoteId }) => fullQuote(tx, quoteId))
