export { DecisionError, type DecisionErrorCode, type Position } from './decision-error.ts'
export { type DeployedResult, evaluateDeployed } from './deployed-model.ts'
export { type CheckFinding, checkDecisions } from './dmn/check-decisions.ts'
export {
  compileDecisions,
  type DecisionInfo,
  type DecisionModel,
  type DecisionResult,
  type ModelOptions,
} from './dmn/decision-model.ts'
export type { MatchedRule, TraceEntry } from './dmn/evaluation.ts'
export type { ModelPart } from './dmn/model-parts.ts'
export { type DraftModel, draftModel } from './draft-model.ts'
export { parseTemporal } from './feel/builtins/conversion.ts'
export {
  type CompileOptions,
  compileExpression,
  compileUnaryTests,
  type Explanation,
  type Expression,
  type Tests,
  type Variables,
} from './feel/expression.ts'
export type { Clock, Limits, Warning } from './feel/run.ts'
export type { Value } from './feel/value.ts'
export { hasVersion, type WhichVersion } from './model-table.ts'
export { retold, saidTexts } from './said-texts.ts'
