/** The time of the last weeks: approved, waiting, sent back, and this week as far as it has come. */
import { stringify } from 'csv-stringify/sync'
import type { Actor, Wire } from '../stage.ts'
import type { Delivery } from './engagement.ts'
import type { Scene } from './scene.ts'

interface Worker {
  readonly email: string
  readonly entityCode: string
  readonly task: string
  readonly minutes: number
  /** What they write, in turn from day to day. */
  readonly did: readonly string[]
}

const person = (name: string) => `${name}@alder.example`
const interfaces = ['Booking interface', 'Boarding gates', 'Review with the ticketing team']
const survey = ['Interviews at the terminal', 'Data model', 'Workshop with operations']
const platform = ['Ingest of sailing data', 'Access model', 'Load test of the lake']
const support = ['Tickets of the stores', 'Monitoring', 'Change window']

const onPlatform = { entityCode: 'DE', task: 'Data platform', did: platform }
const onInterfaces = { entityCode: 'DE', task: 'Ticketing interfaces', did: interfaces }
const onSurvey = { entityCode: 'US', task: 'Target architecture', did: survey }
const onSupport = { entityCode: 'SG', task: 'Support', did: support }

const team: readonly Worker[] = [
  { email: person('lena.hartmann'), minutes: 420, ...onPlatform },
  { email: person('emre.yilmaz'), minutes: 450, ...onPlatform },
  { email: person('tyler.brooks'), minutes: 435, ...onPlatform, entityCode: 'US' },
  { email: person('maya.okafor'), minutes: 390, ...onSurvey },
  { email: person('daniel.reyes'), minutes: 420, ...onSurvey },
  { email: person('hannah.cole'), minutes: 405, ...onSurvey },
  { email: person('jonas.weber'), minutes: 300, ...onInterfaces },
  { email: person('sofia.brandt'), minutes: 435, ...onInterfaces },
  { email: person('paul.richter'), minutes: 420, ...onInterfaces },
  { email: person('mei.vogt'), minutes: 405, ...onInterfaces },
  { email: person('clara.neumann'), minutes: 390, ...onInterfaces },
  { email: person('wei.jie.tan'), minutes: 270, ...onSupport },
  { email: person('priya.nair'), minutes: 285, ...onSupport },
  { email: person('arjun.menon'), minutes: 240, ...onSupport },
]

/** The support of Meridian stores was sold up to this day. */
const SUPPORT_ENDS = '2026-12-31'

/** Whose last week was handed in first, and has waited too long by now. */
export const waitsLong = person('emre.yilmaz')
/** Whose week was sent back. */
const sentBack = person('hannah.cole')
/** Who keeps this week by hand instead of in the time tool. */
export const byHand = person('maya.okafor')

interface Span {
  readonly from: string
  readonly to: string
}

/** A report of the time tool for some of the team; nobody works on a holiday of their company. */
function reportOf(
  workers: readonly Worker[],
  days: readonly string[],
  project: Wire,
  isHoliday: (entityCode: string, day: string) => boolean,
): string {
  const rows = workers.flatMap(({ email, entityCode, task, minutes, did }) =>
    days
      .filter((day) => !isHoliday(entityCode, day) && (task !== onSupport.task || day <= SUPPORT_ENDS))
      .map((day, index) => {
        const [date, spent] = [Temporal.PlainDate.from(day), minutes - 15 * ((index + email.length) % 3)]
        const begins = date.toPlainDateTime('08:30')
        return {
          Project: task === onSupport.task ? 'Meridian store platform' : project.number,
          Description: did[(index + email.length) % did.length],
          Task: task,
          Email: email,
          Billable: 'Yes',
          'Start Date': day,
          'Start Time': begins.toPlainTime().toString(),
          'End Date': day,
          'End Time': begins.add({ minutes: spent }).toPlainTime().toString(),
          'Duration (h)': Temporal.PlainTime.from('00:00').add({ minutes: spent }).toString(),
        }
      }),
  )
  return stringify(rows, { header: true })
}

