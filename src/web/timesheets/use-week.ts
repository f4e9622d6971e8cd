/**
 * A week while it is being written: shown at once, saved a moment later, kept in the browser until it is.
 *
 * What another window has saved meanwhile is merged cell by cell with what is not saved here (merge-week.ts). While a cell
 * waits for a choice nothing is saved, so that neither side is written over.
 */
import { useDebouncedCallback } from '@mantine/hooks'
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { saveWeek, week as weekQuery } from '#flow/timesheets/contract.ts'
import { ask } from '../wire/client.ts'
import { keyOf, queryClient, useAsk, useRun } from '../wire/queries.ts'
import type { RefusalError } from '../wire/refusal-error.ts'
import { type GridRow, gridOf, savedRows, shownRow, type Week } from './grid.ts'
import { draftOf, forgetDraft, keepDraft } from './kept-week.ts'
import { type Contested, mergeWeeks, stillContested, type Taken, withChoice } from './merge-week.ts'

/** Long enough to type the next figure, short enough that nobody closes the page in between. */
const PAUSE_MS = 900

/** How soon saving is tried again by itself. */
const AGAIN_MS = 3_000

export type Saving = 'saved' | 'unsaved' | 'saving' | 'refused' | 'contested'

/** What another window did to the week while it was being written here. */
export interface Told {
  readonly contested: readonly Contested[]
  readonly taken: readonly Taken[]
}

const untold: Told = { contested: [], taken: [] }

export interface EditedWeek {
  readonly week: Week | undefined
  readonly error: RefusalError | null
  readonly rows: readonly GridRow[]
  readonly change: (rows: readonly GridRow[]) => void
  readonly saving: Saving
  /** What is wrong with a cell, by row key and day. */
  readonly wrong: ReadonlyMap<string, string>
  readonly refusal: RefusalError | null
  readonly told: Told
  readonly choose: (one: Contested, side: 'mine' | 'theirs') => void
  /** What was told has been read. */
  readonly dismiss: () => void
  /** Saves now; resolves to the saved week, or null when it was refused or waits for a choice. */
  readonly saveNow: () => Promise<Week | null>
}

/** One week as it stands here; a page shows one after the other, and each is saved as itself. */
interface Sheet {
  readonly weekStart: string
  week: Week
  rows: readonly GridRow[]
  /** The rows as they were last saved, with the keys they have here. */
  base: readonly GridRow[]
  told: Told
  /** What was sent and not answered: it may have been saved. */
  sent: readonly GridRow[] | null
  isSending: boolean
  draft: string
}

/** What would be saved, whatever the order of the rows. */
const saidBy = (rows: readonly GridRow[]) =>
  savedRows(rows)
    .map((row) => JSON.stringify(row))
    .sort()
    .join()
const sameRows = (a: readonly GridRow[], b: readonly GridRow[]) => saidBy(a) === saidBy(b)

const isUnsaved = ({ rows, base }: Sheet) => !sameRows(rows, base)
const waits = ({ told }: Sheet) => told.contested.some(({ isFixed }) => !isFixed)

function keepUnsaved(sheet: Sheet): void {
  const { weekStart, rows, base, told } = sheet
  if (isUnsaved(sheet) || waits(sheet))
    sheet.draft = keepDraft(weekStart, { rows, base, contested: told.contested })
  else forgetDraft(weekStart, sheet.draft)
}

/** Takes in the week as it is saved now; tells what of it is not from here. */
function takeIn(sheet: Sheet, week: Week): void {
  const theirs = gridOf(week)
  const wasUnsaved = isUnsaved(sheet)
  // What was sent from here and whose answer was lost is nobody else's.
  const base = sheet.sent && sameRows(sheet.sent, theirs) ? sheet.sent : sheet.base
  const merged = mergeWeeks(base, sheet.rows, theirs, sheet.told.contested)
  const fixed = sheet.told.contested.filter(({ isFixed }) => isFixed)
  const taken = wasUnsaved ? [...sheet.told.taken, ...merged.taken] : sheet.told.taken
  sheet.week = week
  sheet.rows = merged.rows
  sheet.base = merged.base
  sheet.told = { contested: [...fixed, ...merged.contested], taken }
  sheet.sent = null
  keepUnsaved(sheet)
}

/** The week as somebody comes to it, with what was left unsaved in this browser. */
function openSheet(week: Week): Sheet {
  const { weekStart } = week
  const left = draftOf(weekStart)
  const rows = gridOf(week)
  const sheet: Sheet = {
    weekStart,
    week,
    rows,
    base: rows,
    told: untold,
    sent: null,
    isSending: false,
    draft: '',
  }
  if (!left) return sheet
  const { draft, text } = left
  Object.assign(sheet, { rows: draft.rows, base: draft.base, draft: text })
  sheet.told = { contested: draft.contested, taken: [] }
  takeIn(sheet, week)
  return sheet
}

