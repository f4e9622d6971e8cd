/** What the grid of a week is promised: the week as it is, the week saved whole, and what it might contain. */
import { z } from 'zod'
import { command, id, plainDate, query } from '#kernel/contract.ts'
import {
  billingType,
  everybody,
  exampleId,
  line,
  sheet,
  weekReaders,
  workRefusals,
} from './contract-words.ts'

/** The last Monday whose week ends in a year of four digits, which every database and program can write. */
const LAST_MONDAY = '9999-12-20'
const anyDay = plainDate
  .refine((day) => day < LAST_MONDAY, { message: `must be a day before ${LAST_MONDAY}` })
  .meta({ description: 'Any day of the week.' })
const description = z.string().max(1000)

const day = z.object({
  day: plainDate,
  targetMinutes: z.int().meta({ description: 'A fifth of the contracted week on a working day, else 0.' }),
  holiday: z.string().nullable().meta({ description: 'The holiday of the employing entity.' }),
  closed: z.boolean().meta({ description: 'The books of the month are closed: no time can be recorded.' }),
})

/** A week as a grid shows it. */
const weekView = sheet.extend({
  id: id.nullable(),
  targetMinutes: z.int(),
  days: z.array(day).meta({ description: 'Monday to Sunday.' }),
  lines: z.array(line),
})

export const week = query({
  name: 'timesheets.week',
  summary:
    'The week of a person with its target hours and holidays, also when nothing is recorded in it yet.',
  input: z.strictObject({
    personId: id.optional(),
    weekStart: anyDay.optional().meta({ description: 'Any day of the week; today when absent.' }),
  }),
  output: weekView,
  refusals: ['person_not_found', 'time_caller_not_a_person', 'time_of_others'],
  roles: weekReaders,
  scopes: ['own'],
  examples: [{}],
})

const cells = z
  .array(z.int().min(0).max(1440))
  .length(7)
  .meta({ description: 'Whole minutes of Monday to Sunday; 0 for nothing.' })

export const saveWeek = command({
  name: 'timesheets.saveWeek',
  summary: 'Saves the grid of a week at once: what differs is recorded, changed and removed, or nothing is.',
  input: z.strictObject({
    personId: id.optional().meta({ description: 'Whose week; the caller when absent.' }),
    weekStart: anyDay,
    rows: z
      .array(
        z.strictObject({
          workPackageId: id,
          billingType: billingType
            .optional()
            .meta({ description: 'By default chargeable where a contract pays for the work.' }),
          description: description.default(''),
          minutes: cells,
        }),
      )
      .max(200)
      .meta({
        description:
          'All rows of the week, once each. What is submitted or approved stays; it may be left out, and counts where it is named.',
      }),
  }),
  output: weekView.extend({ recorded: z.int(), changed: z.int(), removed: z.int() }),
  // What is wrong with a cell comes as a problem of `time_week_has_errors`, with its code and JSON pointer.
  refusals: [
    'person_not_found',
    'time_caller_not_a_person',
    'time_of_others',
    'time_week_has_errors',
    'time_entry_decided',
    'time_row_twice',
    ...workRefusals,
  ],
  touches: ['timesheet'],
  versioned: true,
  roles: everybody,
  scopes: ['own'],
  examples: [
    {
      weekStart: '2026-03-02',
      rows: [
        { workPackageId: exampleId, description: 'Data model', minutes: [480, 480, 240, 480, 450, 0, 0] },
      ],
    },
  ],
})

export const suggestWeek = query({
  name: 'timesheets.suggestWeek',
  summary: 'Suggests rows for a week from bookings and from the week before, each with why; saves nothing.',
  input: z.strictObject({
    personId: id.optional(),
    weekStart: anyDay.optional().meta({ description: 'Any day of the week; today when absent.' }),
    from: z
      .array(z.enum(['bookings', 'last_week']))
      .min(1)
      .default(['bookings', 'last_week'])
      .meta({ description: 'Only last_week copies the week before.' }),
  }),
  output: z.object({
    personId: id,
    weekStart: plainDate,
    rows: z.array(
      z.object({
        projectId: id,
        projectNumber: z.string(),
        projectName: z.string(),
        workPackageId: id,
        workPackage: z.string(),
        billingType,
        description,
        minutes: cells,
        reasons: z.array(
          z.discriminatedUnion('kind', [
            z.object({
              kind: z.literal('booking'),
              bookingId: id,
              state: z.enum(['soft', 'hard']),
              minutesPerDay: z.int(),
            }),
            z.object({ kind: z.literal('last_week'), weekStart: plainDate, minutes: z.int() }),
          ]),
        ),
      }),
    ),
  }),
  refusals: ['person_not_found', 'time_caller_not_a_person', 'time_of_others'],
  roles: weekReaders,
  scopes: ['own'],
  examples: [{ weekStart: '2026-03-02' }],
})
