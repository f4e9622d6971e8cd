/**
 * Every control account held against the subledger it sums up, in one statement and so at one moment: what the rooms
 * say of each document or contract beside what the ledger says of it.
 */
import { contractFacts } from '#flow/revenue'
import { sql, type Tx } from '#kernel/sql.ts'

/** What is compared; the last three are credits, shown above zero when they are owed. */
export type Reconciled =
  | 'receivable'
  | 'unbilled_receivable'
  | 'contract_asset'
  | 'contract_liability'
  | 'output_tax'
  | 'unapplied_cash'

/** One control account of an entity in one currency. Amounts are minor units. */
export interface ReconciliationLine {
  readonly what: Reconciled
  readonly entityCode: string
  readonly currency: string
  readonly functionalCurrency: string
  readonly subledgerMinor: bigint
  readonly ledgerMinor: bigint
  /** In the entity's currency; null where the room does not keep booked values. */
  readonly functionalDifferenceMinor: bigint | null
  /** How many documents or contracts differ: it may be some although the sums agree. */
  readonly differing: number
  /** The first of them, in order of their ids. */
  readonly first: readonly Differing[]
}

interface Differing {
  readonly type: string
  readonly id: string
  /** Minor units as decimal text, as jsonb carries them. */
  readonly subledger: string
  readonly ledger: string
}

const FIRST = 20

/** What the rooms say: what, entity, currency, kind and id of what it is kept by, amount, booked value if kept. */
const subledgers = sql`
  select 'receivable' as what, entity_id, currency::text, 'invoice' as kind, id, open_minor as minor,
    functional_open_minor as functional
  from billing.invoice
  where tenant_id = kernel.tenant_id() and number is not null and (open_minor <> 0 or functional_open_minor <> 0)
  union all
  select 'unapplied_cash', entity_id, currency, 'receipt', id, unapplied_minor, functional_unapplied_minor
  from collections.receipt
  where tenant_id = kernel.tenant_id() and unapplied_minor <> 0
  union all
  select 'output_tax', entity_id, currency, 'contract', contract_id, sum(tax_minor - tax_adjusted_minor), null
  from billing.invoice
  where tenant_id = kernel.tenant_id() and number is not null
  group by entity_id, currency, contract_id
  union all
  select position.what, facts."entityId", facts.currency, 'contract', facts.id, position.minor, null
  from (${contractFacts}) as facts
    cross join lateral (
      values
        ('unbilled_receivable', facts."earnedByTheHour" - facts."billedByTheHour"),
        ('contract_asset', greatest(facts."earnedOtherwise" - facts."billedOtherwise", 0)),
        ('contract_liability', greatest(facts."billedOtherwise" - facts."earnedOtherwise", 0))
    ) as position (what, minor)`

/** What the ledger says of the same; tax only as far as invoices charged it, since paying it to the state is no error. */
const books = sql`
  select control as what, book_id as entity_id, currency,
    case control when 'receivable' then 'invoice' when 'unapplied_cash' then 'receipt' else 'contract' end as kind,
    case when control in ('receivable', 'unapplied_cash') then document_id else contract_id end as id,
    sum(amount_minor) as minor, sum(functional_minor) as functional
  from ledger.line
  where tenant_id = kernel.tenant_id()
    and control in ('receivable', 'unapplied_cash', 'unbilled_receivable', 'contract_asset', 'contract_liability')
  group by 1, 2, 3, 4, 5
  union all
  select 'output_tax', line.book_id, line.currency, 'contract', line.contract_id, sum(line.amount_minor), null
  from ledger.account_role
    join ledger.line on line.tenant_id = account_role.tenant_id and line.book_id = account_role.book_id
      and line.account = account_role.account
  where account_role.tenant_id = kernel.tenant_id() and account_role.role = 'output_tax' and line.document_type = 'invoice'
  group by 1, 2, 3, 4, 5`

/** All six for every entity and currency that has anything in any of them, in the order of the entities. */
export function reconciliation(tx: Tx, entityId?: string): Promise<ReconciliationLine[]> {
  const one = entityId === undefined ? sql`` : sql`and entity.id = ${entityId}`
  return tx.rows(sql<ReconciliationLine>`
    with kept as materialized (${subledgers}),
    booked as materialized (
      select what, entity_id, currency, kind, id, sign * minor as minor, sign * functional as functional
      from (${books}) as book
        cross join lateral (
          select case when book.what in ('contract_liability', 'output_tax', 'unapplied_cash') then -1 else 1 end as sign
        ) as side
    ),
    compared as (
      select what, entity_id, currency, kind, id, coalesce(kept.minor, 0) as kept, coalesce(booked.minor, 0) as booked,
        case
          when what in ('receivable', 'unapplied_cash') then coalesce(kept.functional, 0) - coalesce(booked.functional, 0)
        end as functional
      from kept
        full join booked using (what, entity_id, currency, kind, id)
    ),
    wanted as (
      select what.what, what.place, pair.entity_id, pair.currency
      from (select distinct entity_id, currency from compared) as pair
        cross join unnest(array['receivable', 'unbilled_receivable', 'contract_asset', 'contract_liability', 'output_tax',
          'unapplied_cash']) with ordinality as what (what, place)
    )
    select wanted.what, entity.code as "entityCode", wanted.currency, entity.currency as "functionalCurrency",
      coalesce(sum(compared.kept), 0)::bigint as "subledgerMinor", coalesce(sum(compared.booked), 0)::bigint as "ledgerMinor",
      case
        when wanted.what in ('receivable', 'unapplied_cash') then coalesce(sum(compared.functional), 0)::bigint
      end as "functionalDifferenceMinor",
      (count(*) filter (where differs.differs))::integer as differing,
      coalesce(to_jsonb((array_agg(jsonb_build_object('type', compared.kind, 'id', compared.id, 'subledger', compared.kept::text,
        'ledger', compared.booked::text) order by compared.id) filter (where differs.differs))[1:${FIRST}]), '[]') as first
    from wanted
      join firm.legal_entity as entity on entity.tenant_id = kernel.tenant_id() and entity.id = wanted.entity_id ${one}
      left join compared on compared.what = wanted.what and compared.entity_id = wanted.entity_id
        and compared.currency = wanted.currency
      cross join lateral (
        select compared.kept <> compared.booked or compared.functional <> 0 as differs
      ) as differs
    group by entity.code, entity.currency, wanted.currency, wanted.what, wanted.place
    order by entity.code, wanted.currency, wanted.place`)
}
