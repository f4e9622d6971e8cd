/** What actuals are asked: what work cost, what it is worth, and what waits to be billed. */
import { z } from 'zod'
import {
  command,
  decimal,
  groupedInput,
  groupedOutput,
  id,
  listInput,
  listOutput,
  money,
  plainDate,
  query,
} from '#kernel/contract.ts'
import { refusalTable } from '#kernel/refusal.ts'

export const refusals = refusalTable({
  cost_rate_missing: {
    kind: 'conflict',
    message: '{person} has no cost rate on {day}. Set one with people.setCostRate and approve again.',
  },
  contract_rate_missing: {
    kind: 'conflict',
    message:
      'The contract line "{line}" has no rate for the role {role} on {day}. Agree one before approving.',
  },
  already_billed: {
    kind: 'conflict',
    message: 'Time entry {timeEntryId} is on an invoice or a pro-forma. Discard or credit that first.',
  },
})

const transactionType = z.enum(['cost', 'unbilled_sales', 'billed_sales'])
const exampleId = '0199d8a0-0000-7000-8000-000000000001'

export const listActuals = query({
  name: 'actuals.list',
  summary: 'Lists the business transactions of projects: cost, unbilled and billed sales, with reversals.',
  input: groupedInput(
    {
      projectId: id.optional(),
      contractId: id.optional(),
      personId: id.optional(),
      type: transactionType.optional(),
      batchId: id.optional(),
      from: plainDate.optional(),
      to: plainDate.optional(),
    },
    ['happenedOn'],
    ['type', 'class', 'billingType', 'roleCode', 'month'],
  ),
  output: groupedOutput(
    z.object({
      id,
      happenedOn: plainDate,
      type: z.string(),
      class: z.string(),
      billingType: z.string(),
      projectId: id.nullable(),
      workPackageId: id.nullable(),
      contractId: id.nullable(),
      contractLineId: id.nullable(),
      personId: id.nullable(),
      roleCode: z.string().nullable(),
      minutes: z.int(),
      rate: z.string(),
      amount: money,
      source: z.object({ type: z.string(), id }),
      originId: id.nullable(),
      reversesId: id.nullable(),
      batchId: id,
      journalId: id,
    }),
  ),
  refusals: [],
  roles: {
    'project-manager': 'project',
    'delivery-lead': 'all',
    billing: 'all',
    controller: 'all',
    executive: 'all',
  },
  scopes: ['project'],
  examples: [{ contractId: exampleId, type: 'unbilled_sales' }],
})

export const backlog = query({
  name: 'actuals.backlog',
  summary: 'Shows per contract line what is ready to be billed and what is over its cap.',
  input: listInput({ contractId: id.optional() }, ['contract']),
  output: listOutput(
    z.object({
      id,
      contract: z.string(),
      contractId: id,
      line: z.string(),
      ready: money,
      readyMinutes: z.int(),
      overCap: money,
      overCapMinutes: z.int(),
      oldest: plainDate,
    }),
  ),
  refusals: [],
  roles: { billing: 'all', controller: 'all', executive: 'all', 'delivery-lead': 'all' },
  examples: [{}],
})

export const utilisation = query({
  name: 'actuals.utilisation',
  summary:
    'Shows the approved time of people against their capacity: chargeable, other client work, internal.',
  input: listInput({ from: plainDate, to: plainDate, entityId: id.optional() }, ['name']),
  output: listOutput(
    z.object({
      id,
      name: z.string(),
      entityCode: z.string(),
      roleCode: z.string(),
      capacityMinutes: z
        .int()
        .meta({ description: 'Working days times the minutes of a day, without holidays.' }),
      chargeableMinutes: z.int(),
      otherClientMinutes: z.int(),
      internalMinutes: z.int(),
      billable: decimal(1).nullable().meta({ description: 'Chargeable minutes in percent of capacity.' }),
      total: decimal(1).nullable().meta({ description: 'All minutes in percent of capacity.' }),
    }),
  ),
  refusals: [],
  roles: { 'resource-manager': 'all', 'delivery-lead': 'all', controller: 'all', executive: 'all' },
  examples: [{ from: '2026-03-01', to: '2026-03-31' }],
})

export const releaseCap = command({
  name: 'actuals.releaseCap',
  summary: 'Lets work that was over the cap of a contract line through, as far as the cap has room now.',
  input: z.strictObject({ contractLineId: id }),
  output: z.object({ contractLineId: id, released: money, waiting: money }),
  refusals: ['contract_line_not_found', 'period_closed'],
  touches: ['contract_line'],
  target: 'contractLineId',
  roles: { billing: 'all', controller: 'all', 'delivery-lead': 'all' },
  examples: [{ contractLineId: exampleId }],
})
