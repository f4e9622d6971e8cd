import type { SyntaxNode } from '@lezer/common'
import { keyText } from './compile-literals.ts'
import { compileType } from './compile-type.ts'
import { type Compiler, nameText, part, parts, warner } from './compiler.ts'
import { makeFunction } from './function.ts'
import { inferType } from './infer-type.ts'
import { entryOf, type Key, keyOf } from './names.ts'
import { property } from './properties.ts'
import { type Code, constant, constantOf, Env, Scope } from './scope.ts'
import { isContext, isList, typeName, type Value } from './value.ts'

/** `[a, b]`. */
export function compileList(c: Compiler, node: SyntaxNode, env: Env): Code {
  const elements = parts(node)
    .slice(1, -1)
    .map((element) => c.compile(element, env))
  const fixed = elements.map(constantOf)
  if (fixed.every((value) => value !== undefined)) return constant(fixed)
  return (scope) => {
    scope.run.step(elements.length)
    return elements.map((element) => element(scope))
  }
}

/** `{a: 1, "b c": a + 1}`; an entry sees the entries before it. A key written twice makes no context. */
export function compileContext(c: Compiler, node: SyntaxNode, env: Env): Code {
  const inner = new Env(env, 'names', [])
  const entries = parts(node)
    .slice(1, -1)
    .map((entry) => {
      const nodes = parts(entry)
      const name = keyText(c, part(nodes, 0))
      // A function sees its own name, so that it may call itself.
      const own = part(nodes, 1).name === 'FunctionDefinition'
      if (own) declare(inner, name)
      const value = c.compile(part(nodes, 1), inner)
      if (!own) declare(inner, name)
      return { name, value }
    })
  const warn = warner(c, node)
  const doubled = new Set(entries.map((e) => e.name)).size < entries.length
  if (doubled) return (scope) => warn(scope.run, 'Two entries of the context have the same key. Rename one.')
  return (outer) => {
    outer.run.step(entries.length)
    const scope = new Scope(outer.run, outer, [])
    const context = new Map<string, Value>()
    for (const { name, value } of entries) {
      const result = value(scope)
      scope.slots.push(result)
      context.set(name, result)
    }
    return context
  }
}

function declare(env: Env, name: string): void {
  env.names.push(keyOf(name).normal)
}

/** `a.b`: an entry of a context, a property of a date or range, or of every element of a list. */
export function compilePath(c: Compiler, node: SyntaxNode, env: Env): Code {
  const nodes = parts(node)
  const target = c.compile(part(nodes, 0), env)
  const key = keyOf(nameText(c, part(nodes, 2)))
  const warn = warner(c, node)
  const missing = (run: Scope['run'], value: Value) =>
    value === null ? null : warn(run, `There is no "${key.written}" in ${typeName(value)}.`)
  const read = (value: Value, scope: Scope): Value => {
    const found = step(value, key)
    return found === undefined ? missing(scope.run, value) : found
  }
  return (scope) => {
    const value = target(scope)
    if (!isList(value)) return read(value, scope)
    scope.run.step(value.length)
    return value.map((element) => read(element, scope))
  }
}

function step(value: Value, key: Key): Value | undefined {
  return isContext(value) ? entryOf(value, key) : property(value, key.normal)
}

/** `function(a, b: number) a + b`. What Java or PMML would compute is not executed. */
export function compileFunction(c: Compiler, node: SyntaxNode, env: Env): Code {
  const nodes = parts(node)
  const external = nodes.some((n) => n.name === 'external')
  const warn = warner(c, node)
  if (external)
    return (scope) => warn(scope.run, 'External functions are not executed. Write the function in FEEL.')
  const formal = nodes.find((n) => n.name === 'FormalParameters')
  const body = nodes.find((n) => n.name === 'FunctionBody')
  if (formal === undefined || body === undefined) throw new Error('a function definition misses a part')
  const parameters = parts(formal).map((parameter) => {
    const [name, type] = parts(parameter)
    if (name === undefined) throw new Error('a parameter without a name')
    return { name: nameText(c, name), type: type === undefined ? undefined : compileType(c, type) }
  })
  const names = parameters.map((p) => p.name)
  const expression = part(parts(body), 0)
  const code = c.compile(expression, new Env(env, 'names', names))
  const result = inferType(c, expression, code)
  return (scope) =>
    makeFunction('function', parameters, (args, run) => code(new Scope(run, scope, [...args])), result)
}
