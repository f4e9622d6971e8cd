/** Three months of time on the engagement, as Clockify's detailed report exports it. */
import { workingDaysOf } from './calendar.ts'
import { type ExamplePerson, emailOf, people } from './people.ts'
import type { Random } from './random.ts'

export const timeHeader = [
  'Project',
  'Client',
  'Description',
  'Task',
  'User',
  'Group',
  'Email',
  'Tags',
  'Billable',
  'Start Date',
  'Start Time',
  'End Date',
  'End Time',
  'Duration (h)',
  'Duration (decimal)',
  'Billable Rate (USD)',
  'Billable Amount (USD)',
]

export const PROJECT = 'Meridian store platform'
export type Task = 'Discovery' | 'Build' | 'Integration and test' | 'Support'

/** One line of the report, before it is written. */
export interface TimeLine {
  readonly person: ExamplePerson
  readonly task: Task
  readonly day: string
  readonly startSecond: number
  readonly seconds: number
  readonly billable: boolean
  readonly description: string
}

/** From a day on, somebody does these tasks in these parts of ten, so many minutes a day. */
interface Stint {
  readonly from: string
  readonly minutes: number
  readonly parts: Partial<Record<Task, number>>
}

const build = (from: string, minutes = 420): Stint => ({ from, minutes, parts: { Build: 10 } })
const testing = (from: string, minutes = 420): Stint => ({
  from,
  minutes,
  parts: { 'Integration and test': 10 },
})
const mixed = (from: string, tests: number, minutes = 420): Stint => ({
  from,
  minutes,
  parts: { Build: 10 - tests, 'Integration and test': tests },
})
const discovery = (minutes = 420): Stint => ({ from: '2026-07-01', minutes, parts: { Discovery: 10 } })
const support = (minutes: number): Stint => ({ from: '2026-07-01', minutes, parts: { Support: 10 } })

/** Who works on what. Americans finish the discovery and then join the German team. */
const plans: Readonly<Record<string, readonly Stint[]>> = {
  'Maya Okafor': [discovery(390), build('2026-08-17', 300)],
  'Daniel Reyes': [discovery(), testing('2026-08-17', 330)],
  'Hannah Cole': [discovery(), testing('2026-08-17', 360)],
  'Tyler Brooks': [discovery(300), mixed('2026-08-03', 2)],
  'Jonas Weber': [mixed('2026-07-01', 2, 360), mixed('2026-08-24', 6, 360)],
  'Lena Hartmann': [build('2026-07-01'), mixed('2026-09-01', 4)],
  'Emre Yilmaz': [build('2026-07-01', 450), mixed('2026-08-24', 3, 450)],
  'Sofia Brandt': [build('2026-07-01', 435), mixed('2026-08-24', 4, 435)],
  'Paul Richter': [build('2026-07-01', 435), mixed('2026-08-31', 3, 435)],
  'Mei Vogt': [build('2026-07-01', 405), mixed('2026-08-31', 5, 405)],
  'Clara Neumann': [mixed('2026-07-01', 7, 405), testing('2026-08-03', 405)],
  'Wei Jie Tan': [support(270)],
  'Priya Nair': [support(285)],
  'Arjun Menon': [support(240)],
}

/** Weeks off, first and last day. */
const away: Readonly<Record<string, readonly [string, string]>> = {
  'Hannah Cole': ['2026-08-31', '2026-09-04'],
  'Lena Hartmann': ['2026-08-03', '2026-08-14'],
  'Emre Yilmaz': ['2026-07-20', '2026-07-31'],
  'Paul Richter': ['2026-08-10', '2026-08-21'],
  'Clara Neumann': ['2026-09-14', '2026-09-18'],
  'Priya Nair': ['2026-07-27', '2026-07-31'],
}

