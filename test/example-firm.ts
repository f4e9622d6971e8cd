/**
 * The example firm of the tests, opened by running the commands as the people who would: three legal entities (US in
 * dollars, DE in euros, SG in Singapore dollars) with taxes and exchange rates, eight people who can sign in, a rate
 * card, and a group of three clients. Its engagement is in example-engagement.ts.
 */
import type { Caller, TestHouse } from './house.ts'

export type EntityCode = 'US' | 'DE' | 'SG'
export type PerEntity<T> = Readonly<Record<EntityCode, T>>

const entities: PerEntity<object> = {
  US: {
    code: 'US',
    name: 'Alder US',
    legalName: 'Alder Systems Inc.',
    country: 'US',
    currency: 'USD',
    address: { lines: ['500 Pine St'], city: 'Seattle', region: 'WA', postalCode: '98101', country: 'US' },
    taxNumber: '91-1234567',
    bank: { name: 'Cascade Bank', account: '000123456789', routing: '125000024' },
    timeZone: 'America/Los_Angeles',
  },
  DE: {
    code: 'DE',
    name: 'Alder Germany',
    legalName: 'Alder Systems GmbH',
    country: 'DE',
    currency: 'EUR',
    address: { lines: ['Lindenstr. 12'], city: 'Berlin', postalCode: '10969', country: 'DE' },
    taxNumber: 'DE811234567',
    bank: { name: 'Spreebank', iban: 'DE02120300000000202051', bic: 'BYLADEM1001' },
    locale: 'de-DE',
    timeZone: 'Europe/Berlin',
  },
  SG: {
    code: 'SG',
    name: 'Alder Singapore',
    legalName: 'Alder Systems Pte. Ltd.',
    country: 'SG',
    currency: 'SGD',
    address: { lines: ['8 Robinson Road', '#05-01'], city: 'Singapore', postalCode: '048544', country: 'SG' },
    taxNumber: '201812345K',
    bank: { name: 'Straits Bank', account: '029-123456-7' },
    locale: 'en-SG',
    timeZone: 'Asia/Singapore',
  },
}

const taxes: PerEntity<object> = {
  US: {
    code: 'NONE',
    name: 'No sales tax on services',
    category: 'out_of_scope',
    percent: '0',
    note: 'Services are not taxed.',
  },
  DE: { code: 'VAT19', name: 'VAT 19 %', category: 'standard', percent: '19' },
  SG: { code: 'GST9', name: 'GST 9 %', category: 'standard', percent: '9' },
}

const clients: PerEntity<object> = {
  US: {
    name: 'Meridian Foods',
    legalName: 'Meridian Foods Inc.',
    country: 'US',
    currency: 'USD',
    address: { lines: ['1 Harbor Plaza'], city: 'Boston', region: 'MA', postalCode: '02110', country: 'US' },
    taxNumber: '04-7654321',
    invoiceEmail: 'ap@meridian-foods.example',
    paymentTermsDays: 30,
  },
  DE: {
    name: 'Meridian Foods Deutschland',
    legalName: 'Meridian Foods Deutschland GmbH',
    country: 'DE',
    currency: 'EUR',
    address: { lines: ['Hafenstr. 8'], city: 'Hamburg', postalCode: '20457', country: 'DE' },
    taxNumber: 'DE266777888',
    invoiceEmail: 'rechnung@meridian-foods.example',
    locale: 'de-DE',
    paymentTermsDays: 14,
  },
  SG: {
    name: 'Meridian Foods Asia',
    legalName: 'Meridian Foods Asia Pte. Ltd.',
    country: 'SG',
    currency: 'USD',
    address: { lines: ['1 Raffles Place'], city: 'Singapore', postalCode: '048616', country: 'SG' },
    taxNumber: '201499999Z',
    invoiceEmail: 'ap.asia@meridian-foods.example',
    locale: 'en-SG',
    paymentTermsDays: 30,
  },
}

/** The currency moves in April and in July, so that what is booked and what is paid differ. */
const exchangeRates = [
  { source: 'EUR', target: 'USD', validFrom: '2026-01-01', rate: '1.08' },
  { source: 'EUR', target: 'USD', validFrom: '2026-05-01', rate: '1.10' },
  { source: 'EUR', target: 'USD', validFrom: '2026-07-01', rate: '1.12' },
  { source: 'USD', target: 'SGD', validFrom: '2026-01-01', rate: '1.34' },
  { source: 'USD', target: 'SGD', validFrom: '2026-05-01', rate: '1.36' },
  { source: 'USD', target: 'SGD', validFrom: '2026-07-01', rate: '1.31' },
  { source: 'EUR', target: 'SGD', validFrom: '2026-01-01', rate: '1.4472' },
]

