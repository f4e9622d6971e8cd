import { Num, wholeNumber } from '../number.ts'
import type { Run } from '../run.ts'
import type { Value } from '../value.ts'
import { define, list, number, type Overload, one, optional, orNull, text } from './define.ts'

/** Positions in strings count characters (code points), not the 16-bit units of JavaScript. */
function substring(string: string, start: Num, length: Num | undefined): Value {
  const from = wholeNumber(start.trunc())
  const count = length === undefined ? undefined : wholeNumber(length.trunc())
  const characters = Array.from(string)
  if (from === null || from === 0 || Math.abs(from) > characters.length) return null
  if (count === null || (count !== undefined && count < 1)) return null
  const begin = from > 0 ? from - 1 : characters.length + from
  return characters.slice(begin, count === undefined ? undefined : begin + count).join('')
}

function join(
  run: Run,
  parts: readonly Value[],
  delimiter: string | null | undefined,
  prefix = '',
  suffix = '',
): Value {
  const strings: string[] = []
  for (const part of parts) {
    run.step()
    if (typeof part === 'string') strings.push(part)
    else if (part !== null) return null
  }
  return run.text(`${prefix}${strings.join(delimiter ?? '')}${suffix}`)
}

export const textual: readonly Overload[] = [
  define(
    'substring',
    [one('string', text), one('start position', number), optional('length', number)],
    (_, s, start, length) => substring(s, start, length),
  ),
  define('string length', [one('string', text)], (_, s) => new Num(Array.from(s).length)),
  define('upper case', [one('string', text)], (_, s) => s.toUpperCase()),
  define('lower case', [one('string', text)], (_, s) => s.toLowerCase()),
  define('trim', [one('string', text)], (_, s) => s.trim()),
  define('is blank', [one('string', text)], (_, s) => s.trim() === ''),
  define('substring before', [one('string', text), one('match', text)], (_, s, match) => {
    const at = s.indexOf(match)
    return at < 0 ? '' : s.slice(0, at)
  }),
  define('substring after', [one('string', text), one('match', text)], (_, s, match) => {
    const at = s.indexOf(match)
    return at < 0 ? '' : s.slice(at + match.length)
  }),
  define('contains', [one('string', text), one('match', text)], (_, s, match) => s.includes(match)),
  define('starts with', [one('string', text), one('match', text)], (_, s, match) => s.startsWith(match)),
  define('ends with', [one('string', text), one('match', text)], (_, s, match) => s.endsWith(match)),
  define('string join', [one('list', list), optional('delimiter', orNull(text))], join),
  // Not of the standard, but what modellers of Camunda write: between a prefix and a suffix.
  define(
    'string join',
    [one('list', list), one('delimiter', orNull(text)), one('prefix', text), one('suffix', text)],
    join,
  ),
]
