-- What was paid, and for which invoices.
create schema collections;

create table collections.receipt (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  entity_id uuid not null,
  client_id uuid not null,
  received_on date not null,
  currency char(3) not null,
  amount_minor bigint not null check (amount_minor > 0),
  functional_minor bigint not null check (functional_minor >= 0),
  unapplied_minor bigint not null,
  functional_unapplied_minor bigint not null,
  reference text not null default '',
  bank_reference text not null,
  recorded_at timestamptz not null,
  revision integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, entity_id) references firm.legal_entity,
  foreign key (tenant_id, client_id) references clients.client,
  constraint receipt_recorded_before unique (tenant_id, entity_id, bank_reference),
  check (unapplied_minor between 0 and amount_minor),
  check (functional_unapplied_minor between 0 and functional_minor),
  check (unapplied_minor > 0 or functional_unapplied_minor = 0)
);
comment on table collections.receipt is
  'Money received on a bank account of an entity. Unapplied is what has not been allocated to invoices yet; functional amounts are in the entity''s currency at the rate of the day it came.';
create index receipt_unapplied on collections.receipt (tenant_id, client_id, received_on) where unapplied_minor > 0;
create index receipt_client on collections.receipt (tenant_id, client_id, received_on);
create index receipt_day on collections.receipt (tenant_id, received_on);
select kernel.protect('collections.receipt');

create table collections.allocation (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  receipt_id uuid not null,
  invoice_id uuid not null,
  allocated_on date not null,
  amount_minor bigint not null,
  functional_minor bigint not null,
  exchange_gain_minor bigint not null,
  reverses_id uuid,
  journal_id uuid not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, receipt_id) references collections.receipt,
  foreign key (tenant_id, invoice_id) references billing.invoice,
  foreign key (tenant_id, reverses_id) references collections.allocation,
  constraint allocation_reversed_once unique (tenant_id, reverses_id),
  check (amount_minor <> 0 and (amount_minor > 0) = (reverses_id is null)),
  check (functional_minor = 0 or (functional_minor > 0) = (amount_minor > 0))
);
comment on table collections.allocation is
  'The part of a receipt that pays an invoice. Functional is the value the receivable was booked with, exchange gain (negative: loss) what the cash was worth beyond it, both in the entity''s currency. One that is taken back is followed by its reverse.';
create index allocation_receipt on collections.allocation (tenant_id, receipt_id);
create index allocation_invoice on collections.allocation (tenant_id, invoice_id, allocated_on);
select kernel.protect('collections.allocation');
select kernel.append_only('collections.allocation');