/** Imports time of some of the team as it comes from the time tool. */
async function importTime(
  { cast, calendar }: Scene,
  { project }: Delivery,
  workers: readonly Worker[],
  { from, to, submit }: Span & { readonly submit: boolean },
): Promise<void> {
  const entities = await cast.resourceManager.all('firm.listEntities')
  const codes = new Map(entities.map(({ id, code }) => [id, code]))
  const holidays = await cast.resourceManager.all('firm.listHolidays')
  const free = new Set(holidays.map(({ entityId, day }) => `${codes.get(entityId)} ${day}`))
  const content = reportOf(workers, calendar.weekdays(from, to), project, (entityCode, day) =>
    free.has(`${entityCode} ${day}`),
  )
  if (content !== '') await cast.resourceManager.run('timesheets.importTime', { content, submit })
}

/** Decides about everything that waits for an approver, but for one person's time where there is one. */
async function approveAll(approver: Actor, exceptSheet?: string): Promise<void> {
  const waiting = await approver.tasks('approve_time')
  const sheets = new Set(waiting.map(({ subjects }) => String(subjects[0]).split(':')[0] as string))
  if (exceptSheet) sheets.delete(exceptSheet)
  if (sheets.size > 0) await approver.run('timesheets.approveMany', { timesheetIds: [...sheets] })
}

/** A week arrives on the Monday after it, and is approved on the Tuesday. `daysBefore` is that of its Monday. */
export async function workWeek(scene: Scene, delivery: Delivery, daysBefore: number): Promise<void> {
  const { stage, cast, calendar } = scene
  const [from, to] = [calendar.beforeMonday(daysBefore), calendar.beforeMonday(daysBefore - 4)]
  stage.at(calendar.beforeMonday(daysBefore - 7))
  await importTime(scene, delivery, team, { from, to, submit: true })
  stage.at(calendar.beforeMonday(daysBefore - 8))
  await approveAll(cast.projectManager)
  await approveAll(cast.deliveryLead)
}

/** The week before last: one person's time is sent back with the reason, everybody else's is approved. */
export async function sendOneBack(scene: Scene, delivery: Delivery): Promise<void> {
  const { stage, cast, calendar } = scene
  const [from, to] = [calendar.beforeMonday(14), calendar.beforeMonday(10)]
  stage.at(calendar.beforeMonday(7))
  await importTime(scene, delivery, team, { from, to, submit: true })
  stage.at(calendar.beforeMonday(6))
  const sheet = await sheetOf(scene, sentBack, from)
  await cast.projectManager.run('timesheets.reject', {
    timesheetId: sheet.id,
    reason: 'Two of these workshops were ours, not the client’s: please move them to the internal work.',
  })
  await approveAll(cast.projectManager, sheet.id)
  await approveAll(cast.deliveryLead)
  stage.tell('The weeks before last are approved; one was sent back with the reason.')
}

/** Last week waits for its approvers: one part of it too long, the rest since yesterday. */
export async function submitLastWeek(scene: Scene, delivery: Delivery, who: 'first' | 'rest'): Promise<void> {
  const { calendar } = scene
  const workers = team.filter(({ email }) => (email === waitsLong) === (who === 'first'))
  const [from, to] = [calendar.beforeMonday(7), calendar.beforeMonday(3)]
  await importTime(scene, delivery, workers, { from, to, submit: true })
}

/** This week so far, as drafts; the architect keeps hers in the grid. */
export async function draftThisWeek(scene: Scene, delivery: Delivery): Promise<void> {
  const { cast, guests, calendar } = scene
  const span = { from: calendar.beforeMonday(0), to: calendar.today }
  const workers = team.filter(({ email }) => email !== byHand)
  await importTime(scene, delivery, workers, { ...span, submit: false })
  const { workPackages } = await cast.projectManager.ask('projects.get', { projectId: delivery.project.id })
  const architecture = workPackages.find(({ title }: Wire) => title === onSurvey.task)
  const minutes = Array.from({ length: 7 }, () => 0)
  for (const [index] of calendar.weekdays(span.from, span.to).entries()) minutes[index] = 390
  await guests.consultant.run('timesheets.saveWeek', {
    weekStart: span.from,
    rows: [{ workPackageId: architecture.id, description: 'Data model', minutes }],
  })
}

async function sheetOf({ cast }: Scene, email: string, weekStart: string): Promise<Wire> {
  const people = await cast.resourceManager.all('people.list', {})
  const personId = people.find((one) => one.email === email)?.id
  const [sheet] = await cast.projectManager.all('timesheets.list', {
    personId,
    from: weekStart,
    to: weekStart,
  })
  return sheet
}
