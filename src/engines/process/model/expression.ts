/**
 * Values in extension attributes, as Camunda 8 reads them: a text that starts with `=` is a FEEL
 * expression, any other text is itself.
 */
import { compileExpression } from '#engines/decisions'

/** A JSON value: the only kind of value a variable holds. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** Variables by name. */
export type Variables = Readonly<Record<string, Json>>

/** What an expression may know beside variables: the instant of the event, the zone of the tenant, and chance. */
export type Clock = Readonly<{
  now: Temporal.Instant
  zone: string
  /** What random values are made of; the same for the same step of the same instance. */
  chance?: () => string
}>

/** A compiled value of the model: a fixed text, or FEEL over the visible variables. */
export type Expression = Readonly<{
  text: string
  constant: boolean
  /** The variables it reads, in the order it names them. */
  names: readonly string[]
  evaluate: (variables: Variables, clock: Clock) => Json
}>

/**
 * Compiles FEEL text without its leading `=`. Throws when the text is not FEEL, or calls a function there is not: no variable
 * of a process is a function. In a model that is in force already such a call gives null.
 */
export function feel(text: string, inForce = false): Expression {
  const unknownFunction = (name: string) => {
    throw new Error(`There is no function ${name}; it would always give null.`)
  }
  const compiled = compileExpression(text, inForce ? {} : { unknownFunction })
  // What comes back is JSON by the promise of the decisions engine; its type says only `unknown`.
  const evaluate: Expression['evaluate'] = (variables, clock) => compiled.evaluate(variables, clock) as Json
  return { text, constant: false, names: compiled.names(), evaluate }
}

/** A text of the model that stands for itself. */
export function fixed(text: string): Expression {
  return { text, constant: true, names: [], evaluate: () => text }
}

/** The zeebe rule: FEEL when the text starts with `=`, else the text itself. */
export function readExpression(text: string, inForce = false): Expression {
  return text.startsWith('=') ? feel(text.slice(1), inForce) : fixed(text)
}
