-- What was done: a person's week and its lines, approved per project.
create schema timesheets;

create table timesheets.timesheet (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  person_id uuid not null,
  week_start date not null check (extract(isodow from week_start) = 1),
  state text not null default 'draft' check (state in ('draft', 'submitted', 'approved')),
  submitted_at timestamptz,
  revision integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references people.person,
  constraint timesheet_week_taken unique (tenant_id, person_id, week_start),
  unique (tenant_id, id, person_id)
);
comment on table timesheets.timesheet is 'One person, one ISO week. Approved when every line is.';
create index timesheet_state on timesheets.timesheet (tenant_id, state, week_start);
select kernel.protect('timesheets.timesheet');

create table timesheets.import (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  file_hash bytea not null,
  lines integer not null,
  imported_at timestamptz not null,
  primary key (tenant_id, id),
  constraint import_done_before unique (tenant_id, file_hash)
);
comment on table timesheets.import is 'A time export that was read in, by the hash of the file so that the same one is not read twice.';
select kernel.protect('timesheets.import');

create table timesheets.time_entry (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null default kernel.new_id(),
  timesheet_id uuid not null,
  person_id uuid not null,
  project_id uuid not null,
  work_package_id uuid not null,
  worked_on date not null,
  minutes integer not null check (minutes between 1 and 1440),
  billing_type text not null default 'chargeable' check (billing_type in ('chargeable', 'non_chargeable', 'complimentary')),
  description text not null default '',
  state text not null default 'draft' check (state in ('draft', 'submitted', 'approved', 'rejected', 'recalled')),
  reason text not null default '',
  import_id uuid,
  external_id text,
  primary key (tenant_id, id),
  foreign key (tenant_id, timesheet_id, person_id) references timesheets.timesheet (tenant_id, id, person_id),
  foreign key (tenant_id, work_package_id, project_id) references projects.work_package (tenant_id, id, project_id)
);
comment on table timesheets.time_entry is 'Minutes a person worked on a work package on a day. Whole minutes; other units exist only on screens.';
create index time_entry_sheet on timesheets.time_entry (tenant_id, timesheet_id);
create index time_entry_project on timesheets.time_entry (tenant_id, project_id, state, worked_on);
create unique index time_entry_external on timesheets.time_entry (tenant_id, external_id) where external_id is not null;
select kernel.protect('timesheets.time_entry');
