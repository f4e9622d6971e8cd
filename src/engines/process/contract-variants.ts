/** What is asked about local variants: a process for one entity or region in place of the global one. */
import { z } from 'zod'
import { command, id, instant, listInput, listOutput, query } from '#kernel/contract.ts'
import { refusalTable } from '#kernel/refusal.ts'
import { difference, proposed } from './contract-definitions.ts'
import { reason } from './contract-operations.ts'
import { anInstance, key, operators, watchers } from './contract-words.ts'

export const variantRefusals = refusalTable({
  variant_invalid: {
    kind: 'invalid',
    message: 'This is no variant of {key}: {why}.',
  },
  variant_not_found: {
    kind: 'not_found',
    message: 'There is no variant {variantId}. List them with definitions.listVariants.',
  },
  variant_end_proposed: {
    kind: 'conflict',
    message:
      'The end of the variant {key} is proposed already. A second person ends it with definitions.endVariant, or keeps it with definitions.keepVariant.',
  },
  variant_end_not_proposed: {
    kind: 'conflict',
    message: 'Nobody has proposed to end the variant {key}. Propose it first with definitions.proposeEnd.',
  },
})

const aVariant = z.object({ variantId: id, key, of: key })

const MODEL_CHARACTERS_MAX = 5_000_000

const entity = z.string().min(1).max(100).meta({ description: 'The code of the entity it is for.' })
const region = z.string().min(1).max(100).meta({ description: 'The region it is for.' })

export const proposeVariant = command({
  name: 'definitions.proposeVariant',
  summary:
    'Proposes a variant of a process for one entity or region: compared with the global one, and not live before its approval.',
  input: z.strictObject({
    of: key.meta({ description: 'The id of the global process.' }),
    entity: entity.optional(),
    region: region.optional(),
    resource: z.string().min(1).max(200).meta({ description: 'The file name of the model.' }),
    xml: z.string().min(1).max(MODEL_CHARACTERS_MAX),
    reason,
  }),
  output: proposed,
  refusals: ['process_model_invalid', 'process_not_found', 'variant_invalid'],
  touches: ['definition_draft'],
  unjournaled: ['xml'],
  roles: operators,
  examples: [
    {
      of: 'commercial-approval',
      entity: 'SG',
      resource: 'commercial-approval-sg.bpmn',
      xml: '<bpmn:definitions/>',
      reason: 'In Singapore the board approves each contract.',
    },
  ],
})

const variant = z.object({
  id,
  key: key.meta({ description: 'The id of the process of the variant.' }),
  of: key.meta({ description: 'The id of the global process.' }),
  name: z.string(),
  entity: entity.nullable(),
  region: region.nullable(),
  definitionId: id,
  version: z.int(),
  fromVersion: z.int().meta({ description: 'The version of the global process it was derived from.' }),
  globalVersion: z.int().meta({ description: 'The version of the global process that is in force.' }),
  globalDefinitionId: id,
  behind: z.boolean().meta({ description: 'The global process has changed since.' }),
  reason: z.string(),
  since: instant,
  endProposedAt: instant.nullable().meta({ description: 'Since when a second person is asked to end it.' }),
  endReason: z.string().nullable(),
})

export const listVariants = query({
  name: 'definitions.listVariants',
  summary: 'Lists the local variants of processes, and which of them are behind the global one.',
  input: listInput({ of: key.optional(), behind: z.boolean().optional() }, ['since']),
  output: listOutput(variant),
  refusals: [],
  shows: ['definition_variant'],
  roles: watchers,
  examples: [{ behind: true }],
})

export const getVariant = query({
  name: 'definitions.getVariant',
  summary: 'Shows a variant with what it adds, removes and changes of the global process as it is today.',
  input: z.strictObject({ variantId: id }),
  output: variant.extend({ difference }),
  refusals: ['variant_not_found'],
  target: 'variantId',
  roles: watchers,
  examples: [{ variantId: anInstance }],
})

const about = {
  input: z.strictObject({ variantId: id, reason }),
  touches: ['definition_variant'],
  target: 'variantId',
  roles: operators,
} as const

export const proposeEnd = command({
  ...about,
  name: 'definitions.proposeEnd',
  summary:
    'Proposes to end a local variant, and tells what its place loses: from then on the global process would start there.',
  output: aVariant.extend({ difference }),
  refusals: ['variant_not_found', 'variant_end_proposed'],
  examples: [{ variantId: anInstance, reason: 'The board of Singapore looks at large ones only.' }],
})

export const endVariant = command({
  ...about,
  name: 'definitions.endVariant',
  summary:
    'Ends a local variant as somebody else has proposed: the global process starts in its place, what runs goes on.',
  output: aVariant,
  refusals: ['variant_not_found', 'variant_end_not_proposed'],
  notAfter: ['definitions.proposeEnd'],
  examples: [{ variantId: anInstance, reason: 'Agreed with the board.' }],
})

export const keepVariant = command({
  ...about,
  name: 'definitions.keepVariant',
  summary: 'Keeps a local variant whose end was proposed, or takes that proposal back.',
  output: aVariant,
  refusals: ['variant_not_found', 'variant_end_not_proposed'],
  examples: [{ variantId: anInstance, reason: 'The board wants to see each after all.' }],
})
