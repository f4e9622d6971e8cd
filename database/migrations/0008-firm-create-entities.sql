-- The firm itself: its legal entities, practices and regions, exchange rates, taxes and holidays.
create schema firm;

create table firm.legal_entity (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  code text not null check (code ~ '^[A-Z][A-Z0-9]{1,9}$'),
  name text not null,
  legal_name text not null,
  country char(2) not null,
  currency char(3) not null,
  address jsonb not null,
  tax_number text not null,
  registration text not null default '',
  bank jsonb not null,
  locale text not null default 'en-US',
  time_zone text not null default 'UTC',
  revision integer not null default 1,
  primary key (tenant_id, id),
  constraint entity_code_taken unique (tenant_id, code)
);
comment on table firm.legal_entity is 'A company of the firm: it employs, contracts, bills and keeps one set of books in its functional currency.';
select kernel.protect('firm.legal_entity');

create table firm.org_unit (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  code text not null,
  name text not null,
  kind text not null check (kind in ('practice', 'region')),
  primary key (tenant_id, id),
  constraint org_unit_code_taken unique (tenant_id, code)
);
comment on table firm.org_unit is 'A practice or a region: a dimension of people, work and postings.';
select kernel.protect('firm.org_unit');

create table firm.exchange_rate (
  tenant_id uuid not null default kernel.tenant_id(),
  source char(3) not null,
  target char(3) not null,
  valid_from date not null,
  rate numeric(20, 10) not null check (rate > 0),
  primary key (tenant_id, source, target, valid_from),
  check (source <> target)
);
comment on table firm.exchange_rate is 'One unit of source buys rate units of target, from this day until the next row.';
select kernel.protect('firm.exchange_rate');

-- The rate in force on a day, read in either direction; 1 for the same currency; null when none is known.
create function firm.rate_on(source text, target text, day date) returns numeric
language sql stable parallel safe
return case when source = target then 1 else (
  select found.rate
  from (
    (select r.valid_from, r.rate
     from firm.exchange_rate r
     where r.tenant_id = (select kernel.tenant_id()) and r.source = rate_on.source and r.target = rate_on.target and r.valid_from <= day
     order by r.valid_from desc
     limit 1)
    union all
    (select r.valid_from, round(1 / r.rate, 10)
     from firm.exchange_rate r
     where r.tenant_id = (select kernel.tenant_id()) and r.source = rate_on.target and r.target = rate_on.source and r.valid_from <= day
     order by r.valid_from desc
     limit 1)
  ) as found
  order by found.valid_from desc
  limit 1
) end;

create table firm.tax_code (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  entity_id uuid not null,
  code text not null,
  name text not null,
  category text not null check (category in ('standard', 'reduced', 'zero', 'reverse_charge', 'exempt', 'out_of_scope')),
  percent numeric(7, 4) not null check (percent >= 0 and percent < 100),
  note text not null default '',
  primary key (tenant_id, id),
  foreign key (tenant_id, entity_id) references firm.legal_entity,
  constraint tax_code_taken unique (tenant_id, entity_id, code),
  check (percent = 0 or category in ('standard', 'reduced'))
);
comment on table firm.tax_code is 'A tax an entity charges: its percentage, its EN 16931 category and the legal note an invoice must carry.';
select kernel.protect('firm.tax_code');

create table firm.tax_rule (
  tenant_id uuid not null default kernel.tenant_id(),
  entity_id uuid not null,
  client_country text not null check (client_country = '*' or client_country ~ '^[A-Z]{2}$'),
  tax_code_id uuid not null,
  primary key (tenant_id, entity_id, client_country),
  foreign key (tenant_id, entity_id) references firm.legal_entity,
  foreign key (tenant_id, tax_code_id) references firm.tax_code
);
comment on table firm.tax_rule is 'Which tax an entity charges clients of a country; * is every country without a rule of its own.';
select kernel.protect('firm.tax_rule');

create table firm.holiday (
  tenant_id uuid not null default kernel.tenant_id(),
  entity_id uuid not null,
  day date not null,
  name text not null,
  primary key (tenant_id, entity_id, day),
  foreign key (tenant_id, entity_id) references firm.legal_entity
);
comment on table firm.holiday is 'A day on which an entity does not work.';
select kernel.protect('firm.holiday');

-- The days an entity works between two days: Monday to Friday without its holidays.
create function firm.working_days(entity uuid, from_day date, to_day date) returns table (day date)
language sql stable parallel safe
begin atomic
  select days.day::date
  from generate_series(from_day, to_day, interval '1 day') as days (day)
  where extract(isodow from days.day) < 6
    and not exists (
      select from firm.holiday
      where holiday.tenant_id = (select kernel.tenant_id()) and holiday.entity_id = entity and holiday.day = days.day);
end;

-- The tax code an entity charges clients of a country: the country's own rule before the rule for all; null without either.
create function firm.tax_code_for(entity uuid, country text) returns uuid
language sql stable parallel safe
return (
  select rule.tax_code_id
  from firm.tax_rule as rule
  where rule.tenant_id = (select kernel.tenant_id()) and rule.entity_id = entity and rule.client_country in (country, '*')
  order by rule.client_country = '*'
  limit 1
);
