import type { CharacterSet } from './character-set.ts'
import type { PatternNode } from './parse-pattern.ts'

/** One instruction of a compiled pattern. */
export type Instruction =
  | { readonly op: 'set'; readonly set: CharacterSet }
  /** Goes to `first`, and to `second` when that fails. */
  | { readonly op: 'split'; first: number; second: number }
  | { readonly op: 'jump'; to: number }
  | { readonly op: 'save'; readonly slot: number }
  /** Notes the position at which a round of a loop begins. */
  | { readonly op: 'mark'; readonly slot: number }
  /** Fails a round that has consumed nothing, so that a loop over the empty match ends. */
  | { readonly op: 'moved'; readonly slot: number }
  | { readonly op: 'back'; readonly index: number }
  | { readonly op: 'start' }
  | { readonly op: 'end' }
  | { readonly op: 'match' }

/** A pattern as instructions. Slots 2n and 2n+1 hold group n, group 0 the whole; the others belong to loops. */
export interface Program {
  readonly code: readonly Instruction[]
  readonly groups: number
  readonly slots: number
}

/** Longest program; counted repetitions are written out. */
const INSTRUCTIONS_MAX = 50_000

/** Compiles a pattern's tree; null when its repetitions, written out, are too long. */
export function compilePattern(node: PatternNode, groups: number): Program | null {
  const compiler = new ProgramCompiler(groups)
  return compiler.whole(node) ? { code: compiler.code, groups, slots: compiler.slots } : null
}

type Repeat = Extract<PatternNode, { kind: 'repeat' }>
interface Split {
  readonly op: 'split'
  first: number
  second: number
}

/** Each method emits the instructions of a node; false when there are too many. */
class ProgramCompiler {
  readonly code: Instruction[] = []
  slots: number

  constructor(groups: number) {
    this.slots = 2 * (groups + 1)
  }

  whole(node: PatternNode): boolean {
    this.code.push({ op: 'save', slot: 0 })
    const fine = this.#compile(node)
    this.code.push({ op: 'save', slot: 1 }, { op: 'match' })
    return fine
  }

  #compile(n: PatternNode): boolean {
    if (this.code.length > INSTRUCTIONS_MAX) return false
    switch (n.kind) {
      case 'set':
        this.code.push({ op: 'set', set: n.set })
        return true
      case 'start':
      case 'end':
        this.code.push({ op: n.kind })
        return true
      case 'back':
        this.code.push({ op: 'back', index: n.index })
        return true
      case 'sequence':
        return n.parts.every((part) => this.#compile(part))
      case 'choice':
        return this.#choice(n.branches)
      case 'group': {
        this.code.push({ op: 'save', slot: 2 * n.index })
        const fine = this.#compile(n.inner)
        this.code.push({ op: 'save', slot: 2 * n.index + 1 })
        return fine
      }
      case 'repeat':
        return this.#repeat(n)
    }
  }

  #choice(branches: readonly PatternNode[]): boolean {
    const ends: { op: 'jump'; to: number }[] = []
    for (const [i, branch] of branches.entries()) {
      const last = i === branches.length - 1
      const split: Split = { op: 'split', first: this.code.length + 1, second: 0 }
      if (!last) this.code.push(split)
      if (!this.#compile(branch)) return false
      if (last) break
      const end = { op: 'jump' as const, to: 0 }
      this.code.push(end)
      ends.push(end)
      split.second = this.code.length
    }
    for (const end of ends) end.to = this.code.length
    return true
  }

  #repeat(n: Repeat): boolean {
    for (let i = 0; i < n.min; i += 1) if (!this.#compile(n.inner)) return false
    if (n.max === Number.POSITIVE_INFINITY) return this.#loop(n)
    const splits: Split[] = []
    for (let i = n.min; i < n.max; i += 1) {
      splits.push(this.#maybe(n))
      if (!this.#compile(n.inner)) return false
    }
    for (const split of splits) this.#leave(n, split)
    return true
  }

  #loop(n: Repeat): boolean {
    const slot = this.slots
    this.slots += 1
    const from = this.code.length
    const split = this.#maybe(n)
    this.code.push({ op: 'mark', slot })
    if (!this.#compile(n.inner)) return false
    this.code.push({ op: 'moved', slot }, { op: 'jump', to: from })
    this.#leave(n, split)
    return true
  }

  /** Begins what may be left out: a greedy one is tried first, a lazy one last. */
  #maybe(n: Repeat): Split {
    const split: Split = { op: 'split', first: 0, second: 0 }
    const inside = this.code.push(split)
    if (n.lazy) split.second = inside
    else split.first = inside
    return split
  }

  #leave(n: Repeat, split: Split): void {
    if (n.lazy) split.first = this.code.length
    else split.second = this.code.length
  }
}
