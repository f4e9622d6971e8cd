/** What is offered in the present: the lines of each quote, with days before this week's Monday. Pure. */
import type { Wire } from '../stage.ts'
import type { Calendar } from './calendar.ts'

interface Effort {
  readonly workPackage: string
  readonly roleCode: string
  readonly minutes: number
  readonly costRate: string
}

const effort = (workPackage: string, roleCode: string, hours: number, costRate: string): Effort => ({
  workPackage,
  roleCode,
  minutes: hours * 60,
  costRate,
})

interface Sold {
  readonly calendar: Calendar
  readonly billToId: string
  readonly rateCards: ReadonlyMap<string, string>
}

/** How far ahead the engagement with Sunda Ferries reaches, in days after this Monday. */
const SUNDA_DAYS_AHEAD = 84

/** Three companies work for one client: advice at a fee, a platform and its interfaces by the hour. */
export function sundaLines({ calendar, billToId, rateCards }: Sold): Wire[] {
  const span = { startsOn: calendar.beforeMonday(35), endsOn: calendar.beforeMonday(-SUNDA_DAYS_AHEAD) }
  const fee = (title: string, amount: string, days: number) => ({
    title,
    amount: { amount, currency: 'USD' },
    plannedOn: calendar.beforeMonday(days),
  })
  return [
    {
      title: 'Data platform',
      billingMethod: 'time_and_materials',
      entityCode: 'SG',
      billToId,
      currency: 'SGD',
      rateCardId: rateCards.get('SG-2026'),
      ...span,
      details: [
        effort('Data platform', 'architect', 320, '120.00'),
        effort('Data platform', 'senior-engineer', 400, '98.00'),
        effort('Data platform', 'engineer', 400, '88.00'),
      ],
    },
    {
      title: 'Target architecture',
      billingMethod: 'fixed_fee',
      entityCode: 'US',
      billToId,
      currency: 'USD',
      price: { amount: '126000.00', currency: 'USD' },
      ...span,
      details: [
        effort('Target architecture', 'architect', 300, '96.00'),
        effort('Target architecture', 'consultant', 560, '71.50'),
      ],
      milestones: [
        fee('Survey of the fleet systems', '30000.00', 22),
        fee('Data model of bookings and boarding', '36000.00', 9),
        fee('Target architecture agreed', '36000.00', -11),
        fee('Roadmap for two years', '24000.00', -60),
      ],
    },
    {
      title: 'Ticketing interfaces',
      billingMethod: 'time_and_materials',
      entityCode: 'DE',
      billToId,
      currency: 'EUR',
      rateCardId: rateCards.get('DE-2026'),
      discountPercent: '3',
      ...span,
      details: [
        effort('Ticketing interfaces', 'project-manager', 220, '71.00'),
        effort('Ticketing interfaces', 'senior-engineer', 400, '65.50'),
        effort('Ticketing interfaces', 'engineer', 760, '55.50'),
        effort('Ticketing interfaces', 'tester', 300, '49.00'),
      ],
    },
  ]
}

interface WorkByTheHour {
  readonly title: string
  readonly entityCode: 'US' | 'DE' | 'SG'
  readonly currency: string
  readonly discountPercent?: string
  /** The first and the last day, in days before this Monday. */
  readonly from: number
  readonly to: number
  readonly details: readonly Effort[]
}

function byTheHour({ calendar, billToId, rateCards }: Sold, { from, to, ...line }: WorkByTheHour): Wire[] {
  return [
    {
      ...line,
      billingMethod: 'time_and_materials',
      billToId,
      rateCardId: rateCards.get(`${line.entityCode}-2026`),
      startsOn: calendar.beforeMonday(from),
      endsOn: calendar.beforeMonday(to),
    },
  ]
}

const months = { from: -14, to: -140 } as const

export const isarPortalLines = (sold: Sold) =>
  byTheHour(sold, {
    title: 'Customer portal',
    entityCode: 'DE',
    currency: 'EUR',
    discountPercent: '6',
    ...months,
    details: [
      effort('Portal', 'architect', 160, '78.50'),
      effort('Portal', 'senior-engineer', 420, '65.50'),
      effort('Portal', 'engineer', 300, '53.50'),
      effort('Portal test', 'tester', 180, '49.00'),
    ],
  })

export const prairiePlatformLines = (sold: Sold) =>
  byTheHour(sold, {
    title: 'Data platform',
    entityCode: 'US',
    currency: 'USD',
    discountPercent: '8',
    ...months,
    details: [
      effort('Assessment', 'architect', 320, '96.00'),
      effort('Assessment', 'consultant', 480, '71.50'),
      effort('Build', 'engineer', 1020, '66.50'),
    ],
  })

export const kestrelWarehouseLines = (sold: Sold) =>
  byTheHour(sold, {
    title: 'Warehouse integration',
    entityCode: 'US',
    currency: 'USD',
    from: -7,
    to: -63,
    details: [
      effort('Integration', 'architect', 80, '96.00'),
      effort('Integration', 'engineer', 110, '66.50'),
    ],
  })

export const norderLoyaltyLines = (sold: Sold) =>
  byTheHour(sold, {
    title: 'Loyalty programme',
    entityCode: 'DE',
    currency: 'EUR',
    ...months,
    details: [
      effort('Design', 'architect', 180, '78.50'),
      effort('Build', 'senior-engineer', 460, '65.50'),
      effort('Build', 'engineer', 350, '53.50'),
    ],
  })

export const bluebirdPortalLines = (sold: Sold) =>
  byTheHour(sold, {
    title: 'Customer portal',
    entityCode: 'US',
    currency: 'USD',
    discountPercent: '12',
    ...months,
    details: [
      effort('Design', 'architect', 200, '96.00'),
      effort('Design', 'consultant', 320, '71.50'),
      effort('Build', 'engineer', 920, '66.50'),
    ],
  })

/** A monthly fee, for a year from a month after this one. */
function monthlyFee({ calendar, billToId }: Sold, title: string, entityCode: string, fee: Wire): Wire[] {
  const first = Temporal.PlainDate.from(calendar.today).with({ day: 1 }).add({ months: 1 })
  return [
    {
      title,
      billingMethod: 'recurring_fee',
      entityCode,
      billToId,
      currency: fee.currency,
      monthlyFee: fee,
      startsOn: first.toString(),
      endsOn: first.add({ years: 1 }).subtract({ days: 1 }).toString(),
    },
  ]
}

/** Sold without saying who will do the work: the process of the won deal stops where it asks for people. */
export const lionGateSupportLines = (sold: Sold) =>
  monthlyFee(sold, 'Managed support', 'SG', { amount: '4000.00', currency: 'SGD' })

export const norderSupportLines = (sold: Sold) =>
  monthlyFee(sold, 'Managed support', 'DE', { amount: '10800.00', currency: 'EUR' })

export const sundaSupportLines = (sold: Sold) =>
  monthlyFee(sold, 'Managed support', 'SG', { amount: '15600.00', currency: 'SGD' })
