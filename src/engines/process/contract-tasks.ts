/** What the process engine is asked about people's work and about incidents. */
import { z } from 'zod'
import {
  command,
  EVERYONE,
  groupedInput,
  groupedOutput,
  id,
  instant,
  listInput,
  listOutput,
  query,
} from '#kernel/contract.ts'
import { taskStory } from './contract-task-talk.ts'
import {
  aboutTask,
  anInstance,
  key,
  node,
  operators,
  oversight,
  reason,
  status,
  taskState,
  variables,
  watchers,
} from './contract-words.ts'

const task = z.object({
  id,
  name: z.string(),
  node,
  processKey: key,
  processName: z.string(),
  instanceId: id,
  businessKey: z.string().nullable(),
  state: z.enum([...taskState.options, 'suspended']),
  assigneeId: id.nullable(),
  priority: z.int(),
  dueAt: instant.nullable(),
  followUpAt: instant.nullable(),
  overdue: z.boolean(),
  reminded: z.int().meta({ description: 'How many times people were reminded of it.' }),
  remindedAt: instant.nullable().meta({ description: 'When they were reminded last.' }),
  commands: z
    .array(z.string())
    .meta({ description: 'The commands that complete it; empty: tasks.complete does.' }),
  subjects: z.array(z.string()).meta({ description: 'Ids of the objects it is about.' }),
  about: z.string().meta({ description: 'The words its process gives with it: who, what, when.' }),
  requires: z
    .array(z.string())
    .meta({ description: 'What is asked of who takes it beyond a role: skill=…, region=…, entity=….' }),
  form: z.string().nullable(),
  why: z.string().meta({ description: 'Why it is in your list.' }),
  reason: reason.meta({
    description: 'The same as a code and its values, for sentences in other languages.',
  }),
  substituteFor: id
    .nullable()
    .meta({ description: 'Whose task it is, when you see it as their substitute: act on their behalf.' }),
  asked: z.array(id).meta({ description: 'Who was asked about it and has not answered: it waits for them.' }),
  createdAt: instant,
  revision: z.int(),
})

export const listTasks = query({
  name: 'tasks.list',
  summary:
    "Lists open tasks: yours, those of people you are the substitute of, those you are asked about, or everybody's.",
  input: listInput(
    {
      of: z.enum(['me', 'everyone']).default('me').meta({ description: "Everybody's tasks need oversight." }),
      processKey: key.optional(),
      subject: z.string().optional(),
      overdue: z.boolean().optional(),
      role: z.string().optional().meta({ description: 'The queue of this role: what is offered to it.' }),
      requires: z
        .string()
        .optional()
        .meta({ description: 'The queue of an attribute: entity=DE, skill=tax.' }),
    },
    ['dueAt', 'createdAt', 'priority'],
  ),
  output: listOutput(task),
  refusals: [],
  roles: oversight,
  scopes: ['own'],
  examples: [{}],
})

export const getTask = query({
  name: 'tasks.get',
  summary: 'Shows a task with its variables, candidates, conversation and history.',
  input: z.strictObject({ taskId: id }),
  output: task.extend({
    variables,
    headers: z.record(z.string(), z.string()),
    schema: variables.nullable().meta({
      description:
        'The JSON schema of the form: what is given at completion must be like this. Null: not checked.',
    }),
    candidateRoles: z.array(z.string()),
    candidatePeople: z.array(id),
    excluded: z.array(id).meta({ description: 'Who may not do it: four eyes.' }),
    delegatedBy: id.nullable(),
    endedAt: instant.nullable(),
    endedBy: id.nullable(),
    outcome: z.string().nullable(),
    ...taskStory,
  }),
  refusals: ['task_not_found'],
  target: 'taskId',
  roles: oversight,
  scopes: ['own'],
  examples: [{ taskId: anInstance }],
})

