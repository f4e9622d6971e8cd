import {
  ANY,
  type CharacterSet,
  escapeSet,
  folded,
  minus,
  NO_LINE_END,
  not,
  propertySet,
  single,
  span,
  union,
} from './character-set.ts'

/** A regular expression of XPath (XML Schema's, with anchors, lazy quantifiers, groups and back-references), as a tree. */
export type PatternNode =
  | { readonly kind: 'set'; readonly set: CharacterSet }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly branches: readonly PatternNode[] }
  | { readonly kind: 'group'; readonly index: number; readonly inner: PatternNode }
  | {
      readonly kind: 'repeat'
      readonly inner: PatternNode
      readonly min: number
      readonly max: number
      readonly lazy: boolean
    }
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'back'; readonly index: number }

/** The flags of `matches` and `replace`. */
export interface PatternFlags {
  readonly dotAll: boolean
  readonly multiline: boolean
  readonly ignoreCase: boolean
  readonly extended: boolean
  readonly literal: boolean
}

/** Reads flags such as `im`; null when one is unknown. */
export function parseFlags(flags: string): PatternFlags | null {
  if (!/^[smixq]*$/.test(flags)) return null
  return {
    dotAll: flags.includes('s'),
    multiline: flags.includes('m'),
    ignoreCase: flags.includes('i'),
    extended: flags.includes('x'),
    literal: flags.includes('q'),
  }
}

/** Longest pattern and deepest nesting of groups. */
const PATTERN_MAX = 10_000
const DEPTH_MAX = 100
const REPEAT_MAX = 1_000

const SINGLE_ESCAPES: { readonly [letter: string]: string } = { n: '\n', r: '\r', t: '\t' }

/** Parses a pattern; null when it is none. Look-around and the escapes of other dialects are none. */
export function parsePattern(
  pattern: string,
  flags: PatternFlags,
): { node: PatternNode; groups: number } | null {
  if (pattern.length > PATTERN_MAX) return null
  const parser = new PatternParser(pattern, flags)
  try {
    return flags.literal ? parser.literal() : parser.parse()
  } catch (error) {
    if (error instanceof PatternError) return null
    throw error
  }
}

/** Ends the parsing of a text that is no pattern; never leaves this file. */
class PatternError extends Error {}

class PatternParser {
  readonly #text: readonly string[]
  readonly #flags: PatternFlags
  #at = 0
  #groups = 0
  #depth = 0
  readonly #closed = new Set<number>()

  constructor(pattern: string, flags: PatternFlags) {
    const characters = Array.from(pattern)
    this.#text = flags.extended && !flags.literal ? withoutSpace(characters) : characters
    this.#flags = flags
  }

  parse(): { node: PatternNode; groups: number } {
    const node = this.#choice()
    if (this.#at < this.#text.length) throw new PatternError()
    return { node, groups: this.#groups }
  }

  literal(): { node: PatternNode; groups: number } {
    const parts = this.#text.map((character) => setNode(this.#cased(single(character.codePointAt(0) ?? 0))))
    return { node: { kind: 'sequence', parts }, groups: 0 }
  }

  /** Single characters and ranges stand for all their cases under the flag `i`; classes such as `\p{Lu}` do not. */
  #cased(set: CharacterSet): CharacterSet {
    return this.#flags.ignoreCase ? folded(set) : set
  }

  #peek(): string | undefined {
    return this.#text[this.#at]
  }

