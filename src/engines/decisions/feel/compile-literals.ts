import type { SyntaxNode } from '@lezer/common'
import { parseTemporal } from './builtins/conversion.ts'
import { rangeOf } from './compile-tests.ts'
import { type Compiler, nameText, part, parts, unsupported } from './compiler.ts'
import { compare } from './equality.ts'
import { parseNumber } from './number.ts'
import { textOf } from './parse.ts'
import { type Code, constant, constantOf, type Env } from './scope.ts'
import { Range, typeName, type Value } from './value.ts'

export function compileNumber(c: Compiler, node: SyntaxNode): Code {
  const value = parseNumber(textOf(c.source, node).replace(/\s+/g, ''))
  if (value === null)
    throw unsupported(c, node, 'The number is out of range: 34 digits and exponents to 6144 exist.')
  return constant(value)
}

export function compileString(c: Compiler, node: SyntaxNode): Code {
  return constant(unquote(textOf(c.source, node)))
}

const ESCAPES: { readonly [letter: string]: string } = {
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
  "'": "'",
  '\\': '\\',
}

/** The value of a string literal: `\n \r \t \" \' \\`, `\u1F40` and `\U01F40E`. Any other backslash stands for itself. */
export function unquote(literal: string): string {
  return literal
    .slice(1, -1)
    .replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{6})|(["'\\nrt]))/g, (all, four, six, letter) => {
      if (letter !== undefined) return ESCAPES[letter] ?? all
      const code = Number.parseInt(four ?? six, 16)
      return code > 0x10ffff ? all : String.fromCodePoint(code)
    })
}

/** The key of an entry of a context, without the quotes it may be written in. */
export function keyText(c: Compiler, key: SyntaxNode): string {
  const node = part(parts(key), 0)
  return node.name === 'StringLiteral' ? unquote(textOf(c.source, node)) : nameText(c, node)
}

/** `@"2020-01-01"`: a date, time, date and time or duration. */
export function compileAt(c: Compiler, node: SyntaxNode): Code {
  const literal = part(parts(node), 0)
  const value = parseTemporal(unquote(textOf(c.source, literal)))
  if (value === null) {
    const message = `${textOf(c.source, node)} is no date, time, date and time or duration of ISO 8601.`
    c.reject(unsupported(c, node, message))
  }
  return constant(value)
}

/** `[a..b)`, `(a..b]`, `]a..b[`. */
export function compileInterval(c: Compiler, node: SyntaxNode, env: Env): Code {
  const nodes = parts(node)
  const startIncluded = textOf(c.source, part(nodes, 0)) === '['
  const endIncluded = textOf(c.source, part(nodes, -1)) === ']'
  const start = c.compile(part(nodes, 1), env)
  const end = c.compile(part(nodes, 3), env)
  const make = (from: Value, to: Value) => makeRange(from, to, startIncluded, endIncluded)
  const fixedStart = constantOf(start)
  const fixedEnd = constantOf(end)
  if (fixedStart !== undefined && fixedEnd !== undefined) return constant(make(fixedStart, fixedEnd))
  return (scope) => make(start(scope), end(scope))
}

/** A range of two values of one ordered type; null otherwise. A side without an end (`null`) cannot include it. */
export function makeRange(
  start: Value,
  end: Value,
  startIncluded: boolean,
  endIncluded: boolean,
): Range | null {
  if (start === null && end === null) return null
  if ((start === null && startIncluded) || (end === null && endIncluded)) return null
  if (start !== null && end !== null && typeName(start) !== typeName(end)) return null
  if (start !== null && compare(start, start) === null) return null
  if (end !== null && compare(end, end) === null) return null
  return new Range(start, end, startIncluded, endIncluded)
}

function rangeByTest(operator: string, value: Value): Value {
  if (operator === '=') return makeRange(value, value, true, true)
  if (operator === '!=')
    return compare(value, value) === null ? null : new Range(value, value, false, false, true)
  return rangeOf(operator, value)
}

/** A test standing as an expression: `[1..5]` and `(< 5)` are ranges, `(= 5)` the range of one value, `(!= 5)` of all others. */
export function compileTestExpression(c: Compiler, node: SyntaxNode, env: Env): Code {
  const nodes = parts(node)
  if (nodes.length === 1) return c.compile(part(nodes, 0), env)
  const operator = textOf(c.source, part(nodes, 0))
  const endpoint = c.compile(part(nodes, 1), env)
  const make = (value: Value): Value => (value === null ? null : rangeByTest(operator, value))
  const fixed = constantOf(endpoint)
  return fixed === undefined ? (scope) => make(endpoint(scope)) : constant(make(fixed))
}
