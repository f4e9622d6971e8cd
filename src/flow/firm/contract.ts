/** What may be asked of the firm: its legal entities, org units, exchange rates, taxes and holidays. */
import { z } from 'zod'
import { command, currency, decimal, id, listInput, listOutput, plainDate, query } from '#kernel/contract.ts'
import { EXCHANGE_SCALE, parseDecimal } from '#kernel/money.ts'
import { refusalTable } from '#kernel/refusal.ts'
import { address, country, line, locale, timeZone } from './shapes.ts'

export * from './contract-branding.ts'
export { address, country, locale, timeZone }

export const refusals = refusalTable({
  entity_not_found: {
    kind: 'not_found',
    message: 'The firm has no legal entity {entityId}. List them with firm.listEntities.',
  },
  entity_code_taken: {
    kind: 'conflict',
    message: 'Another legal entity has the code {code}. Choose another one.',
  },
  org_unit_code_taken: {
    kind: 'conflict',
    message: 'Another practice or region has the code {code}. Choose another one.',
  },
  tax_code_taken: {
    kind: 'conflict',
    message: 'The entity has a tax code {code} already. Choose another code.',
  },
  tax_code_not_found: {
    kind: 'not_found',
    message: 'The entity has no tax code {taxCodeId}. List them with firm.listTaxCodes.',
  },
  exchange_rate_missing: {
    kind: 'conflict',
    message:
      'There is no exchange rate from {source} to {target} on {day}. Add one with firm.setExchangeRates.',
  },
})

const bank = z
  .strictObject({
    name: line.meta({ description: 'The name of the bank.' }),
    iban: z.string().trim().max(34).optional(),
    bic: z.string().trim().max(11).optional(),
    account: z.string().trim().max(40).optional(),
    routing: z.string().trim().max(40).optional().meta({ description: 'Routing, sort or bank code.' }),
  })
  .refine((given) => given.iban !== undefined || given.account !== undefined, {
    message: 'needs an IBAN or an account number',
  })
  .meta({ description: 'The account clients pay to, as printed on invoices.' })

const code = z
  .string()
  .regex(/^[A-Z][A-Z0-9]{1,9}$/, 'must be 2 to 10 capital letters or digits, a letter first')
  .meta({ description: 'Short name; it leads the invoice numbers.', example: 'DE' })

const exampleId = '0199d8a0-0000-7000-8000-000000000001'
/** The reading is for everybody who sells, delivers, bills or answers for it, and for counsel, who read what it signs. */
const readers = {
  sales: 'all',
  'delivery-lead': 'all',
  'project-manager': 'all',
  'resource-manager': 'all',
  consultant: 'all',
  procurement: 'all',
  legal: 'all',
  billing: 'all',
  controller: 'all',
  executive: 'all',
  administrator: 'all',
} as const
const keepers = { controller: 'all', administrator: 'all' } as const

const entityFacts = {
  name: line,
  legalName: line.meta({ description: 'As it is registered.', example: 'Alder Systems GmbH' }),
  country,
  currency: currency.meta({ description: 'The functional currency: its books are kept in it.' }),
  address,
  taxNumber: z.string().trim().min(1).max(40).meta({ description: 'VAT, GST or federal tax number.' }),
  registration: z.string().trim().max(100).default('').meta({ description: 'Register and number, if any.' }),
  bank,
  locale: locale.default('en-US'),
  timeZone: timeZone.default('UTC'),
}

const entity = z.object({ id, code, ...entityFacts, revision: z.int() })

export const setUp = command({
  name: 'firm.setUp',
  summary:
    'Opens the number series for clients, quotes, contracts and projects; doing it again changes nothing.',
  input: z.strictObject({}),
  output: z.object({
    opened: z.array(z.string()).meta({ description: 'Series that were not open before.' }),
  }),
  refusals: [],
  touches: ['firm'],
  roles: keepers,
  examples: [{}],
})

export const addEntity = command({
  name: 'firm.addEntity',
  summary:
    'Adds a legal entity with its books, its periods and its invoice numbers; the first opens the numbers of the firm, too.',
  input: z.strictObject({
    code,
    ...entityFacts,
    booksFrom: plainDate.optional().meta({
      description: 'A day of the first month of its books; January of this year when left out.',
    }),
    fiscalYearStartMonth: z
      .int()
      .min(1)
      .max(12)
      .default(1)
      .meta({ description: 'Month in which the fiscal year begins; invoice numbers start again with it.' }),
  }),
  output: z.object({ entityId: id, revision: z.int() }),
  refusals: ['entity_code_taken'],
  touches: ['legal_entity'],
  roles: keepers,
  examples: [
    {
      code: 'DE',
      name: 'Alder Germany',
      legalName: 'Alder Systems GmbH',
      country: 'DE',
      currency: 'EUR',
      address: { lines: ['Lindenstr. 12'], city: 'Berlin', postalCode: '10969', country: 'DE' },
      taxNumber: 'DE811234567',
      registration: 'HRB 112233 B, Amtsgericht Charlottenburg',
      bank: { name: 'Spreebank', iban: 'DE02120300000000202051', bic: 'BYLADEM1001' },
      locale: 'de-DE',
      timeZone: 'Europe/Berlin',
    },
  ],
})

