/** What was typed into a form, kept in this browser until it has been sent: no lost session or closed tab takes it. */
import { useCallback, useRef, useState } from 'react'
import { isRecord, keep, keptAs, ofPerson } from '../../wire/kept.ts'
import { type Merged, mergedWith } from './merge.ts'
import { same } from './same.ts'
import type { Values } from './values.ts'

export type { Values }

const keyOf = (key: string) => ofPerson(`throughline.draft ${key}`)

/** Fields that are nobody's business to keep. */
const secret = /password|secret|token/i

/** What was typed, and what stood there before: so that it shows whether somebody else has changed it since. */
export interface Kept {
  readonly typed: Values
  readonly begun: Values
}

const isKept = (value: unknown): value is Kept =>
  isRecord(value) && isRecord(value['typed']) && isRecord(value['begun'])

/** Only what was typed: what somebody else changes in the record meanwhile is not put back by an old draft. */
function write(key: string, values: Values, begun: Values): void {
  const names = Object.keys(values).filter((name) => !secret.test(name) && !same(values[name], begun[name]))
  const of = (all: Values) => Object.fromEntries(names.map((name) => [name, all[name] ?? null]))
  keep(keyOf(key), names.length > 0 ? JSON.stringify({ typed: of(values), begun: of(begun) }) : null)
}

export interface Draft {
  readonly values: Values
  readonly set: (values: Values) => void
  /** What the values began with: the record as the person has seen it. */
  readonly begun: Values
  /** The record has become another one, and the values with it: `begun` says what has been seen of it and answered. */
  readonly goOn: (begun: Values, values: Values) => void
  /** Whether the values came from an earlier visit. */
  readonly isOld: boolean
  /** What was typed on an earlier visit, and over what. */
  readonly was: Kept | null
  /** What was typed on an earlier visit and what has come to stand there since, where they differ. */
  readonly overtaken: Merged | null
  /** Forgets what was typed: it has been sent, or is not wanted. */
  readonly forget: () => void
}

/** The values of a form, begun with `initial` unless something was typed before. */
export function useDraft(key: string, initial: Values): Draft {
  const [state, setState] = useState(() => {
    const old = keptAs(keyOf(key), isKept)
    if (!old) return { values: initial, isOld: false, was: null, overtaken: null }
    const mine = { ...initial, ...old.typed }
    const merged = mergedWith({ ...initial, ...old.begun }, mine, initial)
    const isOvertaken = merged.contested.length > 0 || merged.taken.length > 0
    return { values: merged.values, isOld: true, was: old, overtaken: isOvertaken ? merged : null }
  })
  const begun = useRef(initial)
  const set = useCallback(
    (values: Values) => {
      setState((before) => ({ ...before, values }))
      write(key, values, begun.current)
    },
    [key],
  )
  const goOn = useCallback(
    (now: Values, values: Values) => {
      begun.current = now
      set(values)
    },
    [set],
  )
  const forget = useCallback(() => {
    keep(keyOf(key), null)
    setState({ values: begun.current, isOld: false, was: null, overtaken: null })
  }, [key])
  return { ...state, begun: begun.current, set, goOn, forget }
}
