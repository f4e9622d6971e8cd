-- Overdue invoices are followed: one case for each, with what was done about it.
create table collections.dunning_case (
  tenant_id uuid not null default kernel.tenant_id(),
  invoice_id uuid not null,
  state text not null check (state in ('reminding', 'escalated', 'legal', 'resolved')),
  reminders integer not null default 0 check (reminders >= 0),
  contacts integer not null default 0 check (contacts >= 0),
  reminded_on date,
  opened_on date not null,
  note text not null default '',
  revision integer not null default 1,
  primary key (tenant_id, invoice_id),
  foreign key (tenant_id, invoice_id) references billing.invoice
);
comment on table collections.dunning_case is
  'What was done about an overdue invoice: reminders sent, contacts with the client, and how far it went. One case an invoice; it is resolved when nothing is open any more, and opened again when money is taken back.';
create index dunning_case_state on collections.dunning_case (tenant_id, state, opened_on);
select kernel.protect('collections.dunning_case');
