/** `--json` of every command that takes input: a JSON object as text, `@file`, or `-` for standard input. */
import { readFileSync } from 'node:fs'
import type { Json } from '#kernel/contract.ts'
import { UsageFault } from './rooms/arguments.ts'

/** The object that was given; a UsageFault when it cannot be read or is none. */
export function readJson(given: string): Record<string, Json> {
  const from = given === '-' ? 0 : given.startsWith('@') ? given.slice(1) : null
  try {
    const text = from === null ? given : readFileSync(from, 'utf8')
    const value = JSON.parse(text) as Json
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch (cause) {
    throw new UsageFault(`--json cannot be read: ${(cause as Error).message}.`)
  }
  throw new UsageFault('--json must be a JSON object.')
}