const people = {
  sally: { name: 'Sally Vance', entity: 'US', role: 'principal', cost: '95', access: ['sales'] },
  leo: { name: 'Leo Brandt', entity: 'DE', role: 'principal', cost: '98', access: ['delivery-lead'] },
  paula: { name: 'Paula Meyer', entity: 'DE', role: 'manager', cost: '82', access: ['project-manager'] },
  pete: { name: 'Pete Novak', entity: 'US', role: 'manager', cost: '84', access: ['project-manager'] },
  ada: { name: 'Ada Stern', entity: 'DE', role: 'architect', cost: '68.50', access: ['consultant'] },
  ben: { name: 'Ben Okafor', entity: 'DE', role: 'engineer', cost: '52', access: ['consultant'] },
  cora: { name: 'Cora Diaz', entity: 'US', role: 'analyst', cost: '61', access: ['consultant'] },
  deng: { name: 'Deng Wei', entity: 'SG', role: 'engineer', cost: '58', access: ['consultant'] },
} as const
export type PersonKey = keyof typeof people
/** Roles without a record among the people who deliver: one sign-in each. */
const offices = ['administrator', 'controller', 'billing', 'resource-manager', 'executive'] as const
type Office = (typeof offices)[number]

export interface ExampleFirm {
  readonly house: TestHouse
  /** Everybody who acts, by first name or by office. */
  readonly as: Readonly<Record<PersonKey | Office, Caller>>
  readonly people: Readonly<Record<PersonKey, string>>
  readonly entities: PerEntity<string>
  readonly taxCodes: PerEntity<string>
  /** The clients by the entity that bills them; the one of US is the head of the group. */
  readonly clients: PerEntity<string>
  readonly rateCardId: string
}

/** Opens the firm: entities, taxes, exchange rates, people, the rate card of DE and three active clients. */
export async function openExampleFirm(house: TestHouse): Promise<ExampleFirm> {
  const administrator = house.as('administrator')
  const controller = house.as('controller')
  await administrator.run('firm.setUp')
  await controller.run('firm.setExchangeRates', { rates: exchangeRates })
  const entityIds = await perEntity(async (code) => {
    const { entityId } = await administrator.run('firm.addEntity', entities[code])
    return entityId as string
  })
  const taxCodes = await perEntity(async (code) => {
    const entityId = entityIds[code]
    const { taxCodeId } = await controller.run('firm.addTaxCode', { entityId, ...taxes[code] })
    await controller.run('firm.setTaxRule', { entityId, clientCountry: '*', taxCodeId })
    return taxCodeId as string
  })
  const hired = await hire(house)
  const as = {
    ...hired.as,
    ...Object.fromEntries(offices.map((office) => [office, house.as(office)])),
  } as ExampleFirm['as']
  return {
    house,
    as,
    people: hired.people,
    entities: entityIds,
    taxCodes,
    clients: await acquire(as),
    rateCardId: await priceRoles(as, entityIds.DE),
  }
}

/** Makes one of something for each entity, one after the other. */
export async function perEntity<T>(make: (code: EntityCode) => Promise<T>): Promise<PerEntity<T>> {
  return { US: await make('US'), DE: await make('DE'), SG: await make('SG') }
}

async function hire(house: TestHouse) {
  const planner = house.as('resource-manager')
  for (const [code, name] of [
    ['principal', 'Principal'],
    ['manager', 'Project manager'],
    ['architect', 'Solution architect'],
    ['engineer', 'Engineer'],
    ['analyst', 'Business analyst'],
  ])
    await planner.run('people.addRole', { code, name })
  const currencies: PerEntity<string> = { US: 'USD', DE: 'EUR', SG: 'SGD' }
  const ids: Partial<Record<PersonKey, string>> = {}
  const as: Partial<Record<PersonKey, Caller>> = {}
  for (const [index, key] of (Object.keys(people) as PersonKey[]).entries()) {
    const { name, entity, role, cost, access } = people[key]
    const made = await house.as('administrator').run('people.create', {
      number: `E-${index + 1}`,
      name,
      email: `${key}@alder.example`,
      entityCode: entity,
      roleCode: role,
      startedOn: '2024-01-01',
      costRate: { amount: cost, currency: currencies[entity] },
      accessRoles: access,
    })
    ids[key] = made.personId
    as[key] = house.as(made.principalId)
  }
  return { people: ids as Record<PersonKey, string>, as: as as Record<PersonKey, Caller> }
}

async function acquire(as: ExampleFirm['as']): Promise<PerEntity<string>> {
  let parentId: string | null = null
  return perEntity(async (code) => {
    const { clientId } = await as.sally.run('clients.create', { ...clients[code], parentId })
    await as.controller.run('clients.activate', { clientId })
    parentId ??= clientId
    return clientId as string
  })
}

/** The prices of DE in euros; an architect becomes dearer in July, and nobody quotes an analyst. */
async function priceRoles(as: ExampleFirm['as'], entityId: string): Promise<string> {
  const { rateCardId } = await as.controller.run('offers.createRateCard', {
    code: 'DE-2026',
    name: 'Germany 2026',
    currency: 'EUR',
    entityId,
  })
  const rates = [
    { roleCode: 'architect', validFrom: '2026-01-01', rate: '165' },
    { roleCode: 'engineer', validFrom: '2026-01-01', rate: '120' },
    { roleCode: 'analyst', validFrom: '2025-01-01', rate: '101' },
    { roleCode: 'analyst', validFrom: '2026-01-01', rate: '110.50' },
    { roleCode: 'analyst', validFrom: '2026-07-01', rate: '115' },
  ]
  await as.controller.run('offers.setRates', { rateCardId, rates })
  return rateCardId
}