export const updateEntity = command({
  name: 'firm.updateEntity',
  summary: 'Changes the facts of a legal entity that its documents print; facts that are left out stay.',
  input: z.strictObject({
    entityId: id,
    name: line.optional(),
    legalName: line.optional(),
    address: address.optional(),
    taxNumber: entityFacts.taxNumber.optional(),
    registration: z.string().trim().max(100).optional(),
    bank: bank.optional(),
    locale: locale.optional(),
    timeZone: timeZone.optional(),
  }),
  output: z.object({ entityId: id, revision: z.int() }),
  refusals: ['entity_not_found'],
  touches: ['legal_entity'],
  target: 'entityId',
  versioned: true,
  roles: keepers,
  examples: [{ entityId: exampleId, bank: { name: 'Spreebank', iban: 'DE02120300000000202051' } }],
})

export const getEntity = query({
  name: 'firm.getEntity',
  summary: 'Shows a legal entity.',
  input: z.strictObject({ entityId: id }),
  output: entity,
  refusals: ['entity_not_found'],
  target: 'entityId',
  shows: ['legal_entity'],
  roles: readers,
  examples: [{ entityId: exampleId }],
})

export const listEntities = query({
  name: 'firm.listEntities',
  summary: 'Lists the legal entities of the firm.',
  input: listInput({ country: country.optional() }, ['code', 'name']),
  output: listOutput(entity),
  refusals: [],
  shows: ['legal_entity', 'firm'],
  roles: readers,
  examples: [{}, { country: 'DE' }],
})

const unitKind = z.enum(['practice', 'region'])

export const addOrgUnit = command({
  name: 'firm.addOrgUnit',
  summary: 'Adds a practice or a region.',
  input: z.strictObject({
    code: z.string().trim().min(1).max(40).meta({ example: 'CLOUD' }),
    name: line,
    kind: unitKind,
  }),
  output: z.object({ orgUnitId: id }),
  refusals: ['org_unit_code_taken'],
  touches: ['org_unit'],
  roles: keepers,
  examples: [{ code: 'CLOUD', name: 'Cloud platforms', kind: 'practice' }],
})

export const listOrgUnits = query({
  name: 'firm.listOrgUnits',
  summary: 'Lists practices and regions.',
  input: listInput({ kind: unitKind.optional() }, ['code', 'name']),
  output: listOutput(z.object({ id, code: z.string(), name: z.string(), kind: unitKind })),
  refusals: [],
  roles: readers,
  examples: [{ kind: 'practice' }],
})

const exchangeRate = z.strictObject({
  source: currency,
  target: currency,
  validFrom: plainDate,
  rate: decimal(EXCHANGE_SCALE)
    .refine(isExchangeRate, { message: 'must be above zero and below 10,000,000,000' })
    .meta({ description: 'How many units of target one unit of source buys.', example: '1.0825' }),
})

function isExchangeRate(text: string): boolean {
  const units = parseDecimal(text, EXCHANGE_SCALE)
  return units !== null && units > 0n && units < 10n ** BigInt(EXCHANGE_SCALE + 10)
}

export const setExchangeRates = command({
  name: 'firm.setExchangeRates',
  summary: 'Records exchange rates, each in force from its day until the next one.',
  input: z.strictObject({
    rates: z
      .array(
        exchangeRate.refine(({ source, target }) => source !== target, { message: 'needs two currencies' }),
      )
      .min(1)
      .max(10_000)
      .refine(
        (rates) =>
          new Set(rates.map((one) => `${one.source}${one.target}${one.validFrom}`)).size === rates.length,
        { message: 'names the same currencies and day twice' },
      ),
  }),
  output: z.object({ changed: z.int().meta({ description: 'Rates that were new or different.' }) }),
  refusals: [],
  touches: ['exchange_rate'],
  roles: keepers,
  examples: [{ rates: [{ source: 'EUR', target: 'USD', validFrom: '2026-07-01', rate: '1.0825' }] }],
})

export const listExchangeRates = query({
  name: 'firm.listExchangeRates',
  summary: 'Lists exchange rates.',
  input: listInput(
    {
      source: currency.optional(),
      target: currency.optional(),
      from: plainDate.optional().meta({ description: 'The first day of validity.' }),
      to: plainDate.optional().meta({ description: 'The last day of validity.' }),
    },
    ['validFrom'],
  ),
  output: listOutput(z.object({ id: z.string(), ...exchangeRate.shape })),
  refusals: [],
  roles: readers,
  examples: [{ source: 'EUR', target: 'USD', sort: '-validFrom' }],
})

