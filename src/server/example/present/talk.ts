/** What people say to each other about their tasks, and who stands in for whom. */
import type { Actor } from '../stage.ts'
import { records } from './records.ts'
import { dealOf, type Scene } from './scene.ts'
import { waitsLong } from './work.ts'

async function taskOf(actor: Actor, node: string, businessKey?: string) {
  const tasks = await actor.tasks(node)
  const task = tasks.find((one) => businessKey === undefined || one.businessKey === businessKey)
  if (!task) throw new Error(`${actor.name} has no task at ${node}`)
  return task
}

/** A question about the terms of a deal waits for who sold it; billing says what it found in a pro-forma. */
export async function talkAboutTasks(scene: Scene): Promise<void> {
  const { stage, cast } = scene
  const terms = await taskOf(cast.deliveryLead, 'approve_in_turn', dealOf(scene, records.isarPortal).id)
  await cast.deliveryLead.run('tasks.ask', {
    taskId: terms.id,
    personId: cast.sales.principalId,
    text: 'Six per cent off: did they ask for it, or was it our first offer?',
  })
  const review = await taskOf(cast.billing, 'review_invoice')
  await cast.billing.run('tasks.comment', {
    taskId: review.id,
    text: 'The hours agree with the approved weeks; one week of Hannah is still missing and comes next month.',
  })
  const people = await cast.projectManager.all('people.list')
  const late = await taskOf(cast.projectManager, 'approve_time')
  await cast.projectManager.run('tasks.ask', {
    taskId: late.id,
    personId: people.find(({ email }) => email === waitsLong)?.principalId,
    text: 'The load test on Wednesday: was it the whole day, or did the outage stop it?',
  })
  stage.tell('Questions about a deal and about a week wait for an answer, and a pro-forma has a comment.')
}

/** How long the project manager is away, in days from today. */
const AWAY_DAYS = 7

/**
 * The project manager is away for a week; the delivery lead decides about time in his name. Not about more: what he has
 * handed over she could not accept while she holds his whole authority.
 */
export async function standIn({ stage, cast, calendar }: Scene): Promise<void> {
  await cast.projectManager.run('access.delegate', {
    toId: cast.deliveryLead.principalId,
    commands: ['timesheets.approve', 'timesheets.approveMany', 'timesheets.reject'],
    validFrom: calendar.today,
    validTo: calendar.ago(-AWAY_DAYS),
  })
  stage.tell(`${cast.projectManager.name} is away; ${cast.deliveryLead.name} stands in.`)
}
