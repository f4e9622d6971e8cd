/** Where a finding lies: in the text of an expression (1-based line and column) and, inside a model, at an element. */
export interface Position {
  readonly line?: number
  readonly column?: number
  /** The `id` of the DMN element, or its name where it has none. */
  readonly element?: string
}

/** The codes of {@link DecisionError}; stable, so that callers may branch on them. */
export type DecisionErrorCode =
  | 'expression_syntax'
  | 'expression_too_large'
  | 'evaluation_too_long'
  | 'evaluation_too_large'
  | 'assertion_failed'
  | 'value_not_supported'
  | 'model_syntax'
  | 'model_too_large'
  | 'model_invalid'
  | 'model_not_supported'
  | 'decision_not_found'
  | 'decision_ambiguous'
  | 'input_invalid'
  | 'several_rules_hit'
  | 'outputs_differ'

/**
 * The one error of this room. `code` is stable, `message` says what to do, `position` says where.
 * A model that fails to compile carries all its findings at once, as `findings`.
 */
export class DecisionError extends Error {
  readonly code: DecisionErrorCode
  readonly position: Position
  readonly findings: readonly DecisionError[]

  constructor(
    code: DecisionErrorCode,
    message: string,
    position: Position = {},
    findings: readonly DecisionError[] = [],
  ) {
    super(message)
    this.name = 'DecisionError'
    this.code = code
    this.position = position
    this.findings = findings
  }

  /** The same error, placed at an element of a model. A position already known is kept. */
  at(element: string): DecisionError {
    if (this.position.element !== undefined) return this
    return new DecisionError(this.code, this.message, { ...this.position, element }, this.findings)
  }
}

/** Line and column (both from 1) of an offset in a text. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset)
  const line = before.split('\n').length
  return { line, column: offset - before.lastIndexOf('\n') }
}
