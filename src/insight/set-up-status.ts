import { answer } from '#kernel/handle.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { setUpStatus as contract } from './contract.ts'
import { type SetUpCounts, setUpSteps } from './set-up.ts'

export const setUpStatus = answer(contract, async ({ tx, call }) => {
  const steps = setUpSteps(await countsOf(tx, call.today))
  return { complete: steps.every(({ done }) => done), steps }
})

function countsOf(tx: Tx, today: string): Promise<SetUpCounts> {
  const count = (what: ReturnType<typeof sql>) => sql`(select count(*)::integer ${what})`
  const own = sql`tenant_id = kernel.tenant_id()`
  const person = sql`from people.person where ${own} and (ended_on is null or ended_on >= ${today})`
  return tx.one(sql<SetUpCounts>`
    select ${count(sql`from firm.legal_entity where ${own}`)} as entities,
      ${count(sql`from firm.tax_code where ${own}`)} as "taxCodes",
      ${count(sql`from firm.tax_rule where ${own}`)} as "taxRules",
      ${count(sql`from firm.legal_entity as entity where ${own} and not exists (
        select from firm.tax_rule where ${own} and tax_rule.entity_id = entity.id)`)} as "entitiesWithoutTaxRule",
      ${count(sql`from people.delivery_role where ${own}`)} as roles,
      ${count(person)} as people,
      ${count(sql`${person} and people.cost_rate_on(id, ${today}) is null`)} as "peopleWithoutCost",
      ${count(sql`from offers.rate_card as card where ${own} and exists (
        select from offers.rate where rate.tenant_id = card.tenant_id and rate.rate_card_id = card.id)`)} as "rateCards",
      ${count(sql`from clients.client where ${own}`)} as clients,
      ${count(sql`from clients.client where ${own} and state = 'active'`)} as "activeClients",
      ${count(sql`from opportunities.opportunity where ${own}`)} as opportunities`)
}
