import { literal } from '../feel/format.ts'
import type { TableCheck } from './boxes.ts'
import { freeNames } from './compile-model.ts'
import type { DecisionModel } from './decision-model.ts'
import { findGaps } from './gaps.ts'
import { rankIn } from './item-types.ts'
import { type Cell, cellOf, cellsMeet } from './overlap.ts'
import { plainLiteral } from './plain-cell.ts'

/** Something found in a model that compiles. An error must be mended before the model may decide anything. */
export interface CheckFinding {
  readonly severity: 'error' | 'warning'
  readonly code:
    | 'rules_overlap'
    | 'outputs_differ'
    | 'overlap_not_checked'
    | 'rules_leave_gap'
    | 'gaps_not_checked'
    | 'output_not_allowed'
    | 'condition_without_input'
    | 'variable_not_required'
  /** What is wrong and what to do. */
  readonly message: string
  /** Id of the table or decision. */
  readonly element: string
  /** Ids of the rules it is about, in their order. */
  readonly rules: readonly string[]
  /** Inputs that show it, by the label of their column, as people write them; empty where there is no example. */
  readonly example: Readonly<Record<string, string>>
}

/** How many pairs of rules of one table are compared; a table of 6,000 rules stays below. */
const PAIRS_MAX = 20_000_000
/** How many overlaps of one table are listed one by one; what is beyond is counted. */
const LISTED_MAX = 100

/**
 * What is wrong with a model before it decides anything: rules of a UNIQUE table that can hit together, rules of an
 * ANY table that can and disagree, inputs that no rule covers, variables that a decision names but does not require.
 * Overlaps and gaps are found where cells are values, ranges, lists of them, `not` of them or `-`; a condition that must
 * be evaluated is left to the evaluation, which refuses to choose.
 */
export function checkDecisions(model: DecisionModel): readonly CheckFinding[] {
  const { tables, nodes } = model.compiled
  const findings = tables.flatMap((table) => [
    ...checkOutputs(table),
    ...checkConditions(table),
    ...checkTable(table),
    ...checkGaps(table),
  ])
  for (const node of nodes) {
    if (node.kind !== 'decision' || node.needs.length === 0) continue
    for (const name of freeNames(node)) {
      findings.push({
        severity: 'warning',
        code: 'variable_not_required',
        message: `"${node.name}" names "${name}", but requires no such element. Check the spelling, or add the requirement.`,
        element: node.id,
        rules: [],
        example: {},
      })
    }
  }
  return findings
}

/** Outputs that are none of the values their column allows; they would count as null. */
function checkOutputs({ table, orders }: TableCheck): CheckFinding[] {
  return table.rules.flatMap((rule, r) =>
    rule.outputs.flatMap((cell, o): CheckFinding[] => {
      const allowed = orders[o]
      const value = plainLiteral(cell.text)
      if (allowed === undefined || value === undefined || value === null) return []
      if (rankIn(allowed, value) < allowed.length) return []
      const message = `Rule ${r + 1} (${rule.id}) gives ${cell.text}, none of the output values ${allowed.map(literal).join(', ')}. Correct it or list it.`
      return [
        {
          severity: 'error',
          code: 'output_not_allowed',
          message,
          element: table.id,
          rules: [rule.id],
          example: {},
        },
      ]
    }),
  )
}

/** Cells that hold a condition without `?`: true or false is compared with the input, and hardly ever equal. */
function checkConditions({ table, cells }: TableCheck): CheckFinding[] {
  return table.rules.flatMap((rule, r): CheckFinding[] => {
    const cell =
      cells[r]?.findIndex((c) => c.shapes.some((s) => s.kind === 'opaque' && s.condition === true)) ?? -1
    if (cell < 0) return []
    const message = `Rule ${r + 1} (${rule.id}) has the condition ${rule.inputs[cell]?.text}, which does not name its input. Write ? for the input.`
    return [
      {
        severity: 'warning',
        code: 'condition_without_input',
        message,
        element: table.id,
        rules: [rule.id],
        example: {},
      },
    ]
  })
}

