/** The deals export of the CRM: two dozen deals around the one this example follows. */
import { emailOf } from './people.ts'
import type { Random } from './random.ts'

export const dealsHeader = [
  'Record ID',
  'Deal Name',
  'Deal Stage',
  'Pipeline',
  'Amount',
  'Currency',
  'Close Date',
  'Deal owner',
  'Associated Company',
  'Company Country',
  'Create Date',
  'Deal probability',
]

/** The record of the engagement in the CRM. */
export const ENGAGEMENT_RECORD = '18801147203'

const companies = [
  ['Norder Werft', 'DE', 'EUR'],
  ['Bluebird Outfitters', 'US', 'USD'],
  ['Kestrel Logistics', 'US', 'USD'],
  ['Havel Klinikum', 'DE', 'EUR'],
  ['Lion Gate Hotels', 'SG', 'SGD'],
  ['Sunda Ferries', 'SG', 'SGD'],
  ['Prairie Credit Union', 'US', 'USD'],
  ['Isar Maschinenbau', 'DE', 'EUR'],
  ['Orchid Pharma', 'SG', 'USD'],
  ['Cascade Outdoor Retail', 'US', 'USD'],
] as const

const subjects = [
  'warehouse integration',
  'data platform assessment',
  'point-of-sale rollout',
  'cloud migration',
  'customer portal',
  'ERP interface renewal',
  'managed support',
  'loyalty programme',
]

const stages = [
  ['Appointment Scheduled', '0.2'],
  ['Qualified To Buy', '0.4'],
  ['Presentation Scheduled', '0.6'],
  ['Decision Maker Bought-In', '0.8'],
  ['Contract Sent', '0.9'],
  ['Closed Lost', '0'],
] as const

const twoDigits = (value: number) => String(value).padStart(2, '0')

/** The engagement in the middle of other deals, in the order of their record ids. */
export function dealsRows(random: Random, engagementAmount: string): string[][] {
  const others = Array.from({ length: 24 }, (_, index) => {
    const [company, country, currency] = companies[index % companies.length] ?? companies[0]
    const [stage, probability] = random.pick(stages)
    const created = random.between(1, 5)
    const close = created + random.between(1, 6)
    return [
      String(18_801_140_000 + index * 601),
      `${company}: ${random.pick(subjects)}`,
      stage,
      'Sales Pipeline',
      // One in ten deals has no amount yet.
      random.chance(10) ? '' : String(random.between(8, 90) * 2_500),
      currency,
      `2026-${twoDigits(close)}-${twoDigits(random.between(1, 28))} 17:00`,
      emailOf(country === 'SG' ? 'Nina Sato' : 'Sam Ortiz'),
      company,
      country,
      `2026-${twoDigits(created)}-${twoDigits(random.between(1, 28))} ${twoDigits(random.between(8, 17))}:${twoDigits(random.below(60))}`,
      probability,
    ]
  })
  const engagement = [
    ENGAGEMENT_RECORD,
    'Meridian store platform',
    'Closed Won',
    'Sales Pipeline',
    engagementAmount,
    'USD',
    '2026-06-24 16:30',
    emailOf('Sam Ortiz'),
    'Meridian Foods',
    'US',
    '2026-03-09 10:12',
    '1',
  ]
  return [...others, engagement].sort((one, other) => ((one[0] ?? '') < (other[0] ?? '') ? -1 : 1))
}
