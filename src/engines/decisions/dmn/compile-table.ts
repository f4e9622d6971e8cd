import type { Test, UnaryTests } from '../feel/compile-tests.ts'
import { excerpt } from '../feel/format.ts'
import { coerce } from '../feel/function.ts'
import type { Run } from '../feel/run.ts'
import { type Code, constant, constantOf, type Scope } from '../feel/scope.ts'
import type { FeelType } from '../feel/type.ts'
import { typeName, type Value } from '../feel/value.ts'
import type { Boxes, ColumnCheck, Place } from './boxes.ts'
import type { InputClause, OutputClause, OutputEntry, Rule, TableBox } from './definitions.ts'
import { applyPolicy, type Hit, outputOf, type TableOutputs } from './hit-policy.ts'
import { enumerationOf, type Restriction, rankIn } from './item-types.ts'
import { ModelRun, type RuleHit } from './model-run.ts'

interface Column extends ColumnCheck {
  readonly code: Code
}

interface CompiledRule {
  readonly rule: Rule
  readonly index: number
  /** For each column the place of the cell among the table's different cells; -1 where it is `-`. */
  readonly cells: readonly number[]
  readonly outputs: readonly Code[]
  readonly annotations: ReadonlyMap<string, string>
}

/** Compiles a decision table; its cells are registered for the static check. */
export function compileTable(box: TableBox, place: Place, c: Boxes): Code {
  const columns = box.inputs.map((input) => compileColumn(input, place, c))
  const single = box.outputs.length === 1
  const outputColumns = box.outputs.map(
    (o): OutputColumn => ({
      type: c.type(o.typeRef, o.id),
      allowed: c.restriction(o.values, o.id),
    }),
  )
  const tableType = c.type(box.typeRef, box.id)
  const orders = outputColumns.map(
    ({ type, allowed }) =>
      allowed?.enumeration ?? enumerationOf(type) ?? (single ? enumerationOf(tableType) : undefined),
  )
  const cells: UnaryTests[][] = []
  const different = new DifferentCells()
  const rules = box.rules.map((rule, i): CompiledRule => {
    const tests = rule.inputs.map((cell) => c.tests(cell.text === '' ? '-' : cell.text, place, cell.id))
    cells.push(tests)
    return {
      rule,
      index: i + 1,
      cells: tests.map((t, i) => (isAny(t) ? -1 : different.placeOf(i, rule.inputs[i]?.text ?? '', t.test))),
      outputs: rule.outputs.map((cell, o) => compileOutput(cell, outputColumns[o] ?? UNTYPED, place, c)),
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
  c.tables.push({ table: box, columns, cells, orders })
  const byDefault = compileDefaults(box, place, c)
  const wantsAll = box.hitPolicy !== 'FIRST'
  const decide: Code = (scope) => {
    const inputs = columns.map((column) => readColumn(column, scope))
    scope.run.step(rules.length)
    const known = new Int8Array(different.tests.length)
    const hits: Hit[] = []
    const fired: CompiledRule[] = []
    for (const rule of rules) {
      if (!ruleHits(rule, inputs, scope, different.tests, known)) continue
      hits.push({ index: rule.index, rule: rule.rule.id, outputs: rule.outputs.map((code) => code(scope)) })
      fired.push(rule)
      if (!wantsAll) break
    }
    if (scope.run instanceof ModelRun) record(scope.run, box, columns, inputs, hits, fired, outputs.names)
    if (hits.length === 0)
      return byDefault === undefined ? null : outputOf({ outputs: byDefault.map((d) => d(scope)) }, outputs)
    return applyPolicy(hits, outputs)
  }
  return c.typed(decide, givesList(box) && tableType?.kind !== 'list' ? undefined : tableType, box.id)
}

/** Several hits make a list; a type beside it that is none is meant for each output, as older modellers write it. */
function givesList({ hitPolicy, aggregation }: TableBox): boolean {
  if (hitPolicy === 'COLLECT') return aggregation === undefined
  return hitPolicy === 'RULE ORDER' || hitPolicy === 'OUTPUT ORDER'
}

/** The different cells of a table: rules share most of theirs, and each is judged once an evaluation. */
class DifferentCells {
  readonly tests: Test[] = []
  readonly #places = new Map<string, number>()

  placeOf(column: number, text: string, test: Test): number {
    const key = `${column} ${text}`
    const known = this.#places.get(key)
    if (known !== undefined) return known
    this.#places.set(key, this.tests.length)
    return this.tests.push(test) - 1
  }
}

/** `known` keeps what a cell said: 1 it passes, -1 it does not, 0 it was not asked yet. */
function ruleHits(
  rule: CompiledRule,
  inputs: readonly Value[],
  scope: Scope,
  tests: readonly Test[],
  known: Int8Array,
): boolean {
  for (let i = 0; i < rule.cells.length; i += 1) {
    const cell = rule.cells[i] ?? -1
    if (cell < 0) continue
    if (known[cell] === 0) known[cell] = tests[cell]?.(inputs[i] ?? null, scope) === true ? 1 : -1
    if (known[cell] !== 1) return false
  }
  return true
}

function isAny(tests: UnaryTests): boolean {
  return !tests.negated && tests.shapes.length === 1 && tests.shapes[0]?.kind === 'any'
}

function compileColumn(input: InputClause, place: Place, c: Boxes): Column {
  return {
    label: input.label,
    type: c.type(input.typeRef, input.id),
    code: c.text(input.expression, place, input.id),
    allowed: c.restriction(input.values, input.id),
  }
}

/** A value outside of the column's input values counts as null (DMN 8.3.3), so that only `-` and `null` accept it. */
function readColumn(column: Column, scope: Scope): Value {
  const value = column.code(scope)
  if (column.allowed === undefined || value === null || column.allowed.allows(value, scope.run)) return value
  return notAllowed(scope.run, value, column.allowed, column.label)
}

function notAllowed(run: Run, value: Value, allowed: Restriction, text: string): null {
  const message = `${excerpt(value)} is none of ${allowed.text}: it counts as null.`
  run.warn({ message, text, line: 1, column: 1 })
  return null
}

/** The column of an entry that has none; reading has found fault with it already. */
const UNTYPED: OutputColumn = { type: undefined, allowed: undefined }

interface OutputColumn {
  readonly type: FeelType | undefined
  readonly allowed: Restriction | undefined
}

function compileOutput(cell: OutputEntry, column: OutputColumn, place: Place, c: Boxes): Code {
  const code = c.text(cell.text === '' || cell.text === '-' ? 'null' : cell.text, place, cell.id)
  const { allowed } = column
  const type = c.type(cell.typeRef, cell.id) ?? column.type
  const fixed = constantOf(code)
  if (fixed === null || (type === undefined && allowed === undefined)) return code
  // A listed value of the right type needs no judgement at evaluation.
  const listed = fixed !== undefined && (allowed === undefined || isListed(allowed, fixed))
  if (listed && (type === undefined || (type.kind === 'simple' && typeName(fixed) === type.name))) return code
  return (scope) => {
    const value = code(scope)
    const typed = coerce(value, type, scope.run)
    if (typed === undefined && type !== undefined) c.mistyped(scope.run, value, type, cell.id)
    if (typed === undefined || typed === null) return null
    return allowed === undefined || allowed.allows(typed, scope.run)
      ? typed
      : notAllowed(scope.run, typed, allowed, cell.id)
  }
}

function isListed(allowed: Restriction, value: Value): boolean {
  return allowed.enumeration !== undefined && rankIn(allowed.enumeration, value) < allowed.enumeration.length
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
