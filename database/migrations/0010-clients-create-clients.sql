-- Who buys, who pays, and on what terms.
create schema clients;

create table clients.client (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  number text not null,
  name text not null,
  legal_name text not null,
  country char(2) not null,
  currency char(3) not null,
  address jsonb,
  tax_number text not null default '',
  invoice_email text not null default '',
  locale text not null default 'en-US',
  payment_terms_days integer not null default 30 check (payment_terms_days between 0 and 365),
  purchase_order_required boolean not null default false,
  parent_id uuid,
  state text not null default 'prospect' check (state in ('prospect', 'active', 'blocked')),
  revision integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, parent_id) references clients.client,
  constraint client_number_taken unique (tenant_id, number),
  constraint client_name_taken unique (tenant_id, name)
);
comment on table clients.client is 'A client account: who may buy from the firm and who receives and pays its invoices. A parent makes a group.';
create index client_state on clients.client (tenant_id, state, name);
create index client_parent on clients.client (tenant_id, parent_id);
select kernel.protect('clients.client');

create table clients.contact (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  client_id uuid not null,
  name text not null,
  email text not null,
  role text not null default '',
  primary key (tenant_id, id),
  foreign key (tenant_id, client_id) references clients.client
);
comment on table clients.contact is 'A person at a client.';
create index contact_client on clients.contact (tenant_id, client_id, name);
select kernel.protect('clients.contact');
