/** What the process engine is asked about business calendars. */
import { z } from 'zod'
import { command, EVERYONE, id, instant, listInput, listOutput, plainDate, query } from '#kernel/contract.ts'
import { operators } from './contract-words.ts'

const name = z.string().min(1).max(100).meta({ description: 'What models call it in the property calendar.' })
const time = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/)
  .meta({ description: 'A time of day such as 09:00; 24:00 is its end.' })
const spans = z
  .array(z.strictObject({ from: time, to: time }))
  .max(24)
  .optional()
const hours = z
  .strictObject({
    ...{ monday: spans, tuesday: spans, wednesday: spans, thursday: spans },
    ...{ friday: spans, saturday: spans, sunday: spans },
  })
  .meta({ description: 'When work is done on each weekday, in order; a weekday left out has none.' })
const zone = z
  .string()
  .max(100)
  .nullable()
  .meta({ description: 'The IANA zone of its hours; null for that of each process.' })
const holidays = z.array(plainDate).max(2000).meta({ description: 'Days without work.' })

const week = { monday: [{ from: '09:00', to: '17:00' }], tuesday: [{ from: '09:00', to: '17:00' }] }

export const setCalendar = command({
  name: 'calendars.set',
  summary:
    'Sets when work is done, for deadlines and due dates that are counted in working time. One that is not there yet has revision 0.',
  input: z.strictObject({
    name,
    zone: zone.default(null),
    hours,
    holidays: holidays.default([]),
  }),
  output: z.object({ name, revision: z.int() }),
  refusals: ['calendar_invalid'],
  touches: ['calendar'],
  versioned: true,
  roles: operators,
  examples: [{ name: 'office', zone: 'Europe/Berlin', hours: week, holidays: ['2026-12-25'] }],
})

const calendar = z.object({
  name,
  zone,
  hours,
  holidays,
  revision: z.int(),
  changedAt: instant,
  changedBy: id,
})

export const listCalendars = query({
  name: 'calendars.list',
  summary: 'Lists the business calendars.',
  input: listInput({}, ['name', 'changedAt']),
  output: listOutput(calendar),
  refusals: [],
  roles: { [EVERYONE]: 'all' },
  examples: [{}],
})

export const getCalendar = query({
  name: 'calendars.get',
  summary: 'Shows a business calendar.',
  input: z.strictObject({ name }),
  output: calendar,
  refusals: ['calendar_not_found'],
  roles: { [EVERYONE]: 'all' },
  examples: [{ name: 'office' }],
})
