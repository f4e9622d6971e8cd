/** What may be asked of offers: rate cards and the price of an hour of a role. */
import { z } from 'zod'
import { hourlyAmount, roleCode } from '#flow/people/contract.ts'
import { command, currency, id, listInput, listOutput, plainDate, query, rate } from '#kernel/contract.ts'
import { importInput, importRefusalCodes, importReport } from '#kernel/import-report.ts'
import { refusalTable } from '#kernel/refusal.ts'
import { rateColumns } from './rates-columns.ts'

export const refusals = refusalTable({
  rate_card_not_found: {
    kind: 'not_found',
    message: 'There is no rate card {rateCardId}. List them with offers.listRateCards.',
  },
  rate_card_code_taken: {
    kind: 'conflict',
    message:
      'There is a rate card {code} already. Set its prices with offers.setRates, or choose another code.',
  },
  rate_missing: {
    kind: 'conflict',
    message: 'Rate card {rateCard} has no price for {roleCode} on {day}. Add one with offers.setRates.',
  },
})

const exampleId = '0199d8a0-0000-7000-8000-000000000001'
const readers = {
  sales: 'all',
  'delivery-lead': 'all',
  'project-manager': 'all',
  'resource-manager': 'all',
  billing: 'all',
  controller: 'all',
  executive: 'all',
  administrator: 'all',
} as const
const keepers = { 'delivery-lead': 'all', controller: 'all' } as const

const code = z.string().trim().min(1).max(40).meta({ description: 'Short name.', example: 'DE-2026' })
const name = z.string().trim().min(1).max(200)

export const createRateCard = command({
  name: 'offers.createRateCard',
  summary: 'Adds a price list for roles in one currency.',
  input: z.strictObject({
    code,
    name,
    currency,
    entityId: id.nullable().default(null).meta({ description: 'The entity that sells by it; null for all.' }),
  }),
  output: z.object({ rateCardId: id, revision: z.int() }),
  refusals: ['rate_card_code_taken', 'entity_not_found'],
  touches: ['rate_card'],
  roles: keepers,
  examples: [{ code: 'DE-2026', name: 'Germany 2026', currency: 'EUR' }],
})

const rateCard = z.object({
  id,
  code: z.string(),
  name: z.string(),
  currency,
  entityId: id.nullable(),
  revision: z.int(),
})

export const listRateCards = query({
  name: 'offers.listRateCards',
  summary: 'Lists the rate cards.',
  input: listInput(
    {
      currency: currency.optional(),
      entityId: id
        .optional()
        .meta({ description: 'Those this entity may sell by: its own and those for all.' }),
    },
    ['code', 'name'],
  ),
  output: listOutput(rateCard),
  refusals: [],
  roles: readers,
  examples: [{ currency: 'EUR' }],
})

export const setRates = command({
  name: 'offers.setRates',
  summary: 'Says what an hour of roles is sold for, each from a day until the next price.',
  input: z.strictObject({
    rateCardId: id,
    rates: z
      .array(z.strictObject({ roleCode, validFrom: plainDate, rate: hourlyAmount }))
      .min(1)
      .max(5_000)
      .refine(
        (rates) => new Set(rates.map((one) => `${one.roleCode} ${one.validFrom}`)).size === rates.length,
        {
          message: 'names a role and day twice',
        },
      ),
  }),
  output: z.object({
    rateCardId: id,
    changed: z.int().meta({ description: 'Prices that were new or different.' }),
    revision: z.int(),
  }),
  refusals: ['rate_card_not_found', 'role_not_found'],
  touches: ['rate_card'],
  target: 'rateCardId',
  versioned: true,
  roles: keepers,
  examples: [
    { rateCardId: exampleId, rates: [{ roleCode: 'architect', validFrom: '2026-01-01', rate: '165.00' }] },
  ],
})

export const listRates = query({
  name: 'offers.listRates',
  summary: 'Lists the prices of a rate card over time.',
  input: listInput({ rateCardId: id, roleCode: roleCode.optional() }, ['roleCode', 'validFrom']),
  output: listOutput(z.object({ id: z.string(), roleCode: z.string(), validFrom: plainDate, rate })),
  refusals: ['rate_card_not_found'],
  roles: readers,
  examples: [{ rateCardId: exampleId }],
})

export const explainRate = query({
  name: 'offers.explainRate',
  summary: 'Tells the price of an hour of a role on a day, and why it is that one.',
  input: z.strictObject({ rateCardId: id, roleCode, day: plainDate }),
  output: z.object({
    rateCard,
    rate,
    trace: z
      .array(
        z.object({
          validFrom: plainDate,
          rate,
          verdict: z.enum(['applies', 'superseded', 'not_yet_valid']),
        }),
      )
      .meta({ description: 'Every price of the role on this card, newest first, with what became of it.' }),
  }),
  refusals: ['rate_card_not_found', 'rate_missing'],
  target: 'rateCardId',
  roles: readers,
  examples: [{ rateCardId: exampleId, roleCode: 'architect', day: '2026-07-01' }],
})

export const importRates = command({
  name: 'offers.importRates',
  summary: 'Adds and changes prices from a CSV file; rate cards the file names first are made.',
  input: z.strictObject(importInput(rateColumns)),
  output: importReport,
  refusals: importRefusalCodes,
  touches: ['rate_card'],
  roles: keepers,
  unjournaled: ['content'],
  examples: [
    {
      content:
        'Rate Card,Currency,Entity,Role,Valid From,Hourly Rate\nDE-2026,EUR,DE,architect,2026-01-01,165.00\n',
      dryRun: true,
    },
  ],
})
