/** What was typed into a form, kept in this browser until it has been sent: no lost session or closed tab takes it. */
import { useCallback, useState } from 'react'

export type Values = Readonly<Record<string, unknown>>

const prefix = 'throughline.draft '

/** Fields that are nobody's business to keep. */
const secret = /password|secret|token/i

function read(key: string): Values | null {
  try {
    return JSON.parse(localStorage.getItem(prefix + key) ?? 'null') as Values | null
  } catch {
    return null
  }
}

function write(key: string, values: Values): void {
  const kept = Object.entries(values).filter(([name]) => !secret.test(name))
  try {
    localStorage.setItem(prefix + key, JSON.stringify(Object.fromEntries(kept)))
  } catch {
    // A full or forbidden storage costs the safety net, not the work at hand.
  }
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
    const old = read(key)
    return { values: old ? { ...initial, ...old } : initial, isOld: old !== null }
  })
  const set = useCallback(
    (values: Values) => {
      setState(({ isOld }) => ({ values, isOld }))
      write(key, values)
    },
    [key],
  )
  const forget = useCallback(() => {
    localStorage.removeItem(prefix + key)
    setState({ values: initial, isOld: false })
  }, [key, initial])
  return { ...state, set, forget }
}
