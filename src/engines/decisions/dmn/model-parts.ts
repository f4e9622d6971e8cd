/** What a DMN file consists of, part by part, so that two versions of it can be compared. */
import type { DecisionError } from '../decision-error.ts'
import type { Boxed, Rule, TableBox } from './definitions.ts'
import { readDefinitions } from './read-definitions.ts'

/** A decision, a rule of a table, or whatever else can be added, removed or changed by itself. */
export interface ModelPart {
  readonly id: string
  readonly kind: string
  readonly name: string
  /** All it says, as text: two parts of the same text mean the same. */
  readonly text: string
}

/** The parts of a file, in its order. A table gives one part for its head and one for each rule. */
export function modelParts(xml: string): ModelPart[] {
  const findings: DecisionError[] = []
  const { decisions, knowledge, inputs, itemDefinitions, services } = readDefinitions(xml, findings)
  const plain = (kind: string, list: readonly { id: string; name: string }[]): ModelPart[] =>
    list.map((one) => ({ id: one.id, kind, name: one.name, text: textOf(one) }))
  return [
    ...decisions.flatMap(({ expression, ...decision }) => [
      { id: decision.id, kind: 'decision', name: decision.name, text: textOf(decision) },
      ...logicParts(decision.id, decision.name, expression),
    ]),
    ...knowledge.flatMap(({ logic, ...model }) => [
      {
        id: model.id,
        kind: 'knowledge model',
        name: model.name,
        text: textOf({ ...model, ...logic, body: null }),
      },
      ...logicParts(model.id, model.name, logic?.body),
    ]),
    ...plain('input', inputs),
    ...plain('type', itemDefinitions),
    ...plain('service', services),
  ]
}

function logicParts(owner: string, name: string, box: Boxed | undefined): ModelPart[] {
  if (box === undefined) return []
  if (box.kind === 'table') return tableParts(owner, name, box)
  return [{ id: `${owner} logic`, kind: box.kind, name, text: textOf(box) }]
}

function tableParts(owner: string, name: string, { rules, ...head }: TableBox): ModelPart[] {
  return [
    { id: `${owner} table`, kind: 'table', name, text: textOf(head) },
    ...rules.map((rule, index) => ({
      id: rule.id,
      kind: 'rule',
      name: `rule ${index + 1}`,
      text: ruleText(rule),
    })),
    // First hit policies and priorities read the rules in their order.
    { id: `${owner} order`, kind: 'order of rules', name, text: rules.map(({ id }) => id).join(' ') },
  ]
}

/** "> 15 | - → ["controller"] | "Because" (why)": the cells of a rule as people read them. */
function ruleText({ inputs, outputs, annotations }: Rule): string {
  const cells = (list: readonly { text: string }[]) => list.map(({ text }) => text.trim()).join(' | ')
  const notes = annotations.filter((note) => note !== '')
  return `${cells(inputs)} → ${cells(outputs)}${notes.length > 0 ? ` (${notes.join('; ')})` : ''}`
}

/** Where something stands in the file, and its layout, is no part of what it says. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) =>
    ['line', 'column'].includes(key) ? undefined : inner,
  )
}
