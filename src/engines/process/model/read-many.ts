/** How an activity repeats: for each item of a list, a number of times, in a loop, or as it is chosen. */
import type { Findings } from './findings.ts'
import type { AdHoc, Many } from './graph.ts'
import { type Item, item, text } from './item.ts'
import { type Extensions, extensionsOf, formalText, readFeel } from './reader.ts'

/** The multi-instance or loop of an activity, or null when it runs once. */
export function readMany(at: Item, findings: Findings): Many | null {
  const loop = item(at, 'loopCharacteristics')
  if (!loop) return null
  if (loop.$type !== 'bpmn:MultiInstanceLoopCharacteristics') return readLoop(at, loop, findings)
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
    loop: null,
    sequential: loop['isSequential'] === true,
    collection,
    cardinality,
    item: value('inputElement'),
    outputCollection: value('outputCollection'),
    outputElement,
    until: readFeel(at, formalText(loop, 'completionCondition', findings), 'completion condition', findings),
  }
}

/** A loop goes on while its condition is true, and at most as often as it says. */
function readLoop(at: Item, loop: Item, findings: Findings): Many {
  extensionsOf(loop, [], findings)
  const condition = readFeel(at, formalText(loop, 'loopCondition', findings), 'loop condition', findings)
  const maximum = loop['loopMaximum'] ?? null
  if (maximum !== null && !(typeof maximum === 'number' && Number.isInteger(maximum) && maximum > 0)) {
    const message = `The loop maximum ${String(maximum)} is no whole number above 0.`
    findings.error(at, 'loop_maximum', message, 'Say how many times at most, such as 3, or nothing.')
  }
  if (maximum === null && !item(loop, 'loopCondition')) {
    const message = 'The loop has neither a condition nor a maximum, so it would never end.'
    findings.error(at, 'loop_endless', message, 'Say in FEEL while what it goes on, or how often at most.')
  }
  return {
    loop: {
      testBefore: loop['testBefore'] === true,
      maximum: typeof maximum === 'number' ? maximum : null,
      while: condition,
    },
    sequential: true,
    ...{ collection: null, cardinality: null, item: null },
    ...{ outputCollection: null, outputElement: null, until: null },
  }
}

/** What an ad-hoc subprocess says of what may happen in it. */
export function readAdHoc(at: Item, extensions: Extensions, findings: Findings): AdHoc {
  const adHoc = extensions.get('AdHoc')
  const value = (name: string) => (adHoc ? text(adHoc, name) : null)
  const outputElement = readFeel(at, value('outputElement'), 'output element', findings)
  if ((value('outputCollection') === null) !== (outputElement === null)) {
    const message = 'The output collection and the output element belong together.'
    findings.error(at, 'multi_instance_output', message, 'Give both or neither.')
  }
  return {
    begins: readFeel(at, value('activeElementsCollection'), 'active elements collection', findings),
    until: readFeel(at, formalText(at, 'completionCondition', findings), 'completion condition', findings),
    cancelsRest: at['cancelRemainingInstances'] !== false,
    sequential: text(at, 'ordering') === 'Sequential',
    outputCollection: value('outputCollection'),
    outputElement,
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
