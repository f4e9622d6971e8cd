/** What a step would do, told to somebody who decides whether it shall. */
import type { Effect } from '../step/event.ts'

/** One thing that happens: what, at which element of the diagram, and what there is to say about it. */
export type Happening = Readonly<{
  what:
    | 'entered'
    | 'completed'
    | 'cancelled'
    | 'failed'
    | 'task'
    | 'command'
    | 'decision'
    | 'call'
    | 'message'
    | 'signal'
    | 'armed'
    | 'incident'
    | 'ended'
  node: string | null
  element: number | null
  detail: string | null
}>

/** The effects of a step as people read them; what only the engine needs is left out. */
export function happeningsOf(effects: readonly Effect[]): Happening[] {
  return effects.flatMap((effect) => {
    const found = happeningOf(effect)
    return found ? [found] : []
  })
}

function happeningOf(effect: Effect): Happening | null {
  const told = (what: Happening['what'], detail: string | null = null): Happening => ({
    what,
    node: 'node' in effect ? effect.node : null,
    element: 'element' in effect ? effect.element : null,
    detail,
  })
  switch (effect.type) {
    case 'entered':
      return told('entered')
    case 'left':
      return told(effect.outcome, effect.note)
    case 'task':
      return told('task', [...effect.offer.candidateGroups, ...effect.offer.candidateUsers].join(', '))
    case 'command':
      return told('command', effect.command)
    case 'decision':
      return told('decision', effect.decision)
    case 'call':
      return told('call', effect.process)
    case 'publish':
      return told('message', effect.name)
    case 'signal':
      return told('signal', effect.name)
    case 'armed':
      return told('armed', effect.dueAt ?? effect.name)
    case 'incident':
      return told('incident', effect.message)
    case 'ended':
      return told('ended', effect.outcome)
    default:
      return null
  }
}
