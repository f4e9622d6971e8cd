/** What may be asked of the journal: who did what, to which object, because of what. */
import { z } from 'zod'
import { id, instant, json, listInput, listOutput, query } from '#kernel/contract.ts'

const auditors = { controller: 'all', executive: 'all', administrator: 'all' } as const
const exampleId = '0199d8a0-0000-7000-8000-000000000001'

const entryRow = z.object({
  id,
  at: instant,
  command: z.string(),
  actorId: id,
  actorName: z.string(),
  onBehalfOf: id
    .nullable()
    .meta({ description: 'Whose authority was used, under a delegation or by a process.' }),
  causeId: id.nullable().meta({ description: 'The entry that caused this one.' }),
  correlationId: id.meta({ description: 'What a whole chain of causes has in common.' }),
})

const snapshot = json.meta({ description: 'The facts the command changed; null where there were none.' })

export const listJournal = query({
  name: 'access.listJournal',
  summary:
    'The journal: every command that was done, in the order of time, by actor, command, time or chain of causes.',
  input: listInput(
    {
      actorId: id.optional(),
      command: z.string().max(100).optional(),
      since: instant.optional().meta({ description: 'Done at this moment or later.' }),
      until: instant.optional().meta({ description: 'Done before this moment.' }),
      correlationId: id.optional(),
    },
    ['at'],
  ),
  output: listOutput(entryRow),
  refusals: [],
  roles: auditors,
  examples: [
    { command: 'timesheets.approve', sort: '-at' },
    { since: '2026-07-01T00:00:00Z', until: '2026-08-01T00:00:00Z' },
  ],
})

/** What was done to an object once. */
export const historyRow = entryRow.extend({ before: snapshot, after: snapshot })

export const history = query({
  name: 'access.history',
  summary: 'Everything that was done to one object, with what it was before and after.',
  input: listInput(
    {
      objectType: z.string().min(1).max(100).meta({ example: 'invoice' }),
      objectId: z.string().min(1).max(200),
    },
    ['at'],
  ),
  output: listOutput(historyRow),
  refusals: [],
  roles: auditors,
  examples: [{ objectType: 'invoice', objectId: exampleId }],
})

export const getJournalEntry = query({
  name: 'access.getJournalEntry',
  summary:
    'One entry of the journal: what was asked and answered, the objects touched, the events told, and what it caused.',
  input: z.strictObject({ journalId: id }),
  output: entryRow.extend({
    input: json,
    output: json,
    events: json,
    objects: z.array(
      z.object({ objectType: z.string(), objectId: z.string(), before: snapshot, after: snapshot }),
    ),
    caused: z.array(z.object({ journalId: id, command: z.string() })),
  }),
  refusals: ['journal_entry_not_found'],
  target: 'journalId',
  roles: auditors,
  examples: [{ journalId: exampleId }],
})
