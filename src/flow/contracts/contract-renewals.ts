/** What recurs and ends: found in time, decided about, told to the client. */
import { z } from 'zod'
import {
  command,
  decimal,
  id,
  instant,
  listInput,
  listOutput,
  money,
  plainDate,
  query,
} from '#kernel/contract.ts'
import { readers, reason } from './contract-changes.ts'

const exampleId = '0199d8a0-0000-7000-8000-000000000001'
const state = z.enum(['due', 'renewing', 'renewed', 'changing', 'ending'])
const endsOn = plainDate.meta({ description: 'The new last day of the recurring fees.' })
const keepers = { sales: 'all', 'delivery-lead': 'all' } as const

export const setNotice = command({
  name: 'contracts.setNotice',
  summary:
    'Says how many days before its recurring fees end the client of a contract must know how it goes on.',
  input: z.strictObject({ contractId: id, noticeDays: z.int().min(0).max(1_000) }),
  output: z.object({ contractId: id, noticeDays: z.int(), revision: z.int() }),
  refusals: ['contract_not_found'],
  touches: ['contract'],
  target: 'contractId',
  versioned: true,
  roles: { ...keepers, legal: 'all' },
  examples: [{ contractId: exampleId, noticeDays: 60 }],
})

export const findRenewals = command({
  name: 'contracts.findRenewals',
  summary:
    'Finds active contracts whose recurring fees end soon and that nobody has decided about, and has that decided. Done by the process each day; again it finds only what is new.',
  input: z.strictObject({
    leadDays: z.int().min(0).max(365).default(30).meta({ description: 'So many days before notice is due.' }),
  }),
  output: z.object({ found: z.int() }),
  refusals: [],
  touches: ['renewal', 'contract'],
  roles: { ...keepers, controller: 'all' },
  examples: [{}, { leadDays: 60 }],
})

const about = { touches: ['renewal', 'contract'], target: 'renewalId', versioned: true } as const
const moved = z.object({ renewalId: id, contractId: id, state, revision: z.int() })
const notThere = ['renewal_not_found', 'renewal_state_wrong'] as const

export const decideRenewal = command({
  ...about,
  name: 'contracts.decideRenewal',
  summary: 'Decides what becomes of a contract whose recurring fees end: it is renewed, changed or ended.',
  input: z.strictObject({
    renewalId: id,
    decision: z.enum(['renew', 'change', 'end']),
    endsOn: endsOn.optional(),
    upliftPercent: decimal(4)
      .default('0')
      .meta({ description: 'How much more the fee is from then on, per cent; below zero for less.' }),
    reason,
  }),
  output: moved.extend({
    amount: money
      .nullable()
      .meta({ description: 'What is added to the contract; null unless it is renewed.' }),
    amountUsd: z.string().nullable().meta({ description: 'The same to compare with approval limits.' }),
  }),
  refusals: [
    ...notThere,
    ...([
      'renewal_needs_end',
      'renewal_ends_early',
      'renewal_uplift_wrong',
      'exchange_rate_missing',
    ] as const),
  ],
  roles: keepers,
  examples: [
    {
      renewalId: exampleId,
      decision: 'renew',
      endsOn: '2028-03-31',
      upliftPercent: '3',
      reason: 'They stay.',
    },
    { renewalId: exampleId, decision: 'end', reason: 'They run it themselves from now on.' },
  ],
})

export const reopenRenewal = command({
  ...about,
  name: 'contracts.reopenRenewal',
  summary:
    'Lets a renewal that was not approved be decided about again, with the reason. Done by its process.',
  input: z.strictObject({ renewalId: id, reason }),
  output: moved,
  refusals: notThere,
  roles: {},
  examples: [{ renewalId: exampleId, reason: 'The fee does not carry the cost.' }],
})

export const applyRenewal = command({
  ...about,
  name: 'contracts.applyRenewal',
  summary: 'Carries the recurring fees of a renewed contract on to their new last day. Done by its process.',
  input: z.strictObject({ renewalId: id }),
  output: moved.extend({ contractLineIds: z.array(id), version: z.int() }),
  refusals: [...notThere, 'contract_not_active'],
  roles: {},
  examples: [{ renewalId: exampleId }],
})

export const recordRenewalNotice = command({
  ...about,
  name: 'contracts.recordRenewalNotice',
  summary: 'Records when the client was told how a contract goes on or that it ends, and what shows it.',
  input: z.strictObject({ renewalId: id, toldOn: plainDate, reason }),
  output: moved,
  refusals: notThere,
  roles: keepers,
  examples: [{ renewalId: exampleId, toldOn: '2026-12-01', reason: 'Letter to Mara Quinn.' }],
})

export const listRenewals = query({
  name: 'contracts.listRenewals',
  summary: 'Contracts whose recurring fees end, and what was decided about them.',
  input: listInput({ contractId: id.optional(), state: state.optional() }, ['noticeOn']),
  output: listOutput(
    z.object({
      id,
      contractId: id,
      contractNumber: z.string(),
      title: z.string(),
      clientName: z.string(),
      termEndsOn: plainDate,
      noticeOn: plainDate,
      state,
      endsOn: endsOn.nullable(),
      upliftPercent: z.string().nullable(),
      reason: z.string(),
      toldOn: plainDate.nullable(),
      foundAt: instant,
      revision: z.int(),
    }),
  ),
  refusals: [],
  shows: ['renewal'],
  roles: readers,
  examples: [{ state: 'due' }],
})