export function useWeek(weekStart: string): EditedWeek {
  const input = useMemo(() => ({ weekStart }), [weekStart])
  const { data: week, error } = useAsk(weekQuery, input)
  const current = useRef<Sheet | null>(null)
  const [rows, setRows] = useState<readonly GridRow[]>([])
  const [told, setTold] = useState<Told>(untold)
  const [saving, setSaving] = useState<Saving>('saved')
  const [refusal, setRefusal] = useState<RefusalError | null>(null)

  // Without an answer what was refused before stays marked.
  const show = useCallback((sheet: Sheet, refused?: RefusalError | null) => {
    if (current.current !== sheet) return
    setRows(sheet.rows)
    setTold(sheet.told)
    if (refused !== undefined) setRefusal(refused)
    if (refused) setSaving('refused')
    else if (waits(sheet)) setSaving('contested')
    else setSaving(isUnsaved(sheet) ? 'unsaved' : 'saved')
  }, [])
  const saveSheet = useSaved(show)
  const saveNow = useCallback(async () => {
    if (!current.current) return null
    setSaving('saving')
    return await saveSheet(current.current)
  }, [saveSheet])
  const saveSoon = useDebouncedCallback(saveNow, PAUSE_MS)
  useTriedAgain(refusal, saveNow)

  // biome-ignore lint/correctness/useExhaustiveDependencies: what came while a save was under way is taken in after it.
  useEffect(() => {
    if (!week || week.weekStart !== weekStart) return
    const sheet = current.current
    if (sheet?.weekStart === weekStart) {
      if (sheet.isSending || week.revision <= sheet.week.revision) return
      takeIn(sheet, week)
    } else {
      // Whoever turns the page quickly has typed no less.
      if (sheet && isUnsaved(sheet)) void saveSheet(sheet)
      current.current = openSheet(week)
    }
    if (current.current) show(current.current, null)
  }, [week, weekStart, saving, show, saveSheet])
  useEffect(() => {
    if (saving === 'unsaved') saveSoon()
  }, [saving, saveSoon])

  const edits = useEdits(current, show, saveSoon)
  const wrong = useMemo(() => wrongCells(refusal, rows), [refusal, rows])
  return { week, error, rows, saving, wrong, refusal, told, ...edits, saveNow }
}

type Edits = Pick<EditedWeek, 'change' | 'choose' | 'dismiss'>

/** What a person does to the sheet they see. */
function useEdits(
  current: RefObject<Sheet | null>,
  show: (sheet: Sheet) => void,
  saveSoon: () => void,
): Edits {
  const edit = useCallback(
    (next: readonly GridRow[], chosen?: Contested) => {
      const sheet = current.current
      if (!sheet) return
      sheet.rows = next
      const open = sheet.told.contested.filter((one) => one !== chosen)
      sheet.told = { ...sheet.told, contested: stillContested(open, next) }
      keepUnsaved(sheet)
      show(sheet)
      saveSoon()
    },
    [current, show, saveSoon],
  )
  const choose = useCallback<Edits['choose']>(
    (one, side) => edit(withChoice(current.current?.rows ?? [], one, one[side]), one),
    [current, edit],
  )
  const change = useCallback<Edits['change']>((next) => edit(next), [edit])
  const dismiss = useCallback(() => {
    const sheet = current.current
    if (!sheet) return
    sheet.told = { contested: sheet.told.contested.filter(({ isFixed }) => !isFixed), taken: [] }
    show(sheet)
  }, [current, show])
  return { change, choose, dismiss }
}

/** Saves a sheet, one attempt after the other, as the program may be away for long: each begins from what the one before it made. */
function useSaved(
  show: (sheet: Sheet, refused?: RefusalError | null) => void,
): (sheet: Sheet) => Promise<Week | null> {
  const { mutateAsync } = useRun(saveWeek)
  const running = useRef<Promise<unknown>>(Promise.resolve())
  return useCallback(
    (sheet: Sheet) => {
      const next = running.current.then(async () => {
        const [saved, refused] = await saveOnce(sheet, mutateAsync)
        show(sheet, refused)
        return saved
      })
      running.current = next.catch(() => undefined)
      return next
    },
    [mutateAsync, show],
  )
}

type Save = ReturnType<typeof useRun<typeof saveWeek>>['mutateAsync']

/** The saved week, or null and, unless there is something to choose, why not. */
async function saveOnce(sheet: Sheet, save: Save): Promise<readonly [Week | null, RefusalError | null]> {
  const { weekStart, rows: sent, week } = sheet
  if (waits(sheet)) return [null, null]
  if (!isUnsaved(sheet)) return [week, null]
  sheet.isSending = true
  try {
    const made = await save({ input: { weekStart, rows: savedRows(sent) }, ifMatch: week.revision })
    queryClient.setQueryData(keyOf(weekQuery, { weekStart }), made)
    // What was typed meanwhile is saved next, and kept in the browser until then.
    sheet.base = sent
    takeIn(sheet, made)
    return [made, null]
  } catch (cause) {
    const refused = cause as RefusalError
    if (refused.code !== 'stale_revision') {
      if (refused.isUnreachable || refused.isWorthRepeating) sheet.sent = sent
      return [null, refused]
    }
    // Somebody else, or another window, wrote to the week: what of it is not mine is taken in, or asked about.
    const now = await ask(weekQuery, { weekStart }).catch(() => null)
    if (!now) return [null, refused]
    queryClient.setQueryData(keyOf(weekQuery, { weekStart }), now)
    takeIn(sheet, now)
    return [null, null]
  } finally {
    sheet.isSending = false
  }
}

/** What could not be saved without a session, or while the program was busy, is tried until it is. */
function useTriedAgain(refusal: RefusalError | null, save: () => Promise<unknown>): void {
  useEffect(() => {
    if (!refusal?.isSignedOut && !refusal?.isWorthRepeating) return
    const again = setInterval(() => void save(), AGAIN_MS)
    return () => clearInterval(again)
  }, [refusal, save])
}

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
