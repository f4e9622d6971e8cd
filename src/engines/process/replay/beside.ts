/**
 * An instance replayed twice at once: as it was, and as it would have been with another version of its process or with
 * other decisions. What people and the outside did stays what it was, as far as somebody would have asked for it.
 */
import type { Clock, Json } from '../model/expression.ts'
import type { Graph } from '../model/graph.ts'
import type { Calendars } from '../model/working-time.ts'
import type { Effect, Event } from '../step/event.ts'
import { migrate } from '../step/migrate.ts'
import { newState } from '../step/state.ts'
import { step } from '../step/step.ts'
import type { EventRow } from '../store/history.ts'
import { counterpartOf, type Side } from './counterpart.ts'
import { compareEffects, type EffectDifference, tellEffects } from './effect-words.ts'
import type { GraphOf } from './replay.ts'

type DecisionEffect = Extract<Effect, { type: 'decision' }>

/** What a decision would have been; null when this decision is not the one in question. */
export type Decide = (effect: DecisionEffect, clock: Clock) => Promise<Decided | null>

export type Decided = Readonly<{ value: Json; why: string }> | Readonly<{ code: string; message: string }>

/** A decision that was made and would be made again: its result then and now. */
export type DecisionCase = Readonly<{ at: string; node: string; before: Json; after: Json; why: string }>

/** A person's task that only one of the two runs has. */
export type TaskOfOne = Readonly<{
  node: string
  roles: readonly string[]
  /** How long it waited until it was done, in minutes; null while it is open, or when it never was. */
  waitedMinutes: number | null
}>

export type Beside = Readonly<{
  differences: readonly EffectDifference[]
  cases: readonly DecisionCase[]
  /** Tasks that would not have been asked for, and tasks that would have been asked for besides. */
  tasks: Readonly<{ gone: readonly TaskOfOne[]; added: readonly TaskOfOne[] }>
}>

/** Which versions stand beside each other; `other` is null when only decisions differ. */
export type Setting = Readonly<{
  first: Graph
  graphs: GraphOf
  other: Graph | null
  decide: Decide | null
  /** Calendars the other version names; an instance that never met them counts on them as they are now. */
  calendars: Calendars
}>

/** Replays the events of an instance on both sides. Pure, given what would be decided. */
export async function replayBeside(
  { first, graphs, other: fixed, decide, calendars }: Setting,
  events: readonly Pick<EventRow, 'seq' | 'at' | 'event'>[],
): Promise<Beside> {
  const own: Side = { graph: first, state: newState() }
  const other: Side = { graph: fixed ?? first, state: { ...newState(), ...(fixed && { calendars }) } }
  const decided = new Map<number, Readonly<{ effect: DecisionEffect; result: Decided }>>()
  const waits = new Waits()
  const differences: EffectDifference[] = []
  const cases: DecisionCase[] = []
  for (const { seq, at, event } of events) {
    // On one fixed version an instance is of that version from its beginning.
    const skips = fixed !== null && event.type === 'migrate'
    const there = counterpartOf(own, other, event)
    const was = act(own, event, at, graphs)
    const asked =
      typeof there === 'string' || !('element' in there) ? undefined : decided.get(there.element ?? 0)
    const would =
      typeof there === 'string' ? there : asked ? answered(there, asked.effect, asked.result) : there
    if (asked && (event.type === 'complete' || event.type === 'fail')) cases.push(caseOf(at, event, asked))
    const is = skips || typeof would === 'string' ? [] : act(other, would, at, graphs)
    const deaf = typeof would === 'string' ? would : is.find((one) => one.type === 'ignored')?.reason
    if (deaf !== undefined)
      differences.push({ at: `event ${seq}: ${event.type}`, stored: plain(event), replayed: deaf })
    differences.push(...compareEffects(seq, tellEffects(own.graph, was), tellEffects(other.graph, is)))
    waits.hear(was, is, at)
    for (const effect of is) {
      if (effect.type !== 'decision' || !decide) continue
      const result = await decide(effect, { now: at, zone: other.state.zone })
      if (result) decided.set(effect.element, { effect, result })
    }
  }
  return { differences, cases, tasks: waits.compared() }
}

const plain = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json

function act(side: Side, event: Event, at: Temporal.Instant, graphs: GraphOf): readonly Effect[] {
  const target = event.type === 'migrate' ? graphs(event.to) : undefined
  const next =
    event.type === 'migrate' && target
      ? migrate(side.graph, target, side.state, event, at)
      : step(side.graph, side.state, event, at)
  side.state = next.state
  side.graph = target ?? side.graph
  return next.effects
}

/** The answer the other decision gives in place of the stored one. */
function answered(event: Event, { element, result: name }: DecisionEffect, result: Decided): Event {
  if (event.type !== 'complete' && event.type !== 'fail') return event
  if ('code' in result) return { type: 'fail', element, ...result }
  return { type: 'complete', element, variables: { [name]: result.value }, note: result.why }
}

function caseOf(
  at: Temporal.Instant,
  event: Extract<Event, { type: 'complete' | 'fail' }>,
  { effect, result }: Readonly<{ effect: DecisionEffect; result: Decided }>,
): DecisionCase {
  const before = event.type === 'fail' ? event.message : (event.variables[effect.result] ?? null)
  const [after, why] = 'code' in result ? [result.message, result.code] : [result.value, result.why]
  return { at: at.toString(), node: effect.node, before, after, why }
}

type OpenTask = {
  node: string
  roles: readonly string[]
  since: Temporal.Instant
  until: Temporal.Instant | null
}

/** The tasks of both runs, and how long those of the own run waited. */
class Waits {
  readonly #was = new Map<number, OpenTask>()
  readonly #is = new Map<number, OpenTask>()

  hear(was: readonly Effect[], is: readonly Effect[], at: Temporal.Instant): void {
    for (const [tasks, effects] of [[this.#was, was] as const, [this.#is, is] as const]) {
      for (const effect of effects) {
        if (effect.type === 'task') {
          const roles = effect.offer.candidateGroups
          tasks.set(effect.element, { node: effect.node, roles, since: at, until: null })
        }
        const open = effect.type === 'task-closed' ? tasks.get(effect.element) : undefined
        if (open) open.until = at
      }
    }
  }

  compared(): Beside['tasks'] {
    return { gone: only(this.#was, this.#is), added: only(this.#is, this.#was) }
  }
}

/** The tasks that one run has and the other has not, by place and roles. */
function only(some: ReadonlyMap<number, OpenTask>, others: ReadonlyMap<number, OpenTask>): TaskOfOne[] {
  const known = [...others.values()].map(nameOf)
  return [...some.values()].flatMap((task) => {
    const at = known.indexOf(nameOf(task))
    if (at >= 0) {
      known.splice(at, 1)
      return []
    }
    const { node, roles, since, until } = task
    return [{ node, roles, waitedMinutes: until && Math.round(since.until(until).total('minutes')) }]
  })
}

const nameOf = ({ node, roles }: OpenTask) => `${node} ${roles.join()}`
