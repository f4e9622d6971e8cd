/** The pipeline as it is now: what the CRM says today, quotes out and in draft, deals won, lost and stuck. */
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { type Actor, exampleFile, type Wire } from '../stage.ts'
import { assignManager } from '../win-deal.ts'
import type { Calendar } from './calendar.ts'
import {
  bluebirdPortalLines,
  isarPortalLines,
  kestrelWarehouseLines,
  lionGateSupportLines,
  norderLoyaltyLines,
  norderSupportLines,
  prairiePlatformLines,
  sundaSupportLines,
} from './offers.ts'
import { buyers, records, standings } from './records.ts'
import { approveTerms, dealOf, type Scene } from './scene.ts'

/** How long a quote may be accepted. */
const VALID_DAYS = 30

/** The deals export of `examples/deals.csv` as the CRM would write it now: what does not stand any more is lost. */
export function dealsOfNow(export_: string, calendar: Calendar): string {
  const rows = parse(export_, { columns: true }) as Record<string, string>[]
  const now = rows.map((row) => {
    if (row['Deal Stage'] === 'Closed Won' || row['Deal Stage'] === 'Closed Lost') return row
    const standing = standings[row['Record ID'] ?? '']
    if (!standing) return { ...row, 'Deal Stage': 'Closed Lost', 'Deal probability': '0' }
    return {
      ...row,
      'Deal Stage': standing.stage,
      Amount: standing.amount,
      'Close Date': `${calendar.ago(-standing.closesInDays)} 17:00`,
      'Deal probability': standing.probability,
    }
  })
  return stringify(now, { header: true })
}

/** Sales reads the CRM again. Gives the opportunities by their record. */
export async function refreshPipeline({
  stage,
  cast,
  calendar,
}: Pick<Scene, 'stage' | 'cast' | 'calendar'>): Promise<Map<string, Wire>> {
  const content = dealsOfNow(await exampleFile('deals.csv'), calendar)
  const report = await cast.sales.run('opportunities.importDeals', { content })
  stage.tell(`The CRM is read again: ${report.update} deals have moved.`)
  const deals = await cast.sales.all('opportunities.list', {})
  return new Map(deals.map((deal) => [deal.externalId as string, deal]))
}

/** Completes what invoices need to know of a company, and has the controller release it for billing. */
export async function openAccount({ cast }: Scene, deal: Wire): Promise<void> {
  const { clientId, clientName } = deal
  await cast.sales.run('clients.update', { clientId, ...buyers[clientName] })
  await cast.controller.run('clients.activate', { clientId })
}

/** Drafts a quote for a deal at the prices of the day. */
export async function draftQuote(scene: Scene, seller: Actor, deal: Wire, lines: Wire[]): Promise<string> {
  const pricedOn = scene.stage.clock.now.toString().slice(0, 10)
  const { quoteId } = await seller.run('quotes.create', {
    opportunityId: deal.id,
    title: deal.name,
    currency: deal.amount.currency,
    pricedOn,
    validUntil: Temporal.PlainDate.from(pricedOn).add({ days: VALID_DAYS }).toString(),
    lines,
  })
  return quoteId
}

/** Quotes a deal, sends the quote out, and records that the client has accepted it. */
export async function win(scene: Scene, seller: Actor, deal: Wire, lines: Wire[]): Promise<void> {
  const quoteId = await draftQuote(scene, seller, deal, lines)
  await seller.run('quotes.activate', { quoteId })
  await seller.run('quotes.accept', { quoteId })
}

const soldTo = ({ calendar, rateCards }: Scene, deal: Wire) => ({
  calendar,
  rateCards,
  billToId: deal.clientId as string,
})

/** Quotes that are being written or are out with the client, and a deal that is lost. */
export async function quotePipeline(scene: Scene): Promise<void> {
  const { stage, cast, guests, calendar } = scene
  stage.at(calendar.ago(8))
  for (const [record, lines] of [
    [records.bluebirdPortal, bluebirdPortalLines],
    [records.norderSupport, norderSupportLines],
  ] as const) {
    const deal = dealOf(scene, record)
    const quoteId = await draftQuote(scene, cast.sales, deal, lines(soldTo(scene, deal)))
    await cast.sales.run('quotes.activate', { quoteId })
  }
  const loyalty = dealOf(scene, records.norderLoyalty)
  await draftQuote(scene, cast.sales, loyalty, norderLoyaltyLines(soldTo(scene, loyalty)))
  const support = dealOf(scene, records.sundaSupport)
  await draftQuote(scene, guests.salesAsia, support, sundaSupportLines(soldTo(scene, support)))
  await cast.sales.run('opportunities.lose', {
    opportunityId: dealOf(scene, records.cascadePlatform).id,
    reason: 'They build it with their own people; the price was not the reason.',
  })
  stage.tell('Two quotes are out with clients, two are drafts, and one deal is lost.')
}

