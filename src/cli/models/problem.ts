/** What goes wrong on a file, as one JSON object on standard error, and the words of these commands. */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { UsageFault } from '../rooms/arguments.ts'

/** What is wrong: a stable code, what to do, and where. */
export interface Problem {
  readonly code: string
  readonly message: string
  readonly [detail: string]: unknown
}

/** What the commands end with: a model or a run that fails, and words that mean nothing. */
export const ends = { done: 0, failed: 1, wrongUsage: 2 } as const

export function tell(problem: Problem): void {
  process.stderr.write(`${JSON.stringify(problem)}\n`)
}

/** Runs a command; wrong usage is told as a problem too, because programs call these commands. */
export async function told(body: () => number | Promise<number>): Promise<number> {
  try {
    return await body()
  } catch (cause) {
    if (!(cause instanceof UsageFault)) throw cause
    tell({ code: 'wrong_usage', message: cause.message })
    return ends.wrongUsage
  }
}

type Known = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>

/** The words by Node's own reader; an option nobody knows is wrong usage. */
export function readWords<T extends Known>(words: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true, strict: true })
  } catch (cause) {
    throw new UsageFault((cause as Error).message)
  }
}

/** The text of a file that was named; `-` is standard input. */
export function textOf(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8')
  } catch (cause) {
    throw new UsageFault(`${file} cannot be read: ${(cause as Error).message}.`)
  }
}

/** A moment as typed. */
export function readInstant(text: string, name: string): Temporal.Instant {
  try {
    return Temporal.Instant.from(text)
  } catch {
    throw new UsageFault(`${name} is a moment with its offset, such as 2026-03-31T09:00:00Z; not "${text}".`)
  }
}

/** An IANA zone as typed. */
export function readZone(text: string, name: string): string {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text)
    return text
  } catch {
    throw new UsageFault(`${name} is a time zone such as Europe/Berlin; not "${text}".`)
  }
}
