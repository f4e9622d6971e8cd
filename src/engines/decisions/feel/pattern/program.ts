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
  const code: Instruction[] = []
  let slots = 2 * (groups + 1)
  const emit = (instruction: Instruction): number => code.push(instruction) - 1

  const compile = (n: PatternNode): boolean => {
    if (code.length > INSTRUCTIONS_MAX) return false
    switch (n.kind) {
      case 'set':
        emit({ op: 'set', set: n.set })
        return true
      case 'start':
      case 'end':
        emit({ op: n.kind })
        return true
      case 'back':
        emit({ op: 'back', index: n.index })
        return true
      case 'sequence':
        return n.parts.every(compile)
      case 'choice':
        return choice(n.branches)
      case 'group': {
        emit({ op: 'save', slot: 2 * n.index })
        const fine = compile(n.inner)
        emit({ op: 'save', slot: 2 * n.index + 1 })
        return fine
      }
      case 'repeat':
        return repeat(n)
    }
  }

  const choice = (branches: readonly PatternNode[]): boolean => {
    const ends: { op: 'jump'; to: number }[] = []
    for (const [i, branch] of branches.entries()) {
      const last = i === branches.length - 1
      const split = { op: 'split' as const, first: code.length + 1, second: 0 }
      if (!last) emit(split)
      if (!compile(branch)) return false
      if (last) break
      const end = { op: 'jump' as const, to: 0 }
      emit(end)
      ends.push(end)
      split.second = code.length
    }
    for (const end of ends) end.to = code.length
    return true
  }

  const optional = (n: Extract<PatternNode, { kind: 'repeat' }>): { first: number; second: number } => {
    const split = { op: 'split' as const, first: 0, second: 0 }
    const at = emit(split)
    if (n.lazy) split.second = at + 1
    else split.first = at + 1
    return split
  }

  const close = (n: Extract<PatternNode, { kind: 'repeat' }>, split: { first: number; second: number }) => {
    if (n.lazy) split.first = code.length
    else split.second = code.length
  }

  const repeat = (n: Extract<PatternNode, { kind: 'repeat' }>): boolean => {
    for (let i = 0; i < n.min; i += 1) if (!compile(n.inner)) return false
    if (n.max === Number.POSITIVE_INFINITY) {
      const slot = slots
      slots += 1
      const from = code.length
      const split = optional(n)
      emit({ op: 'mark', slot })
      if (!compile(n.inner)) return false
      emit({ op: 'moved', slot })
      emit({ op: 'jump', to: from })
      close(n, split)
      return true
    }
    const splits: { first: number; second: number }[] = []
    for (let i = n.min; i < n.max; i += 1) {
      splits.push(optional(n))
      if (!compile(n.inner)) return false
    }
    for (const split of splits) close(n, split)
    return true
  }

  emit({ op: 'save', slot: 0 })
  if (!compile(node)) return null
  emit({ op: 'save', slot: 1 })
  emit({ op: 'match' })
  return { code, groups, slots }
}
