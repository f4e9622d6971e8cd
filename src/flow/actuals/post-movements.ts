/** The books of actuals: cost and earned revenue, summed up by what they are about. */
import { type PostingContext, postFromSelect } from '#engines/ledger'
import type { PlainDate } from '#kernel/dates.ts'
import { newId } from '#kernel/id.ts'
import { type RawBuilder, sql } from '#kernel/sql.ts'

/** The accounts of each type of actual, by role, and the posting rule's name. */
const movementOf = sql`(values
  ('cost', 'cost', 'cost_absorbed', 'project_cost', 'cost_absorption', 'Cost of approved work'),
  ('unbilled_sales', 'revenue', 'revenue_accrued', 'unbilled_receivable', 'revenue_time', 'Revenue of approved work'))
  as movement (transaction_type, subledger, rule, debit_role, credit_role, description)`

interface Group {
  readonly entityId: string
  readonly month: PlainDate
  readonly lastDay: PlainDate
  readonly transactionType: string
  readonly subledger: string
  readonly rule: string
  readonly description: string
}

/**
 * Posts actuals, one entry an entity, month and type, dated on the last day of work in it, or on the given day for
 * what undoes earlier work. Refuses `period_closed`.
 */
export async function postMovements(
  ctx: PostingContext,
  posting: { readonly batchId: string; readonly actuals: RawBuilder<unknown>; readonly datedOn?: PlainDate },
): Promise<void> {
  const { batchId, actuals } = posting
  const dated = posting.datedOn ?? null
  const monthOf = sql`date_trunc('month', coalesce(${dated}::date, actual.happened_on)::timestamp)::date`
  const groups = await ctx.tx.rows(sql<Group>`
    select actual.entity_id as "entityId", ${monthOf} as month,
      coalesce(${dated}::date, max(actual.happened_on)) as "lastDay", movement.transaction_type as "transactionType",
      movement.subledger, movement.rule, movement.description
    from (${actuals}) as actual
    join ${movementOf} using (transaction_type)
    where actual.amount_minor <> 0 or actual.functional_minor <> 0
    group by 1, 2, 4, 5, 6, 7
    order by 1, 2, 4`)
  const identified = groups.map((group) => ({ ...group, entryId: newId() }))
  const of = <T>(pick: (group: (typeof identified)[number]) => T) => identified.map(pick)
  const sides = sql`(values (1, 'debit'), (-1, 'credit')) as side (sign, name)`
  await postFromSelect(ctx, {
    entries: sql`
      select given.id, given.book_id, given.date, given.subledger, given.description, 'actuals' as source_type,
        ${batchId}::uuid as source_id, given.rule || ' ' || to_char(given.date, 'YYYY-MM') as rule, null::uuid as reverses_id
      from unnest(${of((group) => group.entryId)}::uuid[], ${of((group) => group.entityId)}::uuid[],
        ${of((group) => group.lastDay)}::date[], ${of((group) => group.subledger)}::text[],
        ${of((group) => group.description)}::text[], ${of((group) => group.rule)}::text[])
        as given (id, book_id, date, subledger, description, rule)`,
    lines: sql`
      select summed.entry_id, row_number() over (partition by summed.entry_id order by summed.place, side.sign desc)::integer as line_no,
        case when side.sign = 1 then summed.debit_role else summed.credit_role end as role, null::text as account,
        side.sign * summed.amount_minor as amount_minor, summed.currency, side.sign * summed.functional_minor as functional_minor,
        null::numeric as rate, summed.client_id, summed.contract_id, summed.project_id, summed.person_id,
        org_unit.code as practice, null::text as region, null::text as document_type, null::uuid as document_id
      from (
        select posted.entry_id, movement.debit_role, movement.credit_role, actual.currency, actual.client_id,
          actual.contract_id, actual.project_id, actual.person_id, actual.practice_id,
          row_number() over () as place, sum(actual.amount_minor)::bigint as amount_minor,
          sum(actual.functional_minor)::bigint as functional_minor
        from (${actuals}) as actual
        join ${movementOf} using (transaction_type)
        join unnest(${of((group) => group.entryId)}::uuid[], ${of((group) => group.entityId)}::uuid[],
          ${of((group) => group.month)}::date[], ${of((group) => group.transactionType)}::text[])
          as posted (entry_id, entity_id, month, transaction_type)
          on posted.entity_id = actual.entity_id
          and posted.month = ${monthOf}
          and posted.transaction_type = actual.transaction_type
        group by 1, 2, 3, 4, 5, 6, 7, 8, 9) as summed
      cross join ${sides}
      left join firm.org_unit on org_unit.tenant_id = kernel.tenant_id() and org_unit.id = summed.practice_id`,
  })
}
