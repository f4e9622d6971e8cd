/** Inputs as they come in: are they what the contract says, and can they be stored at all? */
import { z } from 'zod'
import type { Contract, Json } from './contract.ts'
import { inputWords, problemOf } from './input-words.ts'
import { type RefusalProblem, Refused } from './refusal.ts'

/** An input that is as the contract says, in both its forms. */
export interface Parsed {
  readonly wire: Json
  readonly value: unknown
}

/** Reads an input as on the wire. Everything that is wrong with it is told at once, each at its pointer. */
export function parseInput(contract: Contract, input: unknown): Parsed {
  const result = z.safeDecode(contract.input, (input ?? {}) as never, {
    error: inputWords,
    // Only so can what is missing be told from what is wrong.
    reportInput: true,
  })
  if (!result.success) {
    const problems = result.error.issues.map((issue) => ({
      pointer: pointerTo(issue.path),
      ...problemOf(issue),
    }))
    throw new Refused('invalid_input', {}, problems)
  }
  const wire = z.encode(contract.input, result.data as never) as Json
  const problems = unstorable(wire, [])
  if (problems.length > 0) throw new Refused('invalid_input', {}, problems)
  return { wire, value: result.data }
}

/**
 * JSON can spell text that is none: the character zero, which PostgreSQL does not store, and halves of surrogate
 * pairs, which no encoding has. Wherever they stand, they are refused before any handler sees them.
 */
function unstorable(value: Json, path: readonly PropertyKey[]): RefusalProblem[] {
  if (typeof value === 'string') {
    if (isText(value)) return []
    return [
      {
        pointer: pointerTo(path),
        code: 'no_text',
        message: 'must be text without the character zero or half characters',
      },
    ]
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => {
    const here = [...path, name]
    const own = isText(name)
      ? []
      : [{ pointer: pointerTo(path), code: 'no_text', message: 'has a name that is no text' }]
    return [...own, ...unstorable(inner, here)]
  })
}

const isText = (text: string) => !text.includes('\0') && text.isWellFormed()

/** A JSON pointer (RFC 6901). */
const pointerTo = (path: readonly PropertyKey[]) =>
  path.map((step) => `/${String(step).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('')
