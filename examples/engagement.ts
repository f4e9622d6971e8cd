/** The engagement: its quote as the client accepts it, and what the time on it is worth. */
import { formatDecimal, formatMoney, parseDecimal, RATE_SCALE, rateTimesMinutes } from '#kernel/money.ts'
import { ENGAGEMENT_RECORD } from './deals.ts'
import { germanRate, type PricedRole } from './rates.ts'
import { minutesOf, PROJECT, type Task, type TimeLine } from './time.ts'

const DISCOUNT = 4n
const CAP_STEP = 500_000n

/** The agreed rate of a role on time and materials, EUR: the German list less the discount. */
const agreedRate = (role: string) =>
  formatDecimal(
    ((parseDecimal(germanRate(role as PricedRole), RATE_SCALE) ?? 0n) * (100n - DISCOUNT)) / 100n,
    RATE_SCALE,
  )

const isCapped = (task: Task) => task === 'Build' || task === 'Integration and test'

const worth = (role: string, minutes: number) =>
  rateTimesMinutes({ amount: agreedRate(role), currency: 'EUR' }, minutes).minor

/** What the chargeable time on the capped line is worth, in cents of EUR, rounded line by line as it is billed. */
export function cappedWorth(lines: readonly TimeLine[]): bigint {
  return lines
    .filter((line) => line.billable && isCapped(line.task))
    .reduce((sum, line) => sum + worth(line.person.role, minutesOf(line)), 0n)
}

interface Planned {
  readonly workPackage: Task
  readonly roleCode: string
  readonly minutes: number
}

/** The plan behind the tasks: hours by role as they came out, to the next ten hours. */
function planned(lines: readonly TimeLine[], tasks: readonly Task[], times = 1): Planned[] {
  return tasks.flatMap((workPackage) => {
    const ofTask = Map.groupBy(
      lines.filter((line) => line.task === workPackage && line.billable),
      (line) => line.person.role,
    )
    return [...ofTask].map(([roleCode, work]) => {
      const minutes = work.reduce((sum, line) => sum + minutesOf(line), 0) * times
      return { workPackage, roleCode, minutes: Math.ceil(minutes / 600) * 600 }
    })
  })
}

/** Expected cost of an hour in the currency of the line; sellers plan with these, actual cost comes from people. */
const costs: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  USD: { architect: '96.00', consultant: '71.50', engineer: '66.50', 'support-engineer': '29.00' },
  EUR: {
    architect: '82.00',
    'senior-engineer': '65.50',
    engineer: '55.50',
    tester: '49.00',
    consultant: '66.00',
    'project-manager': '71.00',
  },
}

const withCost = (details: readonly Planned[], currency: string) =>
  details.map((detail) => ({ ...detail, costRate: costs[currency]?.[detail.roleCode] ?? '0' }))

const cents = (minor: bigint, currency: string) => ({ amount: formatMoney({ minor, currency }), currency })

/** The cap: above the time and above the estimate, to the next five thousand. */
function capOf(lines: readonly TimeLine[], details: readonly Planned[]): bigint {
  const estimate = details.reduce((sum, { roleCode, minutes }) => sum + worth(roleCode, minutes), 0n)
  const work = cappedWorth(lines)
  const most = estimate > work ? estimate : work
  return ((most + CAP_STEP - 1n) / CAP_STEP) * CAP_STEP
}

/** What the example of the engagement says, with names where commands want ids. */
export function engagementOf(lines: readonly TimeLine[]) {
  const implementation = planned(lines, ['Build', 'Integration and test'])
  return {
    opportunity: { externalSystem: 'hubspot', externalId: ENGAGEMENT_RECORD, name: PROJECT },
    people: { projectManager: 'Jonas Weber', deliveryLead: 'Ingrid Falk', accountLead: 'Sam Ortiz' },
    quote: {
      title: PROJECT,
      currency: 'USD',
      pricedOn: '2026-06-15',
      validUntil: '2026-06-30',
      lines: [
        {
          title: 'Discovery',
          billingMethod: 'fixed_fee',
          entityCode: 'US',
          billTo: 'Meridian Foods Inc.',
          currency: 'USD',
          rateCard: 'US-2026',
          price: cents(12_000_000n, 'USD'),
          startsOn: '2026-07-01',
          endsOn: '2026-08-31',
          purchaseOrder: 'MF-US-4500118',
          details: withCost(planned(lines, ['Discovery']), 'USD'),
          milestones: [
            {
              title: 'Store survey and target architecture',
              amount: cents(4_800_000n, 'USD'),
              plannedOn: '2026-07-24',
            },
            { title: 'Roadmap and business case', amount: cents(7_200_000n, 'USD'), plannedOn: '2026-08-14' },
          ],
        },
        {
          title: 'Implementation',
          billingMethod: 'time_and_materials',
          entityCode: 'DE',
          billTo: 'Meridian Foods Deutschland GmbH',
          currency: 'EUR',
          rateCard: 'DE-2026',
          discountPercent: String(DISCOUNT),
          cap: cents(capOf(lines, implementation), 'EUR'),
          startsOn: '2026-07-01',
          endsOn: '2026-09-30',
          purchaseOrder: 'MF-DE-77120',
          details: withCost(implementation, 'EUR'),
        },
        {
          title: 'Managed support',
          billingMethod: 'recurring_fee',
          entityCode: 'SG',
          billTo: 'Meridian Foods Asia Pte. Ltd.',
          currency: 'USD',
          monthlyFee: cents(1_400_000n, 'USD'),
          startsOn: '2026-07-01',
          endsOn: '2026-12-31',
          purchaseOrder: 'MF-AS-2026-31',
          details: withCost(planned(lines, ['Support'], 2), 'USD'),
        },
      ],
    },
  }
}
