import type { SyntaxNode } from '@lezer/common'
import { compileCall, compileVariable } from './compile-call.ts'
import { compileFilter, compileFor, compileQuantified } from './compile-iteration.ts'
import {
  compileAt,
  compileInterval,
  compileNumber,
  compileString,
  compileTestExpression,
} from './compile-literals.ts'
import {
  compileArithmetic,
  compileBetween,
  compileComparison,
  compileConjunction,
  compileDisjunction,
  compileIf,
} from './compile-operators.ts'
import { compileContext, compileFunction, compileList, compilePath } from './compile-structures.ts'
import { compileIn } from './compile-tests.ts'
import { compileInstanceOf } from './compile-type.ts'
import { type Compiler, part, parts, unsupported } from './compiler.ts'
import { textOf } from './parse.ts'
import { type Code, constant, type Env } from './scope.ts'

type Compile = (c: Compiler, node: SyntaxNode, env: Env) => Code

const families: { readonly [node: string]: Compile } = {
  Expression: (c, node, env) => c.compile(part(parts(node), 0), env),
  ParenthesizedExpression: (c, node, env) => c.compile(part(parts(node), 1), env),
  null: () => constant(null),
  NumericLiteral: compileNumber,
  StringLiteral: compileString,
  BooleanLiteral: (c, node) => constant(textOf(c.source, node) === 'true'),
  DateTimeLiteral: (c, node, env) =>
    part(parts(node), 0).name === 'AtLiteral'
      ? compileAt(c, part(parts(node), 0))
      : compileCall(c, node, env),
  '?': (_, __, env) => env.reader('?'),
  VariableName: compileVariable,
  ArithmeticExpression: compileArithmetic,
  Conjunction: compileConjunction,
  Disjunction: compileDisjunction,
  Comparison: (c, node, env) => {
    const operator = part(parts(node), 1).name
    if (operator === 'between') return compileBetween(c, node, env)
    return operator === 'in' ? compileIn(c, node, env) : compileComparison(c, node, env)
  },
  InstanceOfExpression: compileInstanceOf,
  IfExpression: compileIf,
  ForExpression: compileFor,
  QuantifiedExpression: compileQuantified,
  FilterExpression: compileFilter,
  PathExpression: compilePath,
  FunctionInvocation: compileCall,
  FunctionDefinition: compileFunction,
  List: compileList,
  Context: compileContext,
  Interval: compileInterval,
  SimplePositiveUnaryTest: compileTestExpression,
}

/** Compiles any expression node: looks up the family of its kind. */
export const compileNode: Compile = (c, node, env) => {
  const compile = families[node.name]
  if (compile === undefined) throw unsupported(c, node, `${node.name} is not executed here.`)
  return compile(c, node, env)
}
