import { entryIfContext, type Key, keyOf, normalizeName } from './names.ts'
import type { Run } from './run.ts'
import type { Value } from './value.ts'

/** Variables at evaluation: one array a block, linked outwards. Names were resolved to places when compiling. */
export class Scope {
  readonly run: Run
  readonly up: Scope | null
  readonly slots: Value[]
  constructor(run: Run, up: Scope | null, slots: Value[]) {
    this.run = run
    this.up = up
    this.slots = slots
  }
}

/** A compiled expression. */
export type Code = (scope: Scope) => Value

/**
 * Names while compiling; mirrors the chain of scopes.
 * - `root`: the variables the expression asks for, collected as they are met;
 * - `names`: a block that binds names (iteration, function, context);
 * - `item`: the element of a filter, whose entries shadow everything outside, known only at evaluation.
 */
export class Env {
  readonly up: Env | null
  readonly kind: 'root' | 'names' | 'item'
  readonly names: string[]
  /** Names of the root that nobody has declared: the expression asks for them. */
  readonly #free = new Set<string>()
  constructor(up: Env | null, kind: 'root' | 'names' | 'item', names: readonly string[]) {
    this.up = up
    this.kind = kind
    this.names = names.map(normalizeName)
  }

  /** The outermost names; more are added as the expression names them. */
  static root(names: readonly string[]): Env {
    return new Env(null, 'root', names)
  }

  /** Whether a block binds this name, or the root has declared it. */
  binds(name: string): boolean {
    const normal = normalizeName(name)
    for (let env: Env | null = this; env !== null; env = env.up)
      if (env.names.includes(normal) && !env.#free.has(normal)) return true
    return false
  }

  /** Code that reads a variable; at the root an unknown name becomes a free variable. */
  reader(name: string): Code {
    const key = keyOf(name)
    const items: number[] = []
    let depth = 0
    for (let env: Env = this; ; env = env.up) {
      if (env.kind === 'item') {
        if (key.normal === 'item') return shadowed(items, itemItself(depth, key), key)
        items.push(depth)
      } else {
        let index = env.names.lastIndexOf(key.normal)
        if (index < 0 && env.up === null) {
          index = env.names.push(key.normal) - 1
          env.#free.add(key.normal)
        }
        if (index >= 0) return shadowed(items, slot(depth, index), key)
      }
      if (env.up === null) throw new Error('the chain of names must end in a root')
      depth += 1
    }
  }
}

function slot(depth: number, index: number): Code {
  if (depth === 0) return (scope) => scope.slots[index] ?? null
  if (depth === 1) return (scope) => scope.up?.slots[index] ?? null
  return (scope) => ancestor(scope, depth).slots[index] ?? null
}

function ancestor(scope: Scope, depth: number): Scope {
  let at = scope
  for (let i = 0; i < depth && at.up !== null; i += 1) at = at.up
  return at
}

/** `item` names the element, unless the element is a context that has an entry of that name. */
function itemItself(depth: number, key: Key): Code {
  return (scope) => {
    const item = ancestor(scope, depth).slots[0] ?? null
    return entryIfContext(item, key) ?? item
  }
}

/** Looks into the elements of the filters passed on the way out, innermost first. */
function shadowed(items: readonly number[], outer: Code, key: Key): Code {
  if (items.length === 0) return outer
  return (scope) => {
    for (const depth of items) {
      const entry = entryIfContext(ancestor(scope, depth).slots[0] ?? null, key)
      if (entry !== undefined) return entry
    }
    return outer(scope)
  }
}

const constants = new WeakMap<Code, { readonly value: Value }>()

/** Code whose value is known when compiling. */
export function constant(value: Value): Code {
  const code: Code = () => value
  constants.set(code, { value })
  return code
}

/** The value of constant code, or undefined when it depends on the scope. */
export function constantOf(code: Code): Value | undefined {
  return constants.get(code)?.value
}
