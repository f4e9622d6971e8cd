-- Who does the work, and when.
create schema staffing;

create table staffing.resource_request (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  project_id uuid not null,
  work_package_id uuid not null,
  role_code text not null,
  minutes integer not null check (minutes > 0),
  starts_on date not null,
  ends_on date not null,
  state text not null default 'submitted' check (state in ('draft', 'submitted', 'needs_review', 'fulfilled', 'rejected', 'cancelled')),
  reason text not null default '',
  revision integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, project_id) references projects.project,
  foreign key (tenant_id, work_package_id) references projects.work_package,
  foreign key (tenant_id, role_code) references people.delivery_role,
  check (ends_on >= starts_on)
);
comment on table staffing.resource_request is 'Minutes of a role a work package needs in a period, and whether people were found.';
create index resource_request_state on staffing.resource_request (tenant_id, state, starts_on);
create index resource_request_project on staffing.resource_request (tenant_id, project_id);
select kernel.protect('staffing.resource_request');

create table staffing.booking (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  request_id uuid,
  person_id uuid not null,
  project_id uuid not null,
  work_package_id uuid not null,
  role_code text not null,
  starts_on date not null,
  ends_on date not null,
  minutes_per_day integer not null check (minutes_per_day between 1 and 1440),
  state text not null check (state in ('proposed', 'soft', 'hard', 'canceled')),
  revision integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, request_id) references staffing.resource_request,
  foreign key (tenant_id, person_id) references people.person,
  foreign key (tenant_id, project_id) references projects.project,
  foreign key (tenant_id, work_package_id) references projects.work_package,
  foreign key (tenant_id, role_code) references people.delivery_role,
  check (ends_on >= starts_on)
);
comment on table staffing.booking is 'Minutes a working day of a person for a work package. Only hard bookings consume capacity.';
create index booking_person on staffing.booking (tenant_id, person_id, starts_on) where state <> 'canceled';
create index booking_project on staffing.booking (tenant_id, project_id, state);
create index booking_request on staffing.booking (tenant_id, request_id);
select kernel.protect('staffing.booking');
