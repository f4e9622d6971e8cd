/** The quote the examples of the contracts write. */
export const exampleId = '0199d8a0-0000-7000-8000-000000000001'

export const exampleContent = {
  title: 'Meridian store platform',
  currency: 'USD',
  pricedOn: '2026-06-01',
  validUntil: '2026-06-30',
  lines: [
    {
      title: 'Discovery',
      billingMethod: 'fixed_fee' as const,
      entityCode: 'US',
      billToId: exampleId,
      currency: 'USD',
      startsOn: '2026-07-01',
      endsOn: '2026-08-14',
      details: [{ workPackage: 'WP1 Discovery', roleCode: 'architect', minutes: 24_000, costRate: '92.00' }],
      milestones: [
        { title: 'Target picture', amount: { amount: '48000.00', currency: 'USD' }, plannedOn: '2026-07-24' },
        { title: 'Roadmap', amount: { amount: '72000.00', currency: 'USD' }, plannedOn: '2026-08-14' },
      ],
    },
    {
      title: 'Managed support',
      billingMethod: 'recurring_fee' as const,
      entityCode: 'SG',
      billToId: exampleId,
      currency: 'USD',
      monthlyFee: { amount: '14000.00', currency: 'USD' },
      startsOn: '2026-07-01',
      endsOn: '2026-12-31',
    },
  ],
}
