/** What the decisions room is asked: to deploy models, to show them, and to decide. */
import { z } from 'zod'
import { command, EVERYONE, id, instant, json, listInput, listOutput, query } from '#kernel/contract.ts'
import { refusalTable } from '#kernel/refusal.ts'

/** The longest model taken, in characters; the largest real ones are a tenth of it. */
const MODEL_CHARACTERS_MAX = 5_000_000

export const refusals = refusalTable({
  decision_model_invalid: {
    kind: 'invalid',
    message: 'The model cannot be deployed. To mend: {count}; see the problems listed. First: {first}',
  },
  decision_key_taken: {
    kind: 'conflict',
    message:
      'The decision {key} belongs to the model {namespace}. Give the decision of this model another id, or deploy it under that namespace.',
  },
  deployment_needs_approval: {
    kind: 'conflict',
    message:
      'Another version of {keys} is in force. Propose this one with definitions.propose, replay it with replays.run, and let a second person approve it with definitions.approve.',
  },
  decision_not_found: {
    kind: 'not_found',
    message: 'There is no decision {key} in version {version}. List them with decisions.list.',
  },
  decision_failed: {
    kind: 'conflict',
    message: 'The decision {key} could not be made ({reason}): {message}',
  },
  decision_input_invalid: { kind: 'invalid', message: 'The inputs do not fit the decision {key}: {message}' },
})

const key = z.string().min(1).max(200).meta({ description: 'The id of the decision in its model.' })
const version = z
  .int()
  .min(1)
  .meta({ description: 'A version of the decision; the one in force when absent.' })

const deployed = z.object({
  key,
  version,
  name: z.string(),
  kind: z.enum(['decision', 'service']),
  inputs: z.array(z.string()).meta({ description: 'Names of the inputs the decision looks at.' }),
  modelId: id,
  deployedAt: instant,
  deployedBy: id,
})

const finding = z.object({
  code: z.string(),
  message: z.string(),
  element: z.string().meta({ description: 'Id of the table or decision.' }),
  rules: z.array(z.string()),
  example: z
    .record(z.string(), z.string())
    .meta({ description: 'Inputs that show it, by column, as people write them.' }),
})

export const deploy = command({
  name: 'decisions.deploy',
  summary:
    'Deploys a DMN model whose decisions are new: in force at once. What is in force is replaced by a draft that is approved.',
  input: z.strictObject({
    xml: z
      .string()
      .min(1)
      .max(MODEL_CHARACTERS_MAX)
      .meta({ description: 'The model, DMN 1.2 to 1.5 as XML.' }),
  }),
  output: z.object({
    modelId: id,
    /** False when exactly this was in force already. */
    changed: z.boolean(),
    decisions: z.array(z.object({ key, version, name: z.string() })),
    warnings: z.array(finding),
  }),
  refusals: ['decision_model_invalid', 'decision_key_taken', 'deployment_needs_approval'],
  touches: ['decision'],
  roles: { controller: 'all', administrator: 'all' },
  unjournaled: ['xml'],
  examples: [
    {
      xml: '<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="urn:limits" name="Limits"><decision id="limit" name="Limit"><variable name="Limit"/><literalExpression><text>if country = "SG" then 2000 else 5000</text></literalExpression></decision></definitions>',
    },
  ],
})

export const list = query({
  name: 'decisions.list',
  summary: 'Lists the decisions in force.',
  input: listInput({ kind: z.enum(['decision', 'service']).optional() }, ['name', 'key', 'deployedAt']),
  output: listOutput(
    deployed.extend({
      id: key,
      names: z.record(z.string(), z.string()).meta({
        description:
          'Its name in other languages, by two letters: de. A model says it by the property name:de.',
      }),
    }),
  ),
  refusals: [],
  roles: { controller: 'all', administrator: 'all', executive: 'all' },
  examples: [{}],
})

export const texts = query({
  name: 'decisions.texts',
  summary: 'Gives the texts that decision tables answer with, such as reasons, in another language.',
  input: z.strictObject({
    language: z
      .string()
      .regex(/^[a-z]{2}$/)
      .meta({ description: 'Two letters: de. A model says a text by the property text:de of its cell.' }),
  }),
  output: z.object({ texts: z.array(z.object({ text: z.string(), said: z.string() })) }),
  refusals: [],
  roles: { [EVERYONE]: 'all' },
  examples: [{ language: 'de' }],
})

export const get = query({
  name: 'decisions.get',
  summary: 'Gives a version of a decision with its model as XML.',
  input: z.strictObject({ key, version: version.optional() }),
  output: deployed.extend({
    modelName: z.string(),
    namespace: z.string(),
    contentHash: z.string().meta({ description: 'SHA-256 of the model and its imports, hexadecimal.' }),
    xml: z.string(),
  }),
  refusals: ['decision_not_found'],
  target: 'key',
  roles: { controller: 'all', administrator: 'all', executive: 'all' },
  examples: [{ key: 'approval-levels' }],
})

const matchedRule = z.object({
  table: z.string(),
  ruleId: z.string(),
  index: z.int().meta({ description: 'Number of the rule in its table, from 1.' }),
  annotations: z.record(z.string(), z.string()),
  outputs: z.record(z.string(), json),
})

export const evaluate = query({
  name: 'decisions.evaluate',
  summary: 'Makes a decision over given inputs and says which rules hit; nothing is stored.',
  input: z.strictObject({
    key,
    version: version.optional(),
    inputs: z
      .record(z.string(), json)
      .meta({ description: 'Inputs by name. Dates and exact decimals as text.' }),
    zone: z
      .string()
      .max(60)
      .default('UTC')
      .meta({ description: 'IANA time zone in which the decision tells today() and now().' }),
  }),
  output: z.object({
    key,
    version,
    value: json,
    trace: z.array(
      z.object({
        decision: z.string(),
        id: z.string(),
        inputs: z.record(z.string(), json),
        matchedRules: z.array(matchedRule),
        value: json,
      }),
    ),
    warnings: z.array(z.string()),
  }),
  refusals: ['decision_not_found', 'decision_failed', 'decision_input_invalid'],
  target: 'key',
  roles: { controller: 'all', administrator: 'all', executive: 'all' },
  examples: [{ key: 'approval-levels', inputs: { amount: '12500.00', country: 'DE' } }],
})
