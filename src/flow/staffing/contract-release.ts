/** What becomes of the bookings of somebody who leaves. */
import { z } from 'zod'
import { command, id, plainDate, query } from '#kernel/contract.ts'
import { bookingState } from './contract-words.ts'

const exampleId = '0199d8a0-0000-7000-8000-000000000001'
const from = plainDate.meta({ description: 'The first day without them.' })
const minutes = z.int().meta({ description: 'Minutes that fall away, over the working days of the person.' })
const releasers = { 'resource-manager': 'all', 'delivery-lead': 'all' } as const

export const releasePerson = command({
  name: 'staffing.releasePerson',
  summary:
    'Ends all that somebody is booked for from a day on. Requests that need people again are open again; time that is recorded stays.',
  input: z.strictObject({
    personId: id,
    from,
    reason: z.string().max(500).default('').meta({ description: 'Why; the journal keeps it.' }),
  }),
  output: z.object({
    personId: id,
    from: plainDate,
    bookingIds: z.array(id).meta({ description: 'Bookings that were canceled or shortened.' }),
    requestIds: z.array(id).meta({ description: 'Requests whose state changed.' }),
    minutes,
    managers: z
      .array(
        z.object({
          principalId: id.nullable().meta({ description: 'Nobody where the manager cannot sign in.' }),
          projects: z.array(z.object({ projectNumber: z.string(), minutes })),
        }),
      )
      .meta({ description: 'The project managers concerned, with what falls away for each.' }),
  }),
  refusals: ['person_not_found'],
  touches: ['booking', 'resource_request', 'project', 'person'],
  target: 'personId',
  roles: releasers,
  examples: [{ personId: exampleId, from: '2026-10-01', reason: 'Leaves at the end of September.' }],
})

export const previewRelease = query({
  name: 'staffing.previewRelease',
  summary: 'Shows what falls away when somebody is released from a day on. It changes nothing.',
  input: z.strictObject({ personId: id, from }),
  output: z.object({
    bookings: z.array(
      z.object({
        bookingId: id,
        projectId: id,
        projectNumber: z.string(),
        workPackage: z.string(),
        roleCode: z.string(),
        state: bookingState,
        startsOn: plainDate.meta({ description: 'The first day that falls away.' }),
        endsOn: plainDate.meta({ description: 'The last day that falls away.' }),
        minutes,
        isWhole: z
          .boolean()
          .meta({ description: 'Whether nothing of it is left: it is canceled, not shortened.' }),
      }),
    ),
    minutes,
  }),
  refusals: ['person_not_found'],
  target: 'personId',
  shows: ['booking'],
  roles: {
    ...releasers,
    procurement: 'all',
    legal: 'all',
    controller: 'all',
    administrator: 'all',
    executive: 'all',
  },
  examples: [{ personId: exampleId, from: '2026-10-01' }],
})
