/** What becomes of a resource request once a proposal is made or it is sent back. */
import { z } from 'zod'
import { command, id, plainDate } from '#kernel/contract.ts'
import { notCleared, requestState } from './contract-words.ts'

const exampleId = '0199d8a0-0000-7000-8000-000000000001'
const reason = z.string().min(1).max(500)
const requesters = { 'delivery-lead': 'all', 'project-manager': 'project' } as const
const about = { target: 'requestId', versioned: true, roles: requesters, scopes: ['project'] } as const
const everything = ['booking', 'resource_request', 'project'] as const

export const acceptProposal = command({
  ...about,
  name: 'staffing.acceptProposal',
  summary: 'Takes the people who are proposed for a request: their proposed and soft bookings become hard.',
  input: z.strictObject({ requestId: id }),
  output: z.object({
    requestId: id,
    state: requestState,
    bookedMinutes: z.int().describe('Minutes booked hard over the working days of the people booked.'),
    bookingIds: z.array(id),
    revision: z.int(),
  }),
  refusals: [
    'resource_request_not_found',
    'project_not_found',
    'request_not_open',
    'nothing_proposed',
    'over_capacity',
    ...notCleared,
  ],
  touches: everything,
  examples: [{ requestId: exampleId }],
})

export const declineProposal = command({
  ...about,
  name: 'staffing.declineProposal',
  summary: 'Turns down the people who are proposed for a request, with the reason: it needs others.',
  input: z.strictObject({ requestId: id, reason }),
  output: z.object({ requestId: id, state: requestState, bookingIds: z.array(id), revision: z.int() }),
  refusals: ['resource_request_not_found', 'project_not_found', 'request_not_open', 'nothing_proposed'],
  touches: everything,
  examples: [{ requestId: exampleId, reason: 'We need somebody who has done a migration before.' }],
})

export const resubmitRequest = command({
  ...about,
  name: 'staffing.resubmitRequest',
  summary: 'Asks again for people who could not be found, for less time or for other days if wanted.',
  input: z.strictObject({
    requestId: id,
    minutes: z.int().min(1).max(100_000_000).optional().describe('Minutes asked for; as before unless told.'),
    startsOn: plainDate.optional(),
    endsOn: plainDate.optional(),
  }),
  output: z.object({
    requestId: id,
    state: requestState,
    minutes: z.int(),
    startsOn: plainDate,
    endsOn: plainDate,
    revision: z.int(),
  }),
  refusals: [
    'resource_request_not_found',
    'project_not_found',
    'request_not_rejected',
    'request_ends_before_start',
  ],
  touches: ['resource_request', 'project'],
  examples: [{ requestId: exampleId, minutes: 9_600, startsOn: '2026-10-01', endsOn: '2026-12-18' }],
})

export const cancelRequest = command({
  ...about,
  name: 'staffing.cancelRequest',
  summary: 'Says that a request needs nobody any more: what was proposed for it is canceled.',
  input: z.strictObject({ requestId: id, reason }),
  output: z.object({ requestId: id, state: requestState, revision: z.int() }),
  refusals: ['resource_request_not_found', 'project_not_found', 'request_decided'],
  touches: everything,
  examples: [{ requestId: exampleId, reason: 'The client does the integration with people of their own.' }],
})
