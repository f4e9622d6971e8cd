/**
 * Paper: it is light whatever the screen is, and has everything that was loaded and not only what a screen can show.
 * Both must be so before the browser lays out its pages.
 */
import { useSyncExternalStore } from 'react'
import { flushSync } from 'react-dom'

const SCHEME = 'data-mantine-color-scheme'
const listeners = new Set<() => void>()
let isPrinting = false
let schemeBefore: string | null = null

window.addEventListener('beforeprint', () => {
  const root = document.documentElement
  schemeBefore = root.getAttribute(SCHEME)
  root.setAttribute(SCHEME, 'light')
  become(true)
})

window.addEventListener('afterprint', () => {
  if (schemeBefore !== null) document.documentElement.setAttribute(SCHEME, schemeBefore)
  become(false)
})

function become(printing: boolean): void {
  isPrinting = printing
  flushSync(() => {
    for (const tell of listeners) tell()
  })
}

/** Whether the page is being printed at this moment. */
export function usePrinting(): boolean {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    () => isPrinting,
  )
}
