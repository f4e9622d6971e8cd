/** What each role lives by, in three figures. */
import { z } from 'zod'
import { EVERYONE, money, query } from '#kernel/contract.ts'
import { question } from './contract-words.ts'

export const homeRoles = [
  'sales',
  'delivery-lead',
  'project-manager',
  'resource-manager',
  'consultant',
  'billing',
  'controller',
  'executive',
  'administrator',
] as const

const amount = z.object({ unit: z.literal('money'), amount: money })
const other = z.object({
  unit: z.enum(['count', 'minutes', 'percent', 'days', 'date']),
  value: z
    .string()
    .nullable()
    .meta({ description: 'Whole or decimal text, or a day; null when there is nothing to count.' }),
})

export const home = query({
  name: 'insight.home',
  summary:
    'The three figures each role of the caller lives by, each with the query that lists the rows behind it.',
  input: z.strictObject({
    roles: z
      .array(z.enum(homeRoles))
      .min(1)
      .optional()
      .meta({ description: 'Only for these roles; all that the caller holds when absent.' }),
  }),
  output: z.object({
    roles: z.array(
      z.object({
        role: z.enum(homeRoles),
        figures: z.array(
          z.object({
            key: z.string().meta({ example: 'sales.pipeline' }),
            labelKey: z.string().meta({ description: 'What screens translate.' }),
            values: z
              .array(z.discriminatedUnion('unit', [amount, other]))
              .meta({ description: 'One, or one a currency.' }),
            target: z
              .string()
              .nullable()
              .meta({ description: 'In the unit of the value, where the firm expects one.' }),
            derivation: question,
          }),
        ),
      }),
    ),
  }),
  refusals: [],
  roles: { [EVERYONE]: 'own' },
  scopes: ['own'],
  examples: [{}, { roles: ['sales'] }],
})
