/**
 * The engagement of the example firm, made by running the commands as the people who would:
 *
 *     const house = await openTestHouse()
 *     const { as, contracts, project } = await startedEngagement(house)
 *     await as.ada.run('timesheets.record', { workPackageId: project.workPackages.WP2, … })
 *
 * One deal for a group of three clients: a fixed-fee discovery with two milestones by US in dollars, a capped
 * implementation by time and materials by DE in euros with 19 % VAT, and recurring support by SG in dollars (its books
 * are in Singapore dollars) with 9 % GST. Each step is a function of its own, so that a test may stop before it;
 * `startedEngagement` goes all the way. The quote is good until the end of April 2026.
 */
import { type ExampleFirm, openExampleFirm, type PerEntity, perEntity } from './example-firm.ts'
import type { TestHouse } from './house.ts'

export interface WonEngagement extends ExampleFirm {
  readonly opportunityId: string
  readonly quoteId: string
}

export interface EngagementOptions {
  /** Its name; the second engagement of a firm needs another one. */
  readonly name?: string
  /** The most that may be billed for the implementation, in euros; null for no cap. */
  readonly cap?: string | null
  /** Changes or replaces the lines of the quote. */
  readonly lines?: (lines: object[]) => object[]
}

/** Sells the engagement: an opportunity of Sally's and the blended quote the client accepts. */
export async function winEngagement(
  firm: ExampleFirm,
  options: EngagementOptions = {},
): Promise<WonEngagement> {
  const { name = 'Meridian store platform', lines = (all) => all } = options
  const { opportunityId } = await firm.as.sally.run('opportunities.create', {
    name,
    clientId: firm.clients.US,
    amount: { amount: '250000.00', currency: 'USD' },
    expectedClose: '2026-03-31',
  })
  const { quoteId } = await firm.as.sally.run('quotes.create', {
    opportunityId,
    title: name,
    currency: 'USD',
    pricedOn: '2026-03-16',
    validUntil: '2026-04-30',
    lines: lines(quoteLines(firm, options)),
  })
  await firm.as.sally.run('quotes.activate', { quoteId })
  await firm.as.sally.run('quotes.accept', { quoteId })
  return { ...firm, opportunityId, quoteId }
}

function quoteLines(firm: ExampleFirm, { cap = '150000.00' }: EngagementOptions): object[] {
  return [
    {
      title: 'Discovery',
      billingMethod: 'fixed_fee',
      entityCode: 'US',
      billToId: firm.clients.US,
      currency: 'USD',
      startsOn: '2026-04-01',
      endsOn: '2026-05-31',
      details: [
        effort('Discovery', 'analyst', 320, '180', '61'),
        effort('Discovery', 'manager', 20, '195', '84'),
      ],
      milestones: [
        {
          title: 'Discovery report',
          amount: { amount: '24000.00', currency: 'USD' },
          plannedOn: '2026-04-30',
        },
        {
          title: 'Target architecture',
          amount: { amount: '36000.00', currency: 'USD' },
          plannedOn: '2026-05-29',
        },
      ],
    },
    {
      title: 'Implementation',
      billingMethod: 'time_and_materials',
      entityCode: 'DE',
      billToId: firm.clients.DE,
      currency: 'EUR',
      rateCardId: firm.rateCardId,
      ...(cap === null ? {} : { cap: { amount: cap, currency: 'EUR' } }),
      startsOn: '2026-04-01',
      endsOn: '2026-09-30',
      purchaseOrder: 'PO-4711',
      details: [
        effort('Platform', 'architect', 300, '160', '68.50'),
        effort('Platform', 'engineer', 600, '120', '52'),
        effort('Integration', 'engineer', 200, '120', '52'),
      ],
    },
    {
      title: 'Managed support',
      billingMethod: 'recurring_fee',
      entityCode: 'SG',
      billToId: firm.clients.SG,
      currency: 'USD',
      monthlyFee: { amount: '2500.00', currency: 'USD' },
      startsOn: '2026-04-01',
      endsOn: '2027-03-31',
      details: [effort('Support', 'engineer', 480, '62.50', '43.28')],
    },
  ]
}

/** Planned hours of a role, with bill and cost rate an hour in the currency of the line. */
const effort = (
  workPackage: string,
  roleCode: string,
  hours: number,
  billRate: string,
  costRate: string,
) => ({
  workPackage,
  roleCode,
  minutes: hours * 60,
  billRate,
  costRate,
})

export interface SignedContract {
  readonly contractId: string
  readonly number: string
  /** Its only line. */
  readonly lineId: string
  /** In their order; only the contract of US has any. */
  readonly milestoneIds: readonly string[]
}

export interface SignedEngagement extends WonEngagement {
  readonly contracts: PerEntity<SignedContract>
}

/** Makes the deal binding: sales drafts the contracts, the controller activates them. */
export async function signEngagement(won: WonEngagement): Promise<SignedEngagement> {
  const { opportunityId, as } = won
  const { contracts, contractIds } = await as.sally.run('contracts.draft', { opportunityId })
  await as.controller.run('contracts.activate', { contractIds })
  const signed = new Map<string, SignedContract>()
  for (const { contractId, number, entityCode } of contracts) {
    const { lines } = await as.controller.ask('contracts.get', { contractId })
    const milestoneIds = lines[0].milestones.map((milestone: { id: string }) => milestone.id)
    signed.set(entityCode, { contractId, number, lineId: lines[0].id, milestoneIds })
  }
  return { ...won, contracts: await perEntity(async (code) => signed.get(code) as SignedContract) }
}

export interface StartedEngagement extends SignedEngagement {
  readonly project: {
    readonly projectId: string
    readonly number: string
    /** Ids by code: WP1 discovery, WP2 platform, WP3 integration, WP4 support. */
    readonly workPackages: Readonly<Record<'WP1' | 'WP2' | 'WP3' | 'WP4', string>>
  }
}

/** Starts the work: Leo makes the project and gives it to Paula, who kicks it off. */
export async function startEngagement(signed: SignedEngagement): Promise<StartedEngagement> {
  const { opportunityId, as, people: staff } = signed
  const made = await as.leo.run('projects.createFromContracts', { opportunityId })
  const { projectId, number } = made
  await as.leo.run('projects.assignManager', { projectId, managerId: staff.paula, deliveryLeadId: staff.leo })
  await as.paula.run('projects.start', { projectId })
  const workPackages = Object.fromEntries(
    made.workPackages.map((one: { code: string; workPackageId: string }) => [one.code, one.workPackageId]),
  ) as StartedEngagement['project']['workPackages']
  return { ...signed, project: { projectId, number, workPackages } }
}

/** All of it: the firm, the sale, the contracts and the project in delivery. */
export async function startedEngagement(
  house: TestHouse,
  options?: EngagementOptions,
): Promise<StartedEngagement> {
  return startEngagement(await signEngagement(await winEngagement(await openExampleFirm(house), options)))
}
