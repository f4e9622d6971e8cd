/** What a new firm is asked: how far its set-up is. */
import { z } from 'zod'
import { query } from '#kernel/contract.ts'

export const setUpStatus = query({
  name: 'insight.setUpStatus',
  summary:
    'Tells what a firm needs before it can sell and bill: what is done, what is missing, and what does it.',
  input: z.strictObject({}),
  output: z.object({
    complete: z.boolean(),
    steps: z.array(
      z.object({
        step: z.enum([
          'entity',
          'tax_code',
          'tax_rule',
          'delivery_role',
          'person',
          'cost_rate',
          'rate_card',
          'client',
          'active_client',
          'opportunity',
        ]),
        done: z.boolean(),
        count: z.int().meta({ description: 'How many there are.' }),
        missing: z
          .int()
          .meta({ description: 'How many lack it, where it can be told; else 1 until it is done.' }),
        command: z.string().meta({ description: 'What does it.' }),
      }),
    ),
  }),
  refusals: [],
  roles: { administrator: 'all', controller: 'all', sales: 'all', 'delivery-lead': 'all', executive: 'all' },
  examples: [{}],
})
