/** What a screen shows is in its address, so that it can be sent to somebody, kept and gone back to. */
import { useLocation, useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'

export type AddressValues = Readonly<Record<string, string>>

/** The words of the address under a prefix, and a way to change some of them; null takes one away. */
export function useAddress(
  prefix = '',
): readonly [AddressValues, (changes: Readonly<Record<string, string | null>>) => void] {
  const search = useLocation({ select: ({ searchStr }) => searchStr })
  const navigate = useNavigate()
  const start = prefix === '' ? '' : `${prefix}.`
  const values = useMemo(
    () =>
      Object.fromEntries(
        [...new URLSearchParams(search)]
          .filter(([name]) => name.startsWith(start))
          .map(([name, value]) => [name.slice(start.length), value]),
      ),
    [search, start],
  )
  const change = useCallback(
    (changes: Readonly<Record<string, string | null>>) => {
      const before = new URLSearchParams(window.location.search)
      const next = new URLSearchParams(before)
      for (const [name, value] of Object.entries(changes)) {
        if (value === null || value === '') next.delete(start + name)
        else next.set(start + name, value)
      }
      void navigate({
        to: window.location.pathname,
        search: Object.fromEntries(next) as never,
        // A tab is a step, to which one goes back; a filter or a column is not.
        replace: !('tab' in changes) || next.toString() === before.toString(),
        resetScroll: false,
      })
    },
    [navigate, start],
  )
  return [values, change]
}
