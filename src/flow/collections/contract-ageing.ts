/** How old what clients owe is. */
import { z } from 'zod'
import { currency, id, listInput, listOutput, money, plainDate, query } from '#kernel/contract.ts'

const readers = {
  billing: 'all',
  controller: 'all',
  sales: 'all',
  executive: 'all',
  administrator: 'all',
} as const

export const asOf = plainDate.optional().meta({
  description: 'What was open at the end of this day, with ageing as of it; now and today when left out.',
})

const agedAmounts = {
  open: money,
  notDue: money,
  days1To30: money,
  days31To60: money,
  days61To90: money,
  daysOver90: money,
  disputed: money.meta({ description: 'What of it is disputed, however long it has been due.' }),
  unapplied: money.meta({ description: 'Cash that waits to be allocated.' }),
}

export const ageing = query({
  name: 'collections.ageing',
  summary:
    'What each client owes in each currency by how long it has been due, and what is not allocated yet.',
  input: listInput({ asOf, entityId: id.optional(), clientId: id.optional() }, ['clientName']),
  output: listOutput(
    z.object({
      id: z.string(),
      clientId: id,
      clientName: z.string(),
      currency,
      ...agedAmounts,
    }),
  ),
  refusals: [],
  roles: readers,
  examples: [{}, { asOf: '2026-09-30' }],
})

export const ageingTotals = query({
  name: 'collections.ageingTotals',
  summary: 'What all clients, or one, owe in each currency by how long it has been due.',
  input: z.strictObject({ asOf, entityId: id.optional(), clientId: id.optional() }),
  output: z.object({ totals: z.array(z.object({ currency, ...agedAmounts })) }),
  refusals: [],
  roles: readers,
  examples: [{}],
})