const taxCategory = z.enum(['standard', 'reduced', 'zero', 'reverse_charge', 'exempt', 'out_of_scope'])
const percent = decimal(4)
  .refine(
    (text) => {
      const units = parseDecimal(text, 4)
      return units !== null && units >= 0n && units < 1_000_000n
    },
    { message: 'must be at least 0 and below 100' },
  )
  .meta({ description: 'Per cent of the net amount.', example: '19' })

export const addTaxCode = command({
  name: 'firm.addTaxCode',
  summary: 'Adds a tax a legal entity charges.',
  input: z
    .strictObject({
      entityId: id,
      code: z.string().trim().min(1).max(20).meta({ example: 'VAT19' }),
      name: line,
      category: taxCategory.meta({ description: 'The category of EN 16931.' }),
      percent,
      note: z
        .string()
        .trim()
        .max(500)
        .default('')
        .meta({ description: 'What the law wants printed on the invoice.', example: 'Reverse charge' }),
    })
    .refine(
      ({ category, percent: given }) =>
        category === 'standard' || category === 'reduced' || parseDecimal(given, 4) === 0n,
      { message: 'must be 0 unless the category is standard or reduced', path: ['percent'] },
    ),
  output: z.object({ taxCodeId: id }),
  refusals: ['entity_not_found', 'tax_code_taken'],
  touches: ['tax_code'],
  roles: keepers,
  examples: [{ entityId: exampleId, code: 'VAT19', name: 'VAT 19 %', category: 'standard', percent: '19' }],
})

const clientCountry = z
  .literal('*')
  .or(country)
  .meta({ description: 'Country of the client, or * for every country without a rule of its own.' })

export const setTaxRule = command({
  name: 'firm.setTaxRule',
  summary: 'Says which tax a legal entity charges clients of a country.',
  input: z.strictObject({ entityId: id, clientCountry, taxCodeId: id }),
  output: z.object({ entityId: id, clientCountry, taxCodeId: id }),
  refusals: ['entity_not_found', 'tax_code_not_found'],
  touches: ['legal_entity'],
  target: 'entityId',
  roles: keepers,
  examples: [{ entityId: exampleId, clientCountry: '*', taxCodeId: exampleId }],
})

export const listTaxCodes = query({
  name: 'firm.listTaxCodes',
  summary: 'Lists the taxes of the legal entities with the countries whose clients they are charged.',
  input: listInput({ entityId: id.optional() }, ['code']),
  output: listOutput(
    z.object({
      id,
      entityId: id,
      code: z.string(),
      name: z.string(),
      category: taxCategory,
      percent: z.string(),
      note: z.string(),
      clientCountries: z.array(z.string()),
    }),
  ),
  refusals: [],
  roles: readers,
  examples: [{ entityId: exampleId }],
})

const holiday = z.strictObject({ day: plainDate, name: line })
const year = z.coerce.number().int().min(1990).max(2200)

export const setHolidays = command({
  name: 'firm.setHolidays',
  summary: 'Says on which days of a year a legal entity does not work; it replaces what was said before.',
  input: z
    .strictObject({ entityId: id, year, holidays: z.array(holiday).max(366) })
    .refine((given) => given.holidays.every(({ day }) => day.startsWith(`${given.year}-`)), {
      message: 'must all lie in the year',
      path: ['holidays'],
    })
    .refine((given) => new Set(given.holidays.map(({ day }) => day)).size === given.holidays.length, {
      message: 'name a day twice',
      path: ['holidays'],
    }),
  output: z.object({ entityId: id, year: z.int(), holidays: z.int(), revision: z.int() }),
  refusals: ['entity_not_found'],
  touches: ['legal_entity', 'calendar'],
  target: 'entityId',
  versioned: true,
  roles: { 'resource-manager': 'all', ...keepers },
  examples: [
    { entityId: exampleId, year: 2026, holidays: [{ day: '2026-10-03', name: 'Day of German Unity' }] },
  ],
})

export const keepCalendars = command({
  name: 'firm.keepCalendars',
  summary: 'Brings the business calendars of working days in line with the holidays of the legal entities.',
  input: z.strictObject({}),
  output: z.object({
    changed: z.array(z.string()).meta({ description: 'The calendars that have changed.' }),
  }),
  refusals: [],
  touches: ['calendar'],
  roles: { 'resource-manager': 'all', ...keepers },
  examples: [{}],
})

export const listHolidays = query({
  name: 'firm.listHolidays',
  summary: 'Lists the holidays of the legal entities.',
  input: listInput({ entityId: id.optional(), year: year.optional() }, ['day']),
  output: listOutput(z.object({ id: z.string(), entityId: id, day: plainDate, name: z.string() })),
  refusals: [],
  roles: readers,
  examples: [{ entityId: exampleId, year: 2026 }],
})
