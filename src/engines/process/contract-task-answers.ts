/** What the process engine answers about tasks at large: whose and why, how many; and many done at once. */
import { z } from 'zod'
import { command, EVERYONE, id, instant, listInput, listOutput, query } from '#kernel/contract.ts'
import { anInstance, key, node, oversight, reason, taskState, variables } from './contract-words.ts'

const decision = z
  .object({
    refusal: z
      .string()
      .nullable()
      .meta({ description: 'The code it would be refused with; null: it would be done.' }),
    why: z.string(),
    ...reason.shape,
  })
  .meta({ description: 'What would be decided now.' })

export const explainTask = query({
  name: 'tasks.explain',
  summary: 'Explains why a person may or may not do a task: each rule that speaks for or against it.',
  input: z.strictObject({
    taskId: id,
    personId: id.optional().meta({ description: 'Yourself when left out; of others needs oversight.' }),
  }),
  output: z.object({
    taskId: id,
    personId: id,
    personName: z.string(),
    rules: z.array(
      z.object({
        rule: z.enum([
          'open',
          'active',
          'assigned',
          'offered',
          'role',
          'attribute',
          'substitute',
          'four-eyes',
          'right',
          'question',
        ]),
        speaks: z.enum(['for', 'against']),
        why: z.string(),
        ...reason.shape,
      }),
    ),
    claim: decision,
    complete: decision,
  }),
  refusals: ['task_not_found', 'task_person_unknown', 'not_permitted'],
  target: 'taskId',
  roles: oversight,
  scopes: ['own'],
  examples: [{ taskId: anInstance }],
})

export const countTasks = query({
  name: 'tasks.counts',
  summary: 'Counts your open tasks: how many, how many are late, and of which processes.',
  input: z.strictObject({}),
  output: z.object({
    open: z.int(),
    overdue: z.int(),
    assigned: z.int().meta({ description: 'Yours alone: assigned, delegated or resolved to you.' }),
    offered: z.int().meta({ description: 'Offered to you and others.' }),
    asked: z.int().meta({ description: 'Questions you are to answer.' }),
    substitute: z.int().meta({ description: 'Of people you are the substitute of.' }),
    processes: z.array(
      z.object({ processKey: key, processName: z.string(), open: z.int(), overdue: z.int() }),
    ),
  }),
  refusals: [],
  roles: { [EVERYONE]: 'own' },
  scopes: ['own'],
  examples: [{}],
})

export const listAwaited = query({
  name: 'tasks.listAwaited',
  summary:
    'Lists what you wait for: open tasks of others in processes you began, questions you asked, what you delegated.',
  input: listInput({}, ['since', 'dueAt']),
  output: listOutput(
    z.object({
      id,
      name: z.string(),
      node,
      processKey: key,
      processName: z.string(),
      instanceId: id,
      about: z.string().meta({ description: 'The words its process gives with it: who, what, when.' }),
      kind: z.enum(['question', 'delegated', 'process']),
      since: instant,
      dueAt: instant.nullable(),
      overdue: z.boolean(),
      people: z
        .array(z.object({ principalId: id, name: z.string() }))
        .meta({ description: 'Whose turn it is, as far as people are named.' }),
      roles: z.array(z.string()).meta({ description: 'The roles it is offered to.' }),
      record: z
        .object({ kind: z.string(), id: z.string() })
        .nullable()
        .meta({ description: 'What it is about, where the process tells.' }),
    }),
  ),
  refusals: [],
  roles: { [EVERYONE]: 'own' },
  scopes: ['own'],
  examples: [{}],
})

export const escalateLate = command({
  name: 'tasks.escalateLate',
  summary:
    'Offers tasks that are late to the next in authority, as their models say; any node may do it at any time.',
  input: z.strictObject({ limit: z.int().min(1).max(1_000).default(100) }),
  output: z.object({ escalated: z.int() }),
  refusals: [],
  touches: ['task'],
  roles: { administrator: 'all' },
  examples: [{ limit: 100 }],
})

export const completeMany = command({
  name: 'tasks.completeMany',
  summary: 'Completes many tasks of yours with the same result, in one transaction, each by its own rules.',
  input: z.strictObject({
    taskIds: z.array(id).min(1).max(1_000),
    variables: variables.default({}),
    allOrNone: z
      .boolean()
      .default(false)
      .meta({ description: 'Whether one that cannot be completed refuses all; else it is told and left.' }),
  }),
  output: z.object({
    completed: z.int(),
    items: z.array(
      z.object({
        taskId: id,
        state: taskState.nullable().meta({ description: 'Null for one that is not there.' }),
        refusal: z.string().nullable(),
        message: z.string().nullable(),
      }),
    ),
  }),
  refusals: ['tasks_not_all_completed'],
  touches: ['task'],
  roles: { [EVERYONE]: 'all' },
  examples: [{ taskIds: [anInstance], variables: { approved: true } }],
})
