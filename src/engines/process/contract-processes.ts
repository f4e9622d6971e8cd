/** What the process engine is asked about models and instances. */
import { z } from 'zod'
import { command, EVERYONE, id, instant, json, listInput, listOutput, query } from '#kernel/contract.ts'
import { anInstance, key, node, operators, reason, status, variables, watchers } from './contract-words.ts'

/** The longest model taken, in characters. */
const MODEL_CHARACTERS_MAX = 5_000_000

const finding = z.object({
  severity: z.enum(['error', 'warning']),
  code: z.string(),
  element: node,
  name: z.string(),
  message: z.string(),
  cure: z.string(),
})

export const deploy = command({
  name: 'processes.deploy',
  summary:
    'Deploys the executable processes of a BPMN model that are new. What is in force is replaced by a draft that is approved.',
  input: z.strictObject({
    resource: z.string().min(1).max(200).meta({ description: 'The file name of the model.' }),
    xml: z.string().min(1).max(MODEL_CHARACTERS_MAX),
  }),
  output: z.object({
    deploymentId: id,
    processes: z.array(
      z.object({
        definitionId: id,
        key,
        version: z.int(),
        name: z.string(),
        changed: z
          .boolean()
          .meta({ description: 'False when this very model was the latest version already.' }),
      }),
    ),
    warnings: z.array(finding),
  }),
  refusals: ['process_model_invalid', 'deployment_needs_approval'],
  touches: ['process_definition'],
  unjournaled: ['xml'],
  roles: { administrator: 'all' },
  examples: [{ resource: 'approval.bpmn', xml: '<bpmn:definitions/>' }],
})

export const nameProcesses = query({
  name: 'processes.names',
  summary:
    'Gives the names of processes in a language, or their own where the model says none, and of elements as far as their models say them.',
  input: z.strictObject({
    language: z
      .string()
      .regex(/^[a-z]{2}$/)
      .meta({ description: 'Two letters: de. A model says a name by its property name:de.' }),
  }),
  output: z.object({
    processes: z.array(
      z.object({
        key,
        names: z
          .record(z.string(), z.string())
          .meta({ description: 'By the id of the element; that of the process by its key.' }),
      }),
    ),
  }),
  refusals: [],
  roles: { [EVERYONE]: 'all' },
  examples: [{ language: 'de' }],
})

export const listProcesses = query({
  name: 'processes.list',
  summary: 'Lists the deployed processes: the latest version of each, or all versions.',
  input: listInput({ key: key.optional(), versions: z.enum(['latest', 'all']).default('latest') }, [
    'name',
    'deployedAt',
  ]),
  output: listOutput(
    z.object({
      id,
      key,
      version: z.int(),
      name: z.string(),
      versionTag: z.string().nullable(),
      resource: z.string(),
      properties: z.record(z.string(), z.string()),
      latest: z.boolean(),
      activeInstances: z.int(),
      deployedAt: instant,
      deployedBy: id,
    }),
  ),
  refusals: [],
  shows: ['process_definition'],
  roles: { [EVERYONE]: 'all' },
  examples: [{}],
})

export const getProcess = query({
  name: 'processes.get',
  summary: 'Shows one version of a deployed process with its model.',
  input: z.strictObject({ definitionId: id }),
  output: z.object({
    id,
    key,
    version: z.int(),
    name: z.string(),
    versionTag: z.string().nullable(),
    resource: z.string(),
    documentation: z.string(),
    properties: z.record(z.string(), z.string()),
    latest: z.boolean(),
    hash: z.string(),
    xml: z.string(),
    deployedAt: instant,
    deployedBy: id,
    barred: z
      .array(z.object({ element: z.string(), name: z.string(), message: z.string() }))
      .meta({ description: 'Elements it has that this program does not execute, and why.' }),
  }),
  refusals: ['process_not_found'],
  target: 'definitionId',
  shows: ['process_definition'],
  roles: { [EVERYONE]: 'all' },
  examples: [{ definitionId: anInstance }],
})

