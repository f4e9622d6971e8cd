-- What we propose: lines with their way of billing, the effort behind them and the milestones.
create schema quotes;

create table quotes.quote (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  number text not null,
  version integer not null default 1 check (version >= 1),
  opportunity_id uuid not null,
  client_id uuid not null,
  title text not null,
  currency char(3) not null,
  state text not null default 'draft' check (state in ('draft', 'active', 'won', 'lost', 'revised')),
  priced_on date not null,
  valid_until date not null,
  price_minor bigint not null,
  list_price_minor bigint not null,
  cost_minor bigint not null,
  revision integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, opportunity_id) references opportunities.opportunity,
  foreign key (tenant_id, client_id) references clients.client,
  constraint quote_version_taken unique (tenant_id, number, version)
);
comment on table quotes.quote is 'A proposal for an opportunity. Totals are in the quote currency at the rates of priced_on; list price is before discounts.';
create index quote_opportunity on quotes.quote (tenant_id, opportunity_id, version);
create index quote_state on quotes.quote (tenant_id, state, number);
create index quote_client on quotes.quote (tenant_id, client_id, number);
create index quote_valid_until on quotes.quote (tenant_id, valid_until);
create unique index quote_won on quotes.quote (tenant_id, opportunity_id) where state = 'won';
select kernel.protect('quotes.quote');

create table quotes.quote_line (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  quote_id uuid not null,
  line_no integer not null check (line_no >= 1),
  title text not null,
  billing_method text not null check (billing_method in ('fixed_fee', 'time_and_materials', 'recurring_fee')),
  entity_id uuid not null,
  bill_to_id uuid not null,
  currency char(3) not null,
  price_minor bigint not null check (price_minor >= 0),
  list_price_minor bigint not null check (list_price_minor >= 0),
  cost_minor bigint not null check (cost_minor >= 0),
  cap_minor bigint check (cap_minor > 0),
  rate_card_id uuid,
  starts_on date not null,
  ends_on date not null,
  purchase_order text not null default '',
  primary key (tenant_id, id),
  foreign key (tenant_id, quote_id) references quotes.quote,
  foreign key (tenant_id, entity_id) references firm.legal_entity,
  foreign key (tenant_id, bill_to_id) references clients.client,
  foreign key (tenant_id, rate_card_id) references offers.rate_card,
  unique (tenant_id, quote_id, line_no),
  check (ends_on >= starts_on),
  check (cap_minor is null or billing_method = 'time_and_materials'),
  check (rate_card_id is not null or billing_method <> 'time_and_materials')
);
comment on table quotes.quote_line is
  'One thing sold: its way of billing, the entity that bills, the client account that pays, price and cost in the line currency. For time and materials the price is the estimate and the cap is the most that may be billed.';
select kernel.protect('quotes.quote_line');

create table quotes.quote_line_detail (
  tenant_id uuid not null default kernel.tenant_id(),
  quote_line_id uuid not null,
  detail_no integer not null check (detail_no >= 1),
  work_package text not null,
  role_code text not null,
  minutes integer not null check (minutes > 0),
  bill_rate numeric(19, 6) not null check (bill_rate >= 0),
  list_rate numeric(19, 6) not null check (list_rate >= 0),
  cost_rate numeric(19, 6) not null check (cost_rate >= 0),
  primary key (tenant_id, quote_line_id, detail_no),
  foreign key (tenant_id, quote_line_id) references quotes.quote_line,
  foreign key (tenant_id, role_code) references people.delivery_role
);
comment on table quotes.quote_line_detail is 'The effort behind a line: minutes of a role in a work package, with bill, list and cost rate an hour in the line currency.';
select kernel.protect('quotes.quote_line_detail');

create table quotes.quote_milestone (
  tenant_id uuid not null default kernel.tenant_id(),
  quote_line_id uuid not null,
  milestone_no integer not null check (milestone_no >= 1),
  title text not null,
  amount_minor bigint not null check (amount_minor > 0),
  planned_on date not null,
  primary key (tenant_id, quote_line_id, milestone_no),
  foreign key (tenant_id, quote_line_id) references quotes.quote_line
);
comment on table quotes.quote_milestone is 'A part of a fixed fee that is due when something is accepted. The milestones of a line sum to its price.';
select kernel.protect('quotes.quote_milestone');
