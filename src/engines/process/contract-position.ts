/** Where records stand in their processes, and where processes wait. */
import { z } from 'zod'
import { EVERYONE, id, instant, plainDate, query } from '#kernel/contract.ts'
import { key, node, reason, status, watchers } from './contract-words.ts'

/** More instances than these are listed by processes.instances. */
export const POSITIONS_MAX = 20

const present = z.object({
  element: z.int(),
  node,
  name: z.string(),
  kind: z.string(),
  since: instant,
  waitsFor: z
    .string()
    .meta({ description: 'In words: a task and whose, a timer and when, a message and which.' }),
  waits: z
    .array(reason.extend({ why: z.string() }))
    .meta({ description: 'The same as codes with values, for sentences in other languages.' }),
  task: z
    .object({
      taskId: id,
      assigneeId: id.nullable(),
      assigneeName: z.string().nullable(),
      candidateRoles: z.array(z.string()),
      candidatePeople: z.array(z.object({ principalId: id, name: z.string() })),
      dueAt: instant.nullable(),
      overdue: z.boolean(),
    })
    .nullable()
    .meta({ description: 'The task of a person: who acts next, and until when.' }),
  incidents: z.array(z.string()).meta({ description: 'Codes of open incidents.' }),
})

export const position = query({
  name: 'processes.position',
  summary:
    'Shows where a record stands: the process instances it takes part in, what is done, what is present, and who acts next.',
  input: z.strictObject({
    subject: z.string().min(1).max(200).meta({ description: 'The id of the record, or a business key.' }),
    kind: z.string().max(100).optional().meta({
      description:
        'What kind of object the record is, as the journal writes it: finds the instances it moved, too.',
      example: 'timesheet',
    }),
  }),
  output: z.object({
    items: z.array(
      z.object({
        instanceId: id,
        key,
        name: z.string(),
        version: z.int(),
        definitionId: id,
        status,
        businessKey: z.string().nullable(),
        parentId: id.nullable(),
        startedAt: instant,
        endedAt: instant.nullable(),
        present: z.array(present),
        done: z.array(
          z.object({
            element: z.int(),
            node,
            name: z.string(),
            kind: z.string(),
            startedAt: instant,
            endedAt: instant.nullable(),
            outcome: z.enum(['completed', 'cancelled', 'failed']).nullable(),
            doneBy: id.nullable(),
          }),
        ),
      }),
    ),
    more: z.boolean().meta({ description: 'There are more; processes.instances lists them.' }),
  }),
  refusals: [],
  shows: ['process_instance'],
  roles: { [EVERYONE]: 'own', ...watchers },
  scopes: ['own'],
  examples: [{ subject: '0199d8a0-0000-7000-8000-000000000001', kind: 'timesheet' }],
})

export const statistics = query({
  name: 'processes.statistics',
  summary:
    'Shows a process element by element: what is there now, what is overdue or in trouble, and how long it took in a span of days.',
  input: z.strictObject({
    key,
    from: plainDate.meta({ description: 'Instances started on this day (UTC) or later.' }),
    to: plainDate,
  }),
  output: z.object({
    key,
    definitionId: id.meta({ description: 'The latest version, whose diagram shows the elements.' }),
    name: z.string(),
    live: z.int().meta({ description: 'Instances that are active, of all versions.' }),
    started: z.int().meta({ description: 'Instances started in the span.' }),
    elements: z.array(
      z.object({
        node,
        name: z.string(),
        kind: z.string(),
        live: z.int().meta({ description: 'How often it is being gone through now.' }),
        overdue: z.int().meta({ description: 'Open tasks past their due time.' }),
        incidents: z.int(),
        finished: z.int().meta({ description: 'How often it was completed by instances of the span.' }),
        medianSeconds: z.int().nullable().meta({ description: 'Half of them took no longer.' }),
        p90Seconds: z.int().nullable().meta({ description: 'Nine in ten took no longer.' }),
      }),
    ),
  }),
  refusals: ['process_not_found'],
  roles: watchers,
  examples: [{ key: 'timesheet-approval', from: '2026-01-01', to: '2026-03-31' }],
})
