/** What people cost. `people.cost_rate_on` is the twin for set-based statements. */
import type { PlainDate } from '#kernel/dates.ts'
import type { Rate } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx, tables } from '#kernel/sql.ts'
import type { Person } from './person-table.ts'
import type { PeopleTables } from './schema.ts'

const db = tables<PeopleTables>()

interface PersonDay {
  readonly personId: string
  readonly day: PlainDate
}

/** What an hour costs for each pair, in the order given; null where no rate is known on the day. One statement. */
export async function costRatesOn(tx: Tx, pairs: readonly PersonDay[]): Promise<(Rate | null)[]> {
  const rows = await tx.rows(sql<{ amount: string | null; currency: string | null }>`
    select found.rate as amount, found.currency
    from unnest(${pairs.map((pair) => pair.personId)}::uuid[], ${pairs.map((pair) => pair.day)}::date[])
      with ordinality as asked (person_id, day, place)
    left join lateral (
      select c.rate, c.currency
      from people.cost_rate c
      where c.person_id = asked.person_id and c.valid_from <= asked.day
      order by c.valid_from desc
      limit 1
    ) as found on true
    order by asked.place`)
  return rows.map(({ amount, currency }) =>
    amount === null || currency === null ? null : { amount, currency },
  )
}

/** Records the cost from a day on, and gives the cost recorded for that day before. Refuses another currency than the entity's. */
export async function writeCostRate(
  tx: Tx,
  person: Pick<Person, 'id' | 'entityId'>,
  validFrom: PlainDate,
  { amount, currency }: Rate,
): Promise<Rate | null> {
  const { expected } = await tx.one(sql<{ expected: string }>`
    select currency as expected
    from firm.legal_entity
    where id = ${person.entityId}`)
  if (currency !== expected) throw new Refused('cost_rate_currency_mismatch', { expected, actual: currency })
  const before = await tx.maybe(
    db
      .selectFrom('people.cost_rate')
      .select(['rate as amount', 'currency'])
      .where('person_id', '=', person.id)
      .where('valid_from', '=', validFrom),
  )
  await tx.run(
    db
      .insertInto('people.cost_rate')
      .values({ person_id: person.id, valid_from: validFrom, rate: amount, currency })
      .onConflict((row) =>
        row.columns(['tenant_id', 'person_id', 'valid_from']).doUpdateSet({ rate: amount, currency }),
      ),
  )
  return before ?? null
}

/** A role at an entity, with what an hour of those who play it costs there on average. */
export interface RoleCost {
  readonly entityId: string
  readonly roleCode: string
  /** In the currency of the entity, six decimals. */
  readonly cost: Rate
}

/** The average cost of an hour of roles at entities on a day, over those employed; absent where nobody's cost is known. */
export async function roleCostsOn(
  tx: Tx,
  asked: readonly { readonly entityId: string; readonly roleCode: string }[],
  day: PlainDate,
): Promise<RoleCost[]> {
  const rows = await tx.rows(sql<{ entityId: string; roleCode: string; amount: string; currency: string }>`
    with known as (
      select p.entity_id, p.role_code, people.cost_rate_on(p.id, ${day}::date) as cost
      from (
        select distinct *
        from unnest(${asked.map((one) => one.entityId)}::uuid[], ${asked.map((one) => one.roleCode)}::text[])
          as given (entity_id, role_code)
      ) as asked
      join people.person p using (entity_id, role_code)
      where p.started_on <= ${day} and (p.ended_on is null or p.ended_on >= ${day})
    )
    select known.entity_id as "entityId", known.role_code as "roleCode", round(avg(known.cost), 6)::text as amount,
      e.currency
    from known
    join firm.legal_entity e on e.id = known.entity_id
    where known.cost is not null
    group by known.entity_id, known.role_code, e.currency`)
  return rows.map(({ entityId, roleCode, amount, currency }) => ({
    entityId,
    roleCode,
    cost: { amount, currency },
  }))
}
