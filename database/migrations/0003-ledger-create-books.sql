-- The books: one per legal entity. Entries and their lines are append-only; what must always hold for them is proved
-- here by the database, whoever writes, and asserted a second time in code.

create schema ledger;
comment on schema ledger is 'The books of the legal entities: accounts, periods, entries, lines and their balances.';

create table ledger.book (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  name text not null,
  currency text not null,
  chart text not null,
  starts_on date not null,
  primary key (tenant_id, id),
  constraint book_starts_with_month check (extract(day from starts_on) = 1)
);
comment on table ledger.book is
  'The books of one legal entity, under the entity''s id, kept in its functional currency from the month they start.';
select kernel.protect('ledger.book');

create table ledger.account (
  tenant_id uuid not null default kernel.tenant_id(),
  book_id uuid not null,
  code text not null,
  name text not null,
  type text not null,
  control text,
  currency text,
  primary key (tenant_id, book_id, code),
  foreign key (tenant_id, book_id) references ledger.book (tenant_id, id),
  constraint account_code_is_readable check (code ~ '^[0-9A-Za-z][0-9A-Za-z.-]{0,19}$'),
  constraint account_type_known check (type in ('asset', 'liability', 'equity', 'income', 'expense')),
  constraint account_control_known check (control in (
    'receivable', 'unbilled_receivable', 'contract_asset', 'contract_liability', 'unapplied_cash', 'payable', 'bank'))
);
comment on table ledger.account is
  'An account of a book. A control account sums up a subledger and is posted to by its room only; a currency restricts its lines.';
select kernel.protect('ledger.account');

create table ledger.account_role (
  tenant_id uuid not null default kernel.tenant_id(),
  book_id uuid not null,
  role text not null,
  account text not null,
  primary key (tenant_id, book_id, role),
  foreign key (tenant_id, book_id, account) references ledger.account (tenant_id, book_id, code)
);
comment on table ledger.account_role is
  'The account that plays a role in a book: posting rules speak of roles, each firm decides which account they mean.';
create index account_role_account on ledger.account_role (tenant_id, book_id, account);
select kernel.protect('ledger.account_role');

create table ledger.period (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  book_id uuid not null,
  month date not null,
  state text not null default 'open',
  locked_subledgers text[] not null default '{}',
  reopening_requested_by uuid,
  reopening_reason text,
  revision integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, book_id) references ledger.book (tenant_id, id),
  constraint period_once unique (tenant_id, book_id, month),
  constraint period_is_month check (extract(day from month) = 1),
  constraint period_state_known check (state in ('open', 'soft_closed', 'closed')),
  constraint period_soft_closed_for_somebody check ((state = 'soft_closed') = (state <> 'closed' and cardinality(locked_subledgers) > 0)),
  constraint period_reopening_has_reason check ((reopening_requested_by is null) = (reopening_reason is null)),
  constraint period_reopening_of_closed check (reopening_requested_by is null or state <> 'open')
);
comment on table ledger.period is
  'One month of a book. Soft-closed refuses the locked subledgers, closed refuses everybody; its row is locked while an entry is posted into it.';
select kernel.protect('ledger.period');

create table ledger.number_series (
  tenant_id uuid not null default kernel.tenant_id(),
  book_id uuid not null,
  year integer not null,
  last_number bigint not null,
  primary key (tenant_id, book_id, year),
  foreign key (tenant_id, book_id) references ledger.book (tenant_id, id)
);
comment on table ledger.number_series is
  'The last entry number of a book and year; entries take the next ones in the transaction that writes them, so there are no gaps.';
select kernel.protect('ledger.number_series');

create table ledger.entry (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  book_id uuid not null,
  year integer not null,
  number bigint not null,
  date date not null,
  month date not null,
  subledger text not null,
  description text not null,
  source_type text not null,
  source_id uuid not null,
  rule text not null,
  reverses_id uuid,
  journal_id uuid not null,
  posted_at timestamptz not null,
  posted_in xid8 not null default pg_current_xact_id(),
  primary key (tenant_id, id),
  foreign key (tenant_id, book_id, month) references ledger.period (tenant_id, book_id, month),
  foreign key (tenant_id, reverses_id) references ledger.entry (tenant_id, id),
  foreign key (tenant_id, journal_id) references kernel.journal (tenant_id, id) deferrable initially deferred,
  constraint entry_number_once unique (tenant_id, book_id, year, number),
  constraint entry_posted_once unique (tenant_id, source_type, source_id, rule, book_id),
  constraint entry_in_its_month check (date >= month and date < month + interval '1 month'),
  constraint entry_in_its_year check (year = extract(year from date)),
  constraint entry_subledger_known check (subledger in ('general', 'cost', 'revenue', 'receivable', 'payable', 'cash'))
);
comment on table ledger.entry is
  'One balanced entry: what happened (source and posting rule), the journal entry of the command that posted it, and its number in the book and year.';
create index entry_book_date on ledger.entry (tenant_id, book_id, date, number);
create index entry_journal on ledger.entry (tenant_id, journal_id);
create index entry_reverses on ledger.entry (tenant_id, reverses_id) where reverses_id is not null;
select kernel.protect('ledger.entry');
select kernel.append_only('ledger.entry');

