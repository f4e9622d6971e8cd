/** The process as a whole: it begins once its listeners have answered, and ends when nothing is left in it. */
import type { Variables } from '../model/expression.ts'
import { sendToStarts } from './activities.ts'
import { isBarred } from './incident.ts'
import { complete } from './life.ts'
import { haveListened } from './listeners.ts'
import type { Element } from './state.ts'
import { disarmAll } from './subscription.ts'
import { armEventSubprocesses } from './trigger.ts'
import { declare } from './variables.ts'
import { childrenOf, createElement, removeElement, type Workspace } from './workspace.ts'

/** Begins with what it is given, or by the start that was triggered; what that brings waits for the listeners, too. */
export function beginProcess(w: Workspace, triggered: number | undefined, variables: Variables): void {
  const root = createElement(w, 0, -1, { phase: 'active' })
  if (triggered === undefined) declareAll(w, root, variables)
  else createElement(w, root.id, triggered, { phase: 'completing', result: variables })
  goOn(w, root)
}

/** Goes on where an incident of the process stopped it, or a listener of it has answered. */
export function resumeProcess(w: Workspace, root: Element): void {
  if (root.phase !== 'listening') armEventSubprocesses(w, root)
  else if (root.listening?.on === 'end') endProcess(w, root)
  else goOn(w, root)
}

function goOn(w: Workspace, root: Element): void {
  if (!haveListened(w, root, 'start')) return
  root.phase = 'active'
  const [first] = childrenOf(w, root.id)
  if (first) beginAt(w, root, first)
  // Event subprocesses see what the instance starts with. Those that cannot be armed are an incident of it; it runs on.
  // It may be over already.
  if (w.live.has(root.id)) armEventSubprocesses(w, root)
  if (!first) sendToStarts(w, root)
}

function beginAt(w: Workspace, root: Element, first: Element): void {
  const { result = {} } = first
  if (!isBarred(w, first)) {
    complete(w, first, result)
    return
  }
  declareAll(w, root, result)
  delete first.result
  first.phase = 'entering'
}

function declareAll(w: Workspace, root: Element, variables: Variables): void {
  for (const [name, value] of Object.entries(variables)) declare(w, root, [name], value)
}

/** Nothing is left: the instance ends once its listeners have answered. */
export function endProcess(w: Workspace, root: Element): void {
  disarmAll(w, root.id)
  if (!haveListened(w, root, 'end')) return
  w.state.status = 'completed'
  removeElement(w, root, 'completed')
  w.effects.push({ type: 'ended', outcome: 'completed', variables: root.vars ?? {} })
}

/** Goes on as if the listener that is asked had answered this. */
export function skipListener(w: Workspace, root: Element, variables: Variables): void {
  declareAll(w, root, variables)
  if (root.listening) root.listening = { ...root.listening, next: root.listening.next + 1 }
  resumeProcess(w, root)
}
