/** When there is time for what nobody waits for. */
import { useRouterState } from '@tanstack/react-router'
import { useEffect, useState } from 'react'

/** The longest that what can wait is put off, once the first screen stands. */
const WAIT_MS = 2_000

/** False until the first screen has been drawn and the browser has nothing else to do. */
export function useLeisure(): boolean {
  const isThere = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation !== undefined })
  const [isFree, setFree] = useState(false)
  useEffect(() => {
    if (!isThere) return
    // Not every browser tells when it has nothing to do.
    if (!('requestIdleCallback' in window)) {
      const timer = setTimeout(() => setFree(true), WAIT_MS)
      return () => clearTimeout(timer)
    }
    const idle = requestIdleCallback(() => setFree(true), { timeout: WAIT_MS })
    return () => cancelIdleCallback(idle)
  }, [isThere])
  return isFree
}
