/** What is asked about staffing over all rooms: people by week, and the demand nobody meets yet. */
import { z } from 'zod'
import { id, plainDate, query } from '#kernel/contract.ts'

const percent = z.string().nullable().meta({ description: 'Percent with one decimal; null of nothing.' })

export const personWeeks = query({
  name: 'insight.personWeeks',
  summary:
    'People by week with capacity, soft and firm bookings and utilisation, and the demand of each role that is not met yet.',
  input: z.strictObject({
    from: plainDate,
    to: plainDate,
    roleCode: z.string().optional(),
  }),
  output: z.object({
    weeks: z.array(plainDate).meta({ description: 'The Mondays of the period, in order.' }),
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
            softMinutes: z.int().meta({ description: 'Soft and proposed.' }),
            freeMinutes: z
              .int()
              .meta({ description: 'Capacity less firm bookings; below zero when overbooked.' }),
            utilisationPercent: percent.meta({ description: 'Firm bookings of the capacity, in percent.' }),
          }),
        ),
        utilisationPercent: percent,
      }),
    ),
    demand: z.array(
      z.object({
        roleCode: z.string(),
        weeks: z.array(z.object({ weekStart: plainDate, minutes: z.int() })),
        minutes: z.int(),
        requests: z
          .array(
            z.object({
              requestId: id,
              projectId: id,
              projectNumber: z.string(),
              workPackage: z.string(),
              startsOn: plainDate,
              endsOn: plainDate,
              askedMinutes: z.int(),
              bookedMinutes: z.int(),
              unmetMinutes: z.int().meta({ description: 'Over its whole time, also outside of the period.' }),
            }),
          )
          .meta({ description: 'What the demand is made of.' }),
      }),
    ),
  }),
  refusals: ['period_too_long'],
  roles: {
    'resource-manager': 'all',
    'delivery-lead': 'all',
    'project-manager': 'all',
    sales: 'all',
    executive: 'all',
    administrator: 'all',
  },
  examples: [{ from: '2026-03-02', to: '2026-03-29' }],
})
