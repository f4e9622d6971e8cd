/** BPMN XML to elements: bounded in size, without document types and entities, every doubt a finding. */
import { BpmnModdle } from 'bpmn-moddle'
import type { Findings, Located } from './findings.ts'
import { type Item, isItem } from './item.ts'
import { zeebe } from './zeebe.ts'

/** A model larger than this is refused before it is parsed. In characters. */
const sizeMax = 5_000_000

const moddle = new BpmnModdle({ zeebe })

/** The root `definitions` element, or null with the reasons among the findings. */
export async function parseModel(xml: string, findings: Findings): Promise<Item | null> {
  const file = {}
  if (xml.length > sizeMax && !findings.inForce) {
    findings.error(
      file,
      'model_too_large',
      `The file has ${xml.length} characters.`,
      `Keep it under ${sizeMax}.`,
    )
    return null
  }
  if (/<!(DOCTYPE|ENTITY)/i.test(xml)) {
    findings.error(file, 'model_has_doctype', 'The file declares a document type.', 'Remove the DOCTYPE.')
    return null
  }
  try {
    const { rootElement, warnings } = await moddle.fromXML(xml)
    for (const warning of warnings) tellWarning(warning, xml, findings)
    const root: unknown = rootElement
    if (isItem(root) && root.$type === 'bpmn:Definitions') return root
    findings.error(file, 'model_not_bpmn', 'The file holds no BPMN definitions.', 'Save it as BPMN 2.0 XML.')
  } catch (cause) {
    const message = cause instanceof Error ? oneLine(cause.message) : 'The file is not XML.'
    findings.error(file, 'model_not_bpmn', message, 'Save it as BPMN 2.0 XML.')
  }
  return null
}

/**
 * What the parser did not understand keeps a model from being deployed, except what a newer version or a template of
 * Camunda 8 adds to its own vocabulary: that is listed.
 */
function tellWarning(
  { message, element }: Readonly<{ message: string; element?: unknown }>,
  xml: string,
  findings: Findings,
): void {
  const words = oneLine(message)
  const [, attribute] = /^unknown attribute <([^>]+)>/.exec(words) ?? []
  const [, type, place] =
    /^unparsable content <(zeebe:\w+)> detected (line: \d+ column: \d+)/.exec(words) ?? []
  const holder = isItem(element) ? element : null
  if (attribute && (attribute.startsWith('zeebe:') || holder?.$type.startsWith('zeebe:'))) {
    const name = attribute.startsWith('zeebe:') ? attribute : `${holder?.$type} ${attribute}`
    listUnknown(ownerOf(holder), `The attribute ${name}`, findings)
  } else if (type && place && /nested error: unknown type <zeebe:/.test(words)) {
    listUnknown(ownerAt(xml, place), `<${type}> at ${place}`, findings)
  } else {
    findings.error({}, 'model_not_understood', words, 'Remove or correct this part of the file.')
  }
}

function listUnknown(at: Located, what: string, findings: Findings): void {
  const message = `${what} is kept but not read.`
  findings.warning(at, 'extension_unknown', message, 'Nothing to do unless you rely on it.')
}

/**
 * The element whose extension elements stand at a place, which is all the parser tells of what it does not know: the last
 * one that is opened with an id before them.
 */
function ownerAt(xml: string, place: string): Located {
  const [line = 0, column = 0] = (place.match(/\d+/g) ?? []).map(Number)
  const lines = xml.split('\n')
  const before = [...lines.slice(0, line), (lines[line] ?? '').slice(0, column)].join('\n')
  const opened = before.slice(0, before.lastIndexOf('extensionElements')).matchAll(/<(\w[\w:]*)\s([^<>]*)>/g)
  const tag = [...opened].findLast(
    ([, name, rest]) => !name?.endsWith('documentation') && /\bid="/.test(rest ?? ''),
  )
  const said = (attribute: string) => new RegExp(`\\b${attribute}="([^"]*)"`).exec(tag?.[2] ?? '')?.[1]
  return { id: said('id'), name: said('name') }
}

/** The element of the diagram that something inside it belongs to. */
function ownerOf(inner: Item | null): Located {
  let at: unknown = inner
  while (isItem(at) && at.$type.startsWith('zeebe:')) at = at.$parent
  if (isItem(at) && at.$type === 'bpmn:ExtensionElements') at = at.$parent
  return isItem(at) ? at : {}
}

function oneLine(message: string): string {
  return message.replace(/\s+/g, ' ').trim()
}
