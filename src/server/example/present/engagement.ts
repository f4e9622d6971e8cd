/** A second engagement in delivery: Sunda Ferries, three companies of the firm for one client, begun five weeks ago. */
import type { Wire } from '../stage.ts'
import { assignManager, staffProject } from '../win-deal.ts'
import { sundaLines } from './offers.ts'
import { openAccount, win } from './pipeline.ts'
import { records } from './records.ts'
import { approveTerms, dealOf, type Scene } from './scene.ts'

/** The project, and its contracts by the code of the company that bills. */
export interface Delivery {
  readonly project: Wire
  readonly contracts: ReadonlyMap<string, Wire>
}

export async function startDelivery(scene: Scene): Promise<Delivery> {
  const { stage, cast, guests, calendar, rateCards } = scene
  const deal = dealOf(scene, records.sundaPlatform)
  await openAccount(scene, deal)
  await win(
    scene,
    guests.salesAsia,
    deal,
    sundaLines({ calendar, rateCards, billToId: deal.clientId as string }),
  )
  stage.at(calendar.beforeMonday(40))
  const approvers = [cast.deliveryLead, cast.controller, cast.executive]
  await approveTerms(approvers, deal.id, 'Terms are within policy.')
  const [project] = await cast.deliveryLead.all('projects.list', { opportunityId: deal.id })
  if (!project) throw new Error('the deal was approved and no project was made')
  stage.at(calendar.beforeMonday(38))
  await assignManager(cast, project.id)
  await staffProject(stage, cast, project.id)
  stage.at(calendar.beforeMonday(35))
  await cast.deliveryLead.run('projects.start', { projectId: project.id })
  stage.tell(`Project ${project.number} for ${deal.clientName} is in delivery.`)
  const contracts = await cast.controller.all('contracts.list', { opportunityId: deal.id })
  return { project, contracts: new Map(contracts.map((contract) => [contract.entityCode, contract])) }
}

/** The project manager submits the next planned milestone of the fixed fee. */
export async function submitMilestone({ cast }: Scene, { contracts }: Delivery): Promise<Wire> {
  const { lines } = await cast.projectManager.ask('contracts.get', { contractId: contracts.get('US')?.id })
  const milestone = lines[0].milestones.find(({ state }: Wire) => state === 'planned')
  await cast.projectManager.run('contracts.submitMilestone', {
    milestoneId: milestone.id,
    evidence: `${milestone.title}: the document is in the client's folder, version 1.0.`,
  })
  return milestone
}

/** The client has accepted what was handed over; the delivery lead records it. */
export async function finishMilestone(scene: Scene, delivery: Delivery, acceptedOn: string): Promise<void> {
  const { id: milestoneId } = await submitMilestone(scene, delivery)
  await scene.cast.deliveryLead.run('contracts.acceptMilestone', { milestoneId, acceptedOn })
}
