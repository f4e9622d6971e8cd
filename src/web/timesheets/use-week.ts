/** A week while it is being written: shown at once, saved a moment later, kept in the browser until it is. */
import { useDebouncedCallback } from '@mantine/hooks'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { saveWeek, week as weekQuery } from '#flow/timesheets/contract.ts'
import { ask } from '../wire/client.ts'
import { isRecord, keep, keptAs } from '../wire/kept.ts'
import { keyOf, queryClient, useAsk, useRun } from '../wire/queries.ts'
import type { RefusalError } from '../wire/refusal-error.ts'
import { DAYS, type GridRow, gridOf, merged, savedRows, shownRow, type Week } from './grid.ts'

/** Long enough to type the next figure, short enough that nobody closes the page in between. */
const PAUSE_MS = 900

export type Saving = 'saved' | 'unsaved' | 'saving' | 'refused'

export interface EditedWeek {
  readonly week: Week | undefined
  readonly error: RefusalError | null
  readonly rows: readonly GridRow[]
  readonly change: (rows: readonly GridRow[]) => void
  readonly saving: Saving
  /** What is wrong with a cell, by row key and day. */
  readonly wrong: ReadonlyMap<string, string>
  readonly refusal: RefusalError | null
  /** Saves now; resolves to the saved week, or null when it was refused. */
  readonly saveNow: () => Promise<Week | null>
}

/** How soon saving is tried again by itself. */
const AGAIN_MS = 3_000

const draftKey = (weekStart: string) => `throughline.week ${weekStart}`

export function useWeek(weekStart: string): EditedWeek {
  const input = useMemo(() => ({ weekStart }), [weekStart])
  const { data: week, error } = useAsk(weekQuery, input)
  const save = useRun(saveWeek)
  const [rows, setRows] = useState<readonly GridRow[]>([])
  const [saving, setSaving] = useState<Saving>('saved')
  const [refusal, setRefusal] = useState<RefusalError | null>(null)
  const latest = useRef<{ rows: readonly GridRow[]; week: Week | undefined }>({ rows, week })
  const shownWeek = useRef('')

  const saved = useRef<readonly GridRow[] | null>(null)
  const saveOnce = useCallback(async (): Promise<Week | null> => {
    const { rows: sent, week: seen } = latest.current
    if (saved.current === sent && seen) {
      setSaving('saved')
      return seen
    }
    const revision = seen ? { ifMatch: seen.revision } : {}
    try {
      const made = await save.mutateAsync({ input: { weekStart, rows: savedRows(sent) }, ...revision })
      queryClient.setQueryData(keyOf(weekQuery, { weekStart }), made)
      if (latest.current.week?.weekStart === weekStart) latest.current.week = made
      saved.current = sent
      // What was typed meanwhile is saved next, and kept in the browser until then.
      const isUntouched = latest.current.rows === sent
      if (isUntouched) keep(draftKey(weekStart), null)
      setSaving(isUntouched ? 'saved' : 'unsaved')
      setRefusal(null)
      return made
    } catch (cause) {
      const refused = cause as RefusalError
      // Somebody else, or another window, wrote to the week: what is there now is the base of the next attempt.
      if (refused.code === 'stale_revision')
        latest.current.week = await ask(weekQuery, { weekStart }).catch(() => seen)
      setRefusal(refused)
      setSaving('refused')
      return null
    }
  }, [save.mutateAsync, weekStart])
  const saveNow = useInTurn(saveOnce, () => setSaving('saving'))
  const saveSoon = useDebouncedCallback(saveNow, PAUSE_MS)
  useTriedAgain(refusal, saveNow)

  useEffect(() => {
    if (!week || week.weekStart !== weekStart) return
    latest.current.week = week
    if (shownWeek.current === weekStart && saving !== 'saved') return
    const draft = shownWeek.current === weekStart ? null : keptAs(draftKey(weekStart), areRows)
    const next =
      draft ?? (shownWeek.current === weekStart ? merged(gridOf(week), latest.current.rows) : gridOf(week))
    shownWeek.current = weekStart
    latest.current.rows = next
    setRows(next)
    setSaving(draft ? 'unsaved' : 'saved')
    setRefusal(null)
    if (draft) saveSoon()
  }, [week, weekStart, saving, saveSoon])

  const change = useCallback(
    (next: readonly GridRow[]) => {
      latest.current.rows = next
      setRows(next)
      setSaving('unsaved')
      keep(draftKey(weekStart), JSON.stringify(next))
      saveSoon()
    },
    [weekStart, saveSoon],
  )
  return { week, error, rows, change, saving, wrong: wrongCells(refusal, rows), refusal, saveNow }
}

/** One after the other, as the program may be away for long: each begins from the revision that the one before it made. */
function useInTurn<T>(work: () => Promise<T>, onAsked: () => void): () => Promise<T> {
  const running = useRef<Promise<unknown>>(Promise.resolve())
  const asked = useRef(onAsked)
  asked.current = onAsked
  return useCallback(() => {
    asked.current()
    const next = running.current.then(work)
    running.current = next.catch(() => undefined)
    return next
  }, [work])
}

/** What could not be saved without a session, or while the program was busy, is tried until it is. */
function useTriedAgain(refusal: RefusalError | null, save: () => Promise<unknown>): void {
  useEffect(() => {
    if (!refusal?.isSignedOut && !refusal?.isWorthRepeating) return
    const again = setInterval(() => void save(), AGAIN_MS)
    return () => clearInterval(again)
  }, [refusal, save])
}

/** Rows as this version writes them. */
const areRows = (value: unknown): value is readonly GridRow[] =>
  Array.isArray(value) &&
  value.every(
    (row) =>
      isRecord(row) &&
      [row['key'], row['workPackageId'], row['label'], row['project']].every(
        (text) => typeof text === 'string',
      ) &&
      Array.isArray(row['cells']) &&
      row['cells'].length === DAYS.length &&
      row['cells'].every((cell) => isRecord(cell) && Number.isSafeInteger(cell['minutes'])),
  )

/** `/rows/2/minutes/4` as the cell on the screen; a whole row is told at its first day. */
function wrongCells(refusal: RefusalError | null, rows: readonly GridRow[]): ReadonlyMap<string, string> {
  const wrong = new Map<string, string>()
  for (const { pointer, detail } of refusal?.fields ?? []) {
    const place = /^\/rows\/(\d+)(?:\/minutes\/(\d+))?/.exec(pointer)
    const row = place ? shownRow(rows, Number.parseInt(place[1] ?? '0', 10)) : undefined
    if (row) wrong.set(`${row.key} ${place?.[2] ?? '0'}`, detail)
  }
  return wrong
}