create table ledger.line (
  tenant_id uuid not null default kernel.tenant_id(),
  entry_id uuid not null,
  line_no integer not null,
  book_id uuid not null,
  account text not null,
  date date not null,
  amount_minor bigint not null,
  currency text not null,
  functional_minor bigint not null,
  rate numeric(20, 10),
  control text,
  client_id uuid,
  contract_id uuid,
  project_id uuid,
  person_id uuid,
  practice text,
  region text,
  document_type text,
  document_id uuid,
  primary key (tenant_id, entry_id, line_no),
  constraint line_says_something check (amount_minor <> 0 or functional_minor <> 0),
  constraint line_has_one_side check (sign(amount_minor) * sign(functional_minor) >= 0),
  constraint line_document_is_whole check ((document_type is null) = (document_id is null)),
  constraint line_names_its_subledger check (
    case
      when control = 'receivable' then client_id is not null and document_id is not null
      when control in ('unbilled_receivable', 'contract_asset', 'contract_liability') then contract_id is not null
      when control = 'unapplied_cash' then client_id is not null
      when control = 'payable' then document_id is not null
      else true
    end)
);
comment on table ledger.line is
  'One line of an entry: debit above zero, credit below, in the currency of the transaction and in the functional currency of the book. A line of amount zero only values another.';
comment on column ledger.line.control is 'The control of its account, kept here so that a subledger is found without its account.';
create index line_account_date on ledger.line (tenant_id, book_id, account, date);
create index line_control on ledger.line (tenant_id, book_id, control, document_id) where control is not null;
create index line_contract_date on ledger.line (tenant_id, contract_id, date) where contract_id is not null;
select kernel.protect('ledger.line');
select kernel.append_only('ledger.line');

create table ledger.balance (
  tenant_id uuid not null default kernel.tenant_id(),
  book_id uuid not null,
  account text not null,
  month date not null,
  currency text not null,
  client_id uuid not null,
  contract_id uuid not null,
  debit_minor bigint not null,
  credit_minor bigint not null,
  functional_debit_minor bigint not null,
  functional_credit_minor bigint not null,
  primary key (tenant_id, book_id, account, month, currency, client_id, contract_id)
) with (fillfactor = 80);
comment on table ledger.balance is
  'What the lines of a month sum up to, by account, currency, client and contract (the zero UUID where a line names none); written by the statement that writes the lines.';
create index balance_contract on ledger.balance (tenant_id, contract_id, book_id, account)
  where contract_id <> '00000000-0000-0000-0000-000000000000';
select kernel.protect('ledger.balance');

-- What the statement that writes entries may write. It runs once a statement, over all its entries at once.
create function ledger.check_new_entries() returns trigger
language plpgsql
as $$
declare
  refused record;
begin
  -- Materialized, because with the limit inside the planner would walk the tables row by row.
  with found as materialized (
    select entry.id, entry.month, period.state
    from new_entries as entry
    join ledger.period using (tenant_id, book_id, month)
    where period.state = 'closed' or entry.subledger = any (period.locked_subledgers)
  )
  select *
  into refused
  from found
  limit 1;
  if found then
    raise exception 'entry % is dated in %, which is % for its subledger', refused.id, to_char(refused.month, 'YYYY-MM'), refused.state
      using errcode = 'check_violation', constraint = 'entry_in_open_period';
  end if;
  return null;
end
$$;
create trigger check_new_entries after insert on ledger.entry
  referencing new table as new_entries
  for each statement execute function ledger.check_new_entries();

-- Lines come with their entry: same transaction, same book, same day, on an account of the book that takes them.
create function ledger.check_new_lines() returns trigger
language plpgsql
as $$
declare
  wrong record;
begin
  with found as materialized (
    select line.entry_id, line.line_no, line.account, line.currency
    from new_lines as line
    left join ledger.entry on entry.tenant_id = line.tenant_id and entry.id = line.entry_id
    left join ledger.account on account.tenant_id = line.tenant_id and account.book_id = line.book_id and account.code = line.account
    left join ledger.book on book.tenant_id = line.tenant_id and book.id = line.book_id
    where entry.id is null
      or entry.posted_in <> pg_current_xact_id()
      or entry.book_id <> line.book_id
      or entry.date <> line.date
      or account.code is null
      or account.currency <> line.currency
      or account.control is distinct from line.control
      or (line.currency = book.currency and line.amount_minor <> line.functional_minor)
  )
  select *
  into wrong
  from found
  limit 1;
  if found then
    raise exception 'line % of entry % does not fit its entry or account % (currency %)', wrong.line_no, wrong.entry_id, wrong.account, wrong.currency
      using errcode = 'check_violation', constraint = 'line_fits_entry_and_account';
  end if;
  return null;
end
$$;
create trigger check_new_lines after insert on ledger.line
  referencing new table as new_lines
  for each statement execute function ledger.check_new_lines();

-- Debits equal credits, in every currency of the entry and in the functional currency of the book: looked at when the
-- transaction commits, one row an entry, by the primary key of its lines.
create function ledger.check_balanced() returns trigger
language plpgsql
as $$
declare
  lines bigint;
  functional numeric;
  uneven text;
begin
  select sum(lines_in), sum(functional_in), string_agg(currency || ' ' || amount_in, ', ') filter (where amount_in <> 0)
  into lines, functional, uneven
  from (
    select currency, count(*) as lines_in, sum(functional_minor) as functional_in, sum(amount_minor) as amount_in
    from ledger.line
    where tenant_id = new.tenant_id and entry_id = new.id
    group by currency
  ) as by_currency;
  if coalesce(lines, 0) < 2 or functional <> 0 or uneven is not null then
    raise exception 'entry % does not balance: % lines, functional %, uneven in minor units: %', new.id, coalesce(lines, 0), functional, coalesce(uneven, 'none')
      using errcode = 'check_violation', constraint = 'entry_balanced';
  end if;
  return null;
end
$$;
create constraint trigger entry_balanced after insert on ledger.entry
  deferrable initially deferred
  for each row execute function ledger.check_balanced();