export const startable = query({
  name: 'processes.startable',
  summary: 'Lists the processes a person may start, with what each asks for.',
  input: z.strictObject({}),
  output: z.object({
    processes: z.array(
      z.object({
        definitionId: id,
        key,
        name: z.string(),
        schema: variables.nullable().meta({
          description: 'The JSON schema of what is given at the start. Null: not checked.',
        }),
        expects: z.array(z.object({ name: z.string(), schema: variables.nullable() })).meta({
          description:
            'Where there is no schema: the variables its first steps read, each as the command it goes to spells it.',
        }),
      }),
    ),
  }),
  refusals: [],
  roles: { [EVERYONE]: 'own', ...watchers },
  scopes: ['own'],
  examples: [{}],
})

export const start = command({
  name: 'processes.start',
  summary: 'Starts an instance of the latest version of a process.',
  input: z.strictObject({
    key,
    variables: variables.default({}),
    businessKey: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .meta({ description: 'The object the instance is about.' }),
    onlyOne: z
      .boolean()
      .default(false)
      .meta({ description: 'Refuse while an instance with this business key is active.' }),
  }),
  output: z.object({ instanceId: id, status }),
  refusals: [
    'process_not_found',
    'process_not_startable',
    'process_start_not_permitted',
    'process_already_running',
    'start_form_invalid',
  ],
  touches: ['process_instance'],
  // Of others the model says who may: their own processes are those that name one of their roles.
  roles: { [EVERYONE]: 'own', ...watchers },
  scopes: ['own'],
  examples: [{ key: 'approval', variables: { amount: 5 } }],
})

export const publish = command({
  name: 'processes.publish',
  summary:
    'Publishes a message: to the instances that wait for it, else it starts processes, else it is kept.',
  input: z.strictObject({
    name: z.string().min(1).max(200),
    key: z.string().max(200).default('').meta({ description: 'The correlation key.' }),
    messageId: z.string().min(1).max(200).optional().meta({ description: 'The same id is kept once.' }),
    timeToLive: z.iso.duration().optional().meta({ description: 'How long it is kept; a week when absent.' }),
    variables: variables.default({}),
  }),
  output: z.object({ instances: z.array(id).meta({ description: 'Instances it moved or started.' }) }),
  refusals: [],
  touches: ['process_instance'],
  roles: operators,
  examples: [{ name: 'payments.received', key: anInstance, variables: { amount: '10.00' } }],
})

export const listInstances = query({
  name: 'processes.instances',
  summary: 'Lists process instances by process, status, subject or trouble.',
  input: listInput(
    {
      key: key.optional(),
      status: status.optional(),
      businessKey: z.string().optional(),
      troubled: z
        .boolean()
        .optional()
        .meta({ description: 'Only those with open incidents, or only those without.' }),
      suspended: z.boolean().optional(),
    },
    ['startedAt', 'updatedAt'],
  ),
  output: listOutput(
    z.object({
      id,
      key,
      name: z.string(),
      version: z.int(),
      status,
      businessKey: z.string().nullable(),
      parentId: id.nullable(),
      incidents: z.int(),
      suspended: z.boolean(),
      startedBy: id,
      startedAt: instant,
      updatedAt: instant,
      endedAt: instant.nullable(),
    }),
  ),
  refusals: [],
  shows: ['process_instance'],
  roles: watchers,
  examples: [{ status: 'active' }],
})

const waiting = z.object({
  element: z.int(),
  node,
  name: z.string(),
  since: instant,
  waitsFor: z
    .string()
    .meta({ description: 'In words: a task and whose, a timer and when, a message and which.' }),
  waits: z
    .array(reason.extend({ why: z.string() }))
    .meta({ description: 'The same as codes with values, for sentences in other languages.' }),
})

