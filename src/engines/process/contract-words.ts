/** Words the contracts of processes and of tasks have in common. */
import { z } from 'zod'
import { EVERYONE, id, json } from '#kernel/contract.ts'

/** Who may look at all instances. */
export const watchers = {
  'delivery-lead': 'all',
  'project-manager': 'all',
  controller: 'all',
  executive: 'all',
  administrator: 'all',
} as const

/** Who may act on instances themselves. */
export const operators = { administrator: 'all', controller: 'all' } as const
export const anInstance = '0199d8a0-0000-7000-8000-000000000001'
export const key = z.string().min(1).max(200).meta({ description: 'The id of the process in its model.' })
export const variables = z.record(z.string(), json).meta({ description: 'Variables by name, JSON values.' })
export const status = z.enum(['active', 'completed', 'cancelled'])
export const node = z.string().meta({ description: 'The id of an element in the diagram.' })

/** Who sees their own tasks, and who sees everybody's. */
export const oversight = {
  [EVERYONE]: 'own',
  'delivery-lead': 'all',
  controller: 'all',
  administrator: 'all',
} as const

export const taskState = z
  .enum(['created', 'claimed', 'delegated', 'resolved', 'completed', 'cancelled'])
  .meta({
    description:
      'Delegated: somebody does it for another, to whom it comes back resolved. Completed and cancelled are the ends.',
  })

/** What commands about one task have in common. */
export const aboutTask = {
  output: z.object({ taskId: id, state: taskState, assigneeId: id.nullable(), revision: z.int() }),
  touches: ['task'],
  target: 'taskId',
  versioned: true,
} as const

/** Why something is so: a code, or that of a refusal, and its values. */
export const reason = z.object({
  code: z.string().meta({ description: 'Of the reason, or of the refusal that it is.' }),
  values: z.record(z.string(), z.unknown()),
})
