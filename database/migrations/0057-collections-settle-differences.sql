-- What keeps an invoice from being paid: disputes, promises of the client, and what is given up.
create table collections.dispute (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  invoice_id uuid not null,
  cause text not null check (cause in ('hours', 'rate', 'quality', 'scope', 'purchase_order', 'tax', 'other')),
  amount_minor bigint not null check (amount_minor > 0),
  line_nos integer[] not null default '{}',
  note text not null,
  owner_id uuid,
  state text not null default 'open' check (state in ('open', 'upheld', 'rejected')),
  resolution text not null default '',
  opened_on date not null,
  resolved_on date,
  revision integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, invoice_id) references billing.invoice,
  check ((state = 'open') = (resolved_on is null))
);
comment on table collections.dispute is
  'What a client does not agree with on an invoice: so much of it, with tax, on certain lines or on none in particular. While it is open nobody reminds of that amount; the rest stays due.';
create index dispute_invoice on collections.dispute (tenant_id, invoice_id, opened_on);
create index dispute_state on collections.dispute (tenant_id, state, opened_on);
select kernel.protect('collections.dispute');

create table collections.promise (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  invoice_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  made_on date not null,
  due_on date not null,
  said_by text not null,
  replaced boolean not null default false,
  primary key (tenant_id, id),
  foreign key (tenant_id, invoice_id) references billing.invoice,
  check (due_on >= made_on)
);
comment on table collections.promise is
  'What a client promised to pay of an invoice and by when. Whether it was kept is told by the cash that came since and was allocated. A new promise replaces the one before.';
create unique index promise_stands on collections.promise (tenant_id, invoice_id) where not replaced;
create index promise_due on collections.promise (tenant_id, due_on);
select kernel.protect('collections.promise');

create table collections.write_off (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  invoice_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  tax_minor bigint not null default 0 check (tax_minor >= 0),
  tax_relief boolean not null,
  reason text not null,
  state text not null default 'asked' check (state in ('asked', 'booked', 'refused')),
  asked_on date not null,
  booked_on date,
  revision integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, invoice_id) references billing.invoice,
  check ((state = 'booked') = (booked_on is not null))
);
comment on table collections.write_off is
  'What is given up of an invoice because it will not be paid, with tax; tax is what the state gives back of it. The claim is not forgiven and the invoice stays. It is asked for by one person and booked by another.';
create index write_off_invoice on collections.write_off (tenant_id, invoice_id, asked_on);
create index write_off_state on collections.write_off (tenant_id, state, asked_on);
create unique index write_off_waiting on collections.write_off (tenant_id, invoice_id) where state = 'asked';
select kernel.protect('collections.write_off');

-- A write-off takes tax back by its share of the whole, a credit note by its lines: together a cent more than there was is no error.
alter table billing.invoice
  drop constraint invoice_adjusted_within,
  add constraint invoice_adjusted_within check (
    credited_minor >= 0 and written_off_minor >= 0 and tax_adjusted_minor >= 0
    and open_minor + credited_minor + written_off_minor <= gross_minor);
