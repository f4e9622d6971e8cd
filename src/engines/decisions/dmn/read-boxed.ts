import { DecisionError } from '../decision-error.ts'
import type {
  Boxed,
  ContextBox,
  FunctionBox,
  InvocationBox,
  IteratorBox,
  LiteralBox,
  RelationBox,
} from './definitions.ts'
import { attribute, child, children, idOf, isDmn, nameOf, textIn } from './dmn-element.ts'
import { readTable } from './read-table.ts'
import type { XmlElement } from './xml.ts'

/** Reads a boxed expression. What is no expression becomes a finding and the literal `null`. */
export function readBoxed(element: XmlElement, findings: DecisionError[], owner: string): Boxed {
  const id = attribute(element, 'id') ?? owner
  const typeRef = attribute(element, 'typeRef')
  const inside = (name: string) => readInside(element, name, findings, id)
  switch (element.name) {
    case 'literalExpression':
      return readLiteral(element, id)
    case 'decisionTable':
      return readTable(element, findings, owner)
    case 'context':
      return readContext(element, findings, id)
    case 'list':
      return {
        kind: 'list',
        id,
        typeRef,
        elements: expressions(element).map((e) => readBoxed(e, findings, id)),
      }
    case 'relation':
      return readRelation(element, findings, id)
    case 'functionDefinition':
      return readFunction(element, findings, id)
    case 'invocation':
      return readInvocation(element, findings, id)
    case 'conditional':
      return {
        kind: 'conditional',
        id,
        typeRef,
        condition: inside('if'),
        yes: inside('then'),
        no: inside('else'),
      }
    case 'for':
    case 'some':
    case 'every':
      return readIterator(element, element.name, findings, id)
    case 'filter':
      return { kind: 'filter', id, typeRef, collection: inside('in'), match: inside('match') }
    default:
      return refuse(element, `<${element.name}> is no expression of DMN.`, findings, id)
  }
}

/** The children that are expressions, not documentation or extensions. */
function expressions(element: XmlElement): XmlElement[] {
  const other = new Set([
    'description',
    'extensionElements',
    'variable',
    'typeRef',
    'formalParameter',
    'text',
  ])
  return element.children.filter((e) => isDmn(e) && !other.has(e.name))
}

function refuse(element: XmlElement, message: string, findings: DecisionError[], id: string): LiteralBox {
  const position = { element: id, line: element.line, column: element.column }
  findings.push(new DecisionError('model_invalid', message, position))
  return { kind: 'literal', id, typeRef: undefined, text: 'null', language: undefined }
}

/** The one expression inside a wrapper such as `<if>`. */
function readInside(element: XmlElement, name: string, findings: DecisionError[], id: string): Boxed {
  const wrapper = child(element, name)
  const inner = wrapper === undefined ? undefined : expressions(wrapper)[0]
  if (inner === undefined)
    return refuse(element, `<${element.name}> needs an expression in <${name}>.`, findings, id)
  return readBoxed(inner, findings, id)
}

function readLiteral(element: XmlElement, id: string): LiteralBox {
  return {
    kind: 'literal',
    id,
    typeRef: attribute(element, 'typeRef'),
    text: textIn(element) ?? 'null',
    language: attribute(element, 'expressionLanguage'),
  }
}

function readContext(element: XmlElement, findings: DecisionError[], id: string): ContextBox {
  const entries = children(element, 'contextEntry').map((entry) => {
    const variable = child(entry, 'variable')
    const value = expressions(entry)[0]
    return {
      name: variable === undefined ? undefined : nameOf(variable),
      typeRef: variable === undefined ? undefined : attribute(variable, 'typeRef'),
      value:
        value === undefined
          ? refuse(entry, 'A context entry needs an expression.', findings, id)
          : readBoxed(value, findings, id),
    }
  })
  return { kind: 'context', id, typeRef: attribute(element, 'typeRef'), entries }
}

function readRelation(element: XmlElement, findings: DecisionError[], id: string): RelationBox {
  const columns = children(element, 'column').map((column) => ({
    id: idOf(column),
    name: nameOf(column),
    typeRef: attribute(column, 'typeRef'),
  }))
  const rows = children(element, 'row').map((row) =>
    expressions(row).map((cell) => readBoxed(cell, findings, id)),
  )
  if (rows.some((row) => row.length !== columns.length)) {
    refuse(element, `Every row of the relation needs ${columns.length} cells, one a column.`, findings, id)
  }
  return { kind: 'relation', id, typeRef: attribute(element, 'typeRef'), columns, rows }
}

/** A function definition, or the encapsulated logic of a business knowledge model. */
export function readFunction(element: XmlElement, findings: DecisionError[], owner: string): FunctionBox {
  const id = attribute(element, 'id') ?? owner
  const body = expressions(element)[0]
  return {
    kind: 'function',
    id,
    typeRef: attribute(element, 'typeRef'),
    language: attribute(element, 'kind') ?? 'FEEL',
    parameters: children(element, 'formalParameter').map((p) => ({
      name: nameOf(p),
      typeRef: attribute(p, 'typeRef'),
    })),
    body: body === undefined ? undefined : readBoxed(body, findings, id),
  }
}

function readInvocation(element: XmlElement, findings: DecisionError[], id: string): InvocationBox {
  const callee = expressions(element).find((e) => e.name !== 'binding')
  const bindings = children(element, 'binding').map((binding) => {
    const parameter = child(binding, 'parameter')
    const value = expressions(binding).find((e) => e.name !== 'parameter')
    return {
      name: parameter === undefined ? '' : nameOf(parameter),
      typeRef: parameter === undefined ? undefined : attribute(parameter, 'typeRef'),
      value: value === undefined ? undefined : readBoxed(value, findings, id),
    }
  })
  return {
    kind: 'invocation',
    id,
    typeRef: attribute(element, 'typeRef'),
    callee:
      callee === undefined
        ? refuse(element, 'An invocation needs the name of what it calls.', findings, id)
        : readBoxed(callee, findings, id),
    bindings,
  }
}

function readIterator(
  element: XmlElement,
  operator: IteratorBox['operator'],
  findings: DecisionError[],
  id: string,
): Boxed {
  const variable = attribute(element, 'iteratorVariable')
  if (variable === undefined) return refuse(element, `<${operator}> needs an iteratorVariable.`, findings, id)
  return {
    kind: 'iterator',
    id,
    typeRef: attribute(element, 'typeRef'),
    operator,
    variable,
    collection: readInside(element, 'in', findings, id),
    body: readInside(element, operator === 'for' ? 'return' : 'satisfies', findings, id),
  }
}
