/**
 * What this browser keeps from one visit to the next. Its storage belongs to the person: it may be forbidden, full, or
 * hold what an older version or another hand has written. None of that may keep the application from opening, so what
 * cannot be stored lasts as long as the page, and what cannot be read was never there.
 */

const ofPage = new Map<string, string>()

let whose = ''

/** From now on, what is kept under keys of a person is this person's: several may sign in at one browser. */
export function keepFor(principalId: string): void {
  whose = principalId
}

/** The key under which something is kept for whoever is signed in. */
export const ofPerson = (key: string): string => (whose === '' ? key : `${key} of ${whose}`)

/** The text kept under a key, or null. */
export function kept(key: string): string | null {
  try {
    return localStorage.getItem(key) ?? ofPage.get(key) ?? null
  } catch {
    return ofPage.get(key) ?? null
  }
}

/** Keeps a text under a key; null forgets it. */
export function keep(key: string, text: string | null): void {
  ofPage.delete(key)
  try {
    if (text === null) localStorage.removeItem(key)
    else localStorage.setItem(key, text)
  } catch {
    if (text !== null) ofPage.set(key, text)
  }
}

/** The value kept under a key as JSON; null where there is none, or what there is is not `likeThis`. */
export function keptAs<T>(key: string, likeThis: (value: unknown) => value is T): T | null {
  const text = kept(key)
  if (text === null) return null
  try {
    const value: unknown = JSON.parse(text)
    return likeThis(value) ? value : null
  } catch {
    return null
  }
}

/** Whether a value has named fields. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
