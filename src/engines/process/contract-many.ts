/** What operators do to many instances at once. */
import { z } from 'zod'
import { command, id, instant, json, listInput, listOutput, query } from '#kernel/contract.ts'
import { refusalTable } from '#kernel/refusal.ts'
import { migrationPlan, modification, reason } from './contract-operations.ts'
import { anInstance, key, node, operators, variables } from './contract-words.ts'

export const manyRefusals = refusalTable({
  operation_incomplete: {
    kind: 'invalid',
    message: 'The operation does not say what to do: {missing}.',
  },
  operation_not_found: {
    kind: 'not_found',
    message: 'There is no operation {operationId}. List them with operations.list.',
  },
  operation_ended: {
    kind: 'conflict',
    message: 'The operation {operationId} is {status} already; what it has done stays done.',
  },
})

const kind = z.enum(['cancel', 'suspend', 'resume', 'retry', 'modify', 'migrate'])
const operationStatus = z.enum(['running', 'completed', 'cancelled'])

const filter = z
  .strictObject({
    key: key.optional(),
    definitionId: id.optional().meta({ description: 'Instances of this version.' }),
    businessKey: z.string().optional(),
    node: node
      .optional()
      .meta({ description: 'Instances with an open task, timer, message or incident there.' }),
    code: z.string().optional().meta({ description: 'Instances with an open incident of this code.' }),
    suspended: z.boolean().optional(),
    startedFrom: instant.optional(),
    startedBefore: instant.optional(),
    instanceIds: z.array(id).max(10_000).optional(),
  })
  .meta({ description: 'Which active instances; every condition given must hold, and one must be given.' })

const { mapping, timers, to } = migrationPlan

export const startOperation = command({
  name: 'operations.start',
  summary:
    'Starts one operation on all active instances a filter finds now: they are worked off in slices, by any node.',
  input: z.strictObject({
    kind,
    filter,
    reason,
    modification: z
      .strictObject(modification)
      .optional()
      .meta({ description: 'For modify: what is cancelled and activated in each.' }),
    migration: z
      .strictObject({ to, mapping, timers })
      .optional()
      .meta({ description: 'For migrate: the plan. The filter names the version they come from.' }),
    variables: variables.optional().meta({ description: 'For retry: variables that are mended first.' }),
  }),
  output: z.object({ operationId: id, total: z.int() }),
  refusals: ['operation_incomplete', 'process_not_found', 'migration_other_process'],
  touches: ['operation'],
  roles: operators,
  examples: [{ kind: 'suspend', filter: { key: 'approval' }, reason: 'The limits are under review.' }],
})

const operation = z.object({
  id,
  kind,
  status: operationStatus,
  filter: json,
  reason: z.string(),
  total: z.int(),
  done: z.int(),
  refused: z.int(),
  open: z.int().meta({ description: 'Still to do; of a cancelled operation, what was left.' }),
  startedBy: id,
  startedAt: instant,
  endedAt: instant.nullable(),
})

export const listOperations = query({
  name: 'operations.list',
  summary: 'Lists operations on many instances with how far they are.',
  input: listInput({ status: operationStatus.optional(), kind: kind.optional() }, ['startedAt']),
  output: listOutput(operation),
  refusals: [],
  roles: operators,
  examples: [{ status: 'running' }],
})

export const getOperation = query({
  name: 'operations.get',
  summary: 'Shows an operation with what it does and how far it is.',
  input: z.strictObject({ operationId: id }),
  output: operation.extend({ input: json.meta({ description: 'What is done to each, beside the reason.' }) }),
  refusals: ['operation_not_found'],
  target: 'operationId',
  roles: operators,
  examples: [{ operationId: anInstance }],
})

const itemState = z.enum(['open', 'done', 'refused'])

export const listItems = query({
  name: 'operations.items',
  summary: 'Lists what an operation has done to each instance, or why not.',
  input: listInput({ operationId: id, state: itemState.optional() }, ['instanceId']),
  output: listOutput(
    z.object({
      id: id.meta({ description: 'The instance, or for a retry the incident.' }),
      instanceId: id,
      state: itemState,
      code: z.string().nullable(),
      message: z.string().nullable(),
      workedAt: instant.nullable(),
    }),
  ),
  refusals: ['operation_not_found'],
  target: 'operationId',
  roles: operators,
  examples: [{ operationId: anInstance, state: 'refused' }],
})

export const cancelOperation = command({
  name: 'operations.cancel',
  summary: 'Stops a running operation: a slice under way is finished, the rest is left as it is.',
  input: z.strictObject({ operationId: id, reason }),
  output: z.object({ operationId: id, status: operationStatus }),
  refusals: ['operation_not_found', 'operation_ended'],
  touches: ['operation'],
  target: 'operationId',
  roles: operators,
  examples: [{ operationId: anInstance, reason: 'The wrong filter.' }],
})

/** Items of one slice: as much as one transaction should hold locked. */
const SLICE_MAX = 500

export const workOperation = command({
  name: 'operations.work',
  summary: 'Works off the next items of a running operation; the program does it by itself, on every node.',
  input: z.strictObject({ operationId: id, limit: z.int().min(1).max(SLICE_MAX).default(50) }),
  output: z.object({ worked: z.int(), completed: z.boolean() }),
  refusals: ['operation_not_found'],
  touches: ['operation'],
  target: 'operationId',
  roles: { administrator: 'all' },
  examples: [{ operationId: anInstance }],
})
