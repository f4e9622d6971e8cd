/**
 * An engagement as the rooms before delivery would leave it, for tests of the rooms after: a German entity that sells
 * to a client in euros and in dollars, two people, a project with a work package for each contract line.
 *
 *     const engagement = await openEngagement(house, { cap: '1000.00' })
 *
 * It is written as rows, because a test of billing should not depend on how a deal is won.
 */
import { openBook } from '#engines/ledger'
import { newId } from '#kernel/id.ts'
import { parseMoney } from '#kernel/money.ts'
import { json, type RawBuilder, sql } from '#kernel/sql.ts'
import type { TestHouse } from './house.ts'

const names = [
  'entity',
  'usEntity',
  'tax',
  'client',
  'ann',
  'bob',
  'opportunity',
  'quote',
  'rateCard',
  'euroContract',
  'dollarContract',
  'time',
  'fixed',
  'support',
  'dollarTime',
  'project',
  'timeWork',
  'fixedWork',
  'supportWork',
  'dollarWork',
  'innerWork',
  'firstMilestone',
  'secondMilestone',
] as const

/** The ids of everything in the engagement. */
export type Engagement = Readonly<Record<(typeof names)[number], string>>

/** What differs between tests. */
export interface EngagementOptions {
  /** The cap of the time line in euros; none when absent. */
  readonly cap?: string
}

export async function openEngagement(house: TestHouse, options: EngagementOptions = {}): Promise<Engagement> {
  const ids = Object.fromEntries(names.map((name) => [name, newId()])) as Engagement
  await house.tx(async (tx) => {
    for (const statement of [...firm(ids), ...deal(ids), ...contracts(ids, options), ...work(ids)]) {
      await tx.run(statement)
    }
    const startsOn = '2026-01-01'
    await openBook(tx, { id: ids.entity, name: 'Muster GmbH', currency: 'EUR', startsOn, chart: 'services' })
    await openBook(tx, { id: ids.usEntity, name: 'Sample Inc', currency: 'USD', startsOn, chart: 'services' })
  })
  return ids
}

const code = (id: string) => id.slice(-12)
const address = json({ lines: ['Hauptstr. 1'], city: 'Berlin', postalCode: '10115', country: 'DE' })

function firm(ids: Engagement): RawBuilder<unknown>[] {
  return [
    sql`
      insert into firm.legal_entity (id, code, name, legal_name, country, currency, address, tax_number, bank)
      values (${ids.entity}, 'DE', 'Muster', 'Muster GmbH', 'DE', 'EUR', ${address}, 'DE123456789', '{}'),
        (${ids.usEntity}, 'US', 'Sample', 'Sample Inc', 'US', 'USD', ${address}, '12-3456789', '{}')`,
    sql`
      insert into firm.exchange_rate (source, target, valid_from, rate)
      values ('USD', 'EUR', '2026-01-01', 0.9), ('USD', 'EUR', '2026-03-16', 0.95)`,
    sql`
      insert into firm.tax_code (id, entity_id, code, name, category, percent)
      values (${ids.tax}, ${ids.entity}, 'V19', 'VAT 19 %', 'standard', 19)`,
    sql`insert into people.delivery_role (code, name) values ('consultant', 'Consultant'), ('architect', 'Architect')`,
    sql`
      insert into people.person (id, number, name, email, entity_id, role_code, started_on)
      values (${ids.ann}, 'E1', 'Ann', 'ann@muster.example', ${ids.entity}, 'consultant', '2020-01-01'),
        (${ids.bob}, 'E2', 'Bob', 'bob@sample.example', ${ids.usEntity}, 'architect', '2020-01-01')`,
    sql`
      insert into people.cost_rate (person_id, valid_from, rate, currency)
      values (${ids.ann}, '2026-01-01', 50, 'EUR'), (${ids.bob}, '2026-01-01', 80, 'USD')`,
  ]
}

function deal(ids: Engagement): RawBuilder<unknown>[] {
  return [
    sql`
      insert into clients.client (id, number, name, legal_name, country, currency, address, invoice_email, state)
      values (${ids.client}, ${`C-${code(ids.client)}`}, 'Kunde AG', 'Kunde AG', 'DE', 'EUR', ${address},
        'rechnung@kunde.example', 'active')`,
    sql`
      insert into opportunities.opportunity
        (id, name, client_id, stage, state, amount_minor, currency, expected_close, closed_on, created_at)
      values (${ids.opportunity}, 'Platform', ${ids.client}, 'won', 'won', 10000000, 'EUR', '2026-01-01', '2026-01-01',
        '2026-01-01T00:00:00Z')`,
    sql`
      insert into offers.rate_card (id, code, name, currency)
      values (${ids.rateCard}, 'STANDARD', 'Standard', 'EUR')`,
    sql`
      insert into quotes.quote (id, number, opportunity_id, client_id, title, currency, state, priced_on, valid_until,
        price_minor, list_price_minor, cost_minor)
      values (${ids.quote}, ${`Q-${code(ids.quote)}`}, ${ids.opportunity}, ${ids.client}, 'Platform', 'EUR', 'won',
        '2026-01-01', '2026-02-01', 10000000, 10000000, 5000000)`,
    ...[
      [ids.time, 1, 'time_and_materials', 'EUR'],
      [ids.fixed, 2, 'fixed_fee', 'EUR'],
      [ids.support, 3, 'recurring_fee', 'EUR'],
      [ids.dollarTime, 4, 'time_and_materials', 'USD'],
    ].map(
      ([id, lineNo, method, currency]) => sql`
        insert into quotes.quote_line (id, quote_id, line_no, title, billing_method, entity_id, bill_to_id, currency,
          price_minor, list_price_minor, cost_minor, rate_card_id, starts_on, ends_on)
        values (${id}, ${ids.quote}, ${lineNo}, 'Line', ${method}, ${ids.entity}, ${ids.client}, ${currency}, 0, 0, 0,
          ${ids.rateCard}, '2026-01-01', '2026-12-31')`,
    ),
  ]
}

