/** A decision table in the XML of its model, as rows of texts, and back: only the cells that changed are touched. */

export interface DecisionTable {
  readonly policy: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly rules: readonly Rule[]
}

export interface Rule {
  /** The id in the model; a new rule has none of its own yet. */
  readonly id: string
  readonly when: readonly string[]
  readonly outcomes: readonly string[]
  readonly note: string
  /** The note in the language of the screens, where the model says it there. */
  readonly said?: string
}

const childrenOf = (element: Element, name: string) =>
  [...element.children].filter(({ localName }) => localName === name)

const textOf = (element: Element | undefined) =>
  (element ? childrenOf(element, 'text')[0]?.textContent : null)?.trim() ?? ''

/** What a model says of an element in a language: `name:de` among its properties. */
function saidOf(element: Element | undefined, name: string, language: string): string | undefined {
  const holder = element ? childrenOf(element, 'extensionElements')[0] : undefined
  const properties = [...(holder?.getElementsByTagNameNS('*', 'property') ?? [])]
  const found = properties.find((one) => one.getAttribute('name') === `${name}:${language}`)
  return found?.getAttribute('value') ?? undefined
}

const decisionIn = (model: Document, key: string) =>
  [...model.getElementsByTagNameNS('*', 'decision')].find((one) => one.getAttribute('id') === key)

/** The name of a decision in a language, or what it is called in its own. */
export const nameIn = (xml: string, key: string, given: string, language: string): string =>
  saidOf(decisionIn(parse(xml), key), 'name', language) ?? given

/** The element of a decision's table, by the id of the decision, or null. */
function tableOf(model: Document, key: string): Element | null {
  const decision = decisionIn(model, key)
  return decision ? (childrenOf(decision, 'decisionTable')[0] ?? null) : null
}

/** What one input of a table asks for. */
export interface TableInput {
  readonly label: string
  /** Where it stands in what is handed in: `client.risk` is the field `risk` of `client`. */
  readonly path: readonly string[]
  readonly type: 'number' | 'boolean' | 'date' | 'string'
}

const plainPath = /^[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*$/u

/** What the inputs of a table ask for; null where an input is not a plain name but something to be worked out. */
export function readInputs(xml: string, key: string, language: string): readonly TableInput[] | null {
  const table = tableOf(parse(xml), key)
  if (!table) return null
  const inputs: TableInput[] = []
  for (const input of childrenOf(table, 'input')) {
    const expression = childrenOf(input, 'inputExpression')[0]
    const text = textOf(expression)
    if (!plainPath.test(text)) return null
    const type = expression?.getAttribute('typeRef')
    inputs.push({
      label: saidOf(input, 'name', language) ?? input.getAttribute('label') ?? text,
      path: text.split('.'),
      type: type === 'number' || type === 'boolean' || type === 'date' ? type : 'string',
    })
  }
  return inputs
}

const parse = (xml: string) => new DOMParser().parseFromString(xml, 'application/xml')

/** Reads the table of a decision; null for a decision that is none. */
export function readTable(xml: string, key: string, language: string): DecisionTable | null {
  const table = tableOf(parse(xml), key)
  if (!table) return null
  return {
    policy: table.getAttribute('hitPolicy') ?? 'UNIQUE',
    inputs: childrenOf(table, 'input').map(
      (input) =>
        saidOf(input, 'name', language) ??
        input.getAttribute('label') ??
        textOf(childrenOf(input, 'inputExpression')[0]),
    ),
    outputs: childrenOf(table, 'output').map(
      (output) =>
        saidOf(output, 'name', language) ??
        output.getAttribute('label') ??
        output.getAttribute('name') ??
        key,
    ),
    rules: childrenOf(table, 'rule').map((rule) => ({
      ...saidNote(rule, language),
      id: rule.getAttribute('id') ?? '',
      when: childrenOf(rule, 'inputEntry').map(textOf),
      outcomes: childrenOf(rule, 'outputEntry').map(textOf),
      note: textOf(childrenOf(rule, 'annotationEntry')[0]),
    })),
  }
}

function saidNote(rule: Element, language: string): Pick<Rule, 'said'> {
  const said = saidOf(rule, 'annotation', language)
  return said === undefined ? {} : { said }
}

/** The model with the rules of one table replaced. */
export function withRules(xml: string, key: string, rules: readonly Rule[]): string {
  const model = parse(xml)
  const table = tableOf(model, key)
  if (!table) throw new Error(`${key} has no table`)
  const old = new Map(childrenOf(table, 'rule').map((rule) => [rule.getAttribute('id') ?? '', rule]))
  for (const rule of old.values()) rule.remove()
  for (const rule of rules) table.append(ruleElement(model, table, rule, old.get(rule.id)))
  return new XMLSerializer().serializeToString(model)
}

function ruleElement(model: Document, table: Element, rule: Rule, old: Element | undefined): Element {
  const make = (name: string) =>
    model.createElementNS(table.namespaceURI, table.prefix ? `${table.prefix}:${name}` : name)
  const element = old ?? make('rule')
  if (!old) element.setAttribute('id', rule.id)
  const put = (name: string, at: number, text: string) => {
    const entry = childrenOf(element, name)[at] ?? element.appendChild(make(name))
    const holder = childrenOf(entry, 'text')[0] ?? entry.appendChild(make('text'))
    if (holder.textContent?.trim() === text) return
    holder.textContent = text
    // What was changed says something else than its translations, which would go on saying the old.
    forget(entry, 'text:')
  }
  rule.when.forEach((text, at) => {
    put('inputEntry', at, text)
  })
  rule.outcomes.forEach((text, at) => {
    put('outputEntry', at, text)
  })
  // So it is with a note, whose translations stand beside it.
  if (old && rule.note !== textOf(childrenOf(old, 'annotationEntry')[0])) forget(old, 'annotation:')
  if (rule.note !== '' || childrenOf(element, 'annotationEntry').length > 0)
    put('annotationEntry', 0, rule.note)
  return element
}

function forget(element: Element, what: 'annotation:' | 'text:'): void {
  for (const one of [...element.getElementsByTagNameNS('*', 'property')])
    if (one.getAttribute('name')?.startsWith(what)) one.remove()
}

/** How many cells differ, rules that came or went counted by their cells. */
export function changesBetween(before: readonly Rule[], after: readonly Rule[]): number {
  const cells = ({ when, outcomes, note }: Rule) => [...when, ...outcomes, note]
  const known = new Map(before.map((rule) => [rule.id, cells(rule)]))
  let changes = 0
  for (const rule of after) {
    const old = known.get(rule.id)
    changes += cells(rule).filter((text, at) => text !== old?.[at]).length
    known.delete(rule.id)
  }
  return changes + [...known.values()].reduce((sum, gone) => sum + gone.length, 0)
}
