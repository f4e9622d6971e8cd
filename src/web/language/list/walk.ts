/** Going through a list by keyboard: from row to row, over the heads of groups, with the arrows. */
import type { KeyboardEvent } from 'react'

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 }

/** Focuses the row or head of a group before or after this one; false for keys that do not walk. */
export function walk({ key, currentTarget }: KeyboardEvent<HTMLElement>): boolean {
  const step = steps[key]
  if (step === undefined) return false
  const stops = [
    ...(currentTarget.closest('[role=table]')?.querySelectorAll<HTMLElement>('[data-stop]') ?? []),
  ]
  stops[stops.indexOf(currentTarget) + step]?.focus()
  return true
}
