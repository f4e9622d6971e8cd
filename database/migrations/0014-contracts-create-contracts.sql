-- What was agreed: one contract an entity, paying account and currency; lines, milestones, fees, prices.
create schema contracts;

create table contracts.contract (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  number text not null,
  opportunity_id uuid not null,
  quote_id uuid not null,
  entity_id uuid not null,
  client_id uuid not null,
  currency char(3) not null,
  title text not null,
  state text not null default 'draft' check (state in ('draft', 'active', 'suspended', 'completed', 'closed', 'lost')),
  starts_on date not null,
  ends_on date not null,
  payment_terms_days integer not null,
  purchase_order text not null default '',
  activated_on date,
  revision integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, opportunity_id) references opportunities.opportunity,
  foreign key (tenant_id, quote_id) references quotes.quote,
  foreign key (tenant_id, entity_id) references firm.legal_entity,
  foreign key (tenant_id, client_id) references clients.client,
  constraint contract_number_taken unique (tenant_id, number)
);
comment on table contracts.contract is
  'An agreement between one entity of the firm and one paying client account in one currency. An engagement across countries has several, joined by the opportunity.';
create index contract_opportunity on contracts.contract (tenant_id, opportunity_id);
create index contract_state on contracts.contract (tenant_id, state, number);
create index contract_client on contracts.contract (tenant_id, client_id);
create index contract_entity on contracts.contract (tenant_id, entity_id, state);
select kernel.protect('contracts.contract');

create table contracts.contract_line (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  contract_id uuid not null,
  line_no integer not null check (line_no >= 1),
  quote_line_id uuid not null,
  title text not null,
  billing_method text not null check (billing_method in ('fixed_fee', 'time_and_materials', 'recurring_fee')),
  revenue_method text not null check (revenue_method in ('as_approved', 'milestone', 'ratable')),
  price_minor bigint not null check (price_minor >= 0),
  cap_minor bigint check (cap_minor > 0),
  committed_minor bigint not null default 0 check (committed_minor >= 0),
  tax_code_id uuid not null,
  starts_on date not null,
  ends_on date not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, contract_id) references contracts.contract,
  foreign key (tenant_id, quote_line_id) references quotes.quote_line,
  foreign key (tenant_id, tax_code_id) references firm.tax_code,
  unique (tenant_id, contract_id, line_no),
  constraint contract_cap_exceeded check (cap_minor is null or committed_minor <= cap_minor)
);
comment on table contracts.contract_line is
  'A billing entity of the contract: how it is billed and recognised, its price and cap. Committed is what approved work has used of the cap; it can never exceed it.';
select kernel.protect('contracts.contract_line');

create table contracts.contract_rate (
  tenant_id uuid not null default kernel.tenant_id(),
  contract_line_id uuid not null,
  role_code text not null,
  valid_from date not null,
  rate numeric(19, 6) not null check (rate >= 0),
  origin text not null,
  primary key (tenant_id, contract_line_id, role_code, valid_from),
  foreign key (tenant_id, contract_line_id) references contracts.contract_line,
  foreign key (tenant_id, role_code) references people.delivery_role
);
comment on table contracts.contract_rate is 'The agreed price of an hour of a role, copied when the deal was won so that later price lists do not change it. Origin says where it came from.';
select kernel.protect('contracts.contract_rate');

create table contracts.milestone (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  contract_line_id uuid not null,
  milestone_no integer not null check (milestone_no >= 1),
  title text not null,
  amount_minor bigint not null check (amount_minor > 0),
  planned_on date not null,
  state text not null default 'planned' check (state in ('planned', 'submitted', 'accepted')),
  billing_status text not null default 'not_ready' check (billing_status in ('not_ready', 'ready', 'invoice_created', 'invoice_posted')),
  accepted_on date,
  evidence text not null default '',
  revision integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, contract_line_id) references contracts.contract_line,
  unique (tenant_id, contract_line_id, milestone_no),
  check ((state = 'accepted') = (accepted_on is not null)),
  check (billing_status = 'not_ready' or state = 'accepted')
);
comment on table contracts.milestone is 'A part of a fixed fee, due once the client has accepted what it stands for.';
create index milestone_billable on contracts.milestone (tenant_id, contract_line_id) where billing_status = 'ready';
select kernel.protect('contracts.milestone');

create table contracts.fee (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  contract_line_id uuid not null,
  period_start date not null,
  period_end date not null,
  bill_on date not null,
  amount_minor bigint not null check (amount_minor >= 0),
  billing_status text not null default 'ready' check (billing_status in ('ready', 'invoice_created', 'invoice_posted')),
  primary key (tenant_id, id),
  foreign key (tenant_id, contract_line_id) references contracts.contract_line,
  unique (tenant_id, contract_line_id, period_start),
  check (period_end >= period_start)
);
comment on table contracts.fee is 'One period of a recurring fee, billable from bill_on. The periods of a line sum to its price.';
create index fee_billable on contracts.fee (tenant_id, bill_on, contract_line_id) where billing_status = 'ready';
select kernel.protect('contracts.fee');

-- The agreed price of an hour of a role on a day; null when none was agreed.
create function contracts.rate_on(line uuid, role text, day date) returns numeric
language sql stable parallel safe
return (
  select agreed.rate
  from contracts.contract_rate as agreed
  where agreed.tenant_id = (select kernel.tenant_id()) and agreed.contract_line_id = line and agreed.role_code = role
    and agreed.valid_from <= day
  order by agreed.valid_from desc
  limit 1
);
