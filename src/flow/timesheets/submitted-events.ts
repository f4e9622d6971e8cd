import { peopleByIds } from '#flow/people'
import type { WorkPackage } from '#flow/projects'
import type { PlainDate } from '#kernel/dates.ts'
import type { BusinessEvent } from '#kernel/handle.ts'
import type { Tx } from '#kernel/sql.ts'

/** A week with the lines that were submitted now. */
export interface SubmittedWeek {
  readonly timesheetId: string
  readonly person: { readonly id: string; readonly name: string }
  readonly weekStart: PlainDate
  readonly lines: readonly { readonly work: WorkPackage; readonly minutes: number }[]
}

/**
 * One event a week, with a part for each project and who decides about it. Where the work packages of a part have
 * different approvers, or the approver worked the time, nobody is named, and the process asks the delivery leads.
 */
export async function submittedEvents(tx: Tx, weeks: readonly SubmittedWeek[]): Promise<BusinessEvent[]> {
  const drafts = weeks.map((week) => ({ week, parts: partsOf(week) }))
  const approverIds = drafts.flatMap(({ parts }) => parts.map((part) => part.approverPersonId))
  const approvers = await peopleByIds(
    tx,
    approverIds.filter((id) => id !== null),
  )
  return drafts.map(({ week: { timesheetId, person, weekStart }, parts }) => ({
    type: 'timesheets.submitted',
    key: timesheetId,
    payload: {
      timesheetId,
      personId: person.id,
      personName: person.name,
      weekStart,
      parts: parts.map((part) => ({
        ...part,
        approverPrincipalId: approvers.get(part.approverPersonId ?? '')?.principalId ?? null,
        subject: `${timesheetId}:${part.projectId}`,
      })),
    },
  }))
}

interface Part {
  readonly projectId: string
  readonly projectNumber: string
  readonly approverPersonId: string | null
  readonly minutes: number
}

function partsOf({ lines, person }: SubmittedWeek): Part[] {
  const parts = new Map<string, Part>()
  for (const { work, minutes } of lines) {
    const { projectId, projectNumber } = work
    const approverId = work.approverId === person.id ? null : work.approverId
    const part = parts.get(projectId)
    const approverPersonId = part && part.approverPersonId !== approverId ? null : approverId
    parts.set(projectId, {
      projectId,
      projectNumber,
      approverPersonId,
      minutes: (part?.minutes ?? 0) + minutes,
    })
  }
  return [...parts.values()].sort((one, other) => (one.projectNumber < other.projectNumber ? -1 : 1))
}
