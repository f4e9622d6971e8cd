/** Changes of what was agreed: asked for, approved, answered by the client, applied. */
import { z } from 'zod'
import { command, id, instant, listInput, listOutput, money, plainDate, query } from '#kernel/contract.ts'

const exampleId = '0199d8a0-0000-7000-8000-000000000001'
export const reason = z.string().trim().min(1).max(2000)
const changeState = z.enum(['asked', 'approved', 'rejected', 'accepted', 'declined', 'withdrawn', 'applied'])
export const changeRow = z.object({
  id,
  number: z.string().meta({ description: 'That of the contract with the number of the change.' }),
  contractId: id,
  contractLineId: id,
  lineTitle: z.string(),
  title: z.string(),
  description: z.string(),
  amount: money,
  cost: money,
  margin: money.meta({ description: 'Amount less cost.' }),
  plannedOn: plainDate.nullable(),
  endsOn: plainDate.nullable(),
  state: changeState,
  reason: z.string(),
  answeredOn: plainDate.nullable(),
  requestedAt: instant,
  revision: z.int(),
})

export const readers = {
  sales: 'all',
  'delivery-lead': 'all',
  'project-manager': 'all',
  billing: 'all',
  controller: 'all',
  executive: 'all',
  legal: 'all',
  administrator: 'all',
} as const

export const listChanges = query({
  name: 'contracts.listChanges',
  summary: 'Changes of contracts, by contract or state.',
  input: listInput({ contractId: id.optional(), state: changeState.optional() }, ['requestedAt']),
  output: listOutput(changeRow),
  refusals: [],
  shows: ['change'],
  roles: readers,
  examples: [{ contractId: exampleId }],
})

const about = { touches: ['change', 'contract'], target: 'changeId', versioned: true } as const
const moved = z.object({ changeId: id, contractId: id, state: changeState, revision: z.int() })
const notThere = ['change_not_found', 'change_state_wrong'] as const

export const decideChange = command({
  ...about,
  name: 'contracts.decideChange',
  summary: 'Records what those who were asked have decided about a change. Done by its process.',
  input: z.strictObject({ changeId: id, decision: z.enum(['approved', 'rejected']), reason }),
  output: moved,
  refusals: notThere,
  // Nobody settles what others decide: only the process that asked them does.
  roles: {},
  examples: [{ changeId: exampleId, decision: 'approved', reason: 'The margin carries it.' }],
})

export const answerChange = command({
  ...about,
  name: 'contracts.answerChange',
  summary: 'Records what the client says to a change that the firm has approved.',
  input: z.strictObject({
    changeId: id,
    answer: z.enum(['accepted', 'declined']),
    answeredOn: plainDate,
    reason: reason.meta({ description: 'What shows it: a signed paper, a mail; or why not.' }),
  }),
  output: moved,
  refusals: notThere,
  notAfter: ['contracts.requestChange'],
  roles: { sales: 'all', 'delivery-lead': 'all', executive: 'all' },
  examples: [
    { changeId: exampleId, answer: 'accepted', answeredOn: '2026-08-03', reason: 'Signed by Mara Quinn.' },
  ],
})

export const applyChange = command({
  ...about,
  name: 'contracts.applyChange',
  summary:
    'Makes a change that the client has accepted part of the contract: milestone or cap, rates, last day, version. Done by its process.',
  input: z.strictObject({ changeId: id }),
  output: moved.extend({ contractLineId: id, version: z.int(), hasCap: z.boolean() }),
  refusals: [...notThere, 'contract_not_active'],
  roles: {},
  examples: [{ changeId: exampleId }],
})

export const withdrawChange = command({
  ...about,
  name: 'contracts.withdrawChange',
  summary: 'Takes a change back before the client has answered, with the reason.',
  input: z.strictObject({ changeId: id, reason }),
  output: moved,
  refusals: notThere,
  roles: { 'project-manager': 'all', 'delivery-lead': 'all' },
  examples: [{ changeId: exampleId, reason: 'The client goes on without it.' }],
})
