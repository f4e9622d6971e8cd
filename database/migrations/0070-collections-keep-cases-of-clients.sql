-- Clients are reminded by account, not invoice by invoice: a case holds all that is overdue of a client at an entity in a currency. The
-- next migration moves the cases of invoices into it, and the one after removes them.
create table collections.client_case (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  client_id uuid not null,
  entity_id uuid not null,
  currency character(3) not null,
  state text not null check (state in ('reminding', 'escalated', 'legal', 'resolved')),
  reminders integer not null default 0 check (reminders >= 0),
  contacts integer not null default 0 check (contacts >= 0),
  reminded_on date,
  opened_on date not null,
  followed_on date,
  note text not null default '',
  revision integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, client_id) references clients.client,
  foreign key (tenant_id, entity_id) references firm.legal_entity
);
select kernel.protect('collections.client_case');
create unique index client_case_one_open on collections.client_case (tenant_id, client_id, entity_id, currency)
  where state in ('reminding', 'escalated');
create index client_case_state on collections.client_case (tenant_id, state, opened_on);
create index client_case_not_followed on collections.client_case (tenant_id, id) where followed_on is null;
comment on table collections.client_case is
  'What was done about all that is overdue of a client at an entity in a currency: letters sent, contacts with the client, and how far it went. One open case each; it is resolved when nothing in it is open any more.';
comment on column collections.client_case.followed_on is 'The day from which the process of collections follows it; null until the next check.';

create table collections.case_item (
  tenant_id uuid not null default kernel.tenant_id(),
  case_id uuid not null,
  invoice_id uuid not null,
  joined_on date not null,
  reminders integer not null default 0 check (reminders >= 0),
  primary key (tenant_id, case_id, invoice_id),
  foreign key (tenant_id, case_id) references collections.client_case,
  foreign key (tenant_id, invoice_id) references billing.invoice
);
select kernel.protect('collections.case_item');
create index case_item_invoice on collections.case_item (tenant_id, invoice_id);
comment on table collections.case_item is 'An overdue invoice in the case of its client, since when, and how many letters asked for it.';
