export { DecisionError, type DecisionErrorCode, type Position } from './decision-error.ts'
export {
  type CompileOptions,
  compileExpression,
  compileUnaryTests,
  type Explanation,
  type Expression,
  type Tests,
  type Variables,
} from './feel/expression.ts'
export { fromJson, toJson } from './feel/json.ts'
export type { Clock, Limits, Warning } from './feel/run.ts'
export type { Value } from './feel/value.ts'
