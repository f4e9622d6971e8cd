import type { SyntaxNode, Tree } from '@lezer/common'
import { parser, trackVariables } from 'lezer-feel'
import { DecisionError, lineAndColumn } from '../decision-error.ts'
import { SPACED_BUILTINS } from './builtins/names.ts'

/** Longest text of one expression, and most commas in it: what the parser keeps of names grows with their square. */
const CHARACTERS_MAX = 16_000
const COMMAS_MAX = 1_000
/** Deepest nesting of one expression; bounds the stack of compiler and evaluation. */
const DEPTH_MAX = 250

export type Grammar = 'Expression' | 'UnaryTests'

/** A parsed text: its syntax tree without errors, and where its parts lie. */
export interface Source {
  readonly text: string
  readonly root: SyntaxNode
}

/** Names whose parts a parser must know to read them as one: with spaces, or with signs such as `-` and `+`. */
export type KnownNames = { readonly [name: string]: KnownNames | null }

const builtinNames: KnownNames = Object.fromEntries(SPACED_BUILTINS.map((name) => [name, null]))

/** The names as the grammar wants them: an object, nested where a variable is known to be a context. */
export function knownNames(names: Iterable<string>): KnownNames {
  return Object.fromEntries([...names].map((name) => [name, null]))
}

/** Parses a text with the grammar of lezer-feel, strictly: a syntax error is an error, not a guess. */
export function parse(text: string, grammar: Grammar, known: KnownNames): Source {
  if (text.length > CHARACTERS_MAX) {
    throw new DecisionError(
      'expression_too_large',
      `The expression has ${text.length} characters, at most ${CHARACTERS_MAX} are read. Split it into several decisions.`,
    )
  }
  checkBrackets(text)
  const tree = parseTree(readable(text), grammar, known)
  checkTree(tree, text)
  return { text, root: tree.topNode }
}

type LRParser = typeof parser

function parseTree(text: string, grammar: Grammar, known: KnownNames): Tree {
  try {
    return configured(grammar, known).parse(text)
  } catch (error) {
    // The context tracker of lezer-feel throws on some texts that are no expression, instead of marking them.
    throw new DecisionError('expression_syntax', `The expression cannot be read: ${text.slice(0, 80)}`, {}, [
      new DecisionError('expression_syntax', String(error)),
    ])
  }
}

const parsers = new WeakMap<KnownNames, Map<Grammar, LRParser>>()

/** A parser that knows these names; kept as long as the names are, since a table has hundreds of cells. */
function configured(grammar: Grammar, known: KnownNames): LRParser {
  const kept = parsers.get(known) ?? new Map<Grammar, LRParser>()
  parsers.set(known, kept)
  let own = kept.get(grammar)
  if (own === undefined) {
    const contextTracker = trackVariables({ ...builtinNames, ...known })
    own = parser.configure({ top: grammar, dialect: 'camunda', contextTracker })
    kept.set(grammar, own)
  }
  return own
}

/**
 * The grammar has no type `range<T>`; it reads `list<T>` of the same length instead. The compiler looks at the text as
 * written and so tells them apart.
 */
function readable(text: string): string {
  return text.replace(/(\bof\s+|[<:,]\s*|->\s*)range(?=\s*<)/g, '$1list ')
}

/** Deep brackets and long lists are found before the parser, whose bookkeeping grows with both. */
function checkBrackets(text: string): void {
  let depth = 0
  let commas = 0
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i] ?? ''
    if (c === '"') i = endOfString(text, i)
    else if ('([{'.includes(c)) depth += 1
    else if (')]}'.includes(c)) depth -= 1
    else if (c === ',') commas += 1
    if (depth > DEPTH_MAX) throw tooDeep(text, i)
    if (commas > COMMAS_MAX) throw tooLong(text, i)
  }
}

/** The place of the quote that closes a string, or the end of the text. */
function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i += 1) {
    if (text[i] === '\\') i += 1
    else if (text[i] === '"') return i
  }
  return text.length
}

/** What parsing a text costs at most, in steps: the parser copies what it knows at each comma and at each word. */
export function parsingCost(text: string): number {
  const commas = text.split(',').length
  const words = text.split(/\s+/).length
  return commas * commas + (words * words) / 64
}

function tooLong(text: string, offset: number): DecisionError {
  return new DecisionError(
    'expression_too_large',
    `The expression lists more than ${COMMAS_MAX} things. Give them as data, or in a relation of the model.`,
    lineAndColumn(text, offset),
  )
}

function checkTree(tree: Tree, text: string): void {
  let depth = 0
  tree.iterate({
    enter(node) {
      depth += 1
      if (depth > DEPTH_MAX) throw tooDeep(text, node.from)
      if (node.type.isError) throw syntaxError(text, node.from, node.to)
    },
    leave() {
      depth -= 1
    },
  })
}

function tooDeep(text: string, offset: number): DecisionError {
  return new DecisionError(
    'expression_too_large',
    `The expression is nested more than ${DEPTH_MAX} deep. Give its inner parts names of their own.`,
    lineAndColumn(text, offset),
  )
}

function syntaxError(text: string, from: number, to: number): DecisionError {
  const found = text.slice(from, Math.max(to, from + 1)).trim()
  const what =
    text.trim() === ''
      ? 'The expression is empty. Write an expression, or null.'
      : found === '' || from >= text.length
        ? 'The expression ends too early. Complete it.'
        : `Unexpected "${found.slice(0, 40)}". Check operators, brackets and quotes around it.`
  return new DecisionError('expression_syntax', what, lineAndColumn(text, from))
}

/** The text of a node. */
export function textOf(source: Source, node: SyntaxNode): string {
  return source.text.slice(node.from, node.to)
}

/** The children of a node without comments. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = []
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name !== 'LineComment' && child.name !== 'BlockComment') children.push(child)
  }
  return children
}
