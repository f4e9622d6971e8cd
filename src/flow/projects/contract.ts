/** What projects promise to every surface: their shapes, commands, queries and refusals. */
import { z } from 'zod'
import { hourlyAmount, roleCode } from '#flow/people/contract.ts'
import { command, currency, id, listInput, listOutput, money, plainDate, query } from '#kernel/contract.ts'
import { refusalTable } from '#kernel/refusal.ts'
import { exampleId, projectOutput, projectState } from './contract-words.ts'

export { cancelClosure, close, confirmClosure, requestClosure } from './contract-closure.ts'
export * from './contract-estimates.ts'
export { projectState } from './contract-words.ts'

export const refusals = refusalTable({
  estimate_contract_wrong: {
    kind: 'conflict',
    message:
      'Contract {contractNumber} does not belong to {number}. Choose one of the contracts of its deal.',
  },
  estimate_currency_mismatch: {
    kind: 'invalid',
    message:
      'The contract is in {currency}, the estimate in {given}. Estimate in the currency of the contract.',
  },
  project_not_found: {
    kind: 'not_found',
    message: 'There is no project {projectId}. List them with projects.list.',
  },
  work_package_not_found: {
    kind: 'not_found',
    message: 'There is no work package {workPackageId}. Its project shows its work packages: projects.get.',
  },
  project_exists: {
    kind: 'conflict',
    message: 'Opportunity {opportunityId} already has the project {number}. Work with that one.',
  },
  no_active_contract: {
    kind: 'conflict',
    message: 'Opportunity {opportunityId} has no active contract. Activate its contracts first.',
  },
  project_not_in_plan: {
    kind: 'conflict',
    message:
      'Project {number} is {state}; only a planned one can start. List planned ones with projects.list.',
  },
  project_not_in_delivery: {
    kind: 'conflict',
    message:
      'Project {number} is {state}; only one in delivery can be completed. Start it first with projects.start if work is still to come.',
  },
  project_has_no_manager: {
    kind: 'conflict',
    message: 'Project {number} has no manager. Assign one before it starts.',
  },
  project_is_closed: {
    kind: 'conflict',
    message: 'Project {number} is {state} and cannot be changed. Choose a project that is open.',
  },
  project_not_complete: {
    kind: 'conflict',
    message:
      'Project {number} is {state}; only a completed one can be closed. Complete it first with projects.complete.',
  },
  closure_asked_already: {
    kind: 'conflict',
    message: 'The closing of project {number} was asked for already. Its process is on the way.',
  },
  closure_not_asked: {
    kind: 'conflict',
    message:
      'The closing of project {number} does not wait for this. Ask for it first with projects.requestClosure.',
  },
  work_package_code_taken: {
    kind: 'conflict',
    message: 'Project {number} already has a work package {code}. Choose another code.',
  },
  work_package_is_planned: {
    kind: 'conflict',
    message:
      'The effort of work package {code} is planned already. More of it comes with a change of the contract: contracts.requestChange.',
  },
  contract_line_not_of_project: {
    kind: 'conflict',
    message:
      'That contract line does not belong to the engagement of project {number}. Choose a line of its own contracts.',
  },
})

const workPackageView = z.object({
  id,
  code: z.string(),
  title: z.string(),
  contractLineId: id.nullable(),
  contractNumber: z.string().nullable(),
  billingMethod: z.enum(['fixed_fee', 'time_and_materials', 'recurring_fee']).nullable(),
  approverId: id.nullable(),
  startsOn: plainDate,
  endsOn: plainDate,
  state: z.enum(['open', 'closed']),
})

const projectRow = z.object({
  id,
  number: z.string(),
  name: z.string(),
  opportunityId: id,
  clientId: id,
  clientName: z.string(),
  entityCode: z.string(),
  currency,
  managerId: id.nullable(),
  managerName: z.string().nullable(),
  deliveryLeadId: id.nullable(),
  state: projectState,
  startsOn: plainDate,
  endsOn: plainDate,
  revision: z.int(),
})

