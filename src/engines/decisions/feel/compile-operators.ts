import type { SyntaxNode } from '@lezer/common'
import { add, divide, multiply, negate, type Operation, power, subtract } from './arithmetic.ts'
import { type Compiler, part, parts, unsupported, warner } from './compiler.ts'
import { compare, equals } from './equality.ts'
import { textOf } from './parse.ts'
import { type Code, constant, constantOf, type Env } from './scope.ts'
import { isList, typeName, type Value } from './value.ts'
import { weigh } from './weight.ts'

const operations: { readonly [operator: string]: Operation } = {
  '+': add,
  '-': subtract,
  '*': multiply,
  '/': divide,
  '**': power,
  '^': power,
}

/** `a + b`, `a ** b`, `-a`. */
export function compileArithmetic(c: Compiler, node: SyntaxNode, env: Env): Code {
  const nodes = parts(node)
  const warn = warner(c, node)
  if (nodes.length === 2) {
    const sign = textOf(c.source, part(nodes, 0))
    const operand = c.compile(part(nodes, 1), env)
    if (sign === '+') return operand
    return (scope) => {
      const value = operand(scope)
      const result = negate(value)
      return result === undefined ? warn(scope.run, `A ${typeName(value)} has no negative.`) : result
    }
  }
  const left = c.compile(part(nodes, 0), env)
  const operator = textOf(c.source, part(nodes, 1))
  const right = c.compile(part(nodes, 2), env)
  const operation = operations[operator]
  if (operation === undefined) throw unsupported(c, node, `The operator ${operator} does not exist.`)
  return (scope) => {
    const a = left(scope)
    const b = right(scope)
    scope.run.step()
    const result = operation(a, b)
    if (result === undefined) {
      return warn(scope.run, `${typeName(a)} ${operator} ${typeName(b)} has no result.`)
    }
    return typeof result === 'string' ? scope.run.text(result) : result
  }
}

/** Three-valued `and`: false wins over unknown. What is not a boolean is unknown. */
export function compileConjunction(c: Compiler, node: SyntaxNode, env: Env): Code {
  const nodes = parts(node)
  const left = c.compile(part(nodes, 0), env)
  const right = c.compile(part(nodes, 2), env)
  return (scope) => {
    const a = left(scope)
    if (a === false) return false
    const b = right(scope)
    if (b === false) return false
    return a === true && b === true ? true : null
  }
}

/** Three-valued `or`: true wins over unknown. */
export function compileDisjunction(c: Compiler, node: SyntaxNode, env: Env): Code {
  const nodes = parts(node)
  const left = c.compile(part(nodes, 0), env)
  const right = c.compile(part(nodes, 2), env)
  return (scope) => {
    const a = left(scope)
    if (a === true) return true
    const b = right(scope)
    if (b === true) return true
    return a === false && b === false ? false : null
  }
}

export type ComparisonOperator = (a: Value, b: Value) => boolean | null

function ordered(holds: (order: number) => boolean): ComparisonOperator {
  return (a, b) => {
    const order = compare(a, b)
    return order === null ? null : holds(order)
  }
}

/** A list of one equals its element. */
function equalOrSingle(a: Value, b: Value): boolean | null {
  if (isList(a) && !isList(b) && a.length === 1) return equals(a[0] ?? null, b)
  if (isList(b) && !isList(a) && b.length === 1) return equals(a, b[0] ?? null)
  return equals(a, b)
}

const comparisons: { readonly [operator: string]: ComparisonOperator } = {
  '=': equalOrSingle,
  '!=': (a, b) => not(equalOrSingle(a, b)),
  '<': ordered((order) => order < 0),
  '<=': ordered((order) => order <= 0),
  '>': ordered((order) => order > 0),
  '>=': ordered((order) => order >= 0),
}

export function not(value: boolean | null): boolean | null {
  return value === null ? null : !value
}

export function comparison(c: Compiler, node: SyntaxNode): ComparisonOperator {
  const operator = comparisons[textOf(c.source, node)]
  if (operator === undefined)
    throw unsupported(c, node, `The operator ${textOf(c.source, node)} does not exist.`)
  return operator
}

/** `a < b`, `a = b`. */
export function compileComparison(c: Compiler, node: SyntaxNode, env: Env): Code {
  const nodes = parts(node)
  const holds = comparison(c, part(nodes, 1))
  const left = c.compile(part(nodes, 0), env)
  const right = c.compile(part(nodes, 2), env)
  const fixed = constantOf(right)
  if (fixed !== undefined) return (scope) => holds(left(scope), fixed)
  return (scope) => {
    const a = left(scope)
    if (typeof a === 'object') weigh(a, scope.run)
    return holds(a, right(scope))
  }
}

/** `a between b and c`, ends included. */
export function compileBetween(c: Compiler, node: SyntaxNode, env: Env): Code {
  const nodes = parts(node)
  const value = c.compile(part(nodes, 0), env)
  const low = c.compile(part(nodes, 2), env)
  const high = c.compile(part(nodes, 4), env)
  return (scope) => {
    const v = value(scope)
    const above = compare(v, low(scope))
    const below = compare(v, high(scope))
    if ((above !== null && above < 0) || (below !== null && below > 0)) return false
    return above === null || below === null ? null : true
  }
}

/** `if a then b else c`; anything but true takes the else branch. */
export function compileIf(c: Compiler, node: SyntaxNode, env: Env): Code {
  const nodes = parts(node)
  const condition = c.compile(part(nodes, 1), env)
  const yes = c.compile(part(nodes, 3), env)
  const no = nodes.length > 5 ? c.compile(part(nodes, 5), env) : constant(null)
  const warn = warner(c, part(nodes, 1))
  return (scope) => {
    const value = condition(scope)
    if (value === true) return yes(scope)
    if (value !== false)
      warn(scope.run, `The condition is ${typeName(value)}, not true: the else branch is taken.`)
    return no(scope)
  }
}
