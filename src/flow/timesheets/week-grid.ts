/** What it takes to make a week as its grid says. Pure: no database, no clock. */
import { addDays, type PlainDate } from '#kernel/dates.ts'
import { type BillingType, changeRefusal, dayRefusal, type EntryState } from './entry.ts'

/** A row as it is to be, with whole minutes of Monday to Sunday. */
export interface GridRow {
  readonly workPackageId: string
  readonly billingType: BillingType
  readonly description: string
  readonly minutes: readonly number[]
}

/** A line as it is. */
export interface GridEntry {
  readonly id: string
  readonly workPackageId: string
  readonly billingType: BillingType
  readonly description: string
  readonly workedOn: PlainDate
  readonly minutes: number
  readonly state: EntryState
}

/** A line as it is to be, and the place of its cell; row and day count from 0. */
export interface GridCell {
  readonly row: number
  readonly day: number
  readonly workPackageId: string
  readonly billingType: BillingType
  readonly description: string
  readonly workedOn: PlainDate
  readonly minutes: number
}

export interface GridProblem {
  readonly row: number
  /** Null when the whole row is wrong. */
  readonly day: number | null
  readonly code: string
  readonly detail: Readonly<Record<string, unknown>>
}

export interface GridPlan {
  readonly record: readonly GridCell[]
  readonly change: readonly { readonly before: GridEntry; readonly cell: GridCell }[]
  readonly remove: readonly GridEntry[]
  readonly problems: readonly GridProblem[]
}

type Row = Pick<GridRow, 'workPackageId' | 'billingType' | 'description'>

const rowKey = (row: Row) => `${row.workPackageId} ${row.billingType} ${row.description}`

/** Is the line still its owner's, to be changed freely? A recalled one is history. */
const isOpen = (entry: GridEntry) => changeRefusal(entry.state) === null
const isDecided = (entry: GridEntry) => entry.state === 'submitted' || entry.state === 'approved'
const sum = (entries: readonly GridEntry[]) => entries.reduce((minutes, entry) => minutes + entry.minutes, 0)

/**
 * Compares the grid of a week with its lines. A cell is all time of its row on its day: lines that wait make up what
 * decided ones leave. A line whose row is not named goes, unless it is decided. When only the words of a row have
 * changed, its lines are changed instead of made anew.
 */
export function planWeek(
  monday: PlainDate,
  rows: readonly GridRow[],
  entries: readonly GridEntry[],
): GridPlan {
  const byCell = Map.groupBy(entries, (entry) => `${rowKey(entry)} ${entry.workedOn}`)
  const problems: GridProblem[] = [...rowsTwice(rows)]
  const record: GridCell[] = []
  const change: GridPlan['change'][number][] = []
  const remove: GridEntry[] = []
  const named = new Set(rows.map(rowKey))
  const days = daysFrom(monday)
  for (const [row, { minutes, ...words }] of rows.entries()) {
    for (const [day, wanted] of minutes.entries()) {
      const workedOn = days[day] ?? monday
      const here = byCell.get(`${rowKey(words)} ${workedOn}`) ?? []
      const [first, ...others] = here.filter(isOpen)
      const left = wanted - sum(here.filter(isDecided))
      const cell = { row, day, ...words, workedOn, minutes: left }
      if (left < 0) problems.push({ row, day, code: 'time_entry_decided', detail: { state: stateOf(here) } })
      else if (first === undefined && left > 0) record.push(cell)
      else if (first !== undefined && left !== first.minutes + sum(others)) {
        if (left > 0) change.push({ before: first, cell })
        remove.push(...(left > 0 ? others : [first, ...others]))
      }
    }
  }
  remove.push(...entries.filter((entry) => isOpen(entry) && !named.has(rowKey(entry))))
  problems.push(...daysTooLong(days, rows, entries, named))
  return { ...reworded(record, change, remove), problems }
}

const daysFrom = (monday: PlainDate) => [0, 1, 2, 3, 4, 5, 6].map((day) => addDays(monday, day))
const stateOf = (entries: readonly GridEntry[]) => entries.find(isDecided)?.state

function* rowsTwice(rows: readonly GridRow[]): Generator<GridProblem> {
  const seen = new Map<string, number>()
  for (const [row, words] of rows.entries()) {
    const twin = seen.get(rowKey(words))
    if (twin === undefined) seen.set(rowKey(words), row)
    else yield { row, day: null, code: 'time_row_twice', detail: { row: twin + 1 } }
  }
}

/** A day over 24 hours is told at the last row that has minutes on it. */
function daysTooLong(
  days: readonly PlainDate[],
  rows: readonly GridRow[],
  entries: readonly GridEntry[],
  named: ReadonlySet<string>,
): GridProblem[] {
  return days.flatMap((workedOn, day) => {
    const kept = entries.filter(
      (entry) => entry.workedOn === workedOn && isDecided(entry) && !named.has(rowKey(entry)),
    )
    const minutes = rows.reduce((total, row) => total + (row.minutes[day] ?? 0), sum(kept))
    const code = dayRefusal(minutes)
    const row = rows.findLastIndex((one) => (one.minutes[day] ?? 0) > 0)
    return code === null || row < 0 ? [] : [{ row, day, code, detail: { workedOn, minutes } }]
  })
}

/** Joins what is removed with what is recorded on the same work and day: the line stays, its words change. */
function reworded(
  record: readonly GridCell[],
  change: readonly GridPlan['change'][number][],
  remove: readonly GridEntry[],
): Omit<GridPlan, 'problems'> {
  const place = ({ workPackageId, workedOn }: GridCell | GridEntry) => `${workPackageId} ${workedOn}`
  const spare = Map.groupBy(remove, place)
  const joined = record.map((cell) => ({ cell, before: spare.get(place(cell))?.shift() }))
  return {
    record: joined.flatMap(({ cell, before }) => (before ? [] : [cell])),
    change: [...change, ...joined.flatMap(({ cell, before }) => (before ? [{ before, cell }] : []))],
    remove: [...spare.values()].flat(),
  }
}
