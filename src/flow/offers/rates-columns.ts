/** The columns of a file of prices. Who makes a file is told them with an example. */
export const rateColumns = {
  card: { header: 'Rate Card', example: 'DE-2026' },
  currency: { header: 'Currency', example: 'EUR' },
  entity: { header: 'Entity', optional: true, example: 'DE' },
  role: { header: 'Role', example: 'architect' },
  validFrom: { header: 'Valid From', example: '2026-01-01' },
  rate: { header: 'Hourly Rate', example: '165.00' },
} as const
