import type { SyntaxNode } from '@lezer/common'
import { comparison, not } from './compile-operators.ts'
import { type Compiler, part, parts } from './compiler.ts'
import { equals, inRange } from './equality.ts'
import { textOf } from './parse.ts'
import { type Code, constantOf, Env, Scope } from './scope.ts'
import { isList, Range, type Value } from './value.ts'
import { weigh } from './weight.ts'

/** A compiled unary test: whether an input passes; null when that is unknown. */
export type Test = (input: Value, scope: Scope) => boolean | null

/** What a test is known to accept when compiling: the ground for finding overlapping rules. */
export type TestShape =
  | { readonly kind: 'any' }
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'range'; readonly range: Range }
  | { readonly kind: 'opaque'; readonly condition?: boolean }

/** Unary tests of one cell: the disjunction of its tests, possibly negated as a whole. */
export interface UnaryTests {
  readonly test: Test
  readonly shapes: readonly TestShape[]
  readonly negated: boolean
}

interface OneTest {
  readonly test: Test
  readonly shape: TestShape
}

/** A whole cell: `-`, tests separated by commas, or `not(...)` around them. */
export function compileTests(c: Compiler, root: SyntaxNode, env: Env): UnaryTests {
  const nodes = parts(root)
  const first = part(nodes, 0)
  if (first.name === 'Wildcard') return { test: () => true, shapes: [{ kind: 'any' }], negated: false }
  const negated = first.name === 'not'
  const list = negated ? nodes.find((n) => n.name === 'PositiveUnaryTests') : first
  if (list === undefined) throw new Error('unary tests without tests')
  const tests = parts(list).map((node) => compilePositive(c, node, env))
  const test = disjunction(tests.map((t) => t.test))
  return {
    test: negated ? (input, scope) => not(test(input, scope)) : test,
    shapes: tests.map((t) => t.shape),
    negated,
  }
}

/** `a in b`, `a in (b, >c)`. */
export function compileIn(c: Compiler, node: SyntaxNode, env: Env): Code {
  const nodes = parts(node)
  const value = c.compile(part(nodes, 0), env)
  const tests = nodes
    .filter((n) => n.name === 'PositiveUnaryTest' || n.name === 'PositiveUnaryTests')
    .flatMap((n) => (n.name === 'PositiveUnaryTests' ? parts(n) : [n]))
  const test = disjunction(tests.map((n) => compilePositive(c, n, env).test))
  return (scope) => test(value(scope), scope)
}

function disjunction(tests: readonly Test[]): Test {
  const only = tests[0]
  if (only !== undefined && tests.length === 1) return only
  return (input, scope) => {
    let unknown = false
    for (const test of tests) {
      const result = test(input, scope)
      if (result === true) return true
      if (result === null) unknown = true
    }
    return unknown ? null : false
  }
}

function compilePositive(c: Compiler, node: SyntaxNode, env: Env): OneTest {
  const expression = part(parts(node), 0)
  if (mentionsInput(c, expression)) return testWithInput(c, expression, env)
  if (expression.name === 'SimplePositiveUnaryTest') return compileSimple(c, expression, env)
  const code = c.compile(expression, env)
  const fixed = constantOf(code)
  if (fixed !== undefined) return { test: testAgainst(fixed), shape: shapeOf(fixed) }
  return {
    test: (input, scope) => {
      const value = code(scope)
      if (isList(value)) weigh(value, scope.run)
      return matches(input, value)
    },
    // A comparison gives true or false; without naming the input it is compared with the input, hardly what is meant.
    shape: { kind: 'opaque', condition: CONDITIONS.has(expression.name) },
  }
}

const CONDITIONS = new Set(['Comparison', 'Conjunction', 'Disjunction', 'QuantifiedExpression'])

/** `< 5`, `= x`, `[1..5]`: compared with the input without making a range. */
export function compileSimple(c: Compiler, node: SyntaxNode, env: Env): OneTest {
  const nodes = parts(node)
  if (nodes.length === 1) {
    const range = c.compile(part(nodes, 0), env)
    const fixed = constantOf(range)
    if (fixed instanceof Range) {
      return { test: (input) => inRange(input, fixed), shape: shapeOf(fixed) }
    }
    // Ends that make no range (of two types, or a closed side without an end) leave it unknown what lies between.
    const test: Test = (input, scope) => {
      const value = range(scope)
      return value === null ? null : matches(input, value)
    }
    return { test, shape: { kind: 'opaque' } }
  }
  const operator = textOf(c.source, part(nodes, 0))
  const holds = comparison(c, part(nodes, 0))
  const endpoint = c.compile(part(nodes, 1), env)
  const fixed = constantOf(endpoint)
  if (fixed === undefined) {
    return { test: (input, scope) => holds(input, endpoint(scope)), shape: { kind: 'opaque' } }
  }
  return { test: (input) => holds(input, fixed), shape: simpleShape(operator, fixed) }
}

function simpleShape(operator: string, fixed: Value): TestShape {
  if (operator === '=') return { kind: 'value', value: fixed }
  const range = rangeOf(operator, fixed)
  return range === null ? { kind: 'opaque' } : { kind: 'range', range }
}

/** The range that `<`, `<=`, `>` or `>=` describes; null for the other operators. */
export function rangeOf(operator: string, endpoint: Value): Range | null {
  if (operator === '<' || operator === '<=') return new Range(null, endpoint, false, operator === '<=')
  if (operator === '>' || operator === '>=') return new Range(endpoint, null, operator === '>=', false)
  return null
}

/** A test that names its input as `?` is a condition: true or not. */
function testWithInput(c: Compiler, expression: SyntaxNode, env: Env): OneTest {
  const inner = new Env(env, 'names', ['?'])
  const code = c.compile(expression, inner)
  return {
    test: (input, scope) => {
      const value = code(new Scope(scope.run, scope, [input]))
      return typeof value === 'boolean' ? value : matches(input, value)
    },
    shape: { kind: 'opaque' },
  }
}

function mentionsInput(c: Compiler, node: SyntaxNode): boolean {
  if (!textOf(c.source, node).includes('?')) return false
  const cursor = node.cursor()
  const end = node.to
  do {
    if (cursor.from >= end) break
    if (cursor.name === '?') return true
  } while (cursor.next())
  return false
}

function testAgainst(fixed: Value): Test {
  return (input) => matches(input, fixed)
}

function shapeOf(fixed: Value): TestShape {
  if (fixed instanceof Range) return fixed.outside ? { kind: 'opaque' } : { kind: 'range', range: fixed }
  return isList(fixed) ? { kind: 'opaque' } : { kind: 'value', value: fixed }
}

/** Whether an input passes a value standing as a test: equal to it, in its range, among its elements. */
export function matches(input: Value, value: Value): boolean | null {
  if (value instanceof Range) return inRange(input, value)
  if (isList(value)) {
    if (isList(input) && equals(input, value) === true) return true
    return value.some((element) => matchesElement(input, element))
  }
  return equals(input, value) ?? false
}

function matchesElement(input: Value, element: Value): boolean {
  return element instanceof Range ? inRange(input, element) === true : equals(input, element) === true
}
