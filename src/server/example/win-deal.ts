/** From a deal in the CRM to a project in delivery: quote, approval, contracts, people, kick-off. */
import type { Cast } from './cast.ts'
import type { Firm } from './set-up-firm.ts'
import { exampleFile, exampleJson, type Stage, type Wire } from './stage.ts'

export interface Engagement {
  readonly opportunityId: string
  readonly projectId: string
  readonly projectNumber: string
  readonly contracts: readonly Wire[]
  /** The moments the deal was won and the project started. */
  readonly wonAt: Temporal.Instant
  readonly startedAt: Temporal.Instant
}

/** The deals come from the CRM; the one that closed is quoted and accepted here. */
export async function sellEngagement(stage: Stage, cast: Cast, firm: Firm): Promise<string> {
  const content = await exampleFile('deals.csv')
  const plan = await cast.sales.run('opportunities.importDeals', {
    content,
    createClients: true,
    dryRun: true,
  })
  const deals = await cast.sales.run('opportunities.importDeals', { content, createClients: true })
  stage.tell(
    `${deals.create} deals from deals.csv (the dry run said ${plan.create}), ${deals.clientsCreated} prospects with them.`,
  )
  const facts = (await exampleJson('engagement.json')) as Wire
  const [opportunity] = (
    await cast.sales.all('opportunities.list', { search: facts.opportunity.name })
  ).filter((deal) => deal.externalId === facts.opportunity.externalId)
  const lines = facts.quote.lines.map(({ billTo, rateCard, ...line }: Wire) => ({
    ...line,
    billToId: firm.clients.get(billTo),
    ...(rateCard ? { rateCardId: firm.rateCards.get(rateCard) } : {}),
  }))
  const quote = await cast.sales.run('quotes.create', {
    ...facts.quote,
    opportunityId: opportunity.id,
    lines,
  })
  stage.tell(
    `Quote ${quote.number}: ${quote.price.amount} ${quote.price.currency}, margin ${quote.marginPercent} %, discount ${quote.discountPercent} %.`,
  )
  await cast.sales.run('quotes.activate', { quoteId: quote.quoteId })
  stage.at('2026-06-22')
  await cast.sales.run('quotes.accept', { quoteId: quote.quoteId })
  stage.tell('The client accepts: the deal is won, and the process starts.')
  return opportunity.id
}

/** Everybody completes their own tasks until the project is in delivery. */
export async function launchProject(stage: Stage, cast: Cast, opportunityId: string): Promise<Engagement> {
  const wonAt = stage.clock.now
  stage.at('2026-06-23')
  for (const approver of [cast.deliveryLead, cast.controller, cast.executive]) {
    const task = await approver.task('approve_in_turn')
    await approver.run('tasks.complete', {
      taskId: task.id,
      variables: { decision: 'approved', note: 'Terms are within policy.' },
    })
    stage.tell(`${approver.name} approves the commercial terms (${task.why})`)
  }
  const contracts = await cast.controller.all('contracts.list', { opportunityId })
  const [project] = await cast.deliveryLead.all('projects.list', { opportunityId })
  if (!project) throw new Error('the deal was approved and no project was made')
  stage.tell(
    `${contracts.map((contract) => `${contract.number} (${contract.entityCode}, ${contract.currency})`).join(', ')} are active; project ${project.number} is planned.`,
  )
  stage.at('2026-06-24')
  await assignManager(cast, project.id)
  await staffProject(stage, cast, project.id)
  stage.at('2026-06-26')
  await cast.deliveryLead.task('kick_off')
  await cast.deliveryLead.run('projects.start', { projectId: project.id })
  stage.tell(`${cast.deliveryLead.name} kicks the project off.`)
  return {
    opportunityId,
    projectId: project.id,
    projectNumber: project.number,
    contracts,
    wonAt,
    startedAt: stage.clock.now,
  }
}

export async function assignManager(cast: Cast, projectId: string): Promise<void> {
  await cast.deliveryLead.task('assign_manager')
  const people = await cast.deliveryLead.all('people.list')
  const named = (actor: { readonly name: string }) => people.find((person) => person.name === actor.name)?.id
  await cast.deliveryLead.run('projects.assignManager', {
    projectId,
    managerId: named(cast.projectManager),
    deliveryLeadId: named(cast.deliveryLead),
  })
}

/** Working days of a quarter differ by country; a little more than an even share covers the holidays. */
const COVER_PERCENT = 112
const DAY_MINUTES = 480

/** Each request is met by the people of its role, evenly. Who has too much already is overbooked for a stated reason. */
export async function staffProject(stage: Stage, cast: Cast, projectId: string): Promise<void> {
  await cast.resourceManager.task('staff_project')
  const people = await cast.resourceManager.all('people.list')
  const requests = await cast.resourceManager.all('staffing.listRequests', { projectId })
  for (const request of requests) {
    const team = people.filter((person) => person.roleCode === request.roleCode)
    const days = weekdays(request.startsOn, request.endsOn)
    const share = Math.ceil((request.minutes * COVER_PERCENT) / 100 / days / team.length)
    await cast.resourceManager.run('staffing.book', {
      requestId: request.id,
      bookings: team.map((person) => ({
        personId: person.id,
        startsOn: request.startsOn,
        endsOn: request.endsOn,
        minutesPerDay: Math.min(DAY_MINUTES, share),
      })),
      allowOverbooking: 'Work packages follow one another; the even spread is for planning only.',
    })
  }
  stage.tell(`${cast.resourceManager.name} meets ${requests.length} requests for people.`)
}

function weekdays(from: string, to: string): number {
  const end = Temporal.PlainDate.from(to)
  let days = 0
  for (
    let day = Temporal.PlainDate.from(from);
    Temporal.PlainDate.compare(day, end) <= 0;
    day = day.add({ days: 1 })
  ) {
    if (day.dayOfWeek <= 5) days += 1
  }
  return days
}
