/** What every reader of an element needs: expressions, mappings and extensions, with doubts as findings. */
import { type Expression, feel, fixed, readExpression } from './expression.ts'
import type { Findings } from './findings.ts'
import type { Mapping } from './graph.ts'
import { type Item, isItem, item, items, text, typeName } from './item.ts'
import { findSecrets, findSecretsIn } from './secrets.ts'

/** Extension elements of one element by their zeebe type name. */
export type Extensions = ReadonlyMap<string, Item>

/** Namespaces whose content is drawing or tool data and has no meaning for execution. */
const toolPrefixes = new Set(['modeler', 'bioc', 'color', 'bpmndi', 'dc', 'di', 'xsi', 'xmlns', 'xml'])

/** Extensions an element may have several of. */
const repeatable = new Set(['UserTaskForm'])

/**
 * The zeebe extensions of an element. Properties may stand anywhere. Those that are not in `executed` are refused, and so
 * is a second one of a kind; those of other vendors are listed as warnings. Instructions for Camunda 7 would be lost: they
 * are refused unless the element says what it means for Camunda 8. `at` is where in the diagram the findings belong.
 */
export function extensionsOf(
  of: Item,
  executed: readonly string[],
  findings: Findings,
  at: Item = of,
): Extensions {
  const found = new Map<string, Item>()
  const values = extensionElementsOf(of)
  const spoken = values.some(({ $type }) => $type.startsWith('zeebe:') && $type !== 'zeebe:Properties')
  for (const value of values) {
    const name = typeName(value)
    if (value.$type.startsWith('zeebe:')) {
      if (name !== 'Properties' && !executed.includes(name)) refuseExtension(of, at, name, findings)
      else if (found.has(name) && !repeatable.has(name)) refuseSecond(at, name, findings)
      else found.set(name, value)
      checkAttributes(at, value, spoken, findings)
      findSecrets(at, value, findings)
    } else listForeign(at, value.$type, spoken, findings)
  }
  checkAttributes(at, of, spoken, findings)
  return found
}

function extensionElementsOf(of: Item): Item[] {
  const values = item(of, 'extensionElements')?.['values']
  return Array.isArray(values) ? values.filter(isItem) : []
}

/** What to do instead, where removing it alone would not help. */
const cures: Readonly<Record<string, string>> = {
  'AdHocSubProcess TaskDefinition':
    'No command leads an ad-hoc subprocess: name what begins in activeElementsCollection, or choose it by processes.activate.',
}

function refuseExtension(of: Item, at: Item, name: string, findings: Findings): void {
  const cure = 'Remove it; the table in the README of the process engine says what is executed where.'
  findings.error(
    at,
    'extension_not_executed',
    `zeebe:${name} is not executed on a ${typeName(of)}.`,
    cures[`${typeName(of)} ${name}`] ?? cure,
  )
}

function refuseSecond(at: Item, name: string, findings: Findings): void {
  const message = `There is more than one zeebe:${name} here; only one of them could count.`
  findings.error(at, 'extension_twice', message, 'Keep one.')
}

function checkAttributes(at: Item, holder: Item, spoken: boolean, findings: Findings): void {
  for (const name of Object.keys(holder.$attrs)) {
    if (name.includes(':') && !name.startsWith('zeebe:')) listForeign(at, name, spoken, findings)
  }
}

function listForeign(at: Item, name: string, spoken: boolean, findings: Findings): void {
  const prefix = name.slice(0, name.indexOf(':'))
  if (toolPrefixes.has(prefix)) return
  if (prefix === 'camunda' && !spoken) {
    const message = `${name} is an instruction for Camunda 7.`
    findings.error(at, 'extension_not_executed', message, 'Say it with the zeebe: extensions of Camunda 8.')
    return
  }
  findings.warning(
    at,
    'extension_unknown',
    `${name} is kept but not read.`,
    'Nothing to do unless you rely on it.',
  )
}

/** A value that may be FEEL or text; null when absent or wrong (then with a finding). */
export function readValue(at: Item, raw: string | null, what: string, findings: Findings): Expression | null {
  if (raw === null) return null
  try {
    return readExpression(raw, findings.inForce)
  } catch (cause) {
    invalidExpression(at, raw, what, cause, findings)
    return null
  }
}

