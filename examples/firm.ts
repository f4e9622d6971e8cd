/** Alder Systems: an IT-services firm with companies in the United States, Germany and Singapore. */

export const entities = [
  {
    code: 'US',
    name: 'Alder United States',
    legalName: 'Alder Systems Inc.',
    country: 'US',
    currency: 'USD',
    address: {
      lines: ['1200 Larimer Street', 'Suite 900'],
      city: 'Denver',
      region: 'CO',
      postalCode: '80204',
      country: 'US',
    },
    taxNumber: '84-3301297',
    registration: 'Delaware 5512087',
    bank: { name: 'Front Range Bank', account: '004417720981', routing: '102003154' },
    locale: 'en-US',
    timeZone: 'America/Denver',
    booksFrom: '2026-01-01',
  },
  {
    code: 'DE',
    name: 'Alder Germany',
    legalName: 'Alder Systems GmbH',
    country: 'DE',
    currency: 'EUR',
    address: { lines: ['Lindenstraße 12'], city: 'Berlin', postalCode: '10969', country: 'DE' },
    taxNumber: 'DE811234567',
    registration: 'HRB 112233 B, Amtsgericht Charlottenburg',
    bank: { name: 'Spreebank', iban: 'DE02120300000000202051', bic: 'BYLADEM1001' },
    locale: 'de-DE',
    timeZone: 'Europe/Berlin',
    booksFrom: '2026-01-01',
  },
  {
    code: 'SG',
    name: 'Alder Singapore',
    legalName: 'Alder Systems Pte. Ltd.',
    country: 'SG',
    currency: 'SGD',
    address: { lines: ['30 Cecil Street', '#18-02'], city: 'Singapore', postalCode: '049712', country: 'SG' },
    taxNumber: 'M2-8812345-6',
    registration: 'UEN 201512345K',
    bank: { name: 'Straits Bank', account: '0720013377', bic: 'STRTSGSG' },
    locale: 'en-SG',
    timeZone: 'Asia/Singapore',
    booksFrom: '2026-01-01',
  },
]

export const orgUnits = [
  { code: 'CLOUD', name: 'Cloud platforms', kind: 'practice' },
  { code: 'RETAIL', name: 'Retail consulting', kind: 'practice' },
  { code: 'CARE', name: 'Managed services', kind: 'practice' },
  { code: 'AMER', name: 'Americas', kind: 'region' },
  { code: 'EMEA', name: 'Europe, Middle East and Africa', kind: 'region' },
  { code: 'APAC', name: 'Asia and Pacific', kind: 'region' },
]

/** Each tax with the client countries it is charged to; `*` is every other country. */
export const taxCodes = [
  {
    entityCode: 'US',
    code: 'NONE',
    name: 'No sales tax on services',
    category: 'out_of_scope',
    percent: '0',
    note: '',
    clientCountries: ['*'],
  },
  {
    entityCode: 'DE',
    code: 'VAT19',
    name: 'Umsatzsteuer 19 %',
    category: 'standard',
    percent: '19',
    note: '',
    clientCountries: ['DE'],
  },
  {
    entityCode: 'DE',
    code: 'RC',
    name: 'Reverse charge',
    category: 'reverse_charge',
    percent: '0',
    note: 'Steuerschuldnerschaft des Leistungsempfängers (reverse charge)',
    clientCountries: ['*'],
  },
  {
    entityCode: 'SG',
    code: 'GST9',
    name: 'GST 9 %',
    category: 'standard',
    percent: '9',
    note: '',
    clientCountries: ['SG'],
  },
  {
    entityCode: 'SG',
    code: 'GST0',
    name: 'GST zero-rated',
    category: 'zero',
    percent: '0',
    note: 'Zero-rated international service',
    clientCountries: ['*'],
  },
]

