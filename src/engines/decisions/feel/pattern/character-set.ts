/** Sets of characters, as predicates over code points. */
export type CharacterSet = (codePoint: number) => boolean

export const single =
  (wanted: number): CharacterSet =>
  (c) =>
    c === wanted

export const span =
  (from: number, to: number): CharacterSet =>
  (c) =>
    c >= from && c <= to

export const not =
  (set: CharacterSet): CharacterSet =>
  (c) =>
    !set(c)

export const union =
  (sets: readonly CharacterSet[]): CharacterSet =>
  (c) =>
    sets.some((set) => set(c))

export const minus =
  (set: CharacterSet, removed: CharacterSet): CharacterSet =>
  (c) =>
    set(c) && !removed(c)

/** The same set without regard to case: a character is in it when one of its cases is. */
export const folded =
  (set: CharacterSet): CharacterSet =>
  (c) => {
    if (set(c)) return true
    const character = String.fromCodePoint(c)
    const lower = character.toLowerCase().codePointAt(0) ?? c
    const upper = character.toUpperCase().codePointAt(0) ?? c
    return set(lower) || set(upper)
  }

export const ANY: CharacterSet = () => true
/** The dot without the flag `s`: everything but the ends of lines. */
export const NO_LINE_END: CharacterSet = (c) => c !== 0x0a && c !== 0x0d

/** The multi-character escapes of XML Schema regular expressions. */
const ESCAPES: { readonly [letter: string]: CharacterSet } = {
  s: (c) => c === 0x20 || c === 0x09 || c === 0x0a || c === 0x0d,
  d: category(/\p{Nd}/u),
  w: not(category(/[\p{P}\p{Z}\p{C}]/u)),
  i: category(/[:_\p{L}]/u),
  c: category(/[-.:_\p{L}\p{Nd}\p{M}\u00b7]/u),
}

/** The set of `\d`, `\D` and their like, or undefined. */
export function escapeSet(letter: string): CharacterSet | undefined {
  const set = ESCAPES[letter]
  if (set !== undefined) return set
  const complement = ESCAPES[letter.toLowerCase()]
  return complement === undefined ? undefined : not(complement)
}

/** Blocks of Unicode that business texts ask for; the others are written as ranges. */
const BLOCKS: { readonly [name: string]: CharacterSet } = {
  BasicLatin: span(0x0000, 0x007f),
  'Latin-1Supplement': span(0x0080, 0x00ff),
  'LatinExtended-A': span(0x0100, 0x017f),
  Greek: span(0x0370, 0x03ff),
  Cyrillic: span(0x0400, 0x04ff),
  Hebrew: span(0x0590, 0x05ff),
  Arabic: span(0x0600, 0x06ff),
  Hiragana: span(0x3040, 0x309f),
  Katakana: span(0x30a0, 0x30ff),
  CJKUnifiedIdeographs: span(0x4e00, 0x9fff),
}

const CATEGORY = /^(L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?)$/

/** The set of `\p{Lu}` or `\p{IsGreek}`, or undefined where there is none of that name. */
export function propertySet(name: string): CharacterSet | undefined {
  if (name.startsWith('Is')) return BLOCKS[name.slice(2)]
  return CATEGORY.test(name) ? category(new RegExp(`\\p{${name}}`, 'u')) : undefined
}

/** A class of JavaScript's, asked about one character at a time: there is nothing to backtrack over. */
function category(expression: RegExp): CharacterSet {
  return (c) => expression.test(String.fromCodePoint(c))
}