export const claim = command({
  ...aboutTask,
  name: 'tasks.claim',
  summary: 'Takes an open task that is offered to you, so that others leave it to you.',
  input: z.strictObject({ taskId: id }),
  refusals: [
    'task_assignment_refused',
    'task_not_found',
    'task_not_open',
    'task_claimed',
    'task_not_yours',
    'task_excluded',
    'own_approval',
  ],
  roles: { [EVERYONE]: 'all' },
  examples: [{ taskId: anInstance }],
})

export const release = command({
  ...aboutTask,
  name: 'tasks.release',
  summary: 'Gives a claimed task back to those it is offered to.',
  input: z.strictObject({ taskId: id }),
  refusals: ['task_not_found', 'task_not_open', 'task_not_yours'],
  roles: { [EVERYONE]: 'all' },
  examples: [{ taskId: anInstance }],
})

export const assign = command({
  ...aboutTask,
  name: 'tasks.assign',
  summary: 'Gives an open task to a person, whoever has it.',
  input: z.strictObject({ taskId: id, assigneeId: id }),
  refusals: [
    ...(['task_not_found', 'task_not_open', 'task_excluded', 'task_person_unknown', 'own_approval'] as const),
    'task_assignment_refused',
  ],
  roles: { 'delivery-lead': 'all', controller: 'all', administrator: 'all' },
  examples: [{ taskId: anInstance, assigneeId: anInstance }],
})

export const delegate = command({
  ...aboutTask,
  name: 'tasks.delegate',
  summary: 'Has another person do your task, who completes it or gives it back to you resolved.',
  input: z.strictObject({ taskId: id, personId: id }),
  refusals: [
    ...([
      'task_not_found',
      'task_not_open',
      'task_not_yours',
      'task_excluded',
      'task_person_unknown',
      'own_approval',
      'task_assignment_refused',
    ] as const),
  ],
  roles: { [EVERYONE]: 'all' },
  examples: [{ taskId: anInstance, personId: anInstance }],
})

export const complete = command({
  ...aboutTask,
  name: 'tasks.complete',
  summary: 'Completes a task of yours with its result; its process goes on in the same transaction.',
  input: z.strictObject({ taskId: id, variables: variables.default({}) }),
  refusals: [
    ...(['task_not_found', 'task_not_open', 'task_claimed', 'task_not_yours', 'task_excluded'] as const),
    ...(['task_done_by_command', 'task_awaits_answer', 'task_form_invalid', 'task_suspended'] as const),
  ],
  roles: { [EVERYONE]: 'all' },
  examples: [{ taskId: anInstance, variables: { approved: true } }],
})

export const listIncidents = query({
  name: 'incidents.list',
  summary: 'Lists incidents: where instances wait because something went wrong.',
  input: groupedInput(
    { open: z.boolean().default(true), key: key.optional(), code: z.string().optional() },
    ['openedAt'],
    ['processKey', 'code', 'ownerRole'],
  ),
  output: groupedOutput(
    z.object({
      id,
      instanceId: id,
      processKey: key,
      businessKey: z.string().nullable(),
      node,
      code: z.string(),
      message: z.string(),
      values: variables.meta({ description: 'What the words of its code are filled with.' }),
      ownerRole: z.string(),
      openedAt: instant,
      closedAt: instant.nullable(),
      outcome: z.enum(['retried', 'resolved', 'skipped', 'cancelled']).nullable(),
    }),
  ),
  refusals: [],
  roles: watchers,
  examples: [{}],
})

export const retry = command({
  name: 'incidents.retry',
  summary: 'Lets an instance try again where it stopped, with variables mended first if need be.',
  input: z.strictObject({ incidentId: id, variables: variables.default({}) }),
  output: z.object({ incidentId: id, instanceId: id, status, openIncidents: z.int() }),
  refusals: ['incident_not_found', 'incident_closed', 'instance_suspended'],
  touches: ['incident'],
  target: 'incidentId',
  roles: operators,
  examples: [{ incidentId: anInstance }],
})