export const holidays = [
  {
    entityCode: 'US',
    year: 2026,
    holidays: [
      { day: '2026-01-01', name: "New Year's Day" },
      { day: '2026-05-25', name: 'Memorial Day' },
      { day: '2026-07-03', name: 'Independence Day (observed)' },
      { day: '2026-09-07', name: 'Labor Day' },
      { day: '2026-11-26', name: 'Thanksgiving Day' },
      { day: '2026-12-25', name: 'Christmas Day' },
    ],
  },
  {
    entityCode: 'DE',
    year: 2026,
    holidays: [
      { day: '2026-01-01', name: 'Neujahr' },
      { day: '2026-04-03', name: 'Karfreitag' },
      { day: '2026-04-06', name: 'Ostermontag' },
      { day: '2026-05-01', name: 'Tag der Arbeit' },
      { day: '2026-05-14', name: 'Christi Himmelfahrt' },
      { day: '2026-05-25', name: 'Pfingstmontag' },
      { day: '2026-10-03', name: 'Tag der Deutschen Einheit' },
      { day: '2026-12-25', name: 'Erster Weihnachtstag' },
    ],
  },
  {
    entityCode: 'SG',
    year: 2026,
    holidays: [
      { day: '2026-01-01', name: "New Year's Day" },
      { day: '2026-05-01', name: 'Labour Day' },
      { day: '2026-08-10', name: 'National Day (observed)' },
      { day: '2026-12-25', name: 'Christmas Day' },
    ],
  },
]

/** Monthly rates of 2026: EUR to USD, SGD to USD, EUR to SGD. */
const monthly = [
  ['01', '1.0712', '0.7405', '1.4466'],
  ['02', '1.0748', '0.7421', '1.4483'],
  ['03', '1.0791', '0.7438', '1.4508'],
  ['04', '1.0830', '0.7452', '1.4533'],
  ['05', '1.0806', '0.7447', '1.4510'],
  ['06', '1.0788', '0.7440', '1.4500'],
  ['07', '1.0825', '0.7455', '1.4520'],
  ['08', '1.0861', '0.7468', '1.4543'],
  ['09', '1.0839', '0.7472', '1.4506'],
  ['10', '1.0804', '0.7461', '1.4481'],
  ['11', '1.0795', '0.7458', '1.4474'],
  ['12', '1.0817', '0.7464', '1.4492'],
] as const

export const exchangeRates = monthly.flatMap(([month, eurUsd, sgdUsd, eurSgd]) => {
  const validFrom = `2026-${month}-01`
  return [
    { source: 'EUR', target: 'USD', validFrom, rate: eurUsd },
    { source: 'SGD', target: 'USD', validFrom, rate: sgdUsd },
    { source: 'EUR', target: 'SGD', validFrom, rate: eurSgd },
  ]
})

export const roles = [
  { code: 'architect', name: 'Solution architect' },
  { code: 'senior-engineer', name: 'Senior software engineer' },
  { code: 'engineer', name: 'Software engineer' },
  { code: 'tester', name: 'Test engineer' },
  { code: 'consultant', name: 'Retail consultant' },
  { code: 'project-manager', name: 'Project manager' },
  { code: 'support-engineer', name: 'Support engineer' },
  { code: 'account-lead', name: 'Account lead' },
  { code: 'delivery-lead', name: 'Delivery lead' },
  { code: 'operations', name: 'Operations and finance' },
]

const address = (street: string, city: string, postalCode: string, country: string, region = '') => ({
  lines: [street],
  city,
  ...(region ? { region } : {}),
  postalCode,
  country,
})

/** The client group of the engagement. `parent` is the name of the group. */
export const clients = [
  { name: 'Meridian Foods', country: 'US', currency: 'USD' },
  {
    name: 'Meridian Foods Inc.',
    parent: 'Meridian Foods',
    legalName: 'Meridian Foods Inc.',
    country: 'US',
    currency: 'USD',
    address: address('480 Harvest Avenue', 'Chicago', '60607', 'US', 'IL'),
    taxNumber: '36-4417788',
    invoiceEmail: 'ap@meridian-foods.example',
    paymentTermsDays: 30,
    purchaseOrderRequired: true,
  },
  {
    name: 'Meridian Foods Deutschland GmbH',
    parent: 'Meridian Foods',
    legalName: 'Meridian Foods Deutschland GmbH',
    country: 'DE',
    currency: 'EUR',
    address: address('Hafenstraße 8', 'Hamburg', '20457', 'DE'),
    taxNumber: 'DE266777888',
    invoiceEmail: 'rechnung@meridian-foods.example',
    locale: 'de-DE',
    paymentTermsDays: 14,
  },
  {
    name: 'Meridian Foods Asia Pte. Ltd.',
    parent: 'Meridian Foods',
    legalName: 'Meridian Foods Asia Pte. Ltd.',
    country: 'SG',
    currency: 'USD',
    address: address('7 Temasek Boulevard', 'Singapore', '038987', 'SG'),
    taxNumber: 'M9-0012345-1',
    invoiceEmail: 'ap.asia@meridian-foods.example',
    locale: 'en-SG',
    paymentTermsDays: 30,
  },
]
