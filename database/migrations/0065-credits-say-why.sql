-- A credit note says why it corrects its invoice, and that decides whether what it takes back is billed again. Notes proposed before this
-- was asked for have no cause. A milestone or fee that is credited in part leaves a remainder to be billed again. Adding a nullable column
-- and an empty table rewrites nothing; the check scans the notes once, which are few.
alter table credits.credit_note
  add column cause text
    constraint credit_note_cause_known
      check (cause in ('goodwill', 'discount', 'not_owed', 'wrong_price', 'wrong_quantity', 'wrong_recipient')),
  add constraint credit_note_cause_decides
    check (cause is null or billable_again = (cause in ('wrong_price', 'wrong_quantity', 'wrong_recipient')));
comment on column credits.credit_note.cause is
  'Why the invoice is corrected. It decides whether what is taken back is billed again; null for notes from before it was asked for.';

create table billing.remainder (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  contract_id uuid not null,
  contract_line_id uuid not null,
  milestone_id uuid,
  fee_id uuid,
  amount_minor bigint not null check (amount_minor > 0),
  ready_on date not null,
  invoice_id uuid,
  line_no integer,
  primary key (tenant_id, id),
  foreign key (tenant_id, contract_id) references contracts.contract (tenant_id, id),
  foreign key (tenant_id, contract_line_id) references contracts.contract_line (tenant_id, id),
  foreign key (tenant_id, milestone_id) references contracts.milestone (tenant_id, id),
  foreign key (tenant_id, fee_id) references contracts.fee (tenant_id, id),
  foreign key (tenant_id, invoice_id, line_no) references billing.invoice_line (tenant_id, invoice_id, line_no),
  constraint remainder_of_one_price check (num_nonnulls(milestone_id, fee_id) = 1),
  constraint remainder_on_a_line check ((invoice_id is null) = (line_no is null))
);
select kernel.protect('billing.remainder');
create index remainder_waiting on billing.remainder (tenant_id, contract_id, ready_on) where invoice_id is null;
create index remainder_line on billing.remainder (tenant_id, invoice_id, line_no);
comment on table billing.remainder is
  'What a credit note took back of a milestone or a fee in part, to be billed again. It waits until a pro-forma takes it, and comes back when that is discarded. Its id is that of the line of the credit note.';
