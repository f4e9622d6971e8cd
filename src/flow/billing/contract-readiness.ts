/** What stands between finished work and its invoice, and who is asked to clear it. */
import { z } from 'zod'
import { command, id, money, plainDate, query } from '#kernel/contract.ts'

const blocker = z.object({
  code: z.enum([
    'time_not_submitted',
    'time_not_approved',
    'time_rejected',
    'over_cap',
    'milestone_not_accepted',
    'purchase_order_missing',
  ]),
  what: z.string(),
  day: plainDate
    .nullable()
    .describe('The Monday of the week of time, or the day a milestone was planned for.'),
  who: z.string().describe('Who must act: a person, or a role where nobody is named.'),
  personId: id.nullable().describe('The person who must act; null where nobody is named.'),
  principalId: id
    .nullable()
    .describe('As whom they sign in; null where nobody is named or they do not sign in.'),
  role: z.string().nullable().describe('The role that must act where nobody is named.'),
  opens: z
    .object({ kind: z.enum(['timesheet', 'milestone', 'contract_line', 'contract']), id })
    .describe('The record on which it is cleared.'),
  taskId: id.nullable().describe('The open task by which it is cleared; null where nobody was asked yet.'),
  minutes: z.int(),
  amount: money.nullable(),
})

export const readiness = query({
  name: 'billing.readiness',
  summary: 'For each contract: what is ready to bill up to a day, what blocks the rest, and who must act.',
  input: z.strictObject({ cutoff: plainDate }),
  output: z.object({
    contracts: z.array(
      z.object({
        contractId: id,
        number: z.string(),
        clientName: z.string(),
        ready: money,
        work: money.describe('Of it, approved work.'),
        milestones: money.describe('Of it, accepted milestones.'),
        fees: money.describe('Of it, fees that are due.'),
        blockers: z.array(blocker),
      }),
    ),
  }),
  refusals: [],
  roles: {
    sales: 'all',
    'delivery-lead': 'all',
    'project-manager': 'all',
    billing: 'all',
    controller: 'all',
    executive: 'all',
    administrator: 'all',
  },
  examples: [{ cutoff: '2026-07-31' }],
})

export const checkReadiness = command({
  name: 'billing.checkReadiness',
  summary:
    'Checks and records how many contracts are ready to bill up to a day, what blocks the others, and who must act.',
  input: z.strictObject({ cutoff: plainDate }),
  output: z.object({
    cutoff: plainDate,
    ready: z.int().describe('Contracts with something to bill.'),
    blocked: z.int().describe('Contracts of which something cannot be billed yet.'),
    blockers: z.int(),
    principals: z.array(id).describe('People who sign in and must act.'),
    roles: z.array(z.string()).describe('Roles that must act where nobody is named.'),
  }),
  refusals: [],
  touches: ['contract'],
  roles: { billing: 'all', controller: 'all' },
  examples: [{ cutoff: '2026-07-31' }],
})
