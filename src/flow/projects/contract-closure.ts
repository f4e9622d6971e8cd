/** The closing of a completed project: asked for, agreed to or given up, and done by its process. */
import { z } from 'zod'
import { command, id } from '#kernel/contract.ts'
import { exampleId, projectOutput } from './contract-words.ts'

const closing = {
  output: projectOutput.extend({ closure: z.enum(['none', 'asked', 'confirmed']) }),
  touches: ['project'],
  target: 'projectId',
  versioned: true,
} as const

export const requestClosure = command({
  ...closing,
  name: 'projects.requestClosure',
  summary:
    'Asks for the closing of a completed project, with what was learned: everything that is left is looked for.',
  input: z.strictObject({
    projectId: id,
    lessons: z.string().trim().min(1).max(4000).meta({
      description: 'What went well, what did not, and what to do otherwise next time.',
    }),
  }),
  refusals: ['project_not_found', 'project_not_complete', 'closure_asked_already'],
  roles: { 'delivery-lead': 'all', 'project-manager': 'project' },
  scopes: ['project'],
  examples: [
    { projectId: exampleId, lessons: 'The test data of the client came late; ask for it at the start.' },
  ],
})

export const confirmClosure = command({
  ...closing,
  name: 'projects.confirmClosure',
  summary:
    'Agrees to the closing of a project on which nothing is left. Its process looks once more and closes it.',
  input: z.strictObject({ projectId: id }),
  refusals: ['project_not_found', 'closure_not_asked'],
  notAfter: ['projects.requestClosure'],
  roles: { controller: 'all', executive: 'all' },
  examples: [{ projectId: exampleId }],
})

export const cancelClosure = command({
  ...closing,
  name: 'projects.cancelClosure',
  summary: 'Keeps a project open whose closing was asked for, with the reason.',
  input: z.strictObject({ projectId: id, reason: z.string().trim().min(1).max(2000) }),
  refusals: ['project_not_found', 'closure_not_asked'],
  roles: { 'delivery-lead': 'all', controller: 'all', executive: 'all' },
  examples: [{ projectId: exampleId, reason: 'The client has ordered a second phase.' }],
})

export const close = command({
  ...closing,
  name: 'projects.close',
  summary:
    'Closes a project and its work packages: no time may be recorded on it any more. Done by its process.',
  input: z.strictObject({ projectId: id }),
  refusals: ['project_not_found', 'closure_not_asked'],
  // Whether anything is left later rooms know, and the process asks them.
  roles: {},
  examples: [{ projectId: exampleId }],
})