function contracts(ids: Engagement, { cap }: EngagementOptions): RawBuilder<unknown>[] {
  const capMinor = cap === undefined ? null : parseMoney(cap, 'EUR')?.minor
  return [
    ...[
      [ids.euroContract, 'EUR'],
      [ids.dollarContract, 'USD'],
    ].map(
      ([id, currency]) => sql`
        insert into contracts.contract (id, number, opportunity_id, quote_id, entity_id, client_id, currency, title,
          state, starts_on, ends_on, payment_terms_days, activated_on)
        values (${id}, ${`K-${currency}-${code(String(id))}`}, ${ids.opportunity}, ${ids.quote}, ${ids.entity},
          ${ids.client}, ${currency}, 'Platform', 'active', '2026-01-01', '2026-12-31', 30, '2026-01-01')`,
    ),
    sql`
      insert into contracts.contract_line (id, contract_id, line_no, quote_line_id, title, billing_method,
        revenue_method, price_minor, cap_minor, tax_code_id, starts_on, ends_on)
      values
        (${ids.time}, ${ids.euroContract}, 1, ${ids.time}, 'Implementation', 'time_and_materials', 'as_approved', 0,
          ${capMinor ?? null}, ${ids.tax}, '2026-01-01', '2026-12-31'),
        (${ids.fixed}, ${ids.euroContract}, 2, ${ids.fixed}, 'Discovery', 'fixed_fee', 'milestone', 1000000, null,
          ${ids.tax}, '2026-01-01', '2026-12-31'),
        (${ids.support}, ${ids.euroContract}, 3, ${ids.support}, 'Support', 'recurring_fee', 'ratable', 300000, null,
          ${ids.tax}, '2026-02-15', '2026-04-30'),
        (${ids.dollarTime}, ${ids.dollarContract}, 1, ${ids.dollarTime}, 'Rollout', 'time_and_materials', 'as_approved',
          0, null, ${ids.tax}, '2026-01-01', '2026-12-31')`,
    sql`
      insert into contracts.contract_rate (contract_line_id, role_code, valid_from, rate, origin)
      values (${ids.time}, 'consultant', '2026-01-01', 75, 'test'), (${ids.time}, 'architect', '2026-01-01', 100, 'test'),
        (${ids.dollarTime}, 'consultant', '2026-01-01', 90, 'test')`,
    sql`
      insert into contracts.milestone (id, contract_line_id, milestone_no, title, amount_minor, planned_on)
      values (${ids.firstMilestone}, ${ids.fixed}, 1, 'Findings', 400000, '2026-02-28'),
        (${ids.secondMilestone}, ${ids.fixed}, 2, 'Plan', 600000, '2026-03-31')`,
  ]
}

function work(ids: Engagement): RawBuilder<unknown>[] {
  const packages: readonly (readonly [string, string, string | null])[] = [
    [ids.timeWork, 'WP1', ids.time],
    [ids.fixedWork, 'WP2', ids.fixed],
    [ids.supportWork, 'WP3', ids.support],
    [ids.dollarWork, 'WP4', ids.dollarTime],
    [ids.innerWork, 'WP5', null],
  ]
  return [
    sql`
      insert into projects.project (id, number, name, opportunity_id, client_id, entity_id, currency, manager_id, state,
        starts_on, ends_on)
      values (${ids.project}, ${`P-${code(ids.project)}`}, 'Platform', ${ids.opportunity}, ${ids.client}, ${ids.entity},
        'EUR', ${ids.ann}, 'deliver', '2026-01-01', '2026-12-31')`,
    ...packages.map(
      ([id, packageCode, line]) => sql`
        insert into projects.work_package (id, project_id, code, title, contract_line_id, starts_on, ends_on)
        values (${id}, ${ids.project}, ${packageCode}, ${packageCode}, ${line}, '2026-01-01', '2026-12-31')`,
    ),
  ]
}
