import type { SyntaxNode } from '@lezer/common'
import { builtins } from './builtins/registry.ts'
import { type Compiler, nameText, part, parts, warner } from './compiler.ts'
import { inRange } from './equality.ts'
import { Run } from './run.ts'
import { type Code, constant, constantOf, type Env, type Scope } from './scope.ts'
import { type Arguments, FeelFunction, isList, Range, typeName, type Value } from './value.ts'

/** A variable; where none of its name is given, a built-in function standing as a value. */
export function compileVariable(c: Compiler, node: SyntaxNode, env: Env): Code {
  const name = nameText(c, node)
  const builtin = builtins.get(name)
  if (builtin === undefined || env.binds(name)) return env.reader(name)
  const given = env.reader(name)
  return (scope) => given(scope) ?? builtin
}

/** `f(a, b)` and `f(x: a, y: b)`, also `date("2020-01-01")`. */
export function compileCall(c: Compiler, node: SyntaxNode, env: Env): Code {
  const nodes = parts(node)
  const callee = part(nodes, 0)
  const args = compileArguments(c, nodes, env)
  const special = callee.name === 'DateTimeConstructor' || callee.name === 'SpecialFunctionName'
  const literal = callee.name === 'DateTimeConstructor' ? constantMoment(c, nodes, env) : undefined
  if (literal !== undefined) return constant(literal)
  const builtin = special || callee.name === 'VariableName' ? builtins.get(nameText(c, callee)) : undefined
  const warn = warner(c, node)
  if (builtin !== undefined && (special || !env.binds(nameText(c, callee)))) {
    return (scope) => {
      const { run } = scope
      run.step()
      const noticed = run.warningsTotal
      const result = builtin.invoke(args(scope), run)
      if (result === null && run.warningsTotal === noticed) {
        warn(
          run,
          `${builtin.name} has no result for these arguments. Check their number, names, types and values.`,
        )
      }
      return result
    }
  }
  if (callee.name === 'VariableName' && !env.binds(nameText(c, callee)))
    c.unknownFunction(nameText(c, callee))
  const target = c.compile(callee, env)
  return (scope) => {
    const value = target(scope)
    if (value instanceof FeelFunction) return value.invoke(args(scope), scope.run)
    const given = args(scope)
    if (value instanceof Range && isList(given as Value))
      return inRange((given as readonly Value[])[0] ?? null, value)
    return warn(scope.run, `${typeName(value)} cannot be called. Is the function's name right?`)
  }
}

/** `date("2020-01-01")` and its like: known when compiling, for none of them reads the clock. */
function constantMoment(c: Compiler, nodes: readonly SyntaxNode[], env: Env): Value | undefined {
  const positional = nodes.find((n) => n.name === 'PositionalParameters')
  const values = positional === undefined ? [] : parts(positional).map((n) => constantOf(c.compile(n, env)))
  const builtin = builtins.get(nameText(c, part(nodes, 0)))
  const fixed = values.filter((value) => value !== undefined)
  if (builtin === undefined || fixed.length === 0 || fixed.length < values.length) return undefined
  return builtin.invoke(fixed, new Run({ now: BEFORE_TIME, zone: 'UTC' })) ?? undefined
}

const BEFORE_TIME = Temporal.Instant.fromEpochMilliseconds(0)

function compileArguments(c: Compiler, nodes: readonly SyntaxNode[], env: Env): (scope: Scope) => Arguments {
  const named = nodes.find((n) => n.name === 'NamedParameters')
  if (named !== undefined) {
    const entries = parts(named).map((entry) => {
      const pair = parts(entry)
      return { name: nameText(c, part(pair, 0)), value: c.compile(part(pair, -1), env) }
    })
    return (scope) => new Map(entries.map((entry) => [entry.name, entry.value(scope)]))
  }
  const positional = nodes.find((n) => n.name === 'PositionalParameters')
  const values = positional === undefined ? [] : parts(positional).map((n) => c.compile(n, env))
  return (scope) => values.map((value) => value(scope))
}
