-- What we take back of an invoice: credit notes, proposed by one person and released by another.
create schema credits;

create table credits.credit_note (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  number text,
  invoice_id uuid not null,
  contract_id uuid not null,
  entity_id uuid not null,
  client_id uuid not null,
  currency char(3) not null,
  state text not null check (state in ('proposed', 'released', 'sent', 'rejected')),
  reason text not null,
  billable_again boolean not null,
  credited_on date,
  net_minor bigint not null check (net_minor > 0),
  tax_minor bigint not null check (tax_minor >= 0),
  gross_minor bigint not null,
  file_id uuid,
  proposed_at timestamptz not null,
  revision integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, invoice_id) references billing.invoice,
  constraint credit_note_number_taken unique (tenant_id, entity_id, number),
  check (gross_minor = net_minor + tax_minor),
  check ((number is not null) = (state in ('released', 'sent'))),
  check ((credited_on is not null) = (number is not null))
);
comment on table credits.credit_note is
  'A correction of a posted invoice. It is proposed until a second person releases it with its gapless number, and then never changes; one that is rejected stays as it was proposed.';
create index credit_note_invoice on credits.credit_note (tenant_id, invoice_id, proposed_at);
create index credit_note_client on credits.credit_note (tenant_id, client_id, proposed_at);
create index credit_note_proposed on credits.credit_note (tenant_id, proposed_at);
create unique index credit_note_waiting on credits.credit_note (tenant_id, invoice_id) where state = 'proposed';
select kernel.protect('credits.credit_note');

create table credits.credit_note_line (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  credit_note_id uuid not null,
  invoice_id uuid not null,
  line_no integer not null,
  net_minor bigint not null check (net_minor > 0),
  primary key (tenant_id, id),
  constraint credit_note_line_once unique (tenant_id, credit_note_id, line_no),
  foreign key (tenant_id, credit_note_id) references credits.credit_note,
  foreign key (tenant_id, invoice_id, line_no) references billing.invoice_line
);
comment on table credits.credit_note_line is 'What a credit note takes back of a line of its invoice, without tax.';
select kernel.protect('credits.credit_note_line');

create table credits.credit_note_tax (
  tenant_id uuid not null default kernel.tenant_id(),
  credit_note_id uuid not null,
  tax_code_id uuid not null,
  net_minor bigint not null,
  tax_minor bigint not null,
  primary key (tenant_id, credit_note_id, tax_code_id),
  foreign key (tenant_id, credit_note_id) references credits.credit_note,
  foreign key (tenant_id, tax_code_id) references firm.tax_code
);
comment on table credits.credit_note_tax is
  'Tax of a credit note by tax code, in proportion to the tax of its invoice: credit notes of a whole invoice take back exactly its tax.';
select kernel.protect('credits.credit_note_tax');
