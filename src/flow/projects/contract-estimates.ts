/** What the contracts of a project will have cost in the end. */
import { z } from 'zod'
import { command, id, instant, listInput, listOutput, money, plainDate, query } from '#kernel/contract.ts'

const exampleId = '0199d8a0-0000-7000-8000-000000000001'

export const setEstimate = command({
  name: 'projects.setEstimate',
  summary: 'Says what a contract of a project will have cost when it is complete, and why.',
  input: z.strictObject({
    projectId: id,
    contractId: id,
    cost: money.meta({ description: 'All of it, past and to come, in the currency of the contract.' }),
    reason: z.string().trim().min(1).max(2000),
  }),
  output: z.object({
    estimateId: id,
    projectId: id,
    contractId: id,
    cost: money,
    before: money.nullable().meta({ description: 'The estimate before; null for the first.' }),
  }),
  refusals: [
    'project_not_found',
    'project_is_closed',
    'estimate_contract_wrong',
    'estimate_currency_mismatch',
  ],
  touches: ['project', 'contract'],
  target: 'projectId',
  roles: { 'project-manager': 'project', 'delivery-lead': 'all' },
  scopes: ['project'],
  examples: [
    {
      projectId: exampleId,
      contractId: exampleId,
      cost: { amount: '98000.00', currency: 'EUR' },
      reason: 'The interface needs two weeks more.',
    },
  ],
})

export const listEstimates = query({
  name: 'projects.listEstimates',
  summary: 'Estimates of what the contracts of a project will have cost when complete.',
  input: listInput({ projectId: id }, ['estimatedAt']),
  output: listOutput(
    z.object({
      id,
      contractId: id,
      contractNumber: z.string(),
      cost: money,
      reason: z.string(),
      estimatedOn: plainDate,
      estimatedAt: instant,
    }),
  ),
  refusals: ['project_not_found'],
  target: 'projectId',
  roles: { 'project-manager': 'project', 'delivery-lead': 'all', controller: 'all', executive: 'all' },
  scopes: ['project'],
  examples: [{ projectId: exampleId }],
})
