/**
 * The one statement that writes entries: numbers, entries, lines and balances together, for one entry or for a
 * hundred thousand lines. It takes selects, so rooms can post straight from their tables.
 */
import { type RawBuilder, sql } from '#kernel/sql.ts'

/** What to post, as selects over the caller's tables (or over arrays). */
export interface EntrySelects {
  /**
   * One row an entry: id uuid, book_id uuid, date date, subledger text, description text, source_type text,
   * source_id uuid, rule text, reverses_id uuid. Numbers follow the order of the ids.
   */
  readonly entries: RawBuilder<unknown>
  /**
   * One row a line: entry_id uuid, line_no integer, role text or account text (one of them null), amount_minor bigint,
   * currency text, functional_minor bigint, rate numeric, client_id, contract_id, project_id, person_id uuid, practice,
   * region, document_type text, document_id uuid. Debits above zero. Lines of nothing are left out.
   */
  readonly lines: RawBuilder<unknown>
}

const noSubject = sql`'00000000-0000-0000-0000-000000000000'::uuid`

const summed = sql`
  summed as (
    insert into ledger.balance (book_id, account, month, currency, client_id, contract_id,
      debit_minor, credit_minor, functional_debit_minor, functional_credit_minor)
    select book_id, account, date_trunc('month', date::timestamp)::date as month, currency,
      coalesce(client_id, ${noSubject}), coalesce(contract_id, ${noSubject}),
      coalesce(sum(amount_minor) filter (where amount_minor > 0), 0),
      coalesce(-sum(amount_minor) filter (where amount_minor < 0), 0),
      coalesce(sum(functional_minor) filter (where functional_minor > 0), 0),
      coalesce(-sum(functional_minor) filter (where functional_minor < 0), 0)
    from laid
    group by 1, 2, 3, 4, 5, 6
    order by 1, 2, 3, 4, 5, 6
    on conflict (tenant_id, book_id, account, month, currency, client_id, contract_id) do update
      set debit_minor = balance.debit_minor + excluded.debit_minor,
        credit_minor = balance.credit_minor + excluded.credit_minor,
        functional_debit_minor = balance.functional_debit_minor + excluded.functional_debit_minor,
        functional_credit_minor = balance.functional_credit_minor + excluded.functional_credit_minor
  )`

/** The statement, up to its final select; the entries now written are in `entered`, all proposed ones in `proposed`. */
export function insertEntries(
  selects: EntrySelects,
  caused: { journalId: string; now: Temporal.Instant },
): RawBuilder<unknown> {
  return sql`
    with proposed as materialized (${selects.entries}),
    fresh as materialized (
      select proposed.*, extract(year from proposed.date)::integer as year
      from proposed
      where not exists (
        select from ledger.entry
        where entry.tenant_id = kernel.tenant_id()
          and entry.source_type = proposed.source_type
          and entry.source_id = proposed.source_id
          and entry.rule = proposed.rule
          and entry.book_id = proposed.book_id)
    ),
    series as (
      insert into ledger.number_series (book_id, year, last_number)
      select book_id, year, count(*)
      from fresh
      group by book_id, year
      order by book_id, year
      on conflict (tenant_id, book_id, year) do update
        set last_number = number_series.last_number + excluded.last_number
      returning book_id, year, last_number
    ),
    entered as (
      insert into ledger.entry (id, book_id, year, number, date, month, subledger, description, source_type, source_id,
        rule, reverses_id, journal_id, posted_at)
      select fresh.id, fresh.book_id, fresh.year,
        series.last_number + 1 - row_number() over (partition by fresh.book_id, fresh.year order by fresh.id desc),
        fresh.date, date_trunc('month', fresh.date::timestamp)::date, fresh.subledger, fresh.description,
        fresh.source_type, fresh.source_id, fresh.rule, fresh.reverses_id,
        ${caused.journalId}::uuid, ${caused.now}::timestamptz
      from fresh
      join series using (book_id, year)
      order by fresh.id
      returning id, book_id, year, number
    ),
    laid as (
      insert into ledger.line (entry_id, line_no, book_id, account, date, amount_minor, currency, functional_minor, rate,
        control, client_id, contract_id, project_id, person_id, practice, region, document_type, document_id)
      select given.entry_id, given.line_no, fresh.book_id, account.code, fresh.date, given.amount_minor, given.currency,
        given.functional_minor, given.rate, account.control, given.client_id, given.contract_id, given.project_id,
        given.person_id, given.practice, given.region, given.document_type, given.document_id
      from (${selects.lines}) as given
      join fresh on fresh.id = given.entry_id
      left join ledger.account_role
        on account_role.tenant_id = kernel.tenant_id()
        and account_role.book_id = fresh.book_id
        and account_role.role = given.role
      left join ledger.account
        on account.tenant_id = kernel.tenant_id()
        and account.book_id = fresh.book_id
        and account.code = coalesce(given.account, account_role.account)
      where given.amount_minor <> 0 or given.functional_minor <> 0
      returning book_id, account, date, currency, client_id, contract_id, amount_minor, functional_minor
    ),
    ${summed}`
}
