/** The script of a run: what happens to a process, event by event, and what the world answers. */
import { z } from 'zod'
import { type Calendar, calendarProblem } from '#engines/process'
import { json } from '#kernel/contract.ts'
import { UsageFault } from '../rooms/arguments.ts'

const variables = z.record(z.string(), json).default({})
const nth = z.int().min(1).default(1)
const instance = z.int().min(0).default(0)
const name = z.string().min(1)
const parses = (parse: (text: string) => unknown) => (text: string) => {
  try {
    parse(text)
    return true
  } catch {
    return false
  }
}
const moment = z
  .string()
  .refine(parses(Temporal.Instant.from), 'is a moment with its offset, such as 2026-03-31T09:00:00Z')
const duration = z
  .string()
  .refine(parses(Temporal.Duration.from), 'is a duration of ISO 8601, such as P2D or PT15M')
const zone = z.string().refine(
  parses((text) => Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text)),
  'is a time zone such as Europe/Berlin',
)

const given = z.strictObject({ variables })
const decided = z.strictObject({ value: json })
const thrown = z.strictObject({ error: name, message: z.string().default('') })
/** What a command answers: variables, or the code of a BPMN error; a decision answers its value. */
const answer = z.union([thrown, decided, given])

const start = z.strictObject({ start: name, event: name.optional(), variables })
const complete = z.strictObject({ complete: name, nth, variables })
const answered = z
  .strictObject({
    answer: name,
    nth,
    variables: z.record(z.string(), json).optional(),
    error: name.optional(),
  })
  .extend({ message: z.string().default('') })
  .refine(({ error, variables: values }) => error === undefined || values === undefined, {
    error: 'answers with variables or with an error, not with both',
  })
const failed = z.strictObject({ error: name, at: name, nth, message: z.string().default('') })
const message = z
  .strictObject({ message: name, key: z.string().default(''), id: name.optional(), variables })
  .extend({
    timeToLive: duration.optional(),
  })
const signal = z.strictObject({ signal: name, variables })
const advance = z.strictObject({ advance: duration })
const until = z.strictObject({ until: moment })
const retry = z.strictObject({ retry: name, variables })
const set = z.strictObject({ set: z.record(z.string(), json), instance })
const activate = z.strictObject({ activate: name, nth, variables })
const cancel = z.strictObject({ cancel: z.string(), instance })

/** By the word that says what happens; an answer may hold an error and an error a message, so the order counts. */
const kinds = {
  start,
  complete,
  answer: answered,
  error: failed,
  message,
  signal,
  advance,
  until,
  retry,
  set,
  activate,
  cancel,
}

export type ScriptEvent = {
  [Kind in keyof typeof kinds]: Readonly<{ kind: Kind } & z.output<(typeof kinds)[Kind]>>
}[keyof typeof kinds]

export type ScriptAnswer = z.output<typeof answer>

const spans = z.array(z.strictObject({ from: z.string(), to: z.string() })).optional()
const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
const calendar = z
  .strictObject({
    zone: zone.nullable().default(null),
    hours: z.partialRecord(z.enum(days), spans),
    holidays: z.array(z.iso.date()).default([]),
  })
  .transform(({ zone: own, hours, holidays }, { addIssue }): Calendar => {
    const given = Object.entries(hours).filter(([, all]) => all !== undefined)
    const read: Calendar = { revision: 1, zone: own, hours: Object.fromEntries(given), holidays }
    const problem = calendarProblem(read)
    if (problem) addIssue(`is no calendar: ${problem}`)
    return read
  })

/** How the world is before anything happens. */
export const worldShape = z.strictObject({
  process: name.optional(),
  now: moment.default('2026-01-01T00:00:00Z'),
  zone: zone.default('UTC'),
  variables,
  calendars: z.record(z.string(), calendar).default({}),
  answers: z.record(z.string(), z.union([answer, z.array(answer)])).default({}),
})

/** Events as they are written, before it is known of what kind each is. */
export const writtenEvent = z.record(z.string(), z.unknown())

const whole = worldShape.extend({ events: z.array(writtenEvent).default([]) })

export type World = z.output<typeof worldShape>
export type Script = World & Readonly<{ events: readonly ScriptEvent[] }>

/** Reads a script; a UsageFault with a pointer when it says something nobody understands. */
export function readScript(text: unknown): Script {
  const { events, ...rest } = read(whole, text, '', '(whole script)')
  return { ...rest, events: events.map((event, index) => readEvent(event, `/events/${index}`)) }
}

/** An event of a script or scenario; `pointer` says where it is written. */
export function readEvent(event: Record<string, unknown>, pointer: string): ScriptEvent {
  const kind = (Object.keys(kinds) as (keyof typeof kinds)[]).find((word) => Object.hasOwn(event, word))
  if (kind === undefined)
    throw new UsageFault(
      `${pointer}: says none of ${Object.keys(kinds).join(', ')}; one of them is what happens.`,
    )
  // The schema was found by the kind, which the types cannot follow.
  return { kind, ...read(kinds[kind] as z.ZodType<object>, event, pointer) } as ScriptEvent
}

/** Reads what was written by hand; a UsageFault with a pointer to the first thing nobody understands. */
export function read<T>(schema: z.ZodType<T>, value: unknown, pointer: string, top = pointer): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const place = [pointer, ...(issue?.path ?? [])].join('/') || top
  throw new UsageFault(`${place}: ${issue?.message ?? 'is not understood'}.`)
}
