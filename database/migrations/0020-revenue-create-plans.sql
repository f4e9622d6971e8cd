-- When what we sold becomes revenue.
create schema revenue;

create table revenue.plan (
  tenant_id uuid not null default kernel.tenant_id(),
  contract_line_id uuid not null,
  contract_id uuid not null,
  method text not null check (method in ('as_approved', 'milestone', 'ratable')),
  price_minor bigint not null,
  currency char(3) not null,
  primary key (tenant_id, contract_line_id),
  foreign key (tenant_id, contract_line_id) references contracts.contract_line
);
comment on table revenue.plan is 'The performance obligation of a contract line and how its revenue is recognised, apart from how it is billed.';
create index plan_contract on revenue.plan (tenant_id, contract_id);
select kernel.protect('revenue.plan');

create table revenue.schedule (
  tenant_id uuid not null default kernel.tenant_id(),
  contract_line_id uuid not null,
  period_start date not null,
  period_end date not null,
  amount_minor bigint not null,
  primary key (tenant_id, contract_line_id, period_start),
  foreign key (tenant_id, contract_line_id) references revenue.plan
);
comment on table revenue.schedule is 'What a ratable line earns in each month; the months sum to its price.';
create index schedule_period on revenue.schedule (tenant_id, period_end);
select kernel.protect('revenue.schedule');

create table revenue.event (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null default kernel.new_id(),
  contract_line_id uuid not null,
  contract_id uuid not null,
  recognised_on date not null,
  amount_minor bigint not null,
  functional_minor bigint not null,
  currency char(3) not null,
  source_type text not null check (source_type in ('milestone', 'schedule')),
  source_key text not null,
  journal_id uuid not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, contract_line_id) references revenue.plan,
  constraint revenue_recognised_once unique (tenant_id, contract_line_id, source_type, source_key)
);
comment on table revenue.event is 'Revenue of a fixed or recurring line that was recognised, once for each milestone or month. Time and materials are recognised by the actuals.';
create index event_contract on revenue.event (tenant_id, contract_id, recognised_on);
select kernel.protect('revenue.event');
select kernel.append_only('revenue.event');
