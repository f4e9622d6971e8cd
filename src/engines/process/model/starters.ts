/** Who may start a process by hand: the roles that its plain start event names, as the queue of a user task does. */
import type { DraftNode } from './draft.ts'
import { collectFindings, type Findings } from './findings.ts'
import { extensionsOf, readPairs } from './reader.ts'

const NAME = 'candidateGroups'

/** The roles named by the property `candidateGroups`; none where only those may start it who may start any process. */
export function readStarters(nodes: readonly DraftNode[], findings: Findings): readonly string[] {
  const starts = nodes.filter((node) => node.kind === 'start')
  return starts.flatMap((node) => {
    // What else stands in the extensions was told when the node was read.
    const named = readPairs(extensionsOf(node.source, [], collectFindings()), 'Properties')[NAME]
    if (named === undefined) return []
    if (node.scope !== 0 || node.event?.kind !== 'none') {
      const message = 'The roles are kept but not read: nobody starts a process by this event.'
      findings.warning(
        node.source,
        'starters_not_read',
        message,
        'Name them at a start event without definition.',
      )
      return []
    }
    if (named.trimStart().startsWith('=')) {
      const message =
        'Who may start a process is asked before it has variables, so it cannot be an expression.'
      findings.error(node.source, 'starters_not_fixed', message, 'Name the roles, with commas between them.')
      return []
    }
    return named.split(/[\s,]+/).filter((role) => role !== '')
  })
}
