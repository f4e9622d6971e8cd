-- What we ask for: billing runs, pro-formas, invoices.
create schema billing;

create table billing.run (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  cutoff date not null,
  invoice_date date not null,
  started_at timestamptz not null,
  invoices integer not null,
  primary key (tenant_id, id)
);
comment on table billing.run is 'One pass over everything billable up to a cut-off day; it leaves pro-formas to be reviewed.';
create index run_started on billing.run (tenant_id, started_at);
select kernel.protect('billing.run');

create table billing.invoice (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  number text,
  run_id uuid,
  contract_id uuid not null,
  entity_id uuid not null,
  client_id uuid not null,
  currency char(3) not null,
  state text not null default 'draft' check (state in ('draft', 'in_review', 'confirmed', 'posted', 'sent', 'partially_paid', 'paid', 'discarded')),
  invoice_date date not null,
  due_date date not null,
  period_start date not null,
  period_end date not null,
  purchase_order text not null default '',
  net_minor bigint not null,
  tax_minor bigint not null,
  gross_minor bigint not null,
  open_minor bigint not null default 0,
  functional_gross_minor bigint,
  functional_open_minor bigint,
  file_id uuid,
  posted_at timestamptz,
  revision integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, run_id) references billing.run,
  foreign key (tenant_id, contract_id) references contracts.contract,
  foreign key (tenant_id, entity_id) references firm.legal_entity,
  foreign key (tenant_id, client_id) references clients.client,
  constraint invoice_number_taken unique (tenant_id, entity_id, number),
  check (gross_minor = net_minor + tax_minor),
  check (open_minor between 0 and gross_minor),
  check ((number is not null) = (state in ('posted', 'sent', 'partially_paid', 'paid')))
);
comment on table billing.invoice is
  'A pro-forma until it is posted, then an invoice with its gapless number. Open is what the client still owes; functional amounts are in the entity''s currency at the rate of the invoice day.';
create index invoice_state on billing.invoice (tenant_id, state, invoice_date);
create index invoice_open on billing.invoice (tenant_id, client_id, due_date) where open_minor > 0;
create index invoice_contract on billing.invoice (tenant_id, contract_id);
create index invoice_run on billing.invoice (tenant_id, run_id);
select kernel.protect('billing.invoice');

create table billing.invoice_line (
  tenant_id uuid not null default kernel.tenant_id(),
  invoice_id uuid not null,
  line_no integer not null check (line_no >= 1),
  kind text not null check (kind in ('time', 'milestone', 'fee')),
  title text not null,
  contract_line_id uuid not null,
  work_package_id uuid,
  person_id uuid,
  role_code text,
  milestone_id uuid,
  fee_id uuid,
  minutes integer not null default 0,
  rate numeric(19, 6) not null default 0,
  net_minor bigint not null,
  accrued_functional_minor bigint not null default 0,
  period_start date not null,
  period_end date not null,
  tax_code_id uuid not null,
  primary key (tenant_id, invoice_id, line_no),
  foreign key (tenant_id, invoice_id) references billing.invoice,
  foreign key (tenant_id, contract_line_id) references contracts.contract_line,
  foreign key (tenant_id, milestone_id) references contracts.milestone,
  foreign key (tenant_id, fee_id) references contracts.fee,
  foreign key (tenant_id, tax_code_id) references firm.tax_code,
  check (period_end >= period_start)
);
comment on table billing.invoice_line is
  'A line of an invoice: time of a person at a rate in a work package, a milestone, or a period of a fee, with the days it covers. Accrued functional is what its work was accrued with, in the currency of the entity.';
select kernel.protect('billing.invoice_line');

create table billing.invoice_line_detail (
  tenant_id uuid not null default kernel.tenant_id(),
  actual_id uuid not null,
  invoice_id uuid not null,
  line_no integer not null,
  primary key (tenant_id, actual_id),
  foreign key (tenant_id, invoice_id, line_no) references billing.invoice_line
);
-- No foreign key to the actuals: the statement that writes details reads them from there, and nothing is deleted there.
comment on table billing.invoice_line_detail is 'Which unbilled sales an invoice line bills. The key is the actual, so nothing can be billed twice.';
create index invoice_line_detail_line on billing.invoice_line_detail (tenant_id, invoice_id, line_no);
select kernel.protect('billing.invoice_line_detail');

create table billing.invoice_tax (
  tenant_id uuid not null default kernel.tenant_id(),
  invoice_id uuid not null,
  tax_code_id uuid not null,
  net_minor bigint not null,
  tax_minor bigint not null,
  primary key (tenant_id, invoice_id, tax_code_id),
  foreign key (tenant_id, invoice_id) references billing.invoice,
  foreign key (tenant_id, tax_code_id) references firm.tax_code
);
comment on table billing.invoice_tax is 'Tax of an invoice by tax code, computed once on the sum of the lines (EN 16931, BT-117).';
select kernel.protect('billing.invoice_tax');
