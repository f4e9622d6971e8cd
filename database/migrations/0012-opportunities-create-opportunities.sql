-- Deals, from first interest to won or lost.
create schema opportunities;

create table opportunities.opportunity (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  name text not null,
  client_id uuid not null,
  owner_id uuid,
  stage text not null,
  state text not null default 'open' check (state in ('open', 'won', 'lost')),
  amount_minor bigint not null check (amount_minor >= 0),
  currency char(3) not null,
  probability integer not null default 50 check (probability between 0 and 100),
  expected_close date not null,
  closed_on date,
  lost_reason text not null default '',
  active_quote_id uuid,
  external_system text not null default '',
  external_id text,
  created_at timestamptz not null,
  revision integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, client_id) references clients.client,
  foreign key (tenant_id, owner_id) references people.person,
  constraint opportunity_external_taken unique (tenant_id, external_system, external_id),
  check ((state = 'open') = (closed_on is null)),
  check (active_quote_id is null or state = 'open')
);
comment on table opportunities.opportunity is 'A possible sale to a client. External system and id say which record of a CRM it came from; the active quote is the one that is out with the client.';
create index opportunity_state on opportunities.opportunity (tenant_id, state, expected_close);
create index opportunity_owner on opportunities.opportunity (tenant_id, owner_id, expected_close);
create index opportunity_name on opportunities.opportunity (tenant_id, name);
create index opportunity_client on opportunities.opportunity (tenant_id, client_id);
select kernel.protect('opportunities.opportunity');
