/** What staffing promises to every surface: its shapes, commands, queries and refusals. */
import { z } from 'zod'
import { command, groupedInput, groupedOutput, id, plainDate, query } from '#kernel/contract.ts'
import { refusalTable } from '#kernel/refusal.ts'
import { bookingState, notCleared, requestState } from './contract-words.ts'

export { previewRelease, releasePerson } from './contract-release.ts'
export { acceptProposal, cancelRequest, declineProposal, resubmitRequest } from './contract-requests.ts'

export const refusals = refusalTable({
  resource_request_not_found: {
    kind: 'not_found',
    message: 'There is no resource request {requestId}. List them with staffing.listRequests.',
  },
  booking_not_found: {
    kind: 'not_found',
    message: 'There is no booking {bookingId}. List them with staffing.listBookings.',
  },
  request_not_open: {
    kind: 'conflict',
    message:
      'The request is {state}; only a submitted one can be staffed or rejected. List open ones with staffing.listRequests.',
  },
  request_not_rejected: {
    kind: 'conflict',
    message:
      'The request is {state}; only one that was rejected is submitted again. List them with staffing.listRequests.',
  },
  request_decided: {
    kind: 'conflict',
    message:
      'The request is {state} already. Cancel its bookings with staffing.cancelBooking if nobody is needed.',
  },
  request_ends_before_start: {
    kind: 'invalid',
    message: 'The request would end on {endsOn}, before it starts on {startsOn}. Choose a later end.',
  },
  nothing_proposed: {
    kind: 'conflict',
    message: 'Nobody is proposed for this request. Wait until staffing.book proposes somebody.',
  },
  project_has_no_budget: {
    kind: 'conflict',
    message:
      'No effort is planned on project {number} to ask people for. Plan it with projects.planBudget; add a work package first where there is none.',
  },
  requests_exist: {
    kind: 'conflict',
    message:
      'People were already requested for project {number}. See the requests with staffing.listRequests.',
  },
  booking_outside_request: {
    kind: 'invalid',
    message:
      'The booking from {startsOn} to {endsOn} lies outside the request, {from} to {to}. Choose days inside it.',
  },
  over_capacity: {
    kind: 'conflict',
    message:
      '{person} would be booked {booked} of {capacity} minutes in the week of {week}. Book less, or allow overbooking with a reason.',
  },
  period_too_long: { kind: 'invalid', message: 'Ask for at most {weeks} weeks at once, and from before to.' },
  booking_canceled: {
    kind: 'conflict',
    message: 'The booking was canceled already. Book again with staffing.book if the people are needed.',
  },
})

const exampleId = '0199d8a0-0000-7000-8000-000000000001'

const minutesPerDay = z.int().min(1).max(1440).describe('Minutes on each working day.')

const requestView = z.object({
  id,
  projectId: id,
  projectNumber: z.string(),
  workPackageId: id,
  workPackage: z.string(),
  roleCode: z.string(),
  minutes: z.int().describe('Minutes asked for.'),
  bookedMinutes: z.int().describe('Minutes booked hard over the working days of the people booked.'),
  startsOn: plainDate,
  endsOn: plainDate,
  state: requestState,
  reason: z.string(),
  revision: z.int(),
})

const bookingView = z.object({
  id,
  requestId: id.nullable(),
  personId: id,
  personName: z.string(),
  projectId: id,
  projectNumber: z.string(),
  workPackageId: id,
  workPackage: z.string(),
  roleCode: z.string(),
  startsOn: plainDate,
  endsOn: plainDate,
  minutesPerDay,
  state: bookingState,
  revision: z.int(),
})

const readers = {
  sales: 'all',
  'delivery-lead': 'all',
  'project-manager': 'all',
  'resource-manager': 'all',
  executive: 'all',
  administrator: 'all',
} as const

export const requestForProject = command({
  name: 'staffing.requestForProject',
  summary: 'Asks for people: one request for each role of each work package in the approved budget.',
  input: z.strictObject({ projectId: id }),
  output: z.object({ projectId: id, requestIds: z.array(id) }),
  refusals: ['project_not_found', 'project_has_no_budget', 'requests_exist'],
  touches: ['resource_request', 'project'],
  target: 'projectId',
  roles: { 'delivery-lead': 'all', 'project-manager': 'project', 'resource-manager': 'all' },
  scopes: ['project'],
  examples: [{ projectId: exampleId }],
})