/**
 * Deals that were won lately: one waits for the delivery lead, one for the executive, one for people; and one was sold
 * without saying who will do the work, so its process stops with an incident.
 */
export async function winDeals(scene: Scene): Promise<void> {
  const { stage, cast, guests, calendar } = scene
  const prairie = dealOf(scene, records.prairiePlatform)
  const kestrel = dealOf(scene, records.kestrelWarehouse)
  const lionGate = dealOf(scene, records.lionGateSupport)
  const isar = dealOf(scene, records.isarPortal)
  stage.at(calendar.ago(3))
  for (const deal of [prairie, kestrel, lionGate, isar]) await openAccount(scene, deal)
  await win(scene, cast.sales, prairie, prairiePlatformLines(soldTo(scene, prairie)))
  await win(scene, cast.sales, kestrel, kestrelWarehouseLines(soldTo(scene, kestrel)))
  await win(scene, guests.salesAsia, lionGate, lionGateSupportLines(soldTo(scene, lionGate)))
  stage.at(calendar.ago(2))
  await approveTerms([cast.deliveryLead], kestrel.id, 'Small, and we know the warehouse.')
  await approveTerms([cast.deliveryLead], lionGate.id, 'Support runs like that of Meridian.')
  await approveTerms([cast.deliveryLead], prairie.id, 'Deliverable with the team of the spring.')
  stage.at(calendar.ago(1))
  await approveTerms([cast.controller], prairie.id, 'The discount is paid for by the volume.')
  await win(scene, cast.sales, isar, isarPortalLines(soldTo(scene, isar)))
  await sendToLegal(scene)
  await staffKestrel(scene, kestrel.id)
  stage.tell('Four deals are won: two wait for approval, one for people, and one stopped with an incident.')
}

/** Two people are booked on top of what they have; the rest of the work is pencilled in, or nobody's yet. */
async function staffKestrel({ cast, calendar, stage }: Scene, opportunityId: string): Promise<void> {
  const { resourceManager } = cast
  const [project] = await resourceManager.all('projects.list', { opportunityId })
  if (!project) throw new Error('the deal was approved and no project was made')
  await assignManager(cast, project.id)
  const requests = await resourceManager.all('staffing.listRequests', { projectId: project.id })
  const people = await resourceManager.all('people.list')
  const named = (name: string) => people.find((person) => person.name === name)?.id
  const requestOf = (roleCode: string) => requests.find((request) => request.roleCode === roleCode)
  const architect = requestOf('architect')
  await resourceManager.run('staffing.book', {
    requestId: architect.id,
    bookings: [
      {
        personId: named('Maya Okafor'),
        startsOn: architect.startsOn,
        endsOn: calendar.beforeMonday(-20),
        minutesPerDay: 480,
      },
    ],
    allowOverbooking: 'The client asked for her by name; the other work moves by two weeks.',
  })
  const engineer = requestOf('engineer')
  await resourceManager.run('staffing.book', {
    requestId: engineer.id,
    bookings: [
      {
        personId: named('Tyler Brooks'),
        startsOn: engineer.startsOn,
        endsOn: calendar.beforeMonday(-11),
        minutesPerDay: 360,
      },
      {
        personId: named('Paul Richter'),
        startsOn: calendar.beforeMonday(-14),
        endsOn: calendar.beforeMonday(-25),
        minutesPerDay: 240,
        state: 'soft',
      },
    ],
    allowOverbooking: 'One week of overtime, agreed with him, to keep the date of the warehouse.',
  })
  stage.tell(
    'An architect and an engineer are overbooked for stated reasons; their requests are not met yet.',
  )
}

/** The client of a draft wants its own paper signed, so the quote waits for legal before it may go out. */
async function sendToLegal(scene: Scene): Promise<void> {
  const { sales } = scene.cast
  const { id: opportunityId } = dealOf(scene, records.norderLoyalty)
  const [draft] = await sales.all('quotes.list', { opportunityId })
  await sales.run('quotes.setTerms', {
    quoteId: draft?.id,
    ...{
      paper: 'client',
      liabilityLimit: 'limited',
      governingLaw: 'DE',
      paymentTermsDays: 60,
      deviations: '',
    },
  })
  await sales.run('quotes.submit', { quoteId: draft?.id })
}
