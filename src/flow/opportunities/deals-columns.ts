/** The columns of a deals export; the headers are those of HubSpot's. Who makes a file is told them with an example. */
export const dealColumns = {
  id: { header: 'Record ID', example: '4711' },
  name: { header: 'Deal Name', example: 'Meridian store platform' },
  stage: { header: 'Deal Stage', example: 'Proposal' },
  pipeline: { header: 'Pipeline', optional: true, example: 'Sales' },
  amount: { header: 'Amount', example: '640000.00' },
  currency: { header: 'Currency', example: 'USD' },
  closeDate: { header: 'Close Date', example: '2026-06-30' },
  owner: { header: 'Deal owner', optional: true, example: 'sam.ortiz@firm.example' },
  company: { header: 'Associated Company', example: 'Meridian Foods' },
  country: { header: 'Company Country', optional: true, example: 'US' },
  createDate: { header: 'Create Date', example: '2026-03-02 09:30' },
  probability: { header: 'Deal probability', optional: true, example: '0.4' },
} as const
