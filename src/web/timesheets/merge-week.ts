/**
 * Two windows have written one week: what each of them typed, cell by cell. Pure.
 *
 * A row is known by its key among what I began with and what I have; among theirs by its work and words, or, where they
 * have changed its words, by its work. So neither new words nor new rows take a cell from anybody.
 */
import { type GridCell, type GridRow, hasTime } from './grid.ts'

/** A place of the week: a day of a row, or, where `day` is null, its words. Hours are minutes. */
interface Place {
  readonly key: string
  readonly label: string
  readonly day: number | null
  readonly theirs: number | string
}

/** What both have changed, each to something else: it stays mine until I choose. */
export interface Contested extends Place {
  readonly mine: number | string
  /** Submitted or decided meanwhile: theirs stands, and nobody can choose. */
  readonly isFixed: boolean
}

/** What only the other has changed, and I have not seen before. */
export type Taken = Place

export interface MergedWeek {
  /** Mine, with what only the other has changed. */
  readonly rows: readonly GridRow[]
  /** Theirs, with the keys of `rows`: what the next merge begins with. */
  readonly base: readonly GridRow[]
  readonly contested: readonly Contested[]
  readonly taken: readonly Taken[]
}

const nothing: GridCell = { minutes: 0, isDecided: false, reason: '' }

const isWorkOf = (row: GridRow) => (other: GridRow) =>
  other.workPackageId === row.workPackageId &&
  (other.billingType === row.billingType || !other.billingType || !row.billingType)

const isRowOf = (row: GridRow) => (other: GridRow) =>
  isWorkOf(row)(other) && other.description === row.description

/**
 * What I have, begun with `base`, and theirs in one.
 * @param open what was contested before and is not chosen yet.
 */
export function mergeWeeks(
  base: readonly GridRow[],
  mine: readonly GridRow[],
  theirs: readonly GridRow[],
  open: readonly Contested[] = [],
): MergedWeek {
  const begun = new Map(base.map((row) => [row.key, row]))
  const { pairs, free } = pairsOf(base, mine, theirs)
  const removed = base.filter((row) => pairs.has(row.key) && !mine.some(({ key }) => key === row.key))
  const emptied = removed.map((row) => ({ ...row, cells: row.cells.map(() => nothing) }))
  const merged = [...mine, ...emptied].map((row) =>
    mergeRow({ was: begun.get(row.key), mine: row, theirs: pairs.get(row.key), open }),
  )
  const gone = new Set(emptied.map(({ key }) => key))
  const shown = merged.filter(({ row, contested, theirs: other }) => {
    if (hasTime(row) || contested.length > 0) return true
    const was = begun.get(row.key)
    return !gone.has(row.key) && (other !== undefined || !was || !hasTime(was))
  })
  const used = new Set([...mine, ...base].map(({ key }) => key))
  const news = [...free].map((row) => ({ ...row, key: unusedKey(row.key, used) }))
  return {
    rows: [...shown.map(({ row }) => row), ...news],
    base: [...[...pairs].map(([key, row]) => ({ ...row, key })), ...news],
    contested: merged.flatMap(({ contested }) => contested),
    taken: [...shown.flatMap(({ taken }) => taken), ...news.flatMap(newsOf)],
  }
}

/** Which row of theirs each key means, and the rows of theirs that are news to me. */
function pairsOf(base: readonly GridRow[], mine: readonly GridRow[], theirs: readonly GridRow[]) {
  const free = new Set(theirs)
  const pairs = new Map<string, GridRow>()
  const claim = ({ key }: GridRow, fits: (row: GridRow) => boolean) => {
    const found = pairs.has(key) ? undefined : [...free].find(fits)
    if (!found) return
    free.delete(found)
    pairs.set(key, found)
  }
  for (const row of base) claim(row, isRowOf(row))
  const begun = new Set(base.map(({ key }) => key))
  for (const row of mine) if (!begun.has(row.key)) claim(row, isRowOf(row))
  // A row I have removed and they have given other words is news: I did not remove that.
  for (const row of base)
    if (hasTime(row) && mine.some(({ key }) => key === row.key)) claim(row, isWorkOf(row))
  return { pairs, free }
}

