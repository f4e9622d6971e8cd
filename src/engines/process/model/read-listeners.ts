/** Listeners: commands that run before an element begins its work, or after it has ended it. */
import type { Findings } from './findings.ts'
import type { Listener, Listeners } from './graph.ts'
import { type Item, item, items, text } from './item.ts'
import { type Extensions, readPairs, requireValue } from './reader.ts'

/** What listens to an element, and to a task of it being given to somebody. */
type Heard = Listeners & Readonly<{ assigning: readonly Listener[] }>

/** When each event of a listener is, as far as it is executed; the words before version 8.8 mean the same. */
const moments: Readonly<Record<string, Readonly<Record<string, keyof Heard>>>> = {
  ExecutionListeners: { start: 'start', end: 'end' },
  TaskListeners: {
    ...{ creating: 'start', create: 'start', completing: 'end', complete: 'end' },
    ...{ assigning: 'assigning', assignment: 'assigning' },
  },
}

/** The listeners of an element, in the order they are written. */
export function readListeners(of: Item, extensions: Extensions, findings: Findings): Heard {
  const shared = readPairs(extensions, 'TaskHeaders')
  const found = Object.entries(moments).flatMap(([type, known]) => {
    const holder = extensions.get(type)
    return (holder ? items(holder, 'listeners') : []).flatMap((listener) => {
      const event = text(listener, 'eventType') ?? ''
      const at = Object.hasOwn(known, event) ? known[event] : undefined
      if (!at) {
        const message = `A listener of "${event}" is not executed.`
        const cure = `Listen to one of: ${Object.keys(known).join(', ')}.`
        findings.error(of, 'listener_not_executed', message, cure)
        return []
      }
      const command = requireValue(of, text(listener, 'type'), 'type of the listener', findings)
      return [{ at, command, headers: { ...shared, ...headersOf(listener) } }]
    })
  })
  const heardAt = (moment: keyof Heard): Listener[] =>
    found.flatMap(({ at, command, headers }) => (at === moment ? [{ command, headers }] : []))
  return { start: heardAt('start'), end: heardAt('end'), assigning: heardAt('assigning') }
}

function headersOf(listener: Item): Listener['headers'] {
  const own = item(listener, 'headers')
  return own ? readPairs(new Map([['TaskHeaders', own]]), 'TaskHeaders') : {}
}
