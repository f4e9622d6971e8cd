-- The pivot between work and money: what approved work cost and what it is worth, once and for ever.
create schema actuals;

create table actuals.actual (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null default kernel.new_id(),
  happened_on date not null,
  transaction_type text not null
    check (transaction_type in ('cost', 'unbilled_sales', 'billed_sales', 'interorganisational_sales', 'resourcing_unit_cost')),
  transaction_class text not null check (transaction_class in ('time', 'expense', 'material', 'fee', 'milestone', 'subcontract', 'write_off')),
  billing_type text not null check (billing_type in ('chargeable', 'non_chargeable', 'complimentary', 'not_available')),
  entity_id uuid not null,
  project_id uuid,
  work_package_id uuid,
  contract_id uuid,
  contract_line_id uuid,
  client_id uuid,
  person_id uuid,
  practice_id uuid,
  role_code text,
  minutes integer not null default 0,
  rate numeric(19, 6) not null default 0,
  currency char(3) not null,
  amount_minor bigint not null,
  functional_minor bigint not null,
  source_type text not null,
  source_id uuid not null,
  origin_id uuid,
  reverses_id uuid,
  batch_id uuid not null,
  journal_id uuid not null,
  primary key (tenant_id, id)
);
comment on table actuals.actual is
  'An immutable business transaction of a project: cost, unbilled sales or billed sales. Corrected only by a reversal (negative, reverses_id) and a replacement. Source is the time entry, milestone or fee; origin joins billed sales to the unbilled sales they came from. Functional is the amount in the currency of the entity at the rate of the day. The batch is what was recorded together, and the source of its ledger entries.';
-- No foreign keys to people, projects and contracts: the statement that writes actuals reads them from those tables, in
-- which nothing is ever deleted, and five look-ups a row would cost more than the row.
create unique index actual_source on actuals.actual (tenant_id, source_type, source_id, transaction_type) where reverses_id is null and origin_id is null;
create unique index actual_reversed_once on actuals.actual (tenant_id, reverses_id) where reverses_id is not null;
create index actual_project on actuals.actual (tenant_id, project_id, work_package_id, transaction_type);
create index actual_batch on actuals.actual (tenant_id, batch_id);
create index actual_contract on actuals.actual (tenant_id, contract_id, transaction_type);
select kernel.protect('actuals.actual');
select kernel.append_only('actuals.actual');

create table actuals.backlog (
  tenant_id uuid not null default kernel.tenant_id(),
  actual_id uuid not null,
  contract_id uuid not null,
  contract_line_id uuid not null,
  happened_on date not null,
  minutes integer not null,
  amount_minor bigint not null,
  cap_status text not null check (cap_status in ('not_applicable', 'committed', 'failed')),
  primary key (tenant_id, actual_id)
);
comment on table actuals.backlog is
  'The billing backlog: unbilled sales waiting for an invoice. A row leaves when a pro-forma takes it and comes back when that is discarded. Failed rows are over the cap and carry no revenue until it is raised.';
create index backlog_billable on actuals.backlog (tenant_id, contract_id, happened_on);
create index backlog_line on actuals.backlog (tenant_id, contract_line_id, cap_status, happened_on);
select kernel.protect('actuals.backlog');