const readers = {
  sales: 'all',
  'delivery-lead': 'all',
  'project-manager': 'all',
  'resource-manager': 'all',
  consultant: 'all',
  procurement: 'all',
  billing: 'all',
  controller: 'all',
  executive: 'all',
  administrator: 'all',
} as const

export const get = query({
  name: 'projects.get',
  summary: 'One project with its work packages.',
  input: z.strictObject({ projectId: id }),
  output: projectRow.extend({ workPackages: z.array(workPackageView) }),
  refusals: ['project_not_found'],
  target: 'projectId',
  shows: ['work_package'],
  roles: readers,
  examples: [{ projectId: exampleId }],
})

export const budget = query({
  name: 'projects.budget',
  summary: 'The approved budget of a project: planned minutes, cost and price of each work package and role.',
  input: z.strictObject({ projectId: id }),
  output: z.object({
    projectId: id,
    items: z.array(
      z.object({
        workPackageId: id,
        code: z.string(),
        title: z.string(),
        roleCode: z.string(),
        minutes: z.int().describe('Planned minutes of the role.'),
        cost: money,
        price: money,
      }),
    ),
  }),
  refusals: ['project_not_found'],
  target: 'projectId',
  // Where one person has a role, its cost is what that person costs: not for everybody who books time here.
  roles: {
    sales: 'all',
    'delivery-lead': 'all',
    'project-manager': 'project',
    'resource-manager': 'all',
    controller: 'all',
    executive: 'all',
  },
  scopes: ['project'],
  examples: [{ projectId: exampleId }],
})

export const list = query({
  name: 'projects.list',
  summary: 'Projects by state, client or manager.',
  input: listInput(
    {
      state: projectState.optional(),
      clientId: id.optional(),
      managerId: id.optional(),
      opportunityId: id.optional(),
    },
    ['number', 'startsOn', 'endsOn', 'name'],
  ),
  output: listOutput(projectRow),
  refusals: [],
  roles: readers,
  examples: [{ state: 'deliver' }],
})

export const createFromContracts = command({
  name: 'projects.createFromContracts',
  summary:
    'Makes the project of an engagement from its contracts: a work package for each one quoted, and the approved budget.',
  input: z.strictObject({ opportunityId: id }),
  output: z.object({
    projectId: id,
    number: z.string(),
    workPackages: z.array(z.object({ workPackageId: id, code: z.string(), title: z.string() })),
  }),
  refusals: ['no_active_contract', 'project_exists'],
  touches: ['project', 'opportunity'],
  target: 'opportunityId',
  roles: { 'delivery-lead': 'all', controller: 'all' },
  examples: [{ opportunityId: exampleId }],
})

export const reviseBudget = command({
  name: 'projects.reviseBudget',
  summary:
    'Takes a change of a contract into the plan: the next version of the budget, new work packages, later last days. Done by its process.',
  input: z.strictObject({ changeId: id }),
  output: z.object({ projectId: id.nullable(), version: z.int().nullable() }).meta({
    description: 'Both null while the engagement has no project.',
  }),
  refusals: ['project_is_closed', 'change_not_found'],
  touches: ['project'],
  target: 'changeId',
  roles: {},
  examples: [{ changeId: exampleId }],
})

export const assignManager = command({
  name: 'projects.assignManager',
  summary: 'Names who manages a project and who leads its delivery.',
  input: z.strictObject({ projectId: id, managerId: id, deliveryLeadId: id.optional() }),
  output: projectOutput,
  refusals: ['project_not_found', 'project_is_closed', 'person_not_found'],
  touches: ['project'],
  target: 'projectId',
  versioned: true,
  roles: { 'delivery-lead': 'all', 'resource-manager': 'all' },
  examples: [{ projectId: exampleId, managerId: exampleId }],
})

