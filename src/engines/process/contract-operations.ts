/** What operators do to running instances: hold them, move their tokens, bring them to another version. */
import { z } from 'zod'
import { command, id, instant, LIST_LIMIT_MAX, query } from '#kernel/contract.ts'
import { refusalTable } from '#kernel/refusal.ts'
import { anInstance, node, operators, status, variables } from './contract-words.ts'

export const operationRefusals = refusalTable({
  instance_suspended: {
    kind: 'conflict',
    message: 'The process instance {instanceId} is suspended. Resume it first, with processes.resume.',
  },
  instance_not_suspended: {
    kind: 'conflict',
    message: 'The process instance {instanceId} is not suspended; there is nothing to resume.',
  },
  modification_invalid: {
    kind: 'invalid',
    message: 'The instance cannot be modified so. To mend: {count}; see the problems listed. First: {first}',
  },
  migration_invalid: {
    kind: 'invalid',
    message: 'The plan does not fit. To mend: {count}; see the problems listed. First: {first}',
  },
  migration_other_process: {
    kind: 'invalid',
    message: 'The versions belong to different processes, {source} and {target}. Name two versions of one.',
  },
  incident_not_settled: {
    kind: 'conflict',
    message:
      'The incident {incidentId} cannot be settled so: {why} Retry it with other variables, or move the token with processes.modify.',
  },
  task_suspended: {
    kind: 'conflict',
    message:
      'The task {taskId} belongs to a suspended process instance: {reason}. It can be done again once somebody resumes it.',
  },
})

/** Why somebody interferes with a running instance; on record for whoever reads its history. */
export const reason = z.string().min(1).max(1000).meta({ description: 'Why, for the record.' })

const held = z.object({
  instanceId: id,
  suspended: z.boolean(),
  instances: z.int().meta({ description: 'How many there are, with all it has called.' }),
})

const aboutInstance = {
  touches: ['process_instance'],
  target: 'instanceId',
  versioned: true,
  roles: operators,
} as const

export const suspend = command({
  ...aboutInstance,
  name: 'processes.suspend',
  summary:
    'Suspends an active instance and all it has called: no timer fires, no task can be done, and what arrives is kept.',
  input: z.strictObject({ instanceId: id, reason }),
  output: held,
  refusals: ['instance_not_found', 'instance_not_active', 'instance_is_called', 'instance_suspended'],
  examples: [{ instanceId: anInstance, reason: 'The client disputes the contract.' }],
})

export const resume = command({
  ...aboutInstance,
  name: 'processes.resume',
  summary:
    'Lets a suspended instance go on where it stood: what was kept acts in its order, and timers that fell due fire.',
  input: z.strictObject({ instanceId: id, reason }),
  output: held,
  refusals: ['instance_not_found', 'instance_not_active', 'instance_is_called', 'instance_not_suspended'],
  examples: [{ instanceId: anInstance, reason: 'The dispute is settled.' }],
})

const element = z.int().min(1).meta({ description: 'The number of a live element; see processes.instance.' })

/** What is cancelled and where tokens are put. */
export const modification = {
  cancel: z
    .array(z.strictObject({ node, element: element.optional() }))
    .max(100)
    .default([])
    .meta({ description: 'Elements whose work is cancelled: all of a node, or one by its number.' }),
  activate: z
    .array(z.strictObject({ node, scope: element.optional(), variables: variables.default({}) }))
    .max(100)
    .default([])
    .meta({ description: 'Elements a token is put at, with variables; the scope when there are several.' }),
}

const happening = z.object({
  what: z.enum([
    ...(['entered', 'completed', 'cancelled', 'failed', 'task', 'command', 'decision', 'call'] as const),
    ...(['message', 'signal', 'armed', 'incident', 'ended'] as const),
  ]),
  node: node.nullable(),
  element: z.int().nullable(),
  detail: z.string().nullable(),
})

