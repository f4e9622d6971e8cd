/** What this browser keeps of a week that is not saved: what was typed, what it began with, and what is to be chosen. */
import { isRecord, keep, kept, keptAs, ofPerson } from '../wire/kept.ts'
import { DAYS, type GridRow } from './grid.ts'
import type { Contested } from './merge-week.ts'

export interface Draft {
  readonly rows: readonly GridRow[]
  /** The rows as they were last saved. */
  readonly base: readonly GridRow[]
  readonly contested: readonly Contested[]
}

const keyOf = (weekStart: string) => ofPerson(`throughline.week ${weekStart}`)

/** The draft of a week, and the text it is kept as; null where there is none. */
export function draftOf(weekStart: string): { readonly draft: Draft; readonly text: string } | null {
  const key = keyOf(weekStart)
  const text = kept(key)
  const draft = keptAs(key, isDraft)
  if (text === null) return null
  if (draft) return { draft, text }
  // A version before this one kept the rows alone: whatever is saved meanwhile was not seen.
  const rows = keptAs(key, areRows)
  return rows ? { draft: { rows, base: [], contested: [] }, text } : null
}

/** Keeps a draft, and answers the text it is kept as. */
export function keepDraft(weekStart: string, draft: Draft): string {
  const text = JSON.stringify(draft)
  keep(keyOf(weekStart), text)
  return text
}

/** Forgets what was kept as `text`; what another window keeps of the same week stays. */
export function forgetDraft(weekStart: string, text: string): void {
  if (kept(keyOf(weekStart)) === text) keep(keyOf(weekStart), null)
}

const isDraft = (value: unknown): value is Draft =>
  isRecord(value) &&
  areRows(value['rows']) &&
  areRows(value['base']) &&
  Array.isArray(value['contested']) &&
  value['contested'].every(isContested)

const isContested = (value: unknown) =>
  isRecord(value) &&
  typeof value['key'] === 'string' &&
  typeof value['label'] === 'string' &&
  typeof value['isFixed'] === 'boolean' &&
  (value['day'] === null
    ? typeof value['mine'] === 'string' && typeof value['theirs'] === 'string'
    : [value['day'], value['mine'], value['theirs']].every(Number.isSafeInteger))

/** Rows as this version writes them. */
const areRows = (value: unknown): value is readonly GridRow[] =>
  Array.isArray(value) &&
  value.every(
    (row) =>
      isRecord(row) &&
      [row['key'], row['workPackageId'], row['label'], row['project'], row['description']].every(
        (text) => typeof text === 'string',
      ) &&
      Array.isArray(row['cells']) &&
      row['cells'].length === DAYS.length &&
      row['cells'].every((cell) => isRecord(cell) && Number.isSafeInteger(cell['minutes'])),
  )
