-- The kernel's own tables and the functions every room's tables are made with.
-- Schema `kernel` and table `kernel.migration` are made by the migration runner itself.

-- The tenant of the open transaction. Null outside one, so that a forgotten tenant sees and writes nothing.
create function kernel.tenant_id() returns uuid
language sql stable parallel safe
return nullif(current_setting('throughline.tenant', true), '')::uuid;

-- Puts a tenant's table under row-level security, for its owner too.
create function kernel.protect(target regclass) returns void
language plpgsql
as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy tenant on %s using (tenant_id = (select kernel.tenant_id())) with check (tenant_id = (select kernel.tenant_id()))',
    target);
end
$$;

create function kernel.refuse_change() returns trigger
language plpgsql
as $$
begin
  raise exception '% is append-only: rows are never changed or deleted, they are followed by others', tg_table_schema || '.' || tg_table_name
    using errcode = 'restrict_violation';
end
$$;

-- Fails the statement it is evaluated in, for what only the program's own mistake can bring about.
create function kernel.fault(what text) returns integer
language plpgsql
as $$
begin
  raise exception '%', what using errcode = 'assert_failure';
end
$$;

-- Makes a table append-only for everybody, its owner included.
create function kernel.append_only(target regclass) returns void
language plpgsql
as $$
begin
  execute format(
    'create trigger append_only before update or delete on %s for each row execute function kernel.refuse_change()', target);
  execute format(
    'create trigger append_only_truncate before truncate on %s for each statement execute function kernel.refuse_change()', target);
end
$$;

-- A time-ordered UUID (version 7), for ids made by bulk statements. PostgreSQL 18 has its own.
do $$
begin
  if current_setting('server_version_num')::integer >= 180000 then
    execute 'create function kernel.new_id() returns uuid language sql volatile parallel safe return uuidv7()';
  else
    execute $body$
      create function kernel.new_id() returns uuid language sql volatile parallel safe
      return encode(
        set_bit(set_bit(
          overlay(uuid_send(gen_random_uuid())
            placing substring(int8send(floor(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6),
          52, 1), 53, 1), 'hex')::uuid
    $body$;
  end if;
end
$$;

-- Digits of a currency's minor unit (ISO 4217), the same table as the kernel's money file.
create function kernel.minor_digits(currency text) returns integer
language sql immutable parallel safe
return case
  when currency in ('BIF','CLP','DJF','GNF','ISK','JPY','KMF','KRW','PYG','RWF','UGX','UYI','VND','VUV','XAF','XOF','XPF') then 0
  when currency in ('BHD','IQD','JOD','KWD','LYD','OMR','TND') then 3
  when currency in ('CLF','UYW') then 4
  else 2
end;

-- Rate per hour x minutes in minor units, rounded once, halves away from zero: the SQL twin of rateTimesMinutes.
create function kernel.rate_times_minutes(rate numeric, minutes integer, currency text) returns bigint
language sql immutable parallel safe
return round(rate * minutes * (10::numeric ^ kernel.minor_digits(currency)) / 60)::bigint;

-- An amount in another currency, rounded once: the SQL twin of convert. One unit of `source` is `rate` units of `target`.
create function kernel.convert(minor bigint, source text, rate numeric, target text) returns bigint
language sql immutable parallel safe
return round(minor * rate * (10::numeric ^ kernel.minor_digits(target)) / (10::numeric ^ kernel.minor_digits(source)))::bigint;

create table kernel.journal (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  at timestamptz not null,
  actor_id uuid not null,
  on_behalf_of uuid,
  command text not null,
  cause_id uuid,
  correlation_id uuid not null,
  key text,
  input_hash bytea not null,
  input jsonb not null,
  output jsonb not null,
  events jsonb not null,
  primary key (tenant_id, id)
);
comment on table kernel.journal is
  'One command that was done: who, for whom, what, because of what, what it answered and what it announced.';
create unique index journal_key on kernel.journal (tenant_id, actor_id, key) where key is not null;
create index journal_correlation on kernel.journal (tenant_id, correlation_id);
create index journal_command on kernel.journal (tenant_id, command, id);
select kernel.protect('kernel.journal');
select kernel.append_only('kernel.journal');

create table kernel.journal_object (
  tenant_id uuid not null default kernel.tenant_id(),
  object_type text not null,
  object_id text not null,
  journal_id uuid not null,
  before jsonb,
  after jsonb,
  primary key (tenant_id, object_type, object_id, journal_id)
);
comment on table kernel.journal_object is
  'One object a command touched, before and after: the history of any record, and the object-centric event log.';
create index journal_object_entry on kernel.journal_object (tenant_id, journal_id);
select kernel.protect('kernel.journal_object');
select kernel.append_only('kernel.journal_object');
