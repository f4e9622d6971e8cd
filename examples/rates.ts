/** The price lists of the three companies, two years of them. */

/** Hourly rates by role: USD, EUR, SGD in 2025, then the same in 2026. */
const prices = {
  architect: ['204.00', '166.00', '245.00', '210.00', '172.00', '255.00'],
  'senior-engineer': ['176.00', '143.00', '205.00', '182.00', '148.00', '212.00'],
  engineer: ['150.00', '119.00', '172.00', '155.00', '124.00', '178.00'],
  tester: ['132.00', '104.00', '150.00', '136.00', '108.00', '156.00'],
  consultant: ['160.00', '147.00', '198.00', '165.00', '152.00', '205.00'],
  'project-manager': ['170.00', '135.00', '195.00', '176.00', '140.00', '202.00'],
  'support-engineer': ['110.00', '88.00', '112.00', '114.00', '91.00', '116.00'],
} as const

export type PricedRole = keyof typeof prices

const cards = [
  { code: 'US-2026', currency: 'USD', entity: 'US', place: 0 },
  { code: 'DE-2026', currency: 'EUR', entity: 'DE', place: 1 },
  { code: 'SG-2026', currency: 'SGD', entity: 'SG', place: 2 },
] as const

export const ratesHeader = ['Rate Card', 'Currency', 'Entity', 'Role', 'Valid From', 'Hourly Rate']

export const ratesRows = cards.flatMap(({ code, currency, entity, place }) =>
  Object.entries(prices).flatMap(([role, rates]) => [
    [code, currency, entity, role, '2025-01-01', rates[place] ?? ''],
    [code, currency, entity, role, '2026-01-01', rates[place + 3] ?? ''],
  ]),
)

/** What an hour of a role is listed at in Germany in 2026, EUR. */
export const germanRate = (role: PricedRole) => prices[role][4]
