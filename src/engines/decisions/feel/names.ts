import { normalizeContextKey } from 'lezer-feel'
import { type FeelContext, isContext, type Value } from './value.ts'

/** A name as FEEL compares names: one space between its parts, whatever was typed (`a+b` and `a + b` are one name). */
export function normalizeName(name: string): string {
  return normalizeContextKey(name)
}

/** How a name is looked up in a context: as written, normalised, and whether a search by normal form can pay off. */
export interface Key {
  readonly written: string
  readonly normal: string
  readonly composite: boolean
}

export function keyOf(written: string): Key {
  const normal = normalizeName(written)
  return { written, normal, composite: /\s/.test(normal) }
}

/** The entry of a context, or undefined. A composite name also finds a key that is written with other spaces. */
export function entryOf(context: FeelContext, key: Key): Value | undefined {
  const direct = context.get(key.written)
  if (direct !== undefined || !key.composite) return direct
  for (const [name, value] of context) if (normalizeName(name) === key.normal) return value
  return undefined
}

/** The entry of a value that may be no context at all. */
export function entryIfContext(value: Value, key: Key): Value | undefined {
  return isContext(value) ? entryOf(value, key) : undefined
}
