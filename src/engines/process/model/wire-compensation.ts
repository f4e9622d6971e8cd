/** Compensation and transactions: what undoes what, and where a transaction may be given up. */
import type { Draft, DraftNode } from './draft.ts'
import type { Findings } from './findings.ts'
import { item } from './item.ts'

/** Ties activities to what undoes them, throws to what they undo, and says what is wrong with either. */
export function wireCompensation(draft: Draft, findings: Findings): void {
  for (const node of draft.nodes) {
    if (node.kind === 'boundary' && node.event?.kind === 'compensate') attachHandler(draft, node, findings)
  }
  for (const node of draft.nodes) {
    if (node.undoes) checkHandler(draft, node, findings)
    if (node.event?.kind === 'compensate' && node.event.activityId !== null)
      aim(draft, node, node.event.activityId, findings)
    if (node.event?.kind === 'cancel') checkCancel(draft, node, findings)
  }
  checkUndoScopes(draft, findings)
}

/** The association of a boundary event leads to the one activity that undoes its host. */
function attachHandler(draft: Draft, boundary: DraftNode, findings: Findings): void {
  const ids = draft.associations.flatMap((association) => {
    const [source, target] = [item(association, 'sourceRef')?.id, item(association, 'targetRef')?.id]
    if (source === boundary.id) return target ?? []
    return target === boundary.id ? (source ?? []) : []
  })
  const handlers = ids.flatMap((id) => draft.nodes[draft.byId.get(id) ?? -1] ?? [])
  const [handler] = handlers
  if (!handler || handlers.length > 1 || !handler.undoes || handler.scope !== boundary.scope) {
    const message = 'The compensation event leads to no activity that undoes its host.'
    const cure = 'Associate it with one activity of the same scope that is marked as for compensation.'
    findings.error(boundary, 'compensation_handler', message, cure)
    return
  }
  const host = draft.nodes[boundary.host]
  if (!host) return
  if (host.handler >= 0) {
    const message = 'Two compensation events sit on the same activity.'
    findings.error(boundary, 'catch_ambiguous', message, 'Keep one.')
  }
  if (host.undoes) {
    const message = 'What undoes an activity cannot be undone itself.'
    findings.error(boundary, 'compensation_of_handler', message, 'Remove the compensation event.')
  }
  host.handler = handler.index
}

function checkHandler(draft: Draft, node: DraftNode, findings: Findings): void {
  if (node.boundaries.length > 0) {
    const message = 'An activity for compensation has boundary events, which lead nowhere.'
    const cure = 'Make it a subprocess for compensation and put the activity with its events inside.'
    findings.error(node, 'compensation_boundary', message, cure)
  }
  if (draft.nodes.some(({ handler }) => handler === node.index)) return
  const message = 'No compensation event leads to this activity, so it never runs.'
  findings.warning(node, 'compensation_unused', message, 'Associate a compensation event with it.')
}

/** Resolves which activity a throw undoes: one of its own scope, or of the scope around its event subprocess. */
function aim(draft: Draft, node: DraftNode, id: string, findings: Findings): void {
  const target = draft.nodes[draft.byId.get(id) ?? -1]
  const host = draft.nodes[draft.scopes[node.scope]?.node ?? -1]
  const scope = host?.kind === 'event-subprocess' ? host.scope : node.scope
  if (target?.scope !== scope) {
    const message = `The activity ${id} to compensate is not in the scope of the event.`
    findings.error(node, 'compensation_out_of_scope', message, 'Choose an activity of the same scope.')
    return
  }
  const inner = target.kind === 'subprocess'
  if (target.handler < 0 && !inner) {
    const message = `Nothing undoes the activity ${id}.`
    findings.error(node, 'compensation_nothing', message, 'Give it a compensation event with an activity.')
  }
  if (node.event?.kind === 'compensate') node.event = { ...node.event, activity: target.index }
}

function checkCancel(draft: Draft, node: DraftNode, findings: Findings): void {
  if (node.kind === 'boundary') {
    const host = draft.nodes[node.host]
    if (host && !host.transaction) {
      const message = 'A cancel event sits on an activity that is no transaction.'
      findings.error(node, 'cancel_without_transaction', message, 'Make the subprocess a transaction.')
    }
    return
  }
  const transaction = enclosing(draft, node)
  if (!transaction) {
    const message = 'A cancel end event is outside of every transaction.'
    findings.error(node, 'cancel_without_transaction', message, 'Put it in a transaction, or end otherwise.')
    return
  }
  const exits = transaction.boundaries.filter((index) => draft.nodes[index]?.event?.kind === 'cancel')
  if (exits.length !== 1) {
    const message = 'A transaction that can be cancelled needs exactly one cancel boundary event.'
    findings.error(transaction, 'cancel_boundary', message, 'Put one cancel event on its boundary.')
  }
  if (transaction.many) {
    const message = 'A transaction that can be cancelled runs many times.'
    findings.error(transaction, 'cancel_of_many', message, 'Put it in a subprocess that runs many times.')
  }
}

/** The nearest transaction around a node. */
function enclosing(draft: Draft, node: DraftNode): DraftNode | undefined {
  let host = draft.nodes[draft.scopes[node.scope]?.node ?? -1]
  while (host && !host.transaction) host = draft.nodes[draft.scopes[host.scope]?.node ?? -1]
  return host
}

/** At most one thing undoes a subprocess as a whole, and nothing ever undoes a process. */
function checkUndoScopes(draft: Draft, findings: Findings): void {
  for (const scope of draft.scopes) {
    const all = scope.nodes.flatMap((index) => {
      const node = draft.nodes[index]
      const undoes = node?.kind === 'event-subprocess' && startOf(draft, node)?.event?.kind === 'compensate'
      return undoes ? [node] : []
    })
    const host = draft.nodes[scope.node]
    for (const one of all) {
      if (scope.node < 0) {
        const message = 'The process is never undone as a whole, so this never runs.'
        findings.warning(one, 'compensation_unused', message, 'Put it in a subprocess.')
      }
      if (all.length > 1 || (host?.handler ?? -1) >= 0) {
        const message = 'Two things would undo the same subprocess.'
        findings.error(
          one,
          'catch_ambiguous',
          message,
          'Keep one event subprocess or one compensation event.',
        )
      }
    }
  }
}

/** The start event of an event subprocess. */
export function startOf(draft: Draft, subprocess: DraftNode): DraftNode | undefined {
  const scope = draft.scopes[subprocess.inner]
  return scope?.nodes.map((index) => draft.nodes[index]).find((node) => node?.kind === 'start')
}
