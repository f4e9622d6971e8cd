/** What can be asked over all rooms. Changes nothing. */
import { z } from 'zod'
import { historyRow } from '#engines/access/contract.ts'
import { EVERYONE, id, listInput, listOutput, query } from '#kernel/contract.ts'
import { question } from './contract-words.ts'

export * from './contract-home.ts'
export * from './contract-projects.ts'
export * from './contract-set-up.ts'
export * from './contract-staffing.ts'

/** The kinds of record that are found, in the order of the business. */
export const searchKinds = [
  'client',
  'contact',
  'person',
  'opportunity',
  'quote',
  'contract',
  'project',
  'work_package',
  'timesheet',
  'invoice',
  'credit_note',
  'receipt',
  'ledger_entry',
  'task',
  'process_instance',
  'process_definition',
] as const

/** Each further word narrows the search; nobody remembers more of a name. */
const WORDS_MAX = 8

/** As many as a long list shows at once. */
const NAMES_MAX = 500

export const names = query({
  name: 'insight.names',
  summary: 'Gives what records are called, by their ids alone: those among them that the caller may open.',
  input: z.strictObject({ ids: z.array(id).min(1).max(NAMES_MAX) }),
  output: z.object({
    items: z.array(z.object({ id, kind: z.enum(searchKinds), label: z.string(), detail: z.string() })),
  }),
  refusals: [],
  roles: { [EVERYONE]: 'own' },
  scopes: ['own'],
  examples: [{ ids: ['0199d8a0-0000-7000-8000-000000000001'] }],
})

/**
 * The kinds whose history shows nothing that their own page does not: that of a person has cost, that of a role grants. Each
 * with the query that opens it.
 */
export const openedBy = {
  client: 'clients.get',
  opportunity: 'opportunities.get',
  quote: 'quotes.get',
  contract: 'contracts.get',
  project: 'insight.projectOverview',
} as const

export type RecordKind = keyof typeof openedBy

export const recordHistory = query({
  name: 'insight.recordHistory',
  summary:
    'Everything that was done to a record, with what it was before and after, for whoever may open that record.',
  input: listInput(
    {
      objectType: z.enum(Object.keys(openedBy) as [RecordKind, ...RecordKind[]]),
      objectId: id,
    },
    ['at'],
  ),
  output: listOutput(historyRow),
  refusals: ['project_not_found'],
  roles: {
    sales: 'all',
    'delivery-lead': 'all',
    'project-manager': 'all',
    'resource-manager': 'all',
    billing: 'all',
    legal: 'all',
    controller: 'all',
    executive: 'all',
    administrator: 'all',
  },
  examples: [{ objectType: 'project', objectId: '0199d8a0-0000-7000-8000-000000000001', sort: '-at' }],
})

export const search = query({
  name: 'insight.search',
  summary:
    'Finds records by the beginning of any word of their number or name, among those the caller may see: several words must all be found.',
  input: z.strictObject({
    text: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .refine((text) => text.split(/\s+/).length <= WORDS_MAX, {
        message: `must be at most ${WORDS_MAX} words`,
      })
      .meta({ example: 'Q-00012' }),
    kinds: z
      .array(z.enum(searchKinds))
      .min(1)
      .optional()
      .meta({ description: 'Only these kinds; all when absent.' }),
    limit: z.coerce
      .number()
      .int()
      .min(1)
      .max(50)
      .default(20)
      .meta({ description: 'At most so many of each kind.' }),
  }),
  output: z.object({
    items: z.array(
      z.object({
        kind: z.enum(searchKinds),
        id: z.string(),
        label: z.string(),
        detail: z.string().meta({ description: 'What tells it from others of its kind.' }),
        open: question,
      }),
    ),
    more: z.array(z.enum(searchKinds)).meta({ description: 'The kinds of which there are more than shown.' }),
  }),
  refusals: [],
  roles: { [EVERYONE]: 'own' },
  scopes: ['own'],
  examples: [{ text: 'meridian' }, { text: 'C-0001', kinds: ['client', 'contract'], limit: 5 }],
})
