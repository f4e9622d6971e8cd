/** What is asked about projects over all rooms: money, dates, people, health, progress. */
import { z } from 'zod'
import {
  currency,
  groupedInput,
  groupedOutput,
  id,
  money,
  plainDate,
  query,
  type Scope,
} from '#kernel/contract.ts'

const exampleId = '0199d8a0-0000-7000-8000-000000000001'
const state = z.enum(['new', 'plan', 'deliver', 'complete', 'closed'])
const percent = z.string().nullable().meta({ description: 'Percent with one decimal; null of nothing.' })
const figure = money.nullable()

const readers = {
  'project-manager': 'project',
  'delivery-lead': 'all',
  controller: 'all',
  executive: 'all',
} as const satisfies Record<string, Scope>

const reason = z.object({
  rule: z.enum([
    'over_budget',
    'estimate_over_budget',
    'milestone_late',
    'past_end',
    'time_waiting',
    'cap_reached',
    'cap_nearly_reached',
    'margin_below_plan',
    'rate_missing',
  ]),
  severity: z.enum(['red', 'yellow']),
  message: z.string(),
})

const project = z.object({
  id,
  number: z.string(),
  name: z.string(),
  clientId: id,
  clientName: z.string(),
  managerId: id.nullable(),
  managerName: z.string().nullable(),
  state,
  startsOn: plainDate,
  endsOn: plainDate,
  health: z.enum(['green', 'yellow', 'red']),
  reasons: z.array(reason).meta({ description: 'The rules it breaks, the worst first.' }),
})

/** Amounts in the currency of the project; null when a rate is missing for one of them. */
const figures = z.object({
  currency,
  contractValue: figure,
  budgetCost: figure,
  budgetPrice: figure,
  actualCost: figure.meta({ description: 'Of approved time.' }),
  waitingCost: figure.meta({ description: 'Of time that is recorded and not yet approved.' }),
  estimateToComplete: figure.meta({
    description:
      'For each open work package the greater of what its budget has left and what people are firmly booked for after today.',
  }),
  estimateAtCompletion: figure.meta({
    description: 'Actual and waiting cost with the estimate to complete.',
  }),
  recognised: figure,
  billed: figure.meta({ description: 'Posted invoices without tax.' }),
  unbilled: figure.meta({
    description: 'Recognised less billed: above zero it is an asset, below zero it was billed ahead.',
  }),
  readyToBill: figure,
  overCap: figure,
  margin: figure.meta({ description: 'Recognised less actual cost.' }),
  marginPercent: percent,
  plannedMarginPercent: percent,
  budgetUsedPercent: percent,
  budgetMinutes: z.int(),
  actualMinutes: z.int(),
  waitingMinutes: z.int(),
})

export const projects = query({
  name: 'insight.projects',
  summary: 'Projects with their money and health, and the reasons for it.',
  input: groupedInput(
    { state: state.optional(), clientId: id.optional(), managerId: id.optional() },
    ['number', 'name', 'startsOn', 'endsOn'],
    ['state', 'clientId', 'managerId'],
  ),
  output: groupedOutput(project.extend({ figures })),
  refusals: [],
  roles: readers,
  scopes: ['project'],
  examples: [{ state: 'deliver' }],
})

export const projectOverview = query({
  name: 'insight.projectOverview',
  summary: 'One project at a glance: money, dates, people, milestones, health with its reasons.',
  input: z.strictObject({ projectId: id }),
  output: project.extend({
    revision: z.int(),
    opportunityId: id,
    deliveryLeadId: id.nullable(),
    deliveryLeadName: z.string().nullable(),
    figures,
    contracts: z.array(z.object({ id, number: z.string(), title: z.string(), state: z.string() })),
    people: z
      .array(
        z.object({
          personId: id,
          name: z.string(),
          roleCode: z.string(),
          actualMinutes: z.int(),
          waitingMinutes: z.int(),
          bookedMinutesAhead: z.int().meta({ description: 'Firmly booked after today.' }),
        }),
      )
      .meta({ description: 'Whoever worked on it or is booked for it.' }),
    milestones: z.array(
      z.object({
        id,
        title: z.string(),
        plannedOn: plainDate,
        acceptedOn: plainDate.nullable(),
        state: z.enum(['planned', 'submitted', 'accepted']),
        amount: money,
      }),
    ),
  }),
  refusals: ['project_not_found'],
  target: 'projectId',
  roles: readers,
  scopes: ['project'],
  examples: [{ projectId: exampleId }],
})

export const workPackageProgress = query({
  name: 'insight.workPackageProgress',
  summary:
    'The work packages of a project with budget, actual and estimate, and their dates and milestones for a gantt.',
  input: z.strictObject({ projectId: id }),
  output: z.object({
    projectId: id,
    currency,
    startsOn: plainDate,
    endsOn: plainDate,
    items: z.array(
      z.object({
        id,
        code: z.string(),
        title: z.string(),
        state: z.enum(['open', 'closed']),
        startsOn: plainDate,
        endsOn: plainDate,
        contractLineId: id.nullable(),
        budgetMinutes: z.int(),
        actualMinutes: z.int(),
        waitingMinutes: z.int(),
        bookedMinutesAhead: z.int(),
        budgetCost: figure,
        actualCost: figure,
        waitingCost: figure,
        estimateToComplete: figure,
        estimateAtCompletion: figure,
        costPercent: percent.meta({
          description: 'Actual and waiting cost of the estimate at completion, in percent.',
        }),
        milestones: z.array(
          z.object({ id, title: z.string(), plannedOn: plainDate, acceptedOn: plainDate.nullable() }),
        ),
      }),
    ),
  }),
  refusals: ['project_not_found'],
  target: 'projectId',
  roles: readers,
  scopes: ['project'],
  examples: [{ projectId: exampleId }],
})