/** A value that must be FEEL: the leading `=` is required, as Camunda 8 does. */
export function readFeel(at: Item, raw: string | null, what: string, findings: Findings): Expression | null {
  if (raw === null) return null
  if (!raw.startsWith('=')) {
    findings.error(
      at,
      'expression_not_feel',
      `The ${what} "${raw}" is no FEEL expression.`,
      `Write "= ${raw}".`,
    )
    return null
  }
  try {
    return feel(raw.slice(1), findings.inForce)
  } catch (cause) {
    invalidExpression(at, raw, what, cause, findings)
    return null
  }
}

function invalidExpression(at: Item, raw: string, what: string, cause: unknown, findings: Findings): void {
  const reason = cause instanceof Error ? cause.message : String(cause)
  const message = `The ${what} "${raw}" is not valid FEEL: ${reason}`
  findings.error(at, 'expression_invalid', message, 'Correct the expression.')
}

/** As `readValue`, but the element cannot do without it. */
export function requireValue(at: Item, raw: string | null, what: string, findings: Findings): Expression {
  if (raw === null) findings.error(at, 'value_missing', `The ${what} is missing.`, `Give the ${what}.`)
  return readValue(at, raw, what, findings) ?? fixed('')
}

/** As `readFeel`, but the element cannot do without it. */
export function requireFeel(at: Item, raw: string | null, what: string, findings: Findings): Expression {
  if (raw === null) findings.error(at, 'value_missing', `The ${what} is missing.`, `Give the ${what}.`)
  return readFeel(at, raw, what, findings) ?? fixed('')
}

/** The body of a formal expression of BPMN itself, in FEEL or text; other languages are refused. */
export function formalText(at: Item, property: string, findings: Findings): string | null {
  const expression = item(at, property)
  if (!expression) return null
  const language = text(expression, 'language')
  if (language && !/feel/i.test(language)) {
    const message = `The expression language ${language} is not executed.`
    findings.error(at, 'expression_language', message, 'Write the expression in FEEL.')
  }
  if (text(expression, 'evaluatesToTypeRef')) {
    findings.warning(at, 'type_not_checked', 'The declared result type is not checked.', 'Nothing to do.')
  }
  const body = text(expression, 'body')
  if (body !== null) findSecretsIn(at, body, findings)
  return body
}

const path = /^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*$/u

/** The input and output mappings of an element. */
export function readMappings(
  at: Item,
  extensions: Extensions,
  findings: Findings,
): { inputs: Mapping[]; outputs: Mapping[] } {
  const mapping = extensions.get('IoMapping')
  if (!mapping) return { inputs: [], outputs: [] }
  const read = (list: string, what: string) =>
    items(mapping, list).map((entry) => {
      const target = text(entry, 'target') ?? ''
      if (!path.test(target)) {
        const message = `The target "${target}" of an ${what} mapping is no variable name.`
        findings.error(at, 'mapping_target_invalid', message, 'Use a name or a dotted path of names.')
      }
      return { source: readSource(at, entry, `${what} ${target}`, findings), target: target.split('.') }
    })
  return { inputs: read('inputParameters', 'input'), outputs: read('outputParameters', 'output') }
}

/** What is mapped; an input of a template that nobody has filled in is null, as in Camunda 8. */
function readSource(at: Item, entry: Item, what: string, findings: Findings): Expression {
  const raw = text(entry, 'source')
  if (raw !== null || typeName(entry) === 'Output')
    return requireValue(at, raw, `source of ${what}`, findings)
  const message = `The ${what} has no source: it is null.`
  findings.warning(at, 'mapping_without_source', message, 'Fill it in, or remove the mapping.')
  return feel('null')
}

/** The task headers or properties of an element as a record. */
export function readPairs(
  extensions: Extensions,
  type: 'TaskHeaders' | 'Properties',
): Record<string, string> {
  const holder = extensions.get(type)
  if (!holder) return {}
  const [list, key] = type === 'TaskHeaders' ? ['values', 'key'] : ['properties', 'name']
  const pairs: Record<string, string> = {}
  for (const entry of items(holder, list)) {
    const name = text(entry, key)
    if (name) pairs[name] = text(entry, 'value') ?? ''
  }
  return pairs
}

/** What a form definition names: a form of the process, or one that is kept elsewhere. */
export function formNameOf(form: Item): string | null {
  return text(form, 'formId') ?? text(form, 'formKey') ?? text(form, 'externalReference')
}
