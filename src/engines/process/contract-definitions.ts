/** What is asked about drafts: models that a second person approves before they are live. */
import { z } from 'zod'
import { command, id, instant, json, listInput, listOutput, query } from '#kernel/contract.ts'
import { refusalTable } from '#kernel/refusal.ts'
import { reason } from './contract-operations.ts'
import { anInstance, operators } from './contract-words.ts'

export const draftRefusals = refusalTable({
  draft_not_found: {
    kind: 'not_found',
    message: 'There is no draft {draftId}. List them with definitions.list.',
  },
  draft_decided: {
    kind: 'conflict',
    message: 'The draft {draftId} is {status} already. Propose another one.',
  },
  draft_overtaken: {
    kind: 'conflict',
    message:
      'Version {version} of {key} has come into force since you began with version {begun}. See what it changes, and propose on it.',
  },
  draft_not_replayed: {
    kind: 'conflict',
    message:
      'The draft {draftId} has not been replayed since it was proposed. See what it would have changed first: replays.run with this draftId.',
  },
  draft_outdated: {
    kind: 'conflict',
    message:
      'Another version of {keys} has come into force since the draft {draftId} was proposed. Propose it again, compared with that one.',
  },
})

const kind = z.enum(['process', 'decision'])
const draftStatus = z.enum(['proposed', 'approved', 'rejected'])

export const difference = z
  .array(
    z.object({
      change: z.enum(['added', 'removed', 'changed']),
      id: z.string().meta({ description: 'The id of the element, flow, decision or rule.' }),
      kind: z.string(),
      name: z.string(),
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
  )
  .meta({ description: 'What the draft changes of the version in force.' })

const warning = z.object({ code: z.string(), element: z.string(), message: z.string() })

const draft = z.object({
  id,
  kind,
  resource: z.string(),
  keys: z.array(z.string()).meta({ description: 'The processes or decisions of the model.' }),
  variantOf: z.string().nullable().meta({ description: 'The global process of a variant.' }),
  entity: z.string().nullable().meta({ description: 'The entity a variant is for.' }),
  region: z.string().nullable().meta({ description: 'The region a variant is for.' }),
  status: draftStatus,
  reason: z.string(),
  changes: z.int().meta({ description: 'How many parts differ from the version in force.' }),
  proposedBy: id,
  proposedByName: z.string(),
  proposedAt: instant,
  decidedBy: id.nullable(),
  decidedByName: z.string().nullable(),
  decidedAt: instant.nullable(),
  decidedBecause: z.string().nullable(),
  reportId: id.nullable().meta({ description: 'The replay report the approval rests on.' }),
})

const MODEL_CHARACTERS_MAX = 5_000_000

/** What whoever proposes is told. */
export const proposed = z.object({
  draftId: id,
  keys: z.array(z.string()),
  difference,
  warnings: z.array(warning),
})

export const propose = command({
  name: 'definitions.propose',
  summary:
    'Proposes a BPMN or DMN model: it is checked and compared with the version in force, but not live.',
  input: z.strictObject({
    kind,
    resource: z.string().min(1).max(200).meta({ description: 'The file name of the model.' }),
    xml: z.string().min(1).max(MODEL_CHARACTERS_MAX),
    reason,
    writtenOn: z.record(z.string(), z.int()).optional().meta({
      description:
        'The version in force that was changed, by key. Refused when another has come into force since, whose changes would be undone.',
    }),
  }),
  output: proposed,
  refusals: [
    'draft_overtaken',
    'process_model_invalid',
    'decision_model_invalid',
    'decision_key_taken',
    'variant_invalid',
  ],
  touches: ['definition_draft'],
  unjournaled: ['xml'],
  roles: operators,
  examples: [
    {
      kind: 'process',
      resource: 'approval.bpmn',
      xml: '<bpmn:definitions/>',
      reason: 'A second look at large deals.',
    },
  ],
})

export const listDrafts = query({
  name: 'definitions.list',
  summary: 'Lists drafts of processes and decisions with how they were decided.',
  input: listInput({ status: draftStatus.optional(), kind: kind.optional() }, ['proposedAt']),
  output: listOutput(draft),
  refusals: [],
  shows: ['definition_draft'],
  roles: operators,
  examples: [{ status: 'proposed' }],
})

export const getDraft = query({
  name: 'definitions.get',
  summary: 'Shows a draft with its model, what it changes, and the replay reports made of it.',
  input: z.strictObject({ draftId: id }),
  output: draft.extend({
    xml: z.string(),
    inForce: json.meta({ description: 'The versions it was compared with, by key; null for a new one.' }),
    difference,
    warnings: z.array(warning),
    reports: z.array(z.object({ id, runAt: instant, instances: z.int(), differing: z.int() })),
  }),
  refusals: ['draft_not_found'],
  target: 'draftId',
  roles: operators,
  examples: [{ draftId: anInstance }],
})

const decided = z.object({ draftId: id, status: draftStatus })

export const approveDraft = command({
  name: 'definitions.approve',
  summary: 'Brings a draft that somebody else has proposed into force, once it has been replayed.',
  input: z.strictObject({ draftId: id, reason }),
  output: decided,
  refusals: [
    ...(['draft_not_found', 'draft_decided', 'draft_not_replayed', 'draft_outdated'] as const),
    ...(['process_model_invalid', 'decision_model_invalid', 'decision_key_taken'] as const),
    ...(['variant_invalid', 'process_not_found'] as const),
  ],
  touches: ['definition_draft'],
  target: 'draftId',
  notAfter: ['definitions.propose', 'definitions.proposeVariant'],
  roles: operators,
  examples: [{ draftId: anInstance, reason: 'Two deals of last quarter would have had one approver less.' }],
})

export const rejectDraft = command({
  name: 'definitions.reject',
  summary: 'Turns a draft down, or takes it back.',
  input: z.strictObject({ draftId: id, reason }),
  output: decided,
  refusals: ['draft_not_found', 'draft_decided'],
  touches: ['definition_draft'],
  target: 'draftId',
  roles: operators,
  examples: [{ draftId: anInstance, reason: 'The limit is too high.' }],
})
