import { DecisionError } from '../decision-error.ts'
import type { Aggregation, HitPolicy, InputClause, OutputClause, Rule, TableBox } from './definitions.ts'
import { attribute, child, children, idOf, isFeel, nameOf, textIn } from './dmn-element.ts'
import type { XmlElement } from './xml.ts'

const HIT_POLICIES: readonly HitPolicy[] = [
  'UNIQUE',
  'FIRST',
  'PRIORITY',
  'ANY',
  'COLLECT',
  'RULE ORDER',
  'OUTPUT ORDER',
]
const AGGREGATIONS: readonly Aggregation[] = ['SUM', 'MIN', 'MAX', 'COUNT']

/** Reads a decision table and checks its shape: policy, and one entry a column in every rule. */
export function readTable(element: XmlElement, findings: DecisionError[], owner: string): TableBox {
  const id = attribute(element, 'id') ?? owner
  const add = (at: XmlElement, message: string) => {
    findings.push(
      new DecisionError('model_invalid', message, { element: idOf(at), line: at.line, column: at.column }),
    )
  }
  const policy = attribute(element, 'hitPolicy') ?? 'UNIQUE'
  const hitPolicy = HIT_POLICIES.find((p) => p === policy)
  if (hitPolicy === undefined)
    add(element, `The hit policy ${policy} does not exist. Use one of ${HIT_POLICIES.join(', ')}.`)
  const aggregated = attribute(element, 'aggregation')
  const aggregation = AGGREGATIONS.find((a) => a === aggregated)
  if (aggregated !== undefined && (aggregation === undefined || hitPolicy !== 'COLLECT')) {
    add(
      element,
      `The aggregation ${aggregated} needs the hit policy COLLECT and one of ${AGGREGATIONS.join(', ')}.`,
    )
  }
  const inputs = children(element, 'input').map((e) => readInput(e, add))
  const outputs = children(element, 'output').map(readOutput)
  if (outputs.length === 0) add(element, 'The table has no output column. Add one.')
  const rules = children(element, 'rule').map((e) => readRule(e, inputs.length, outputs.length, add))
  return {
    kind: 'table',
    id,
    typeRef: attribute(element, 'typeRef'),
    hitPolicy: hitPolicy ?? 'UNIQUE',
    aggregation,
    inputs,
    outputs,
    annotations: children(element, 'annotation').map(nameOf),
    rules,
  }
}

type Add = (at: XmlElement, message: string) => void

function readInput(element: XmlElement, add: Add): InputClause {
  const expression = child(element, 'inputExpression')
  const text = textIn(expression)
  if (expression !== undefined) checkLanguage(expression, add)
  if (text === undefined) add(element, 'The input column has no expression. Write what it looks at.')
  return {
    id: idOf(element),
    label: attribute(element, 'label') ?? text ?? '',
    expression: text ?? 'null',
    typeRef: expression === undefined ? undefined : attribute(expression, 'typeRef'),
    values: textIn(child(element, 'inputValues')),
  }
}

function checkLanguage(element: XmlElement, add: Add): void {
  const language = attribute(element, 'expressionLanguage')
  if (!isFeel(language))
    add(element, `The expression language ${language} is not executed. Write the cell in FEEL.`)
}

/** The annotations of a rule; a modeller that knows none puts them into the rule's description. */
function annotationsOf(rule: XmlElement): string[] {
  const entries = children(rule, 'annotationEntry').map((e) => textIn(e) ?? '')
  const description = child(rule, 'description')?.text.trim() ?? ''
  return entries.length === 0 && description !== '' ? [description] : entries
}

function readOutput(element: XmlElement): OutputClause {
  return {
    id: idOf(element),
    name: attribute(element, 'name'),
    label: attribute(element, 'label'),
    typeRef: attribute(element, 'typeRef'),
    values: textIn(child(element, 'outputValues')),
    byDefault: textIn(child(element, 'defaultOutputEntry')),
  }
}

function readRule(element: XmlElement, inputs: number, outputs: number, add: Add): Rule {
  const entries = (name: string) =>
    children(element, name).map((e) => {
      checkLanguage(e, add)
      return { id: idOf(e), text: textIn(e) ?? '', typeRef: attribute(e, 'typeRef') }
    })
  const rule: Rule = {
    id: idOf(element),
    inputs: entries('inputEntry'),
    outputs: entries('outputEntry'),
    annotations: annotationsOf(element),
  }
  if (rule.inputs.length !== inputs || rule.outputs.length !== outputs) {
    add(
      element,
      `The rule has ${rule.inputs.length} input and ${rule.outputs.length} output entries; the table has ${inputs} and ${outputs} columns.`,
    )
  }
  return rule
}
