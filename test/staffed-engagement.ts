/**
 * An engagement in delivery with people who sign in: a German entity, its people, a client, an active contract with one line of each way of
 * billing, and a project with a work package on each and one that no contract pays for.
 *
 *     const engagement = await openStaffedEngagement()
 *     await engagement.ada.run('timesheets.record', { workPackageId: engagement.build, … })
 *
 * The deal behind it is laid into the tables as sales would have left it.
 */
import { newId } from '#kernel/id.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { type Caller, openTestHouse, type TestHouse, type TestHouseOptions } from './house.ts'

export interface StaffedEngagement {
  readonly house: TestHouse
  readonly entityId: string
  readonly clientId: string
  readonly contractId: string
  readonly projectId: string
  readonly taxCodeId: string
  /** Contract lines by way of billing. */
  readonly lines: { readonly hours: string; readonly fixed: string; readonly monthly: string }
  /** Work packages: paid by the hour under a cap, for a fixed fee, for a monthly fee, and by nobody. */
  readonly build: string
  readonly discovery: string
  readonly support: string
  readonly internal: string
  readonly people: {
    readonly ada: string
    readonly ben: string
    readonly paul: string
    readonly lena: string
  }
  /** Two consultants, the project manager, the delivery lead. */
  readonly ada: Caller
  readonly ben: Caller
  readonly paul: Caller
  readonly lena: Caller
}

/** Opens a house with an engagement that runs from January to June 2026. */
export async function openStaffedEngagement(
  scope?: Parameters<typeof openTestHouse>[0],
  options: TestHouseOptions = {},
): Promise<StaffedEngagement> {
  const house = await openTestHouse(scope, options)
  const administrator = house.as('administrator')
  await administrator.run('firm.setUp', {})
  const { entityId } = await administrator.run('firm.addEntity', {
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
    booksFrom: '2026-01-01',
  })
  const people = await hire(house)
  const { clientId } = await house.as('sales').run('clients.create', {
    name: 'Meridian Foods Deutschland',
    legalName: 'Meridian Foods Deutschland GmbH',
    country: 'DE',
    currency: 'EUR',
    address: { lines: ['Hafenstr. 8'], city: 'Hamburg', postalCode: '20457', country: 'DE' },
    taxNumber: 'DE266777888',
    invoiceEmail: 'rechnung@meridian-foods.example',
    locale: 'de-DE',
    paymentTermsDays: 14,
  })
  const { taxCodeId } = await administrator.run('firm.addTaxCode', {
    entityId,
    code: 'DE19',
    name: 'Umsatzsteuer 19 %',
    category: 'standard',
    percent: '19',
  })
  const deal = await house.tx((tx) => layDeal(tx, { entityId, clientId, taxCodeId, people }))
  const as = (person: { principalId: string }) => house.as(person.principalId)
  return {
    house,
    entityId,
    clientId,
    taxCodeId,
    ...deal,
    people: {
      ada: people.ada.personId,
      ben: people.ben.personId,
      paul: people.paul.personId,
      lena: people.lena.personId,
    },
    ada: as(people.ada),
    ben: as(people.ben),
    paul: as(people.paul),
    lena: as(people.lena),
  }
}

interface Hired {
  readonly personId: string
  readonly principalId: string
}

type Team = Readonly<Record<'ada' | 'ben' | 'paul' | 'lena', Hired>>

async function hire(house: TestHouse): Promise<Team> {
  const administrator = house.as('administrator')
  for (const [code, name] of [
    ['architect', 'Architect'],
    ['consultant', 'Consultant'],
    ['manager', 'Manager'],
  ])
    await administrator.run('people.addRole', { code, name })
  const one = (
    number: string,
    name: string,
    roleCode: string,
    amount: string,
    accessRole: string,
  ): Promise<Hired> =>
    administrator.run('people.create', {
      number,
      name,
      email: `${name.split(' ')[0]?.toLowerCase()}@alder.example`,
      entityCode: 'DE',
      roleCode,
      startedOn: '2024-04-01',
      costRate: { amount, currency: 'EUR' },
      accessRoles: [accessRole],
    })
  return {
    ada: await one('E-1', 'Ada Stern', 'architect', '80', 'consultant'),
    ben: await one('E-2', 'Ben Roth', 'consultant', '55.5', 'consultant'),
    paul: await one('E-3', 'Paul Winter', 'manager', '90', 'project-manager'),
    lena: await one('E-4', 'Lena Vogt', 'manager', '110', 'delivery-lead'),
  }
}

interface Parties {
  readonly entityId: string
  readonly clientId: string
  readonly taxCodeId: string
  readonly people: Team
}

