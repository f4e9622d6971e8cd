/** Multi-instance: for each item of a list, or a number of times. */
import type { Findings } from './findings.ts'
import type { Many } from './graph.ts'
import { type Item, item, text } from './item.ts'
import { extensionsOf, formalText, readFeel } from './reader.ts'

/** The multi-instance of an activity, or null when it runs once. */
export function readMany(at: Item, findings: Findings): Many | null {
  const loop = item(at, 'loopCharacteristics')
  if (!loop) return null
  if (loop.$type !== 'bpmn:MultiInstanceLoopCharacteristics') {
    const message = 'A standard loop is not executed.'
    findings.error(at, 'standard_loop', message, 'Use multi-instance, or a gateway with a flow back.')
    return null
  }
  refuseUnread(at, loop, findings)
  const zeebe = extensionsOf(loop, ['LoopCharacteristics'], findings).get('LoopCharacteristics')
  const value = (name: string) => (zeebe ? text(zeebe, name) : null)
  const collection = readFeel(at, value('inputCollection'), 'input collection', findings)
  const cardinality = readFeel(
    at,
    formalText(loop, 'loopCardinality', findings),
    'loop cardinality',
    findings,
  )
  if ((collection === null) === (cardinality === null)) {
    const message = 'A multi-instance needs either an input collection or a loop cardinality.'
    findings.error(
      at,
      'multi_instance_unclear',
      message,
      'Give the inputCollection of zeebe:loopCharacteristics.',
    )
  }
  const outputElement = readFeel(at, value('outputElement'), 'output element', findings)
  if ((value('outputCollection') === null) !== (outputElement === null)) {
    const message = 'The output collection and the output element belong together.'
    findings.error(at, 'multi_instance_output', message, 'Give both or neither.')
  }
  return {
    sequential: loop['isSequential'] === true,
    collection,
    cardinality,
    item: value('inputElement'),
    outputCollection: value('outputCollection'),
    outputElement,
    until: readFeel(at, formalText(loop, 'completionCondition', findings), 'completion condition', findings),
  }
}

function refuseUnread(at: Item, loop: Item, findings: Findings): void {
  const behaviour = text(loop, 'behavior')
  if (behaviour && behaviour !== 'All') {
    const message = `The multi-instance behavior ${behaviour} is not executed.`
    findings.error(at, 'multi_instance_behavior', message, 'Leave it at All.')
  }
  for (const property of ['loopDataInputRef', 'loopDataOutputRef', 'inputDataItem', 'outputDataItem']) {
    if (!loop[property]) continue
    const message = `The ${property} of the multi-instance is not executed.`
    findings.error(at, 'multi_instance_data', message, 'Use the attributes of zeebe:loopCharacteristics.')
  }
}
