import { DecisionError } from '../decision-error.ts'
import type {
  DecisionElement,
  Definitions,
  FunctionBox,
  Import,
  ItemDefinition,
  KnowledgeModel,
  Named,
  Requirements,
  ServiceElement,
} from './definitions.ts'
import { attribute, child, children, href, idOf, isDmn, isFeel, nameOf, textIn } from './dmn-element.ts'
import { readBoxed, readFunction } from './read-boxed.ts'
import { readXml, type XmlElement } from './xml.ts'

/** Reads a DMN 1.1 to 1.5 file. Everything it finds wrong is added to `findings`; the rest is still read. */
export function readDefinitions(xml: string, findings: DecisionError[]): Definitions {
  const root = readXml(xml)
  if (!isDmn(root) || root.name !== 'definitions') {
    throw new DecisionError(
      'model_syntax',
      `The root is <${root.name}> of "${root.namespace}", not <definitions> of DMN 1.2 to 1.5. Export the model as DMN.`,
      { line: root.line, column: root.column },
    )
  }
  const language = attribute(root, 'expressionLanguage')
  if (!isFeel(language)) {
    const message = `The model is written in ${language}, which is not executed. Write it in FEEL.`
    findings.push(
      new DecisionError('model_not_supported', message, {
        element: idOf(root),
        line: root.line,
        column: root.column,
      }),
    )
  }
  const namespace = attribute(root, 'namespace') ?? ''
  const own = { namespace, findings }
  return {
    namespace,
    name: attribute(root, 'name') ?? '',
    itemDefinitions: children(root, 'itemDefinition').map(readItem),
    inputs: children(root, 'inputData').map(named),
    decisions: children(root, 'decision').map((e) => readDecision(e, own)),
    knowledge: children(root, 'businessKnowledgeModel').map((e) => readKnowledge(e, own)),
    services: children(root, 'decisionService').map((e) => readService(e, own)),
    imports: children(root, 'import').flatMap((e) => readImport(e, findings)),
  }
}

/** Imports of DMN models; XML schemas and PMML are not executed. */
function readImport(element: XmlElement, findings: DecisionError[]): Import[] {
  const type = attribute(element, 'importType') ?? ''
  const name = attribute(element, 'name') ?? ''
  if (/\/DMN\//i.test(type)) {
    return [
      { name, namespace: attribute(element, 'namespace') ?? '', location: attribute(element, 'locationURI') },
    ]
  }
  const message = `An import of ${type} is not executed. Import DMN models only.`
  findings.push(
    new DecisionError('model_not_supported', message, {
      element: name,
      line: element.line,
      column: element.column,
    }),
  )
  return []
}

interface Own {
  readonly namespace: string
  readonly findings: DecisionError[]
}

/** An element with its variable. The variable's name is the element's name; where they differ the variable's counts. */
function named(element: XmlElement): Named {
  const variable = child(element, 'variable')
  const title = nameOf(element)
  const name = variable === undefined ? title : (attribute(variable, 'name') ?? title)
  return {
    id: idOf(element),
    name,
    ...(name === title ? {} : { title }),
    typeRef: variable === undefined ? undefined : attribute(variable, 'typeRef'),
  }
}

function readItem(element: XmlElement): ItemDefinition {
  return {
    id: idOf(element),
    name: nameOf(element),
    typeRef: textOfChild(element, 'typeRef') ?? attribute(element, 'typeRef'),
    allowedValues: textIn(child(element, 'allowedValues')),
    typeConstraint: textIn(child(element, 'typeConstraint')),
    isCollection: attribute(element, 'isCollection') === 'true',
    functionItem: functionItem(child(element, 'functionItem')),
    components: children(element, 'itemComponent').map(readItem),
  }
}

function functionItem(item: XmlElement | undefined): ItemDefinition['functionItem'] {
  if (item === undefined) return undefined
  const parameters = children(item, 'parameters').map((p) => ({
    name: nameOf(p),
    typeRef: attribute(p, 'typeRef'),
  }))
  return { typeRef: attribute(item, 'outputTypeRef'), parameters }
}

function textOfChild(element: XmlElement, name: string): string | undefined {
  const text = child(element, name)?.text.trim()
  return text === undefined || text === '' ? undefined : text
}

function readDecision(element: XmlElement, own: Own): DecisionElement {
  const expression = element.children.find((e) => isDmn(e) && BOXED.has(e.name))
  const base = named(element)
  return {
    ...base,
    requirements: requirements(element, own.namespace),
    expression: expression === undefined ? undefined : readBoxed(expression, own.findings, base.id),
  }
}

const BOXED = new Set([
  'literalExpression',
  'decisionTable',
  'context',
  'list',
  'relation',
  'functionDefinition',
  'invocation',
  'conditional',
  'for',
  'some',
  'every',
  'filter',
])

function readKnowledge(element: XmlElement, own: Own): KnowledgeModel {
  const base = named(element)
  const logic = child(element, 'encapsulatedLogic')
  const read: FunctionBox | undefined =
    logic === undefined ? undefined : readFunction(logic, own.findings, base.id)
  return { ...base, requirements: requirements(element, own.namespace), logic: read }
}

function requirements(element: XmlElement, namespace: string): Requirements {
  const of = (requirement: string, required: string) =>
    children(element, requirement).flatMap((e) => children(e, required).map((r) => href(r, namespace)))
  return {
    inputs: of('informationRequirement', 'requiredInput'),
    decisions: of('informationRequirement', 'requiredDecision'),
    knowledge: of('knowledgeRequirement', 'requiredKnowledge'),
  }
}

function readService(element: XmlElement, own: Own): ServiceElement {
  const of = (name: string) => children(element, name).map((e) => href(e, own.namespace))
  return {
    ...named(element),
    outputs: of('outputDecision'),
    encapsulated: of('encapsulatedDecision'),
    inputDecisions: of('inputDecision'),
    inputs: of('inputData'),
  }
}
