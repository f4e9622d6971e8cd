-- Posted invoices are corrected by documents beside them, and what was credited can be billed again.
-- Constant defaults only: no rewrite. The checks are looked through once.
alter table billing.invoice
  add column credited_minor bigint not null default 0,
  add column written_off_minor bigint not null default 0,
  add column tax_adjusted_minor bigint not null default 0,
  drop constraint invoice_check2,
  drop constraint invoice_state_check,
  add constraint invoice_numbered check ((number is not null) = (state in ('posted', 'sent', 'partially_paid', 'paid', 'credited', 'written_off'))),
  add constraint invoice_state_check check (state in ('draft', 'in_review', 'confirmed', 'posted', 'sent', 'partially_paid', 'paid', 'credited', 'written_off', 'discarded')),
  add constraint invoice_adjusted_within check (
    credited_minor >= 0 and written_off_minor >= 0 and tax_adjusted_minor between 0 and tax_minor
    and open_minor + credited_minor + written_off_minor <= gross_minor);
comment on column billing.invoice.credited_minor is 'Gross amount of its credit notes.';
comment on column billing.invoice.written_off_minor is 'What was given up of it as not collectable.';
comment on column billing.invoice.tax_adjusted_minor is 'Output tax that credit notes and write-offs took back.';

alter table billing.invoice_line
  add column credited_minor bigint not null default 0,
  add constraint invoice_line_credited check (credited_minor >= 0 and credited_minor <= greatest(net_minor, 0));
comment on column billing.invoice_line.credited_minor is 'Net amount of the line that credit notes took back.';

alter table billing.invoice_tax
  add column credited_minor bigint not null default 0,
  add constraint invoice_tax_credited check (credited_minor >= 0 and credited_minor <= greatest(tax_minor, 0));
comment on column billing.invoice_tax.credited_minor is 'Tax that credit notes took back.';

create table billing.adjustment (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  invoice_id uuid not null,
  kind text not null check (kind in ('credit', 'write_off')),
  adjusted_on date not null,
  gross_minor bigint not null check (gross_minor > 0),
  tax_minor bigint not null check (tax_minor >= 0),
  functional_minor bigint not null check (functional_minor >= 0),
  journal_id uuid not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, invoice_id) references billing.invoice
);
comment on table billing.adjustment is
  'What lowered a posted invoice other than cash, under the id of the credit note or write-off. Functional is the value that left the receivable, in the currency of the entity.';
create index adjustment_invoice on billing.adjustment (tenant_id, invoice_id, adjusted_on);
select kernel.protect('billing.adjustment');
select kernel.append_only('billing.adjustment');

-- A milestone or a fee that was credited may be billed by another invoice: once by each.
drop index actuals.actual_source;
create unique index actual_source on actuals.actual (tenant_id, source_type, source_id, transaction_type)
  where reverses_id is null and origin_id is null and transaction_type <> 'billed_sales';
create unique index actual_billed_source on actuals.actual (tenant_id, source_type, source_id, batch_id)
  where reverses_id is null and origin_id is null and transaction_type = 'billed_sales';
-- What a credit note gave back to the backlog.
create index actual_restored on actuals.actual (tenant_id, origin_id)
  where transaction_type = 'unbilled_sales' and reverses_id <> origin_id;

alter table revenue.event
  drop constraint event_source_type_check,
  add constraint event_source_type_check check (source_type in ('milestone', 'schedule', 'credit'));
comment on table revenue.event is
  'Revenue of a fixed or recurring line that was recognised, once for each milestone or month, and what a credit note took back of it. Time and materials are recognised by the actuals.';
