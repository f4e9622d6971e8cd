/** What is left to do before a month is closed, book by book. */
import { z } from 'zod'
import { command, id, query } from '#kernel/contract.ts'

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)

const openBook = z.object({
  entityId: id,
  entityCode: z.string(),
  periodId: id,
  state: z.enum(['open', 'soft_closed']),
  differing: z.int().describe('Documents and contracts of which the books say something else.'),
  drafts: z.int().describe('Pro-formas of the month that are not posted.'),
  minutesWaiting: z.int().describe('Minutes of the month that are not approved.'),
})

export const checkMonth = command({
  name: 'collections.checkMonth',
  summary:
    'Checks and records, for each book whose month is not closed, whether it agrees with its subledgers and what is left to do.',
  input: z.strictObject({ month, entityId: id.optional() }),
  output: z.object({
    month,
    books: z.array(openBook),
  }),
  refusals: [],
  touches: ['period'],
  roles: { controller: 'all' },
  examples: [{ month: '2026-07' }],
})

export const previewClose = query({
  name: 'collections.previewClose',
  summary:
    'Tells what closing a month would meet: each book whose month is not closed, what differs and what would be left behind.',
  input: z.strictObject({ month }),
  output: z.object({ month, books: z.array(openBook) }),
  refusals: [],
  shows: ['period'],
  roles: { controller: 'all' },
  examples: [{ month: '2026-07' }],
})
