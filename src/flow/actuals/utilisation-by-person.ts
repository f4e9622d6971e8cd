import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { formatDecimal, roundedQuotient } from '#kernel/money.ts'
import { sql } from '#kernel/sql.ts'
import { utilisation as contract } from './contract.ts'

interface Row {
  readonly id: string
  readonly name: string
  readonly entityCode: string
  readonly roleCode: string
  readonly capacityMinutes: number
  readonly chargeableMinutes: number
  readonly otherClientMinutes: number
  readonly internalMinutes: number
}

export const utilisationByPerson = answer(contract, async ({ tx }, { from, to, entityId, ...page }) => {
  const { items, nextCursor } = await list<Row>(
    tx,
    {
      from: sql`
        select person.id, person.name, person.entity_id as "entityId", entity.code as "entityCode",
          person.role_code as "roleCode",
          (person.weekly_minutes * (
            select count(*)
            from people.working_days(person.id, ${from}::date, ${to}::date)) / 5)::integer as "capacityMinutes",
          coalesce(worked.chargeable, 0)::integer as "chargeableMinutes",
          coalesce(worked.client, 0)::integer as "otherClientMinutes",
          coalesce(worked.internal, 0)::integer as "internalMinutes"
        from people.person
        join firm.legal_entity as entity on entity.tenant_id = person.tenant_id and entity.id = person.entity_id
        left join (
          select person_id,
            sum(minutes) filter (where contract_id is not null and billing_type = 'chargeable') as chargeable,
            sum(minutes) filter (where contract_id is not null and billing_type <> 'chargeable') as client,
            sum(minutes) filter (where contract_id is null) as internal
          from actuals.actual
          where tenant_id = kernel.tenant_id()
            and transaction_type = 'cost'
            and happened_on between ${from} and ${to}
          group by person_id) as worked on worked.person_id = person.id
        where person.tenant_id = kernel.tenant_id()
          and (person.started_on <= ${to} and coalesce(person.ended_on, ${from}::date) >= ${from}
            or exists (
              select
              from people.past_period as past
              where past.tenant_id = person.tenant_id and past.person_id = person.id
                and past.started_on <= ${to} and past.ended_on >= ${from}))`,
      where: [entityId ? sql`"entityId" = ${entityId}` : undefined],
      sorts: { name: 'name' },
    },
    page,
  )
  return {
    items: items.map((row) => ({
      ...row,
      billable: percent(row.chargeableMinutes, row.capacityMinutes),
      total: percent(
        row.chargeableMinutes + row.otherClientMinutes + row.internalMinutes,
        row.capacityMinutes,
      ),
    })),
    nextCursor,
  }
})

/** A share in percent with one decimal; null of nothing. */
function percent(part: number, whole: number): string | null {
  return whole === 0 ? null : formatDecimal(roundedQuotient(BigInt(part) * 1000n, BigInt(whole)), 1)
}
