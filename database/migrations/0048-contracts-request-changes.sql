-- Changes of what was agreed: asked for by the project, approved by the firm, answered by the client, then applied.
-- The added columns have constant defaults or are empty: no rewrite, no long lock.
alter table contracts.contract add column version integer not null default 1 check (version >= 1);
comment on column contracts.contract.version is 'Counts what was agreed: 1 as signed, one more with every change that was applied.';

create table contracts.change (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  contract_id uuid not null,
  contract_line_id uuid not null,
  change_no integer not null check (change_no >= 1),
  title text not null,
  description text not null,
  amount_minor bigint not null check (amount_minor >= 0),
  cost_minor bigint not null check (cost_minor >= 0),
  planned_on date,
  ends_on date,
  state text not null default 'asked'
    check (state in ('asked', 'approved', 'rejected', 'accepted', 'declined', 'withdrawn', 'applied')),
  reason text not null default '',
  answered_on date,
  requested_by uuid not null,
  requested_at timestamptz not null,
  revision integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, contract_id) references contracts.contract,
  foreign key (tenant_id, contract_line_id) references contracts.contract_line,
  unique (tenant_id, contract_id, change_no),
  constraint change_answered check ((state in ('accepted', 'declined', 'applied')) = (answered_on is not null))
);
comment on table contracts.change is
  'A change of one contract line: more to do, more to pay, later to end. Amount and cost are in the currency of the contract; reason is what was said last.';
create index change_contract on contracts.change (tenant_id, contract_id, requested_at);
create index change_line on contracts.change (tenant_id, contract_line_id);
create index change_state on contracts.change (tenant_id, state, requested_at);
select kernel.protect('contracts.change');

create table contracts.change_effort (
  tenant_id uuid not null default kernel.tenant_id(),
  change_id uuid not null,
  effort_no integer not null check (effort_no >= 1),
  work_package text not null,
  role_code text not null,
  minutes integer not null check (minutes > 0),
  bill_rate numeric(19, 6) not null check (bill_rate >= 0),
  cost_rate numeric(19, 6) not null check (cost_rate >= 0),
  primary key (tenant_id, change_id, effort_no),
  foreign key (tenant_id, change_id) references contracts.change,
  foreign key (tenant_id, role_code) references people.delivery_role
);
comment on table contracts.change_effort is 'The effort behind a change: minutes of a role in a work package, with bill and cost rate an hour in the currency of the contract.';
select kernel.protect('contracts.change_effort');

alter table projects.budget add column change_id uuid;
alter table projects.budget add foreign key (tenant_id, change_id) references contracts.change;
comment on column projects.budget.change_id is 'The change of a contract this version came with; null: the first budget.';
create unique index budget_change on projects.budget (tenant_id, change_id) where change_id is not null;
