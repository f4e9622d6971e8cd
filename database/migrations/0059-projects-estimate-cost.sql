-- What a contract of a project will have cost in the end, as its project manager says: the budget until somebody says otherwise.
-- Each estimate stays beside the ones before it, so that a review of revenue can show what changed and why.
create table projects.estimate (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  project_id uuid not null,
  contract_id uuid not null,
  cost_minor bigint not null check (cost_minor >= 0),
  currency character(3) not null,
  reason text not null,
  estimated_on date not null,
  estimated_by uuid not null,
  estimated_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, project_id) references projects.project,
  foreign key (tenant_id, contract_id) references contracts.contract
);
comment on table projects.estimate is
  'The estimated cost at completion of a contract of a project, in the currency of the contract, and why it is that much.';
create index estimate_contract on projects.estimate (tenant_id, contract_id, estimated_at);
create index estimate_project on projects.estimate (tenant_id, project_id, estimated_at);
select kernel.protect('projects.estimate');
select kernel.append_only('projects.estimate');
