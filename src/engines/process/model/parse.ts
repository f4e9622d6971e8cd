/** BPMN XML to elements: bounded in size, without document types and entities, every doubt a finding. */
import { BpmnModdle } from 'bpmn-moddle'
import type { Findings } from './findings.ts'
import { type Item, isItem } from './item.ts'
import { zeebe } from './zeebe.ts'

/** A model larger than this is refused before it is parsed. In characters. */
const sizeMax = 5_000_000

const moddle = new BpmnModdle({ zeebe })

/** The root `definitions` element, or null with the reasons among the findings. */
export async function parseModel(xml: string, findings: Findings): Promise<Item | null> {
  const file = {}
  if (xml.length > sizeMax) {
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
    for (const warning of warnings) {
      const message = oneLine(warning.message)
      findings.error(file, 'model_not_understood', message, 'Remove or correct this part of the file.')
    }
    const root: unknown = rootElement
    if (isItem(root) && root.$type === 'bpmn:Definitions') return root
    findings.error(file, 'model_not_bpmn', 'The file holds no BPMN definitions.', 'Save it as BPMN 2.0 XML.')
  } catch (cause) {
    const message = cause instanceof Error ? oneLine(cause.message) : 'The file is not XML.'
    findings.error(file, 'model_not_bpmn', message, 'Save it as BPMN 2.0 XML.')
  }
  return null
}

function oneLine(message: string): string {
  return message.replace(/\s+/g, ' ').trim()
}
