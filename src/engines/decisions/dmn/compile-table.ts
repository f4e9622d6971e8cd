import { DecisionError } from '../decision-error.ts'
import type { Test, UnaryTests } from '../feel/compile-tests.ts'
import { literal } from '../feel/format.ts'
import { coerce } from '../feel/function.ts'
import { type Code, constant, constantOf, type Scope } from '../feel/scope.ts'
import type { FeelType } from '../feel/type.ts'
import type { Value } from '../feel/value.ts'
import type { Boxes, Place } from './boxes.ts'
import type { InputClause, OutputClause, Rule, TableBox } from './definitions.ts'
import { applyPolicy, type Hit, outputOf, type TableOutputs } from './hit-policy.ts'
import { enumerationOf, type Restriction } from './item-types.ts'
import { ModelRun, type RuleHit } from './model-run.ts'

interface Column {
  readonly label: string
  readonly code: Code
  readonly allowed: Restriction | undefined
}

interface CompiledRule {
  readonly rule: Rule
  readonly index: number
  /** One test a column; undefined where the cell is `-`. */
  readonly tests: readonly (Test | undefined)[]
  readonly outputs: readonly Code[]
  readonly annotations: ReadonlyMap<string, string>
}

/** Compiles a decision table; its cells are registered for the static check. */
export function compileTable(box: TableBox, place: Place, c: Boxes): Code {
  const columns = box.inputs.map((input) => compileColumn(input, place, c))
  const outputTypes = box.outputs.map((o) => c.type(o.typeRef, o.id))
  const single = box.outputs.length === 1
  const orders = box.outputs.map((o, i) =>
    orderOf(o, single ? c.type(box.typeRef, box.id) : undefined, outputTypes[i], c),
  )
  const cells: UnaryTests[][] = []
  const rules = box.rules.map((rule, i): CompiledRule => {
    const tests = rule.inputs.map((cell) => c.tests(cell.text === '' ? '-' : cell.text, place, cell.id))
    cells.push(tests)
    return {
      rule,
      index: i + 1,
      tests: tests.map((t) => (isAny(t) ? undefined : t.test)),
      outputs: rule.outputs.map((cell, o) => compileOutput(cell, outputTypes[o], orders[o], place, c)),
      annotations: annotationsOf(box, rule),
    }
  })
  const outputs: TableOutputs = {
    table: box.id,
    policy: box.hitPolicy,
    aggregation: box.aggregation,
    names: box.outputs.map((o, i) => outputName(o, i, single, c)),
    orders,
  }
  checkOrders(box, orders, c)
  c.tables.push({ table: box, cells })
  const byDefault = compileDefaults(box, place, c)
  const wantsAll = box.hitPolicy !== 'FIRST'
  return (scope) => {
    const inputs = columns.map((column) => readColumn(column, scope))
    scope.run.step(rules.length)
    const hits: Hit[] = []
    const fired: CompiledRule[] = []
    for (const rule of rules) {
      if (!ruleHits(rule, inputs, scope)) continue
      hits.push({ index: rule.index, rule: rule.rule.id, outputs: rule.outputs.map((code) => code(scope)) })
      fired.push(rule)
      if (!wantsAll) break
    }
    if (scope.run instanceof ModelRun) record(scope.run, box, columns, inputs, hits, fired, outputs.names)
    if (hits.length === 0)
      return byDefault === undefined ? null : outputOf({ outputs: byDefault.map((d) => d(scope)) }, outputs)
    return applyPolicy(hits, outputs)
  }
}

function ruleHits(rule: CompiledRule, inputs: readonly Value[], scope: Scope): boolean {
  for (let i = 0; i < rule.tests.length; i += 1) {
    const test = rule.tests[i]
    if (test !== undefined && test(inputs[i] ?? null, scope) !== true) return false
  }
  return true
}

function isAny(tests: UnaryTests): boolean {
  return !tests.negated && tests.shapes.length === 1 && tests.shapes[0]?.kind === 'any'
}

