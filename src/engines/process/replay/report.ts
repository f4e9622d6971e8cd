/** The report of a replay: what is counted over all instances. Pure. */
import type { Json } from '../model/expression.ts'
import type { Beside, DecisionCase, TaskOfOne } from './beside.ts'
import type { EffectDifference } from './effect-words.ts'
import type { Past } from './past.ts'

/** An instance that came out otherwise. */
export type Differing = Readonly<{
  instance_id: string
  process_key: string
  business_key: string | null
  differences: readonly EffectDifference[]
  cases: readonly DecisionCase[]
  tasks: Beside['tasks']
}>

export type Change = { before: Json; after: Json; count: number }

export type Summary = {
  decisions: number
  changed: number
  changes: Change[]
  tasksGone: number
  tasksAdded: number
  minutesSaved: number
}

const isChanged = ({ before, after }: DecisionCase) => JSON.stringify(before) !== JSON.stringify(after)

/** Adds up the instances of a replay as they come. */
export class ReplayReport {
  instances = 0
  events = 0
  readonly differing: Differing[] = []
  readonly #changes = new Map<string, Change>()
  readonly #counts = { decisions: 0, changed: 0, tasksGone: 0, tasksAdded: 0, minutesSaved: 0 }

  add(past: Pick<Past, 'id' | 'key' | 'businessKey' | 'events'>, found: Beside): void {
    this.instances += 1
    this.events += past.events.length
    const changed = found.cases.filter(isChanged)
    const { gone, added } = found.tasks
    this.#counts.decisions += found.cases.length
    this.#counts.changed += changed.length
    this.#counts.tasksGone += gone.length
    this.#counts.tasksAdded += added.length
    this.#counts.minutesSaved += gone.reduce(
      (sum, { waitedMinutes }: TaskOfOne) => sum + (waitedMinutes ?? 0),
      0,
    )
    for (const { before, after } of changed) this.#count(before, after)
    if (found.differences.length === 0 && changed.length === 0) return
    this.differing.push({
      instance_id: past.id,
      process_key: past.key,
      business_key: past.businessKey,
      differences: found.differences,
      cases: changed,
      tasks: found.tasks,
    })
  }

  #count(before: Json, after: Json): void {
    const name = JSON.stringify([before, after])
    const change = this.#changes.get(name) ?? { before, after, count: 0 }
    change.count += 1
    this.#changes.set(name, change)
  }

  summary(): Summary {
    return { ...this.#counts, changes: [...this.#changes.values()].sort((a, b) => b.count - a.count) }
  }
}
