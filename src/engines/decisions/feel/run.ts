import { createHash } from 'node:crypto'
import { DecisionError } from '../decision-error.ts'

/** The clock of one evaluation. Nothing in this room reads another. */
export interface Clock {
  readonly now: Temporal.Instant
  /** IANA zone in which `today()` and `now()` are told, such as `Europe/Berlin`. */
  readonly zone: string
  /**
   * What random values are made of: at least 32 hexadecimal digits, others each time. Who evaluates again and wants the same
   * values gives the same ones; without it the moment decides.
   */
  readonly chance?: () => string
}

/** Something the standard answers with null although the author hardly meant it. */
export interface Warning {
  readonly message: string
  /** The expression in which it happened. */
  readonly text: string
  readonly line: number
  readonly column: number
}

/** Bounds of one evaluation; whatever exceeds them ends with a DecisionError. */
export interface Limits {
  /** Calls, iterations and list elements. */
  readonly steps: number
  /** Function calls inside function calls. */
  readonly depth: number
  /** Characters of one string. */
  readonly characters: number
}

export const DEFAULT_LIMITS: Limits = { steps: 1_000_000, depth: 200, characters: 1_000_000 }

/** How many characters are read or written in the time of one step. */
const CHARACTERS_A_STEP = 64

/** How many warnings one evaluation keeps; `warningsTotal` counts them all. */
const WARNINGS_KEPT = 50

/** One evaluation under way: its clock, its bounds and what it noticed. */
export class Run {
  readonly clock: Clock
  readonly limits: Limits
  readonly warnings: Warning[] = []
  warningsTotal = 0
  #steps = 0
  #depth = 0
  #draws = 0

  constructor(clock: Clock, limits: Limits = DEFAULT_LIMITS) {
    this.clock = clock
    this.limits = limits
  }

  /** Counts work, so that every evaluation ends. */
  step(count = 1): void {
    this.#steps += count
    if (this.#steps > this.limits.steps) {
      throw new DecisionError(
        'evaluation_too_long',
        `The evaluation took more than ${this.limits.steps} steps. Iterate over fewer elements or split the decision.`,
      )
    }
  }

  /** Counts the reading of an argument: a string may be long. Functions of lists count their elements themselves. */
  read(argument: unknown): void {
    if (typeof argument === 'string') this.step(Math.trunc(argument.length / CHARACTERS_A_STEP))
  }

  /** Hexadecimal digits for a random value. */
  chance(): string {
    this.step()
    this.#draws += 1
    const { chance, now } = this.clock
    return chance?.() ?? createHash('sha256').update(`${now.epochNanoseconds} ${this.#draws}`).digest('hex')
  }

  /** Runs a function body, bounded in depth. */
  deeper<T>(body: () => T): T {
    this.step()
    this.#depth += 1
    if (this.#depth > this.limits.depth) {
      this.#depth = 0
      throw new DecisionError(
        'evaluation_too_long',
        `Functions call each other more than ${this.limits.depth} deep. End the recursion earlier or iterate instead.`,
      )
    }
    const result = body()
    this.#depth -= 1
    return result
  }

  /** Refuses a string that would grow without bound, and counts what making it costs. */
  text(value: string): string {
    this.step(Math.trunc(value.length / CHARACTERS_A_STEP))
    if (value.length > this.limits.characters) {
      throw new DecisionError(
        'evaluation_too_large',
        `A string grew beyond ${this.limits.characters} characters. Build shorter strings.`,
      )
    }
    return value
  }

  warn(warning: Warning): void {
    this.warningsTotal += 1
    if (this.warnings.length < WARNINGS_KEPT) this.warnings.push(warning)
  }
}
