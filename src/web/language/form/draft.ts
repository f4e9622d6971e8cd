/** What was typed into a form, kept in this browser until it has been sent: no lost session or closed tab takes it. */
import { useCallback, useState } from 'react'
import { isRecord, keep, keptAs, ofPerson } from '../../wire/kept.ts'

export type Values = Readonly<Record<string, unknown>>

const keyOf = (key: string) => ofPerson(`throughline.draft ${key}`)

/** Fields that are nobody's business to keep. */
const secret = /password|secret|token/i

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** Only what was typed: what somebody else changes in the record meanwhile is not put back by an old draft. */
function write(key: string, values: Values, initial: Values): void {
  const typed = Object.entries(values).filter(
    ([name, value]) => !secret.test(name) && !same(value, initial[name]),
  )
  keep(keyOf(key), typed.length > 0 ? JSON.stringify(Object.fromEntries(typed)) : null)
}

export interface Draft {
  readonly values: Values
  readonly set: (values: Values) => void
  /** Whether the values came from an earlier visit. */
  readonly isOld: boolean
  /** Forgets what was typed: it has been sent, or is not wanted. */
  readonly forget: () => void
}

/** The values of a form, begun with `initial` unless something was typed before. */
export function useDraft(key: string, initial: Values): Draft {
  const [state, setState] = useState(() => {
    const old = keptAs(keyOf(key), isRecord)
    return { values: old ? { ...initial, ...old } : initial, isOld: old !== null }
  })
  const set = useCallback(
    (values: Values) => {
      setState(({ isOld }) => ({ values, isOld }))
      write(key, values, initial)
    },
    [key, initial],
  )
  const forget = useCallback(() => {
    keep(keyOf(key), null)
    setState({ values: initial, isOld: false })
  }, [key, initial])
  return { ...state, set, forget }
}
