/** Functions that Camunda 8 adds to FEEL and that belong to no family of the standard. */
import { Buffer } from 'node:buffer'
import { DecisionError } from '../../decision-error.ts'
import { Num } from '../number.ts'
import type { Value } from '../value.ts'
import { any, context, define, type Overload, one, optional, orNull, text } from './define.ts'

/** Digits of a random number. */
const RANDOM_DIGITS = 15

/** The value when the condition is true; else the evaluation fails. */
function asserted(value: Value, condition: Value, cause?: string): Value {
  if (condition === true) return value
  throw new DecisionError('assertion_failed', cause ?? 'The condition of an assert() is not true.')
}

/** A random UUID (version 4) of 32 hexadecimal digits. */
function uuidOf(hex: string): string {
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) % 4]
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`]
  return [...parts, hex.slice(20, 32)].join('-')
}

export const camunda: readonly Overload[] = [
  define('assert', [one('value', any), one('condition', any)], (_, value, condition) =>
    asserted(value, condition),
  ),
  define(
    'assert',
    [one('value', any), one('condition', any), one('cause', text)],
    (_, value, condition, cause) => asserted(value, condition, cause),
  ),
  // What an agent is told of a value; the value itself is all that counts here.
  define(
    'fromAi',
    [
      one('value', any),
      optional('description', orNull(text)),
      optional('type', orNull(text)),
      optional('schema', orNull(context)),
      optional('options', orNull(context)),
    ],
    (_, value) => value,
  ),
  define('uuid', [], (run) => uuidOf(run.chance())),
  define('random number', [], (run) => {
    const draw = BigInt(`0x${run.chance().slice(0, 16)}`) % 10n ** BigInt(RANDOM_DIGITS)
    return new Num(`0.${draw.toString().padStart(RANDOM_DIGITS, '0')}`)
  }),
  define('to base64', [one('value', text)], (run, value) =>
    run.text(Buffer.from(value, 'utf8').toString('base64')),
  ),
]
