/** What approvers are shown: the time that waits for them, with what is needed to decide in place. */
import { z } from 'zod'
import { id, instant, listInput, listOutput, money, plainDate, query } from '#kernel/contract.ts'
import { approvers, billingType, exampleId } from './contract-words.ts'

const rule = z.enum(['named_approver', 'project_manager', 'delivery_lead', 'role']).meta({
  description:
    'Named for the work package, manages the project, leads its delivery, or may decide about all.',
})

const line = z.object({
  timeEntryId: id,
  workPackageId: id,
  workPackage: z.string(),
  workedOn: plainDate,
  minutes: z.int(),
  billingType,
  description: z.string(),
  amount: money.nullable(),
})

const part = z.object({
  timesheetId: id,
  revision: z.int(),
  personId: id,
  personName: z.string(),
  roleCode: z.string(),
  submittedAt: instant.nullable(),
  minutes: z.int(),
  chargeableMinutes: z.int(),
  amounts: z.array(money).meta({ description: 'What its chargeable time is worth at the agreed rates.' }),
  rule,
  remarks: z.array(
    z.enum(['rate_missing', 'over_budget', 'over_cap', 'not_a_working_day', 'more_than_target']),
  ),
  lines: z.array(line),
})

const budget = z.object({
  workPackageId: id,
  workPackage: z.string(),
  budgetMinutes: z.int().nullable().meta({ description: 'Null without an approved budget.' }),
  approvedMinutes: z.int(),
  minutes: z.int().meta({ description: 'What waits here.' }),
  leftMinutesBefore: z.int().nullable(),
  leftMinutesAfter: z.int().nullable(),
  amount: money.nullable().meta({ description: 'What waits here, at the agreed rates.' }),
  capLeftBefore: money.nullable().meta({ description: 'Null where the contract line has no cap.' }),
  capLeftAfter: money.nullable(),
})

export const toApprove = query({
  name: 'timesheets.toApprove',
  summary:
    'The submitted time the caller decides about, by project and week: who, how much, at what price, and what it leaves of budget and cap.',
  input: listInput({ projectId: id.optional(), from: plainDate.optional(), to: plainDate.optional() }, [
    'weekStart',
    'projectNumber',
  ]),
  output: listOutput(
    z.object({
      id: z.string(),
      projectId: id,
      projectNumber: z.string(),
      projectName: z.string(),
      clientName: z.string(),
      weekStart: plainDate,
      minutes: z.int(),
      chargeableMinutes: z.int(),
      waitingSince: instant.nullable(),
      parts: z.array(part),
      budgets: z.array(budget),
    }),
  ),
  refusals: [],
  roles: approvers,
  scopes: ['project'],
  examples: [{}, { projectId: exampleId }],
})