export const modify = command({
  ...aboutInstance,
  name: 'processes.modify',
  summary: 'Moves tokens of an active instance by hand, or tells what that would do.',
  input: z.strictObject({
    instanceId: id,
    ...modification,
    reason,
    dryRun: z.boolean().default(false).meta({ description: 'Only tell what would happen.' }),
  }),
  output: z.object({
    instanceId: id,
    status,
    dryRun: z.boolean(),
    happens: z.array(happening).meta({ description: 'What happens until the instance waits again.' }),
  }),
  refusals: ['instance_not_found', 'instance_not_active', 'instance_suspended', 'modification_invalid'],
  examples: [
    {
      instanceId: anInstance,
      cancel: [{ node: 'review' }],
      activate: [{ node: 'approve', variables: { level: 2 } }],
      reason: 'The reviewer left the firm; the deputy has looked at it.',
    },
  ],
})

/** How instances of one version become instances of another. */
export const migrationPlan = {
  from: id.meta({ description: 'The definition the instances are of now.' }),
  to: id.meta({
    description: 'The definition they become instances of: another version of the same process.',
  }),
  mapping: z.record(node, node).default({}).meta({
    description:
      'Elements of the source to elements of the target, by their ids. What is not named becomes the element of the same id.',
  }),
  timers: z
    .enum(['keep', 'recount'])
    .default('keep')
    .meta({ description: 'Whether timers the target counts otherwise keep their dates, or count anew.' }),
}

const finding = z.object({ code: z.string(), node, message: z.string(), cure: z.string() })

export const planMigration = query({
  name: 'processes.planMigration',
  summary: 'Tells for each active instance of a version what stands in the way of migrating it.',
  input: z.strictObject({
    ...migrationPlan,
    limit: z.coerce.number().int().min(1).max(LIST_LIMIT_MAX).default(50),
    cursor: z.string().optional(),
  }),
  output: z.object({
    plan: z.array(finding).meta({ description: 'What is wrong with the plan itself.' }),
    items: z.array(
      z.object({
        id,
        businessKey: z.string().nullable(),
        startedAt: instant,
        findings: z.array(finding).meta({ description: 'Empty: this instance can be migrated.' }),
      }),
    ),
    nextCursor: z.string().nullable(),
  }),
  refusals: ['process_not_found', 'migration_other_process'],
  roles: operators,
  examples: [{ from: anInstance, to: anInstance, mapping: { review: 'check' } }],
})

/** More instances than this are migrated by an operation, slice after slice. */
const MIGRATED_MAX = 500

export const migrate = command({
  name: 'processes.migrate',
  summary: 'Migrates active instances to another version of their process by a plan: all of them, or none.',
  input: z.strictObject({
    ...migrationPlan,
    instanceIds: z.array(id).min(1).max(MIGRATED_MAX),
    reason,
  }),
  output: z.object({ migrated: z.int(), fromVersion: z.int(), toVersion: z.int() }),
  refusals: ['process_not_found', 'migration_other_process', 'migration_invalid'],
  touches: ['process_instance'],
  roles: operators,
  examples: [
    { from: anInstance, to: anInstance, instanceIds: [anInstance], reason: 'The new limit applies.' },
  ],
})

const afterIncident = z.object({ incidentId: id, instanceId: id, status, openIncidents: z.int() })

const aboutIncident = {
  output: afterIncident,
  touches: ['incident'],
  target: 'incidentId',
  roles: operators,
  refusals: ['incident_not_found', 'incident_closed', 'incident_not_settled', 'instance_suspended'],
} as const

export const resolveIncident = command({
  ...aboutIncident,
  name: 'incidents.resolve',
  summary: 'Ends an incident whose work was done by other means: the given variables are its result.',
  input: z.strictObject({ incidentId: id, variables: variables.default({}), reason }),
  examples: [
    {
      incidentId: anInstance,
      variables: { invoiceId: anInstance },
      reason: 'Invoiced by hand in the bank portal.',
    },
  ],
})

export const skipIncident = command({
  ...aboutIncident,
  name: 'incidents.skip',
  summary:
    'Ends an incident by passing over its element: the instance goes on behind it, with variables if need be.',
  input: z.strictObject({ incidentId: id, variables: variables.default({}), reason }),
  examples: [{ incidentId: anInstance, reason: 'The notice is not needed any more.' }],
})
