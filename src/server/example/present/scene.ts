/** What the scenes of the present share: the people, the days, and the deals they speak of. */
import type { Cast } from '../cast.ts'
import type { Actor, Stage, Wire } from '../stage.ts'
import type { Calendar } from './calendar.ts'

/** People who act in the present besides the cast of the story. */
export interface Guests {
  /** Sells in Asia; Sam Ortiz, of the cast, sells in America and Europe. */
  readonly salesAsia: Actor
  readonly consultant: Actor
}

export interface Scene {
  readonly stage: Stage
  readonly cast: Cast
  readonly guests: Guests
  readonly calendar: Calendar
  /** Opportunities by their record in the CRM. */
  readonly deals: ReadonlyMap<string, Wire>
  readonly rateCards: ReadonlyMap<string, string>
}

/** The opportunity of a record of the CRM. */
export function dealOf({ deals }: Pick<Scene, 'deals'>, record: string): Wire {
  const deal = deals.get(record)
  if (!deal) throw new Error(`deals.csv has no record ${record}`)
  return deal
}

/** Approves the terms of a won deal as far as the given people go, each when it is their turn. */
export async function approveTerms(
  approvers: readonly Actor[],
  opportunityId: string,
  note: string,
): Promise<void> {
  for (const approver of approvers) {
    const tasks = await approver.tasks('approve_in_turn')
    const task = tasks.find(({ businessKey }) => businessKey === opportunityId)
    if (!task) throw new Error(`${approver.name} has no terms to approve for ${opportunityId}`)
    await approver.run('tasks.complete', { taskId: task.id, variables: { decision: 'approved', note } })
  }
}
