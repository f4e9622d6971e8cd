/** The deals of the present: records of `examples/deals.csv`, and where the CRM sees them by now. */

export const records = {
  norderLoyalty: '18801140000',
  kestrelWarehouse: '18801141202',
  havelRenewal: '18801141803',
  lionGateSupport: '18801142404',
  sundaPlatform: '18801143005',
  prairiePlatform: '18801143606',
  isarPortal: '18801144207',
  cascadePlatform: '18801145409',
  bluebirdPortal: '18801146611',
  kestrelCloud: '18801147212',
  havelRollout: '18801147813',
  lionGateRenewal: '18801148414',
  sundaSupport: '18801149015',
  isarCloud: '18801150217',
  orchidRenewal: '18801150818',
  norderSupport: '18801152020',
  kestrelLoyalty: '18801153222',
} as const

/** Where a deal stands: its stage, its chance, what it is worth, and in how many days it should close. */
export interface Standing {
  readonly stage: string
  readonly probability: string
  readonly amount: string
  readonly closesInDays: number
}

const at = (stage: string, probability: string) => (amount: string, closesInDays: number) => ({
  stage,
  probability,
  amount,
  closesInDays,
})
const appointment = at('Appointment Scheduled', '0.2')
const qualified = at('Qualified To Buy', '0.4')
const presentation = at('Presentation Scheduled', '0.6')
const decision = at('Decision Maker Bought-In', '0.8')
const contract = at('Contract Sent', '0.9')

/** What the CRM says of each deal that is still alive; every other open one is lost there. */
export const standings: Readonly<Record<string, Standing>> = {
  [records.norderLoyalty]: decision('142500', 18),
  [records.kestrelWarehouse]: contract('35000', 4),
  [records.havelRenewal]: presentation('25000', 33),
  [records.lionGateSupport]: contract('48000', 2),
  [records.sundaPlatform]: contract('470000', -38),
  [records.prairiePlatform]: contract('290000', 0),
  [records.isarPortal]: contract('132500', 1),
  [records.cascadePlatform]: presentation('202500', 12),
  [records.bluebirdPortal]: contract('210000', 9),
  [records.kestrelCloud]: presentation('212500', 41),
  [records.havelRollout]: qualified('145000', 55),
  [records.lionGateRenewal]: appointment('182500', 74),
  [records.sundaSupport]: presentation('187500', 26),
  [records.isarCloud]: decision('192500', 20),
  [records.orchidRenewal]: appointment('150000', 88),
  [records.norderSupport]: contract('130000', 6),
  [records.kestrelLoyalty]: qualified('215000', 60),
}

/** What invoices need to know of the companies that buy, by their name in the CRM. */
export const buyers: Readonly<Record<string, object>> = {
  'Sunda Ferries': {
    legalName: 'Sunda Ferries Pte. Ltd.',
    address: {
      lines: ['1 Maritime Square', '#05-12'],
      city: 'Singapore',
      postalCode: '099253',
      country: 'SG',
    },
    taxNumber: 'M9-0455120-7',
    invoiceEmail: 'accounts@sunda-ferries.example',
    locale: 'en-SG',
    paymentTermsDays: 7,
  },
  'Isar Maschinenbau': {
    legalName: 'Isar Maschinenbau AG',
    address: { lines: ['Werkstraße 40'], city: 'München', postalCode: '80339', country: 'DE' },
    taxNumber: 'DE299001122',
    invoiceEmail: 'rechnung@isar-maschinenbau.example',
    locale: 'de-DE',
    paymentTermsDays: 14,
  },
  'Prairie Credit Union': {
    legalName: 'Prairie Credit Union',
    address: {
      lines: ['77 Grain Exchange'],
      city: 'Minneapolis',
      region: 'MN',
      postalCode: '55415',
      country: 'US',
    },
    invoiceEmail: 'ap@prairie-cu.example',
  },
  'Kestrel Logistics': {
    legalName: 'Kestrel Logistics LLC',
    address: { lines: ['2100 Dock Road'], city: 'Tacoma', region: 'WA', postalCode: '98421', country: 'US' },
    invoiceEmail: 'payables@kestrel-logistics.example',
  },
  'Lion Gate Hotels': {
    legalName: 'Lion Gate Hotels Pte. Ltd.',
    address: { lines: ['12 Beach Road'], city: 'Singapore', postalCode: '189674', country: 'SG' },
    taxNumber: 'M9-0871403-2',
    invoiceEmail: 'finance@lion-gate-hotels.example',
    locale: 'en-SG',
  },
}