function compileColumn(input: InputClause, place: Place, c: Boxes): Column {
  c.type(input.typeRef, input.id)
  return {
    label: input.label,
    code: c.text(input.expression, place, input.id),
    allowed: c.restriction(input.values, input.id),
  }
}

/** A value outside of the column's input values is an error of the input, not a case without rule. */
function readColumn(column: Column, scope: Scope): Value {
  const value = column.code(scope)
  if (column.allowed === undefined || value === null || column.allowed.allows(value, scope.run)) return value
  throw new DecisionError(
    'input_invalid',
    `The column "${column.label}" is ${literal(value).slice(0, 80)}, but only ${column.allowed.text} are allowed.`,
    { element: column.label },
  )
}

function compileOutput(
  cell: { id: string; text: string },
  type: FeelType | undefined,
  allowed: readonly Value[] | undefined,
  place: Place,
  c: Boxes,
): Code {
  const code = c.text(cell.text === '' || cell.text === '-' ? 'null' : cell.text, place, cell.id)
  const fixed = constantOf(code)
  if (fixed !== undefined && fixed !== null && allowed !== undefined) c.checkAmong(fixed, allowed, cell.id)
  if (type === undefined) return code
  const typed = (value: Value, scope: Scope) => {
    const result = coerce(value, type, scope.run)
    if (result === undefined) c.mistyped(scope.run, value, type, cell.id)
    return result ?? null
  }
  return fixed === undefined
    ? (scope) => typed(code(scope), scope)
    : fixed === null
      ? constant(null)
      : (scope) => typed(fixed, scope)
}

/** The order of values of a column: its output values, else the enumeration of its type. */
function orderOf(
  output: OutputClause,
  tableType: FeelType | undefined,
  type: FeelType | undefined,
  c: Boxes,
): readonly Value[] | undefined {
  return (
    c.restriction(output.values, output.id)?.enumeration ?? enumerationOf(type) ?? enumerationOf(tableType)
  )
}

function checkOrders(box: TableBox, orders: readonly (readonly Value[] | undefined)[], c: Boxes): void {
  const needed = box.hitPolicy === 'PRIORITY' || box.hitPolicy === 'OUTPUT ORDER'
  if (needed && orders.every((order) => order === undefined)) {
    c.add(
      `A ${box.hitPolicy} table orders its results by the output values. List them in an output column.`,
      box.id,
    )
  }
}

function outputName(output: OutputClause, index: number, single: boolean, c: Boxes): string {
  if (output.name !== undefined && output.name !== '') return output.name
  if (!single)
    c.add(
      `Output column ${index + 1} has no name. A table with several outputs gives a context of names.`,
      output.id,
    )
  return output.label ?? 'output'
}

function annotationsOf(box: TableBox, rule: Rule): ReadonlyMap<string, string> {
  return new Map(rule.annotations.map((text, i) => [box.annotations[i] ?? `annotation ${i + 1}`, text]))
}

function compileDefaults(box: TableBox, place: Place, c: Boxes): readonly Code[] | undefined {
  if (box.outputs.every((o) => o.byDefault === undefined)) return undefined
  return box.outputs.map((o) =>
    o.byDefault === undefined ? constant(null) : c.text(o.byDefault, place, o.id),
  )
}

function record(
  run: ModelRun,
  box: TableBox,
  columns: readonly Column[],
  inputs: readonly Value[],
  hits: readonly Hit[],
  fired: readonly CompiledRule[],
  names: readonly string[],
): void {
  run.record({
    table: box.id,
    inputs: new Map(columns.map((column, i) => [column.label, inputs[i] ?? null])),
    hits: fired.map(
      (rule, i): RuleHit => ({
        table: box.id,
        rule: rule.rule.id,
        index: rule.index,
        annotations: rule.annotations,
        outputs: new Map(names.map((name, o) => [name, hits[i]?.outputs[o] ?? null])),
      }),
    ),
  })
}
