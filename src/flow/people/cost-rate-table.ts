/** What people cost. `people.cost_rate_on` is the twin for set-based statements. */
import type { PlainDate } from '#kernel/dates.ts'
import type { Rate } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import type { Person } from './person-table.ts'

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
  const before = await tx.maybe(sql<Rate>`
    select rate as amount, currency
    from people.cost_rate
    where person_id = ${person.id} and valid_from = ${validFrom}`)
  await tx.run(sql`
    insert into people.cost_rate (person_id, valid_from, rate, currency)
    values (${person.id}, ${validFrom}, ${amount}, ${currency})
    on conflict (tenant_id, person_id, valid_from)
    do update set rate = excluded.rate, currency = excluded.currency`)
  return before ?? null
}