function checkTable(check: TableCheck): CheckFinding[] {
  const { table } = check
  if (table.hitPolicy !== 'UNIQUE' && table.hitPolicy !== 'ANY') return []
  const count = table.rules.length
  if ((count * (count - 1)) / 2 > PAIRS_MAX) {
    const message = `The table has ${count} rules, too many to compare each with each. Split it, or rely on the evaluation.`
    return [
      {
        severity: 'warning',
        code: 'overlap_not_checked',
        message,
        element: table.id,
        rules: [],
        example: {},
      },
    ]
  }
  const rows = check.cells.map((row, r) =>
    row.map((cell, i) => cellOf(cell.shapes, cell.negated, table.rules[r]?.inputs[i]?.text ?? '')),
  )
  const findings: CheckFinding[] = []
  let more = 0
  for (let i = 0; i < count; i += 1) {
    for (let j = i + 1; j < count; j += 1) {
      if (!rowsOverlap(rows[i] ?? [], rows[j] ?? [])) continue
      const finding = overlapOf(check, i, j)
      if (finding === undefined) continue
      if (findings.length < LISTED_MAX) findings.push(finding)
      else more += 1
    }
  }
  if (more > 0) {
    const message = `${more} more pairs of rules of this table overlap; they are listed when the first are mended.`
    findings.push({
      severity: 'error',
      code: 'rules_overlap',
      message,
      element: table.id,
      rules: [],
      example: {},
    })
  }
  return findings
}

/** A table of one hit that has no default outputs answers with null where no rule hits; hardly ever is that meant. */
function checkGaps(check: TableCheck): CheckFinding[] {
  const { table, columns } = check
  const single = ['UNIQUE', 'ANY', 'FIRST', 'PRIORITY'].includes(table.hitPolicy)
  if (!single || table.outputs.some((output) => output.byDefault !== undefined)) return []
  const gaps = findGaps(check)
  if (gaps === undefined) {
    const message = `The table has too many rules to look for inputs that none covers. Split it, or give it default outputs.`
    return [
      { severity: 'warning', code: 'gaps_not_checked', message, element: table.id, rules: [], example: {} },
    ]
  }
  return gaps.map((gap): CheckFinding => {
    const told = gap.map(({ text }, i) => `${columns[i]?.label} ${text}`).join(' with ')
    const example = Object.fromEntries(
      gap.flatMap(({ example: value }, i) =>
        value === undefined ? [] : [[columns[i]?.label, literal(value)]],
      ),
    )
    const shown = Object.entries(example).map(([label, value]) => `${label} = ${value}`)
    const message = `No rule covers ${told || 'any input'}${shown.length > 0 ? `, for example ${shown.join(', ')}` : ''}: the result is null. Add a rule, or default outputs.`
    return { severity: 'warning', code: 'rules_leave_gap', message, element: table.id, rules: [], example }
  })
}

function rowsOverlap(a: readonly Cell[], b: readonly Cell[]): boolean {
  for (let i = 0; i < a.length; i += 1) {
    const cell = a[i]
    const other = b[i]
    if (cell === undefined || other === undefined || cellsMeet(cell, other) !== 'overlap') return false
  }
  return true
}

function overlapOf(check: TableCheck, i: number, j: number): CheckFinding | undefined {
  const { table } = check
  const first = table.rules[i]
  const second = table.rules[j]
  if (first === undefined || second === undefined) return undefined
  const rules = [first.id, second.id]
  const pair = `Rules ${i + 1} (${first.id}) and ${j + 1} (${second.id})`
  if (table.hitPolicy === 'UNIQUE') {
    const message = `${pair} can both hit, but the table is UNIQUE. Narrow one, or choose another hit policy.`
    return { severity: 'error', code: 'rules_overlap', message, element: table.id, rules, example: {} }
  }
  const differs = first.outputs.some((output, o) => {
    const a = plainLiteral(output.text)
    const b = plainLiteral(second.outputs[o]?.text ?? '')
    return a !== undefined && b !== undefined && String(a) !== String(b)
  })
  if (!differs) return undefined
  const message = `${pair} can both hit and give different outputs, but the table is ANY. Make their outputs equal, or narrow one.`
  return { severity: 'error', code: 'outputs_differ', message, element: table.id, rules, example: {} }
}