interface Sides {
  readonly was: GridRow | undefined
  readonly mine: GridRow
  readonly theirs: GridRow | undefined
  readonly open: readonly Contested[]
}

function mergeRow({ was, mine, theirs, open }: Sides) {
  const { key, label } = mine
  const contested: Contested[] = []
  const taken: Taken[] = []
  const isOpen = (day: number | null) => open.some((one) => one.key === key && one.day === day)
  const cells = mine.cells.map(({ minutes }, day): GridCell => {
    const cell = theirs?.cells[day] ?? nothing
    const before = was?.cells[day]?.minutes ?? 0
    const side = sideOf({ was: before, mine: minutes, theirs: cell.minutes }, isOpen(day))
    const place = { key, label, day, theirs: cell.minutes }
    if (side === 'theirs') taken.push(place)
    const isAsked = side === 'both' || (side === 'mine' && cell.isDecided)
    if (isAsked) contested.push({ ...place, mine: minutes, isFixed: cell.isDecided })
    const isTheirs = cell.isDecided || side === 'same' || side === 'theirs'
    // A day that mine alone has changed loses the reason it was sent back for, as when it was typed.
    return isTheirs ? cell : { minutes, isDecided: false, reason: '' }
  })
  const words = theirs?.description ?? was?.description ?? mine.description
  const isDecided = theirs?.cells.some((cell) => cell.isDecided) ?? false
  const sides = { was: was?.description ?? words, mine: mine.description, theirs: words }
  const side = sideOf(sides, isOpen(null))
  if (side === 'theirs') taken.push({ key, label, day: null, theirs: words })
  // Who has decided lines with these words keeps them; new words of mine cannot be had any more.
  const isLost = isDecided && side === 'mine'
  if (side === 'both' || isLost)
    contested.push({ key, label, day: null, mine: mine.description, theirs: words, isFixed: isDecided })
  const row: GridRow = {
    ...mine,
    cells,
    description: side === 'theirs' || isDecided ? words : mine.description,
    billingType: theirs?.billingType ?? mine.billingType,
    approver: theirs?.approver ?? mine.approver,
  }
  return { row, theirs, contested, taken }
}

/** Who has changed a value. What was contested stays so while the two differ. */
function sideOf<T>(
  { was, mine, theirs }: { readonly was: T; readonly mine: T; readonly theirs: T },
  isOpen: boolean,
): 'same' | 'mine' | 'theirs' | 'both' {
  if (mine === theirs) return 'same'
  if (isOpen) return 'both'
  if (mine === was) return 'theirs'
  return theirs === was ? 'mine' : 'both'
}

const newsOf = ({ key, label, cells }: GridRow): readonly Taken[] =>
  cells.flatMap(({ minutes }, day) => (minutes > 0 ? [{ key, label, day, theirs: minutes }] : []))

function unusedKey(key: string, used: ReadonlySet<string>): string {
  return used.has(key) ? unusedKey(`${key} +`, used) : key
}

/** The rows with one side of what was contested. */
export function withChoice(
  rows: readonly GridRow[],
  { key, day }: Contested,
  value: number | string,
): readonly GridRow[] {
  return rows.map((row) => {
    if (row.key !== key) return row
    if (day === null) return { ...row, description: String(value) }
    const cells = row.cells.map((cell, at) =>
      at === day && !cell.isDecided ? { ...nothing, minutes: Number(value) } : cell,
    )
    return { ...row, cells }
  })
}

/** What is still to be chosen when the rows have become these: what was typed anew, or removed, is chosen. */
export function stillContested(open: readonly Contested[], rows: readonly GridRow[]): readonly Contested[] {
  return open.filter(({ key, day, mine, isFixed }) => {
    const row = rows.find((one) => one.key === key)
    if (!row) return false
    return isFixed || mine === (day === null ? row.description : (row.cells[day]?.minutes ?? 0))
  })
}
