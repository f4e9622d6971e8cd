import type { UnaryTests } from '../feel/compile-tests.ts'
import type { TableCheck } from './boxes.ts'
import { accepts } from './overlap.ts'
import { type Region, regionsOf } from './regions.ts'

/** Inputs that no rule of a table covers: for its first columns a region each; the others may be anything. */
export type Gap = readonly Region[]

/** How many looks at a cell one search takes at most; a table of a thousand ordinary rules needs a small part. */
const LOOKS_MAX = 5_000_000
/** How many gaps of one table are listed. */
const LISTED_MAX = 5

/** The cells of a column, judged for each of its regions. */
interface Judged {
  readonly regions: readonly Region[]
  /** For each rule, whether its cell accepts a region: 1 or 0. */
  readonly accepts: readonly Uint8Array[]
}

/**
 * Finds inputs that no rule covers. A cell that must be evaluated counts as accepting everything, so that every gap
 * found is one. Undefined when the table is too large to be searched.
 */
export function findGaps({ table, cells, columns }: TableCheck): readonly Gap[] | undefined {
  const search = new Search()
  const judged: Judged[] = []
  for (const [i, column] of columns.entries()) {
    const own = cells.map((row) => row[i] ?? OPEN)
    const regions = regionsOf(
      column,
      own.flatMap((cell) => cell.shapes),
    )
    const texts = table.rules.map((rule) => rule.inputs[i]?.text ?? '')
    if (!search.afford(new Set(texts).size * regions.length)) return undefined
    judged.push({ regions, accepts: judge(own, texts, regions) })
  }
  return search.run(judged, table.rules.length)
}

type CellCheck = Pick<UnaryTests, 'shapes' | 'negated'>

const OPEN: CellCheck = { shapes: [{ kind: 'any' }], negated: false }

/** Cells of the same text accept the same; most columns repeat theirs. */
function judge(
  cells: readonly CellCheck[],
  texts: readonly string[],
  regions: readonly Region[],
): readonly Uint8Array[] {
  const known = new Map<string, Uint8Array>()
  return cells.map((cell, r) => {
    const text = texts[r] ?? ''
    const own = known.get(text) ?? Uint8Array.from(regions, (region) => (covers(cell, region) ? 1 : 0))
    known.set(text, own)
    return own
  })
}

function covers({ shapes, negated }: CellCheck, { example }: Region): boolean {
  if (example === undefined || shapes.some((shape) => shape.kind === 'opaque')) return true
  return shapes.some((shape) => accepts(shape, example)) !== negated
}

/** The search for gaps column by column, with the rules that still may hit. */
class Search {
  #looks = 0
  readonly #gaps: Region[][] = []
  readonly #seen = new Set<string>()

  /** Counts work; false when it becomes too much. */
  afford(looks: number): boolean {
    this.#looks += looks
    return this.#looks <= LOOKS_MAX
  }

  run(columns: readonly Judged[], count: number): readonly Gap[] | undefined {
    const rules = Array.from({ length: count }, (_, r) => r)
    return this.#visit(columns, rules, [], openFrom(columns, count)) ? this.#gaps : undefined
  }

  /** Visits the regions of the next column. False when the search is given up. */
  #visit(
    columns: readonly Judged[],
    rules: readonly number[],
    path: readonly Region[],
    open: readonly number[],
  ): boolean {
    if (rules.length === 0) this.#gaps.push([...path])
    const at = path.length
    const column = columns[at]
    const covered = rules.some((rule) => (open[rule] ?? 0) <= at)
    if (column === undefined || rules.length === 0 || covered) return true
    for (const [i, region] of column.regions.entries()) {
      if (this.#gaps.length >= LISTED_MAX) return true
      if (!this.afford(rules.length)) return false
      const left = rules.filter((rule) => column.accepts[rule]?.[i] === 1)
      // The same rules before the same columns leave the same gaps: they are told once.
      const key = `${at} ${left.join()}`
      if (left.length > 0 && this.#seen.has(key)) continue
      this.#seen.add(key)
      if (!this.#visit(columns, left, [...path, region], open)) return false
    }
    return true
  }
}

/** For each rule the column from which on its cells accept everything. */
function openFrom(columns: readonly Judged[], count: number): readonly number[] {
  return Array.from({ length: count }, (_, rule) => {
    let at = columns.length
    while (at > 0 && columns[at - 1]?.accepts[rule]?.every((accepted) => accepted === 1) === true) at -= 1
    return at
  })
}
