/** Entries by what they were posted for. */
import { z } from 'zod'
import { id, instant, listInput, listOutput, money, plainDate, query } from '#kernel/contract.ts'
import { source, subledger } from './shapes.ts'

export const entriesOf = query({
  name: 'ledger.entriesOf',
  summary:
    'Lists the entries of a document in all books: those it was posted by, and those that changed what the subledgers hold of it.',
  input: listInput(
    {
      documentType: z.string().min(1).max(100).meta({ example: 'invoice' }),
      documentId: id,
    },
    ['date'],
  ),
  output: listOutput(
    z.object({
      id,
      bookId: id,
      bookName: z.string(),
      number: z.string(),
      date: plainDate,
      subledger,
      description: z.string(),
      rule: z.string(),
      source,
      amount: money.meta({ description: 'What it debits, in the currency of the book.' }),
      journalId: id,
      command: z.string(),
      actorName: z.string(),
      postedAt: instant,
    }),
  ),
  refusals: [],
  roles: { controller: 'all', executive: 'all' },
  examples: [{ documentType: 'invoice', documentId: '0199d8a0-0000-7000-8000-000000000001' }],
})
