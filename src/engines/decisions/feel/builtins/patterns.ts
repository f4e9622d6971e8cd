import { findMatch, type Pattern, type PatternMatch, patternOf } from '../pattern/match-pattern.ts'
import type { Run } from '../run.ts'
import type { Value } from '../value.ts'
import { define, type Overload, one, optional, orNull, text } from './define.ts'

function codePoints(string: string): number[] {
  return Array.from(string, (character) => character.codePointAt(0) ?? 0)
}

function textOf(characters: readonly number[], from: number, to: number): string {
  let result = ''
  for (let i = from; i < to; i += 1) result += String.fromCodePoint(characters[i] ?? 0)
  return result
}

/** All matches, none overlapping, none empty. */
function* allMatches(pattern: Pattern, input: readonly number[], run: Run): Iterable<PatternMatch> {
  let at = 0
  while (at <= input.length) {
    const match = findMatch(pattern, input, at, run)
    if (match === null) return
    yield match
    at = match.to > match.from ? match.to : match.to + 1
  }
}

/** Null where the pattern is none, or accepts nothing at all: it would be found between any two characters. */
function dividing(pattern: string, flags: string | null | undefined, run: Run): Pattern | null {
  const compiled = patternOf(pattern, flags ?? '')
  return compiled === null || findMatch(compiled, [], 0, run) !== null ? null : compiled
}

type Piece = string | { readonly group: number }

/** Reads a replacement: `$1` is a group, `\$` and `\\` are themselves. Null when it is none. */
function parseReplacement(replacement: string, groups: number): readonly Piece[] | null {
  const pieces: Piece[] = []
  for (let i = 0; i < replacement.length; i += 1) {
    const c = replacement[i] ?? ''
    if (c === '\\') {
      i += 1
      const escaped = replacement[i]
      if (escaped !== '\\' && escaped !== '$') return null
      pieces.push(escaped)
    } else if (c === '$') {
      const digits = /^\d+/.exec(replacement.slice(i + 1))?.[0]
      if (digits === undefined) return null
      let length = digits.length
      while (length > 1 && Number(digits.slice(0, length)) > groups) length -= 1
      pieces.push({ group: Number(digits.slice(0, length)) })
      i += length
    } else pieces.push(c)
  }
  return pieces
}

function expand(pieces: readonly Piece[], input: readonly number[], match: PatternMatch): string {
  const parts = pieces.map((piece) => {
    if (typeof piece === 'string') return piece
    const span = piece.group === 0 ? ([match.from, match.to] as const) : match.groups[piece.group - 1]
    return span === undefined ? '' : textOf(input, span[0], span[1])
  })
  return parts.join('')
}

function replace(
  run: Run,
  string: string,
  pattern: string,
  replacement: string,
  flags: string | null | undefined,
): Value {
  const compiled = dividing(pattern, flags, run)
  if (compiled === null) return null
  const pieces = compiled.flags.literal
    ? [replacement]
    : parseReplacement(replacement, compiled.program.groups)
  if (pieces === null) return null
  const input = codePoints(string)
  let result = ''
  let at = 0
  for (const match of allMatches(compiled, input, run)) {
    result = run.text(result + textOf(input, at, match.from) + expand(pieces, input, match))
    at = match.to
  }
  return run.text(result + textOf(input, at, input.length))
}

function split(run: Run, string: string, delimiter: string): Value {
  const compiled = dividing(delimiter, '', run)
  if (compiled === null) return null
  const input = codePoints(string)
  const parts: Value[] = []
  let at = 0
  for (const match of allMatches(compiled, input, run)) {
    run.step()
    parts.push(textOf(input, at, match.from))
    at = match.to
  }
  return [...parts, textOf(input, at, input.length)]
}

/** The functions of regular expressions, in the dialect of XPath 2.0 that DMN names. */
export const patterns: readonly Overload[] = [
  define(
    'matches',
    [one('input', text), one('pattern', text), optional('flags', orNull(text))],
    (run, string, pattern, flags) => {
      const compiled = patternOf(pattern, flags ?? '')
      return compiled === null ? null : findMatch(compiled, codePoints(string), 0, run) !== null
    },
  ),
  define(
    'replace',
    [one('input', text), one('pattern', text), one('replacement', text), optional('flags', orNull(text))],
    replace,
  ),
  define('split', [one('string', text), one('delimiter', text)], split),
  // Camunda
  define('extract', [one('string', text), one('pattern', text)], (run, string, pattern) => {
    const compiled = dividing(pattern, '', run)
    if (compiled === null) return null
    const input = codePoints(string)
    return Array.from(allMatches(compiled, input, run), (match) => textOf(input, match.from, match.to))
  }),
]