const words: Readonly<Record<Task, readonly string[]>> = {
  Discovery: [
    'Store visit and interviews',
    'Process mapping: receiving, shelving, checkout',
    'Target architecture',
    'Workshop with store managers',
    'Data quality survey',
    'Roadmap and cost model',
    'Review with Meridian, action list',
  ],
  Build: [
    'Price service: promotions engine',
    'Inventory events, replay after outage',
    'Store API: baskets',
    'Code review',
    'Design session: offline checkout',
    'Deployment pipeline',
    'Refactoring of the article import',
    'Pairing on the till adapter',
  ],
  'Integration and test': [
    'Test plan, end to end',
    'Integration with the warehouse system',
    'Load test of the price service',
    'Defect triage with Meridian',
    'Acceptance test, pilot store Hamburg',
    'Regression run',
  ],
  Support: [
    'Incident: till does not print',
    'Monitoring review',
    'Patch day',
    'Service desk, second line',
    'Monthly service report',
    'Access requests',
  ],
}

const internal = [
  'Internal: onboarding',
  'Internal: team retrospective',
  'Internal: training',
  'Rework at our cost',
]

/** All lines, by day and person. */
export function timeLines(random: Random, from: string, to: string): TimeLine[] {
  const team = people.filter(({ name }) => name in plans)
  const days = new Map(
    (['US', 'DE', 'SG'] as const).map((entity) => [entity, new Set(workingDaysOf(entity, from, to))]),
  )
  const allDays = [...new Set([...days.values()].flatMap((set) => [...set]))].sort()
  return allDays.flatMap((day) =>
    team
      .filter(({ name, entity }) => days.get(entity)?.has(day) && !isAway(name, day))
      .flatMap((person) => linesOfDay(random, person, day)),
  )
}

function isAway(name: string, day: string): boolean {
  const [first, last] = away[name] ?? ['', '']
  return day >= first && day <= last
}

/** A day of somebody: two to four lines from the morning on, with a break, in quarters of an hour or as a timer ran. */
function linesOfDay(random: Random, person: ExamplePerson, day: string): TimeLine[] {
  const stint = plans[person.name]?.findLast((one) => one.from <= day)
  if (!stint) return []
  const count = stint.minutes < 330 ? random.between(2, 3) : random.between(2, 4)
  const quarters = Math.round(stint.minutes / 15) + random.between(-2, 2)
  const cuts = Array.from({ length: count - 1 }, (_, index) =>
    Math.round((quarters * (index + 1)) / count + random.between(-1, 1)),
  )
  const ends = [...cuts, quarters]
  let second = (8 * 4 + random.below(6)) * 900
  return ends.map((end, index): TimeLine => {
    const planned = (end - (ends[index - 1] ?? 0)) * 900
    const seconds = random.chance(18) ? planned - random.below(780) : planned
    const startSecond = second
    // The longer break is at noon, after the middle line.
    second += planned + (index === Math.floor((count - 1) / 2) ? 2_700 : 900 * random.below(2))
    const billable = !random.chance(5)
    const task = taskOf(random, stint)
    const description = random.pick(billable ? words[task] : internal)
    return { person, task, day, startSecond, seconds, billable, description }
  })
}

function taskOf(random: Random, { parts }: Stint): Task {
  let place = random.below(10)
  for (const [task, part] of Object.entries(parts)) {
    if (place < part) return task as Task
    place -= part
  }
  throw new Error('the parts of a stint are ten')
}

/** The minutes a line counts for: half a minute and more is a minute. */
export const minutesOf = ({ seconds }: TimeLine) => Math.round(seconds / 60)

const clock = (seconds: number) =>
  [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':')

const groups: Readonly<Record<string, string>> = { US: 'Americas', DE: 'EMEA', SG: 'APAC' }

/** Rates are not kept in the time tool, so its rate and amount are zero. */
export const timeRow = (line: TimeLine): string[] => [
  PROJECT,
  'Meridian Foods',
  line.description,
  line.task,
  line.person.name,
  groups[line.person.entity] ?? '',
  emailOf(line.person.name),
  line.billable ? '' : 'not billable',
  line.billable ? 'Yes' : 'No',
  line.day,
  clock(line.startSecond),
  line.day,
  clock(line.startSecond + line.seconds),
  clock(line.seconds),
  (line.seconds / 3600).toFixed(2),
  '0.00',
  '0.00',
]
