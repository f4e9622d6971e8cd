-- What recurs ends one day: each contract tells how long before that the client must know, and each end of a recurring term is
-- decided about once. The added column has a constant default: no rewrite, no long lock.
alter table contracts.contract add column notice_days integer not null default 90 check (notice_days between 0 and 1000);
comment on column contracts.contract.notice_days is 'How many days before its recurring fees end the client must be told whether and how they go on.';

create table contracts.renewal (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  contract_id uuid not null,
  term_ends_on date not null,
  notice_on date not null,
  state text not null default 'due' check (state in ('due', 'renewing', 'renewed', 'changing', 'ending')),
  ends_on date,
  uplift_percent numeric(8, 4),
  reason text not null default '',
  told_on date,
  found_at timestamptz not null,
  revision integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, contract_id) references contracts.contract,
  unique (tenant_id, contract_id, term_ends_on),
  constraint renewal_has_term check ((state in ('renewing', 'renewed')) = (ends_on is not null))
);
comment on table contracts.renewal is
  'The end of the recurring fees of a contract, and what was decided about it: renewed to a new last day, changed, or ended.';
create index renewal_state on contracts.renewal (tenant_id, state, notice_on);
select kernel.protect('contracts.renewal');