export const book = command({
  name: 'staffing.book',
  summary: 'Books people for a request. It is fulfilled once hard bookings cover what was asked.',
  input: z.strictObject({
    requestId: id,
    bookings: z
      .array(
        z.strictObject({
          personId: id,
          startsOn: plainDate,
          endsOn: plainDate,
          minutesPerDay,
          state: z
            .enum(['proposed', 'soft', 'hard'])
            .default('hard')
            .describe('Only hard bookings consume capacity.'),
        }),
      )
      .min(1)
      .max(100),
    allowOverbooking: z.string().max(500).optional().describe('The reason, when capacity may be exceeded.'),
  }),
  output: z.object({
    requestId: id,
    state: requestState,
    bookedMinutes: z.int(),
    bookingIds: z.array(id),
    revision: z.int(),
  }),
  refusals: [
    'resource_request_not_found',
    'request_not_open',
    'person_not_found',
    'booking_outside_request',
    'over_capacity',
    ...notCleared,
  ],
  touches: ['booking', 'resource_request', 'project'],
  target: 'requestId',
  versioned: true,
  roles: { 'resource-manager': 'all', 'delivery-lead': 'all' },
  examples: [
    {
      requestId: exampleId,
      bookings: [{ personId: exampleId, startsOn: '2026-07-01', endsOn: '2026-09-30', minutesPerDay: 480 }],
    },
  ],
})

export const cancelBooking = command({
  name: 'staffing.cancelBooking',
  summary:
    'Cancels a booking and gives its capacity back. The request it covered is open again if it needs people.',
  input: z.strictObject({ bookingId: id, reason: z.string().min(1).max(500) }),
  output: z.object({ bookingId: id, state: bookingState, revision: z.int() }),
  refusals: ['booking_not_found', 'booking_canceled'],
  touches: ['booking', 'resource_request', 'project'],
  target: 'bookingId',
  versioned: true,
  roles: { 'resource-manager': 'all', 'delivery-lead': 'all' },
  examples: [{ bookingId: exampleId, reason: 'Parental leave from September.' }],
})

export const rejectRequest = command({
  name: 'staffing.rejectRequest',
  summary: 'Says that a request cannot be met, and why.',
  input: z.strictObject({ requestId: id, reason: z.string().min(1).max(500) }),
  output: z.object({ requestId: id, state: requestState, reason: z.string(), revision: z.int() }),
  refusals: ['resource_request_not_found', 'request_not_open'],
  touches: ['resource_request', 'project'],
  target: 'requestId',
  versioned: true,
  roles: { 'resource-manager': 'all' },
  examples: [{ requestId: exampleId, reason: 'No architect is free before October.' }],
})

export const listRequests = query({
  name: 'staffing.listRequests',
  summary: 'Resource requests by state, project or role: the demand.',
  input: groupedInput(
    {
      requestId: id.optional().meta({ description: 'One of them.' }),
      state: requestState.optional(),
      projectId: id.optional(),
      roleCode: z.string().optional(),
    },
    ['startsOn', 'minutes'],
    ['state', 'projectId', 'roleCode'],
  ),
  output: groupedOutput(requestView),
  refusals: [],
  shows: ['resource_request'],
  roles: readers,
  examples: [{ state: 'submitted' }],
})

export const listBookings = query({
  name: 'staffing.listBookings',
  summary: 'Bookings by request, person, project or period.',
  input: groupedInput(
    {
      requestId: id.optional().meta({ description: 'The request they are for.' }),
      personId: id.optional(),
      projectId: id.optional(),
      state: bookingState.optional(),
      from: plainDate.optional(),
      to: plainDate.optional(),
    },
    ['startsOn', 'personName'],
    ['state', 'personId', 'projectId'],
  ),
  output: groupedOutput(bookingView),
  refusals: [],
  roles: { ...readers, consultant: 'own' },
  scopes: ['own'],
  examples: [{ from: '2026-07-01', to: '2026-07-31' }],
})

export const availability = query({
  name: 'staffing.availability',
  summary: 'Capacity against hard bookings of each person and week, for one role or all.',
  input: z.strictObject({
    from: plainDate,
    to: plainDate,
    roleCode: z.string().optional(),
  }),
  output: z.object({
    people: z.array(
      z.object({
        personId: id,
        name: z.string(),
        roleCode: z.string(),
        weeks: z.array(
          z.object({
            weekStart: plainDate,
            capacityMinutes: z.int(),
            hardMinutes: z.int(),
            softMinutes: z.int(),
          }),
        ),
      }),
    ),
  }),
  refusals: ['period_too_long'],
  roles: readers,
  examples: [{ from: '2026-07-01', to: '2026-09-30', roleCode: 'architect' }],
})