  #next(): string {
    const character = this.#text[this.#at]
    if (character === undefined) throw new PatternError()
    this.#at += 1
    return character
  }

  #take(character: string): boolean {
    if (this.#peek() !== character) return false
    this.#at += 1
    return true
  }

  #choice(): PatternNode {
    this.#depth += 1
    if (this.#depth > DEPTH_MAX) throw new PatternError()
    const branches = [this.#sequence()]
    while (this.#take('|')) branches.push(this.#sequence())
    this.#depth -= 1
    return branches.length === 1
      ? (branches[0] ?? { kind: 'sequence', parts: [] })
      : { kind: 'choice', branches }
  }

  #sequence(): PatternNode {
    const parts: PatternNode[] = []
    for (let c = this.#peek(); c !== undefined && c !== '|' && c !== ')'; c = this.#peek()) {
      parts.push(this.#quantified(this.#atom()))
    }
    return { kind: 'sequence', parts }
  }

  #quantified(inner: PatternNode): PatternNode {
    const bounds = this.#bounds()
    if (bounds === undefined) return inner
    const lazy = this.#take('?')
    return { kind: 'repeat', inner, min: bounds[0], max: bounds[1], lazy }
  }

  #bounds(): readonly [number, number] | undefined {
    if (this.#take('*')) return [0, Number.POSITIVE_INFINITY]
    if (this.#take('+')) return [1, Number.POSITIVE_INFINITY]
    if (this.#take('?')) return [0, 1]
    if (!this.#take('{')) return undefined
    let inside = ''
    for (let c = this.#next(); c !== '}'; c = this.#next()) inside += c
    const match = /^(\d{1,4})(?:(,)(\d{1,4})?)?$/.exec(inside)
    if (match === null) throw new PatternError()
    const min = Number(match[1])
    const max =
      match[2] === undefined ? min : match[3] === undefined ? Number.POSITIVE_INFINITY : Number(match[3])
    if (min > max || min > REPEAT_MAX || (max > REPEAT_MAX && Number.isFinite(max))) throw new PatternError()
    return [min, max]
  }

  #atom(): PatternNode {
    const c = this.#next()
    switch (c) {
      case '(':
        return this.#group()
      case '[':
        return setNode(this.#characterClass())
      case '.':
        return setNode(this.#flags.dotAll ? ANY : NO_LINE_END)
      case '^':
        return { kind: 'start' }
      case '$':
        return { kind: 'end' }
      case '\\':
        return this.#escape()
      case '*':
      case '+':
      case '?':
      case '{':
      case '}':
      case ']':
        throw new PatternError()
      default:
        return setNode(this.#cased(single(c.codePointAt(0) ?? 0)))
    }
  }

  #group(): PatternNode {
    if (this.#take('?')) {
      if (!this.#take(':')) throw new PatternError()
      const inner = this.#choice()
      if (!this.#take(')')) throw new PatternError()
      return inner
    }
    this.#groups += 1
    const index = this.#groups
    const inner = this.#choice()
    if (!this.#take(')')) throw new PatternError()
    this.#closed.add(index)
    return { kind: 'group', index, inner }
  }

  #escape(): PatternNode {
    const c = this.#peek()
    if (c === undefined || !/[1-9]/.test(c)) return setNode(this.#escapedSet())
    this.#at += 1
    let index = Number(c)
    for (
      let d = this.#peek();
      d !== undefined && /\d/.test(d) && index * 10 + Number(d) <= this.#groups;
      d = this.#peek()
    ) {
      index = index * 10 + Number(d)
      this.#at += 1
    }
    if (!this.#closed.has(index)) throw new PatternError()
    return { kind: 'back', index }
  }

  /** What stands behind a backslash, as a set: a class of characters, or one character. */
  #escapedSet(): CharacterSet {
    const c = this.#next()
    if (c === 'p' || c === 'P') {
      if (!this.#take('{')) throw new PatternError()
      let name = ''
      for (let d = this.#next(); d !== '}'; d = this.#next()) name += d
      const set = propertySet(name)
      if (set === undefined) throw new PatternError()
      return c === 'p' ? set : not(set)
    }
    return escapeSet(c) ?? this.#cased(single(this.#escapedCharacter(c)))
  }

  #escapedCharacter(c: string): number {
    const control = SINGLE_ESCAPES[c]
    if (control !== undefined) return control.charCodeAt(0)
    if (!/[\\|.\-^?*+{}()[\]$]/.test(c)) throw new PatternError()
    return c.charCodeAt(0)
  }

  /** `[a-z]`, `[^a-z]`, `[a-z-[aeiou]]`, behind the opening bracket. */
  #characterClass(): CharacterSet {
    const negative = this.#take('^')
    const sets: CharacterSet[] = []
    for (;;) {
      if (this.#take(']')) {
        if (sets.length === 0) throw new PatternError()
        return negative ? not(union(sets)) : union(sets)
      }
      if (this.#peek() === '-' && this.#text[this.#at + 1] === '[' && sets.length > 0) {
        this.#at += 2
        const removed = this.#characterClass()
        if (!this.#take(']')) throw new PatternError()
        return minus(negative ? not(union(sets)) : union(sets), removed)
      }
      sets.push(this.#classItem())
    }
  }

  #classItem(): CharacterSet {
    const c = this.#next()
    if (c === '[') throw new PatternError()
    if (c === '\\' && /[sSdDwWiIcCpP]/.test(this.#peek() ?? '')) return this.#escapedSet()
    const from = this.#classCharacter(c)
    const follows = this.#text[this.#at + 1]
    if (this.#peek() !== '-' || follows === ']' || follows === '[' || follows === undefined)
      return this.#cased(single(from))
    this.#at += 1
    const to = this.#classCharacter(this.#next())
    if (to < from) throw new PatternError()
    return this.#cased(span(from, to))
  }

  #classCharacter(c: string): number {
    return c === '\\' ? this.#escapedCharacter(this.#next()) : (c.codePointAt(0) ?? 0)
  }
}

function setNode(set: CharacterSet): PatternNode {
  return { kind: 'set', set }
}

/** The flag `x`: white space outside of classes is layout. */
function withoutSpace(characters: readonly string[]): string[] {
  let inClass = 0
  return characters.filter((c, i) => {
    const escaped = characters[i - 1] === '\\'
    if (c === '[' && !escaped) inClass += 1
    if (c === ']' && !escaped) inClass -= 1
    return inClass > 0 || !/[ \t\n\r]/.test(c)
  })
}
