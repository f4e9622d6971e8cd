import type { Run } from '../run.ts'
import { type PatternFlags, parseFlags, parsePattern } from './parse-pattern.ts'
import { compilePattern, type Instruction, type Program } from './program.ts'

/** A regular expression, ready to match. Every match counts its work on the run, so that none takes forever. */
export interface Pattern {
  readonly program: Program
  readonly flags: PatternFlags
}

/** Where a pattern was found: from and to in characters, and each group's, undefined where it took no part. */
export interface PatternMatch {
  readonly from: number
  readonly to: number
  readonly groups: readonly (readonly [from: number, to: number] | undefined)[]
}

/** How many patterns are kept compiled; most expressions use one over and over. */
const KEPT_MAX = 200
const kept = new Map<string, Pattern | null>()

/** A pattern with its flags, or null when either is none. */
export function patternOf(text: string, flags: string): Pattern | null {
  const key = `${flags}/${text}`
  const known = kept.get(key)
  if (known !== undefined) return known
  const pattern = compile(text, flags)
  if (kept.size >= KEPT_MAX) kept.clear()
  kept.set(key, pattern)
  return pattern
}

function compile(text: string, flags: string): Pattern | null {
  const read = parseFlags(flags)
  const parsed = read === null ? null : parsePattern(text, read)
  const program = parsed === null ? null : compilePattern(parsed.node, parsed.groups)
  return read === null || program === null ? null : { program, flags: read }
}

/** Steps of the matcher that count as one of the run. */
const STEPS_PER_COUNT = 4

/** The first match at or after a position, or null. */
export function findMatch(
  pattern: Pattern,
  input: readonly number[],
  from: number,
  run: Run,
): PatternMatch | null {
  for (let at = from; at <= input.length; at += 1) {
    const slots = matchAt(pattern, input, at, run)
    if (slots !== null) return matchOf(slots, pattern.program.groups)
  }
  return null
}

function matchOf(slots: readonly number[], count: number): PatternMatch {
  const groups: (readonly [number, number] | undefined)[] = []
  for (let g = 1; g <= count; g += 1) {
    const from = slots[2 * g] ?? -1
    const to = slots[2 * g + 1] ?? -1
    groups.push(from < 0 || to < 0 ? undefined : [from, to])
  }
  return { from: slots[0] ?? 0, to: slots[1] ?? 0, groups }
}

/**
 * Runs the program from one position, trying the first way and coming back for the second. What lies on the stack is
 * either a way not yet tried (instruction and position) or a slot's earlier value, to be restored on the way back.
 */
function matchAt(pattern: Pattern, input: readonly number[], from: number, run: Run): number[] | null {
  const { code, slots: count } = pattern.program
  const slots: number[] = new Array(count).fill(-1)
  const stack: number[] = []
  let pc = 0
  let at = from
  for (let steps = 1; ; steps += 1) {
    if (steps % STEPS_PER_COUNT === 0) run.step()
    const instruction = code[pc]
    if (instruction === undefined || instruction.op === 'match') return slots
    let goesOn = true
    switch (instruction.op) {
      case 'split':
        stack.push(instruction.second, at)
        pc = instruction.first
        continue
      case 'jump':
        pc = instruction.to
        continue
      case 'save':
      case 'mark':
        // A negative number marks a slot to restore.
        stack.push(slots[instruction.slot] ?? -1, -1 - instruction.slot)
        slots[instruction.slot] = at
        break
      default: {
        const next = advance(instruction, input, at, slots, pattern.flags)
        goesOn = next >= 0
        at = next
      }
    }
    pc += 1
    if (goesOn) continue
    const resumed = resume(stack, slots)
    if (resumed === null) return null
    pc = resumed[0]
    at = resumed[1]
  }
}

/** Undoes what was saved since the last untried way, and gives that way; null when none is left. */
function resume(stack: number[], slots: number[]): readonly [number, number] | null {
  for (;;) {
    const second = stack.pop()
    const first = stack.pop()
    if (first === undefined || second === undefined) return null
    if (second >= 0) return [first, second]
    slots[-1 - second] = first
  }
}

/** The position behind what an instruction accepts, or -1. */
function advance(
  instruction: Instruction,
  input: readonly number[],
  at: number,
  slots: readonly number[],
  flags: PatternFlags,
): number {
  const character = input[at]
  switch (instruction.op) {
    case 'set':
      return character !== undefined && instruction.set(character) ? at + 1 : -1
    case 'moved':
      return slots[instruction.slot] === at ? -1 : at
    case 'start':
      return at === 0 || (flags.multiline && input[at - 1] === 0x0a) ? at : -1
    case 'end':
      return at === input.length || (flags.multiline && character === 0x0a) ? at : -1
    case 'back':
      return behindRepetition(instruction.index, input, at, slots, flags)
    default:
      throw new Error(`${instruction.op} is handled by the matcher itself`)
  }
}

/** A back-reference to a group that took no part accepts the empty string. */
function behindRepetition(
  index: number,
  input: readonly number[],
  at: number,
  slots: readonly number[],
  flags: PatternFlags,
): number {
  const from = slots[2 * index] ?? -1
  const to = slots[2 * index + 1] ?? -1
  if (from < 0 || to < 0) return at
  for (let i = 0; i < to - from; i += 1) {
    if (!same(input[from + i], input[at + i], flags.ignoreCase)) return -1
  }
  return at + to - from
}

function same(a: number | undefined, b: number | undefined, ignoreCase: boolean): boolean {
  if (a === b) return true
  if (!ignoreCase || a === undefined || b === undefined) return false
  return String.fromCodePoint(a).toLowerCase() === String.fromCodePoint(b).toLowerCase()
}
