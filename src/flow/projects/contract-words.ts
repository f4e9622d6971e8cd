/** Words the contracts of projects share. */
import { z } from 'zod'
import { id } from '#kernel/contract.ts'

export const exampleId = '0199d8a0-0000-7000-8000-000000000001'

export const projectState = z.enum(['new', 'plan', 'deliver', 'complete', 'closed'])

export const projectOutput = z.object({ projectId: id, state: projectState, revision: z.int() })