/** The won deal with its contract and its project, as sales and delivery would have left them. */
async function layDeal(tx: Tx, { entityId, clientId, taxCodeId, people }: Parties) {
  const [opportunityId, quoteId, contractId, projectId] = [newId(), newId(), newId(), newId()]
  const lines = { hours: newId(), fixed: newId(), monthly: newId() }
  const quoteLines = { hours: newId(), fixed: newId(), monthly: newId() }
  const packages = { build: newId(), discovery: newId(), support: newId(), internal: newId() }
  const card = newId()
  await tx.run(sql`
    insert into offers.rate_card (id, code, name, entity_id, currency)
    values (${card}, 'STANDARD', 'Standard', ${entityId}, 'EUR')`)
  await tx.run(sql`
    insert into opportunities.opportunity
      (id, name, client_id, stage, state, amount_minor, currency, expected_close, closed_on, created_at)
    values (${opportunityId}, 'Order platform', ${clientId}, 'won', 'won', 20000000, 'EUR', '2025-12-15', '2025-12-15', now())`)
  await tx.run(sql`
    insert into quotes.quote
      (id, number, opportunity_id, client_id, title, currency, state, priced_on, valid_until, price_minor, list_price_minor, cost_minor)
    values (${quoteId}, 'Q-2026-0001', ${opportunityId}, ${clientId}, 'Order platform', 'EUR', 'won', '2025-12-01', '2025-12-31', 20000000, 21000000, 9000000)`)
  await tx.run(sql`
    insert into quotes.quote_line
      (id, quote_id, line_no, title, billing_method, entity_id, bill_to_id, currency, price_minor, list_price_minor, cost_minor,
        cap_minor, rate_card_id, starts_on, ends_on)
    values
      (${quoteLines.fixed}, ${quoteId}, 1, 'Discovery', 'fixed_fee', ${entityId}, ${clientId}, 'EUR', 3000000, 3000000, 1200000, null, null, '2026-01-01', '2026-06-30'),
      (${quoteLines.hours}, ${quoteId}, 2, 'Implementation', 'time_and_materials', ${entityId}, ${clientId}, 'EUR', 15000000, 15000000, 7000000, 15000000, ${card}, '2026-01-01', '2026-06-30'),
      (${quoteLines.monthly}, ${quoteId}, 3, 'Support', 'recurring_fee', ${entityId}, ${clientId}, 'EUR', 2000000, 2000000, 800000, null, null, '2026-01-01', '2026-06-30')`)
  await tx.run(sql`
    insert into contracts.contract
      (id, number, opportunity_id, quote_id, entity_id, client_id, currency, title, state, starts_on, ends_on, payment_terms_days,
        purchase_order, activated_on)
    values (${contractId}, 'K-2026-0001', ${opportunityId}, ${quoteId}, ${entityId}, ${clientId}, 'EUR', 'Order platform', 'active',
      '2026-01-01', '2026-06-30', 14, '4500118273', '2025-12-20')`)
  await tx.run(sql`
    insert into contracts.contract_line
      (id, contract_id, line_no, quote_line_id, title, billing_method, revenue_method, price_minor, cap_minor, tax_code_id, starts_on, ends_on)
    values
      (${lines.fixed}, ${contractId}, 1, ${quoteLines.fixed}, 'Discovery', 'fixed_fee', 'milestone', 3000000, null, ${taxCodeId}, '2026-01-01', '2026-06-30'),
      (${lines.hours}, ${contractId}, 2, ${quoteLines.hours}, 'Implementation', 'time_and_materials', 'as_approved', 15000000, 15000000, ${taxCodeId}, '2026-01-01', '2026-06-30'),
      (${lines.monthly}, ${contractId}, 3, ${quoteLines.monthly}, 'Support', 'recurring_fee', 'ratable', 2000000, null, ${taxCodeId}, '2026-01-01', '2026-06-30')`)
  await tx.run(sql`
    insert into contracts.contract_rate (contract_line_id, role_code, valid_from, rate, origin)
    select ${lines.hours}, role_code, '2026-01-01', rate, 'quote'
    from unnest(${['architect', 'consultant', 'manager']}::text[], ${['165', '128.25', '190']}::numeric[]) as agreed (role_code, rate)`)
  await tx.run(sql`
    insert into projects.project
      (id, number, name, opportunity_id, client_id, entity_id, currency, manager_id, delivery_lead_id, state, starts_on, ends_on)
    values (${projectId}, 'P-0001', 'Order platform', ${opportunityId}, ${clientId}, ${entityId}, 'EUR', ${people.paul.personId},
      ${people.lena.personId}, 'deliver', '2026-01-01', '2026-06-30')`)
  await tx.run(sql`
    insert into projects.work_package (id, project_id, code, title, contract_line_id, starts_on, ends_on)
    select id, ${projectId}, code, title, line, '2026-01-01', '2026-06-30'
    from unnest(${[packages.discovery, packages.build, packages.support, packages.internal]}::uuid[],
      ${['WP1', 'WP2', 'WP3', 'WP4']}::text[], ${['Discovery', 'Implementation', 'Support', 'Internal']}::text[],
      ${[lines.fixed, lines.hours, lines.monthly, null]}::uuid[]) as package (id, code, title, line)`)
  return { contractId, projectId, lines, ...packages }
}
