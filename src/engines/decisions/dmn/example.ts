/** Small models for the tests of this room, written as the files they stand for. */

const NAMESPACE = 'https://www.omg.org/spec/DMN/20230324/MODEL/'

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

/** A model of these elements. */
export function model(elements: string, namespace = NAMESPACE, own = 'urn:example'): string {
  return `<?xml version="1.0"?><definitions xmlns="${namespace}" namespace="${own}" name="Example">${elements}</definitions>`
}

/** A decision over inputs without types, with any logic. Requirements are ids. */
export function decision(id: string, logic: string, more: { needs?: string; type?: string } = {}): string {
  const type = more.type === undefined ? '' : ` typeRef="${more.type}"`
  return `<decision id="${id}" name="${id}"><variable name="${id}"${type}/>${more.needs ?? ''}${logic}</decision>`
}

export function literal(text: string, type?: string): string {
  const typeRef = type === undefined ? '' : ` typeRef="${type}"`
  return `<literalExpression${typeRef}><text>${escaped(text)}</text></literalExpression>`
}

export const needs = {
  input: (id: string) => `<informationRequirement><requiredInput href="#${id}"/></informationRequirement>`,
  decision: (id: string) =>
    `<informationRequirement><requiredDecision href="#${id}"/></informationRequirement>`,
  knowledge: (id: string) =>
    `<knowledgeRequirement><requiredKnowledge href="#${id}"/></knowledgeRequirement>`,
}

export function input(id: string, type?: string): string {
  const typeRef = type === undefined ? '' : ` typeRef="${type}"`
  return `<inputData id="${id}" name="${id}"><variable name="${id}"${typeRef}/></inputData>`
}

/** A table in rows: input cells, then output cells. Rules are called r1, r2, …; the table is called `table`. */
export interface TableText {
  readonly policy?: string
  readonly aggregation?: string
  readonly inputs: readonly string[]
  readonly inputValues?: readonly (string | undefined)[]
  readonly outputs: readonly string[]
  readonly outputValues?: readonly (string | undefined)[]
  readonly defaults?: readonly (string | undefined)[]
  readonly rules: readonly (readonly string[])[]
}

export function table(t: TableText): string {
  const inputs = t.inputs.map((text, i) => {
    const values = t.inputValues?.[i]
    const allowed = values === undefined ? '' : `<inputValues><text>${escaped(values)}</text></inputValues>`
    return `<input id="i${i}"><inputExpression><text>${escaped(text)}</text></inputExpression>${allowed}</input>`
  })
  const outputs = t.outputs.map((name, i) => {
    const values = t.outputValues?.[i]
    const allowed = values === undefined ? '' : `<outputValues><text>${escaped(values)}</text></outputValues>`
    const byDefault = t.defaults?.[i]
    const fallback =
      byDefault === undefined
        ? ''
        : `<defaultOutputEntry><text>${escaped(byDefault)}</text></defaultOutputEntry>`
    return `<output id="o${i}" name="${name}">${allowed}${fallback}</output>`
  })
  const rules = t.rules.map((cells, r) => {
    const entry = (kind: string, text: string) => `<${kind}Entry><text>${escaped(text)}</text></${kind}Entry>`
    const row = cells.map((text, c) => entry(c < t.inputs.length ? 'input' : 'output', text))
    return `<rule id="r${r + 1}">${row.join('')}</rule>`
  })
  const aggregation = t.aggregation === undefined ? '' : ` aggregation="${t.aggregation}"`
  return `<decisionTable id="table" hitPolicy="${t.policy ?? 'UNIQUE'}"${aggregation}>${inputs.join('')}${outputs.join('')}${rules.join('')}</decisionTable>`
}
