/** A month of work: time comes from the time tool and is approved, milestones are accepted, fees and revenue follow. */
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import type { Cast } from './cast.ts'
import { exampleFile, type Stage, type Wire } from './stage.ts'
import type { Engagement } from './win-deal.ts'

/** The rows of `examples/time.csv` that were worked in a month (YYYY-MM), as a file of their own. */
export async function timeOfMonth(month: string): Promise<string> {
  const rows = parse(await exampleFile('time.csv'), { columns: true }) as Record<string, string>[]
  return stringify(
    rows.filter((row) => row['Start Date']?.startsWith(month)),
    { header: true, quoted: true },
  )
}

/** Imports a month of time, submitted, and lets every project's approver decide about it. */
export async function approveTime(stage: Stage, cast: Cast, month: string): Promise<void> {
  const content = await timeOfMonth(month)
  const imported = await cast.resourceManager.run('timesheets.importTime', { content, submit: true })
  stage.tell(`${imported.create} lines of time from time.csv for ${month}, in ${imported.timesheets} weeks.`)
  const tasks = await cast.projectManager.tasks('approve_time')
  for (const task of tasks) {
    const [timesheetId, projectId] = String(task.subjects[0]).split(':')
    await cast.projectManager.run('timesheets.approve', { timesheetId, projectId })
  }
  const rest = await cast.deliveryLead.tasks('approve_time')
  for (const task of rest) {
    const [timesheetId, projectId] = String(task.subjects[0]).split(':')
    await cast.deliveryLead.run('timesheets.approve', { timesheetId, projectId })
  }
  stage.tell(
    `${cast.projectManager.name} approves ${tasks.length} weeks, ${cast.deliveryLead.name} ${rest.length} of the project manager's own.`,
  )
}

/** The project manager submits the next planned milestone, the delivery lead accepts it for the client. */
export async function acceptMilestone(
  stage: Stage,
  cast: Cast,
  engagement: Engagement,
  acceptedOn: string,
): Promise<void> {
  const contracts = await Promise.all(
    engagement.contracts.map((contract) =>
      cast.projectManager.ask('contracts.get', { contractId: contract.id }),
    ),
  )
  const milestone = contracts
    .flatMap((contract) => contract.lines.flatMap((line: Wire) => line.milestones))
    .find((found: Wire) => found.state === 'planned')
  await cast.projectManager.run('contracts.submitMilestone', {
    milestoneId: milestone.id,
    evidence: `${milestone.title}, handed over on ${acceptedOn}.`,
  })
  await cast.deliveryLead.task('accept_milestone')
  await cast.deliveryLead.run('contracts.acceptMilestone', { milestoneId: milestone.id, acceptedOn })
  stage.tell(
    `Milestone "${milestone.title}" is accepted: ${milestone.amount.amount} ${milestone.amount.currency}.`,
  )
}