export const start = command({
  name: 'projects.start',
  summary: 'Kicks a project off: from now on time may be recorded on it.',
  input: z.strictObject({ projectId: id }),
  output: projectOutput,
  refusals: ['project_not_found', 'project_not_in_plan', 'project_has_no_manager'],
  touches: ['project'],
  target: 'projectId',
  versioned: true,
  roles: { 'delivery-lead': 'all', 'project-manager': 'project' },
  scopes: ['project'],
  examples: [{ projectId: exampleId }],
})

export const complete = command({
  name: 'projects.complete',
  summary: 'Says that the work is done. Time that was worked until now may still be recorded and approved.',
  input: z.strictObject({ projectId: id }),
  output: projectOutput,
  refusals: ['project_not_found', 'project_not_in_delivery'],
  touches: ['project'],
  target: 'projectId',
  versioned: true,
  roles: { 'delivery-lead': 'all', 'project-manager': 'project' },
  scopes: ['project'],
  examples: [{ projectId: exampleId }],
})

const LINES_MAX = 200

export const planBudget = command({
  name: 'projects.planBudget',
  summary:
    'Plans the effort of work packages that have none yet, such as internal ones: the next version of the budget.',
  input: z.strictObject({
    projectId: id,
    lines: z
      .array(
        z.strictObject({
          workPackageId: id,
          roleCode,
          minutes: z.int().min(1).max(10_000_000).meta({ description: 'Planned effort in minutes.' }),
          costRate: hourlyAmount.optional().meta({
            description: 'Expected cost of an hour; what the role costs on average unless told.',
          }),
          billRate: hourlyAmount.optional().meta({
            description: 'Price of an hour where none is agreed with the client; nothing unless told.',
          }),
        }),
      )
      .min(1)
      .max(LINES_MAX),
  }),
  output: z.object({ projectId: id, version: z.int(), revision: z.int() }),
  refusals: [
    'project_not_found',
    'project_is_closed',
    'work_package_not_found',
    'work_package_is_planned',
    'role_not_found',
    'cost_rate_unknown',
    'exchange_rate_missing',
  ],
  touches: ['project'],
  target: 'projectId',
  roles: { 'delivery-lead': 'all', 'project-manager': 'project' },
  scopes: ['project'],
  examples: [
    {
      projectId: exampleId,
      lines: [{ workPackageId: exampleId, roleCode: 'engineer', minutes: 9_600 }],
    },
  ],
})

export const addWorkPackage = command({
  name: 'projects.addWorkPackage',
  summary: 'Adds a work package. Without a contract line its time is not chargeable.',
  input: z.strictObject({
    projectId: id,
    code: z.string().regex(/^[A-Z][A-Z0-9-]{0,19}$/, 'must be capitals, digits and hyphens'),
    title: z.string().min(1).max(200),
    contractLineId: id.optional(),
    startsOn: plainDate,
    endsOn: plainDate,
  }),
  output: z.object({ workPackageId: id, projectId: id, code: z.string() }),
  refusals: [
    'project_not_found',
    'project_is_closed',
    'work_package_code_taken',
    'contract_line_not_of_project',
  ],
  touches: ['work_package', 'project'],
  target: 'projectId',
  roles: { 'delivery-lead': 'all', 'project-manager': 'project' },
  scopes: ['project'],
  examples: [
    {
      projectId: exampleId,
      code: 'WP9',
      title: 'Internal coordination',
      startsOn: '2026-07-01',
      endsOn: '2026-12-31',
    },
  ],
})

export const setApprover = command({
  name: 'projects.setApprover',
  summary: 'Names who approves the time of a work package instead of the project manager.',
  input: z.strictObject({ workPackageId: id, personId: id.nullable() }),
  output: z.object({ workPackageId: id, projectId: id, approverId: id.nullable() }),
  refusals: ['work_package_not_found', 'project_is_closed', 'person_not_found'],
  touches: ['work_package', 'project'],
  target: 'workPackageId',
  roles: { 'delivery-lead': 'all', 'project-manager': 'project' },
  scopes: ['project'],
  examples: [{ workPackageId: exampleId, personId: exampleId }],
})
