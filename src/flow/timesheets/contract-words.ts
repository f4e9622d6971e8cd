/** Words the contracts of time have in common. */
import { z } from 'zod'
import { id, instant, plainDate, type Scope } from '#kernel/contract.ts'

export const exampleId = '0199d8a0-0000-7000-8000-000000000001'
export const billingType = z.enum(['chargeable', 'non_chargeable', 'complimentary'])
const entryState = z.enum(['draft', 'submitted', 'approved', 'rejected', 'recalled'])
export const sheetState = z.enum(['draft', 'submitted', 'approved'])
export const minutes = z.int().min(1).max(1440).meta({ description: 'Whole minutes.' })
export const reason = z.string().min(1).max(500)

export const everybody = {
  sales: 'own',
  'delivery-lead': 'own',
  'project-manager': 'own',
  'resource-manager': 'own',
  consultant: 'own',
  procurement: 'own',
  billing: 'own',
  controller: 'own',
  executive: 'own',
  administrator: 'all',
} as const satisfies Record<string, Scope>

export const approvers = {
  'project-manager': 'project',
  'delivery-lead': 'all',
  controller: 'all',
} as const satisfies Record<string, Scope>

export const readers = {
  ...everybody,
  'project-manager': 'project',
  'delivery-lead': 'all',
  'resource-manager': 'all',
  billing: 'all',
  controller: 'all',
  executive: 'all',
} as const satisfies Record<string, Scope>

export const workRefusals = [
  'time_work_unknown',
  'time_project_not_in_delivery',
  'time_work_package_closed',
  'time_outside_work_package',
  'time_not_chargeable',
  'time_person_not_employed',
  'person_not_cleared',
  'person_not_taken_on',
  'agreement_ends_before',
  'clearance_ends_before',
  'person_leaves_before',
  'time_day_over_24_hours',
  'time_period_closed',
]

export const sheet = z.object({
  id,
  personId: id,
  personName: z.string(),
  weekStart: plainDate,
  state: sheetState,
  minutes: z.int(),
  submittedAt: instant.nullable(),
  revision: z.int(),
})

export const line = z.object({
  id,
  projectId: id,
  projectNumber: z.string(),
  projectName: z.string(),
  workPackageId: id,
  workPackage: z.string(),
  workedOn: plainDate,
  minutes: z.int(),
  billingType,
  description: z.string(),
  state: entryState,
  reason: z.string().meta({ description: 'Why it was rejected or recalled.' }),
  approverId: id.nullable(),
  approverName: z.string().nullable().meta({ description: 'Who decides about it.' }),
})

/** Who sees the week of a person before anything of it is submitted. */
export const weekReaders = {
  ...everybody,
  'delivery-lead': 'all',
  'resource-manager': 'all',
  controller: 'all',
} as const satisfies Record<string, Scope>
