/** What lies over a screen is closed by going back, as on a phone everybody expects; the screen beneath stays. */
import { useBlocker } from '@tanstack/react-router'

/** Stands in what is open, as long as it is. */
export function BackCloses({ close }: { close: () => void }) {
  useBlocker({
    shouldBlockFn: ({ action }) => {
      if (action !== 'BACK') return false
      close()
      return true
    },
    // Whoever closes the window is asked nothing: what was typed is kept.
    enableBeforeUnload: false,
  })
  return null
}
