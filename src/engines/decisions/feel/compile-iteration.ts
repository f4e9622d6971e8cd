import type { SyntaxNode } from '@lezer/common'
import { type Compiler, nameText, part, parts, type Warn, warner } from './compiler.ts'
import { iterate } from './iteration.ts'
import { normalizeName } from './names.ts'
import { wholeNumber } from './number.ts'
import { textOf } from './parse.ts'
import { type Code, Env, Scope } from './scope.ts'
import { isList, isNumber, typeName, type Value } from './value.ts'

interface Iterator {
  readonly name: string
  readonly from: Code
  readonly to: Code | null
}

/**
 * The iterators of `for`, `some` and `every`, each seeing the names before it.
 * Block layout: the names in order, then `partial` for `for`.
 */
function compileIterators(c: Compiler, node: SyntaxNode, env: Env): { iterators: Iterator[]; inner: Env } {
  const inner = new Env(env, 'names', [])
  const iterators = parts(node).map((expression) => {
    const [name, , context] = parts(expression)
    if (name === undefined || context === undefined) throw new Error('an iterator misses a part')
    const bounds = parts(context)
    const from = c.compile(part(bounds, 0), inner)
    const to = bounds.length > 1 ? c.compile(part(bounds, 2), inner) : null
    const text = nameText(c, name)
    inner.names.push(normalizeName(text))
    return { name: text, from, to }
  })
  return { iterators, inner }
}

/** Visits the cartesian product of the iterators, first one slowest. False from `visit` stops. Null: not iterable. */
function visitAll(
  iterators: readonly Iterator[],
  scope: Scope,
  warn: Warn,
  visit: () => boolean,
  at = 0,
): boolean | null {
  const iterator = iterators[at]
  if (iterator === undefined) return visit()
  const from = iterator.from(scope)
  const to = iterator.to === null ? undefined : iterator.to(scope)
  const values = iterate(from, to)
  if (values === null) {
    return warn(
      scope.run,
      `${iterator.name} cannot iterate over ${typeName(from)}; a list or a range is needed.`,
    )
  }
  for (const value of values) {
    scope.run.step()
    scope.slots[at] = value
    const goOn = visitAll(iterators, scope, warn, visit, at + 1)
    if (goOn !== true) return goOn
  }
  return true
}

/** `for x in a, y in b return c`; `partial` holds the results so far. */
export function compileFor(c: Compiler, node: SyntaxNode, env: Env): Code {
  const nodes = parts(node)
  const { iterators, inner } = compileIterators(c, part(nodes, 1), env)
  const place = inner.names.push('partial') - 1
  const body = c.compile(part(nodes, -1), inner)
  const asksPartial = textOf(c.source, part(nodes, -1)).includes('partial')
  const warn = warner(c, node)
  return (outer) => {
    const results: Value[] = []
    const scope = new Scope(outer.run, outer, [])
    const done = visitAll(iterators, scope, warn, () => {
      // A fresh block each time, so that a function made here keeps its own values.
      const block = new Scope(outer.run, outer, scope.slots.slice())
      if (asksPartial) {
        outer.run.step(results.length)
        block.slots[place] = results.slice()
      }
      results.push(body(block))
      return true
    })
    return done === null ? null : results
  }
}

/** `some x in a satisfies c`, `every x in a satisfies c`, three-valued. */
export function compileQuantified(c: Compiler, node: SyntaxNode, env: Env): Code {
  const nodes = parts(node)
  const decisive = part(nodes, 0).name === 'some'
  const { iterators, inner } = compileIterators(c, part(nodes, 1), env)
  const condition = c.compile(part(nodes, -1), inner)
  const warn = warner(c, node)
  return (outer) => {
    const scope = new Scope(outer.run, outer, [])
    let unknown = false
    let decided = false
    const done = visitAll(iterators, scope, warn, () => {
      const result = condition(scope)
      if (result === decisive) decided = true
      else if (result !== !decisive) unknown = true
      return !decided
    })
    if (decided) return decisive
    if (done === null || unknown) return null
    return !decisive
  }
}

/** `list[condition]` and `list[position]`, positions from 1, or from the end where negative. */
export function compileFilter(c: Compiler, node: SyntaxNode, env: Env): Code {
  const nodes = parts(node)
  const target = c.compile(part(nodes, 0), env)
  const filter = c.compile(part(nodes, 2), new Env(env, 'item', []))
  const warn = warner(c, part(nodes, 2))
  return (outer) => {
    const value = target(outer)
    const list = isList(value) ? value : value === null ? [] : [value]
    const first = filter(new Scope(outer.run, outer, [list[0] ?? null]))
    if (isNumber(first)) return elementAt(list, wholeNumber(first))
    if (list.length === 0) return value === null ? null : []
    if (first !== null && typeof first !== 'boolean') {
      return warn(outer.run, `A filter is a condition or a position, not ${typeName(first)}.`)
    }
    const kept: Value[] = []
    list.forEach((item, i) => {
      outer.run.step()
      const holds = i === 0 ? first : filter(new Scope(outer.run, outer, [item]))
      if (holds === true) kept.push(item)
    })
    return kept
  }
}

function elementAt(list: readonly Value[], position: number | null): Value {
  if (position === null || position === 0) return null
  return list.at(position > 0 ? position - 1 : position) ?? null
}