export const getInstance = query({
  name: 'processes.instance',
  summary: 'Shows a process instance: where it stands, its variables, tasks, timers and incidents.',
  input: z.strictObject({ instanceId: id }),
  output: z.object({
    id,
    key,
    name: z.string(),
    version: z.int(),
    definitionId: id,
    status,
    businessKey: z.string().nullable(),
    parentId: id.nullable(),
    variables,
    revision: z.int(),
    startedBy: id,
    startedAt: instant,
    endedAt: instant.nullable(),
    waiting: z.array(waiting),
    incidents: z.array(
      z.object({
        id,
        node,
        code: z.string(),
        message: z.string(),
        values: variables.meta({ description: 'What the words of its code are filled with.' }),
        openedAt: instant,
      }),
    ),
    called: z.array(z.object({ id, key, status })),
    suspension: z.object({ reason: z.string(), at: instant, by: id }).nullable(),
  }),
  refusals: ['instance_not_found'],
  target: 'instanceId',
  shows: ['process_instance'],
  roles: watchers,
  examples: [{ instanceId: anInstance }],
})

export const explainInstance = query({
  name: 'processes.explain',
  summary:
    'Tells the path of an instance step by step: what was reached, by which flow, when, and how it ended.',
  input: z.strictObject({ instanceId: id }),
  output: z.object({
    instanceId: id,
    key,
    status,
    steps: z.array(
      z.object({
        element: z.int(),
        node,
        name: z.string(),
        kind: z.string(),
        via: z.string().nullable().meta({ description: 'The flow it was reached by, with its condition.' }),
        startedAt: instant,
        endedAt: instant.nullable(),
        outcome: z.enum(['completed', 'cancelled', 'failed']).nullable(),
        note: z.string().nullable(),
        doneBy: id.nullable(),
      }),
    ),
    events: z.array(
      z.object({ seq: z.int(), at: instant, type: z.string(), actorId: id, journalId: id, event: json }),
    ),
  }),
  refusals: ['instance_not_found'],
  target: 'instanceId',
  roles: watchers,
  examples: [{ instanceId: anInstance }],
})

export const replayInstance = query({
  name: 'processes.replay',
  summary: 'Steps the stored events of an instance again and tells every difference from what is stored.',
  input: z.strictObject({
    instanceId: id,
    definitionId: id.optional().meta({ description: 'Another version of the process to replay against.' }),
  }),
  output: z.object({
    instanceId: id,
    events: z.int(),
    same: z.boolean(),
    differences: z.array(z.object({ at: z.string(), stored: json, replayed: json })),
  }),
  refusals: ['instance_not_found', 'process_not_found'],
  target: 'instanceId',
  roles: operators,
  examples: [{ instanceId: anInstance }],
})

export const cancel = command({
  name: 'processes.cancel',
  summary: 'Cancels an active instance with everything in it and everything it has called.',
  input: z.strictObject({ instanceId: id, reason: z.string().min(1).max(1000) }),
  output: z.object({ instanceId: id, status }),
  refusals: ['instance_not_found', 'instance_not_active', 'instance_is_called'],
  touches: ['process_instance'],
  target: 'instanceId',
  versioned: true,
  roles: operators,
  examples: [{ instanceId: anInstance, reason: 'The deal was withdrawn.' }],
})

export const setVariables = command({
  name: 'processes.setVariables',
  summary: 'Sets variables of an active instance, with the reason on record.',
  input: z.strictObject({ instanceId: id, variables, reason: z.string().min(1).max(1000) }),
  output: z.object({ instanceId: id, status }),
  refusals: ['instance_not_found', 'instance_not_active'],
  touches: ['process_instance'],
  target: 'instanceId',
  versioned: true,
  roles: operators,
  examples: [{ instanceId: anInstance, variables: { amount: 5 }, reason: 'Typing error in the quote.' }],
})

export const fireTimers = command({
  name: 'processes.fireTimers',
  summary: 'Fires the timers that are due, oldest first, up to a limit; any node may do it at any time.',
  input: z.strictObject({
    limit: z.int().min(1).max(1000).default(100),
    rootId: id.optional().meta({ description: 'Only the timers of this call tree.' }),
  }),
  output: z.object({ fired: z.int(), started: z.int() }),
  refusals: [],
  touches: ['process_instance'],
  roles: { administrator: 'all' },
  examples: [{ limit: 100 }],
})
