-- How the work is organised: projects, work packages, budgets.
create schema projects;

create table projects.project (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  number text not null,
  name text not null,
  opportunity_id uuid not null,
  client_id uuid not null,
  entity_id uuid not null,
  currency char(3) not null,
  manager_id uuid,
  delivery_lead_id uuid,
  state text not null default 'plan' check (state in ('new', 'plan', 'deliver', 'complete', 'closed')),
  starts_on date not null,
  ends_on date not null,
  revision integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, opportunity_id) references opportunities.opportunity,
  foreign key (tenant_id, client_id) references clients.client,
  foreign key (tenant_id, entity_id) references firm.legal_entity,
  foreign key (tenant_id, manager_id) references people.person,
  foreign key (tenant_id, delivery_lead_id) references people.person,
  constraint project_number_taken unique (tenant_id, number)
);
comment on table projects.project is 'The work of an engagement, led by a project manager; its currency is the one its margin is told in.';
create index project_state on projects.project (tenant_id, state, number);
create index project_manager on projects.project (tenant_id, manager_id);
create index project_opportunity on projects.project (tenant_id, opportunity_id);
select kernel.protect('projects.project');

create table projects.work_package (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  project_id uuid not null,
  code text not null,
  title text not null,
  contract_line_id uuid,
  approver_id uuid,
  starts_on date not null,
  ends_on date not null,
  state text not null default 'open' check (state in ('open', 'closed')),
  primary key (tenant_id, id),
  foreign key (tenant_id, project_id) references projects.project,
  foreign key (tenant_id, contract_line_id) references contracts.contract_line,
  foreign key (tenant_id, approver_id) references people.person,
  unique (tenant_id, project_id, code),
  unique (tenant_id, id, project_id)
);
comment on table projects.work_package is
  'A part of a project that time is booked to. Its contract line says how the work is billed; without one it is not chargeable. An approver other than the project manager may be named.';
create index work_package_line on projects.work_package (tenant_id, contract_line_id);
select kernel.protect('projects.work_package');

create table projects.budget (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  project_id uuid not null,
  version integer not null check (version >= 1),
  state text not null check (state in ('draft', 'in_review', 'approved', 'rejected', 'revised')),
  primary key (tenant_id, id),
  foreign key (tenant_id, project_id) references projects.project,
  unique (tenant_id, project_id, version)
);
comment on table projects.budget is 'A version of a project''s budget; actuals are measured against the approved one.';
create unique index budget_approved on projects.budget (tenant_id, project_id) where state = 'approved';
select kernel.protect('projects.budget');

create table projects.budget_line (
  tenant_id uuid not null default kernel.tenant_id(),
  budget_id uuid not null,
  work_package_id uuid not null,
  role_code text not null,
  minutes integer not null check (minutes > 0),
  cost_minor bigint not null check (cost_minor >= 0),
  price_minor bigint not null check (price_minor >= 0),
  currency char(3) not null,
  primary key (tenant_id, budget_id, work_package_id, role_code),
  foreign key (tenant_id, budget_id) references projects.budget,
  foreign key (tenant_id, work_package_id) references projects.work_package,
  foreign key (tenant_id, role_code) references people.delivery_role
);
comment on table projects.budget_line is 'Planned minutes, cost and price of a role in a work package, in the currency of its contract line.';
select kernel.protect('projects.budget_line');
