/**
 * Whether the program answers. It is lost with the first request that nobody answered, or the first break in the news,
 * and found again by asking until somebody does: a browser that is online knows nothing of a program that restarts.
 */
import { useSyncExternalStore } from 'react'

/** How soon it is asked again whether somebody answers. */
const PROBE_MS = 2_000

let answers = true
let probing: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()

/** Nobody answered. */
export function lost(): void {
  tell(false)
  probing ??= setTimeout(() => void probe(), PROBE_MS)
}

/** Somebody answered, whatever it was. */
export function found(): void {
  clearTimeout(probing)
  probing = undefined
  tell(true)
}

/** Asks at once whether anybody answers. */
export async function probe(): Promise<boolean> {
  clearTimeout(probing)
  probing = undefined
  const response = await fetch('/healthz', { cache: 'no-store' }).catch(() => null)
  if (response?.ok) found()
  else lost()
  return answers
}

function tell(now: boolean): void {
  if (answers === now) return
  answers = now
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Calls back each time the program answers again after it did not. */
export const whenFound = (tell: () => void) => subscribe(() => answers && tell())

/** Loads a part of the program; while nobody sends it, waits until somebody does. */
export async function loadPatiently<T>(load: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await load()
    } catch (cause) {
      if (await probe()) throw cause
      await new Promise<void>((resolve) => {
        const stop = whenFound(() => {
          stop()
          resolve()
        })
      })
    }
  }
}

/** Whether the program answers, as far as is known. */
export const useConnection = () => useSyncExternalStore(subscribe, () => answers)
