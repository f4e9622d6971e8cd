/** The grid of a week as the person sees it, and back to what is saved. Pure. */
import type { saveWeek, suggestWeek, week } from '#flow/timesheets/contract.ts'
import type { WireInput, WireOutput } from '../wire/client.ts'

export type Week = WireOutput<typeof week>
type Line = Week['lines'][number]
type SavedRow = WireInput<typeof saveWeek>['rows'][number]
export type Suggested = WireOutput<typeof suggestWeek>['rows'][number]

export interface GridCell {
  readonly minutes: number
  /** Submitted or approved: no longer the person's to change. */
  readonly isDecided: boolean
  /** Why it was sent back. */
  readonly reason: string
}

export interface GridRow {
  readonly key: string
  readonly workPackageId: string
  readonly billingType: Line['billingType'] | undefined
  readonly description: string
  readonly label: string
  readonly project: string
  readonly cells: readonly GridCell[]
  readonly approver: string | null
}

const emptyCell: GridCell = { minutes: 0, isDecided: false, reason: '' }
const sevenEmpty = Array.from({ length: 7 }, () => emptyCell)

export const DAYS = [0, 1, 2, 3, 4, 5, 6] as const

/** What was recalled is history: the work is there again as a draft. */
const counts = ({ state }: Line) => state !== 'recalled'

/** The rows of a week: lines of the same work, billing and words are one row. */
export function gridOf({ days, lines }: Week): readonly GridRow[] {
  const rows = new Map<string, GridRow>()
  for (const line of lines.filter(counts)) {
    const key = `${line.workPackageId} ${line.billingType} ${line.description}`
    const row = rows.get(key) ?? {
      key,
      workPackageId: line.workPackageId,
      billingType: line.billingType,
      description: line.description,
      label: line.workPackage,
      project: line.projectName,
      cells: sevenEmpty,
      approver: line.approverName,
    }
    const at = days.findIndex(({ day }) => day === line.workedOn)
    const cell = row.cells[at] ?? emptyCell
    const isDecided = cell.isDecided || line.state === 'submitted' || line.state === 'approved'
    const reason = line.state === 'rejected' ? line.reason : cell.reason
    rows.set(key, withCell(row, at, { minutes: cell.minutes + line.minutes, isDecided, reason }))
  }
  return [...rows.values()]
}

export function withCell(row: GridRow, day: number, cell: GridCell): GridRow {
  return { ...row, cells: row.cells.map((old, at) => (at === day ? cell : old)) }
}

/** A row somebody chose; `billingType` stays open, so that the contract of the work decides. */
export function newRow(work: { id: string; label: string; project: string }): GridRow {
  return {
    key: crypto.randomUUID(),
    workPackageId: work.id,
    billingType: undefined,
    description: '',
    label: work.label,
    project: work.project,
    cells: sevenEmpty,
    approver: null,
  }
}

/** Rows with those that were suggested and are not there yet; `null` when nothing is new. */
export function withSuggested(
  rows: readonly GridRow[],
  suggested: readonly Suggested[],
): readonly GridRow[] | null {
  const fresh = suggested.filter(
    (one) =>
      !rows.some((row) => row.workPackageId === one.workPackageId && row.description === one.description),
  )
  if (fresh.length === 0) return null
  return [
    ...rows,
    ...fresh.map((one) => ({
      key: crypto.randomUUID(),
      workPackageId: one.workPackageId,
      billingType: one.billingType,
      description: one.description ?? '',
      label: one.workPackage,
      project: one.projectName,
      cells: one.minutes.map((minutes) => ({ ...emptyCell, minutes })),
      approver: null,
    })),
  ]
}

/** The rows as they are saved. A row without any time is only being written. */
export function savedRows(rows: readonly GridRow[]): SavedRow[] {
  return rows.filter(hasTime).map(({ workPackageId, billingType, description, cells }) => ({
    workPackageId,
    ...(billingType ? { billingType } : {}),
    description,
    minutes: cells.map(({ minutes }) => minutes),
  }))
}

export const hasTime = ({ cells }: GridRow) => cells.some(({ minutes }) => minutes > 0)

/** The row of the grid that a place in what was saved means. */
export const shownRow = (rows: readonly GridRow[], saved: number) => rows.filter(hasTime)[saved]

export const dayTotal = (rows: readonly GridRow[], day: number) =>
  rows.reduce((sum, { cells }) => sum + (cells[day]?.minutes ?? 0), 0)

export const rowTotal = ({ cells }: GridRow) => cells.reduce((sum, { minutes }) => sum + minutes, 0)

export const weekTotal = (rows: readonly GridRow[]) => rows.reduce((sum, row) => sum + rowTotal(row), 0)
