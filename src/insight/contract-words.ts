/** Words of several contracts of insight. */
import { z } from 'zod'
import { json } from '#kernel/contract.ts'

export const question = z
  .object({ query: z.string(), input: z.record(z.string(), json) })
  .meta({ description: 'The query, with its input, that shows it.' })
