-- The process engine: definitions, instances with their stored input events, people's tasks, timers, subscriptions,
-- buffered messages, incidents. Every change of an instance happens under the lock of its root instance and in one
-- statement. The tables every advance writes have no foreign keys to the instance, because that statement writes both,
-- and few checks: PostgreSQL reads and prepares each anew in every statement, a tenth of what an advance costs.

create schema process;
comment on schema process is 'Deployed processes, their instances, tasks, timers, subscriptions, messages and incidents.';

create table process.definition (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  key text not null check (key <> ''),
  version integer not null check (version >= 1),
  hash text not null check (length(hash) = 64),
  name text not null,
  version_tag text,
  resource text not null,
  xml text not null,
  properties jsonb not null,
  documentation text not null,
  latest boolean not null,
  deployment_id uuid not null,
  deployed_at timestamptz not null,
  deployed_by uuid not null,
  primary key (tenant_id, id),
  unique (tenant_id, key, version)
);
comment on table process.definition is
  'One version of a deployed process, with the model it came from. The latest version of a key is what starts.';
create unique index definition_latest on process.definition (tenant_id, key) where latest;
create index definition_deployment on process.definition (tenant_id, deployment_id);
create index definition_name on process.definition (tenant_id, name, id);
create index definition_deployed on process.definition (tenant_id, deployed_at, id);
select kernel.protect('process.definition');

create table process.definition_event (
  tenant_id uuid not null default kernel.tenant_id(),
  definition_id uuid not null,
  node text not null,
  use text not null check (use in ('start', 'catch')),
  kind text not null check (kind in ('message', 'signal', 'timer')),
  name text not null,
  primary key (tenant_id, definition_id, node),
  foreign key (tenant_id, definition_id) references process.definition
);
comment on table process.definition_event is
  'What a definition listens to by a fixed name: events that start it, and messages its instances wait for.';
create index definition_event_name on process.definition_event (tenant_id, kind, name);
select kernel.protect('process.definition_event');

create table process.start_timer (
  tenant_id uuid not null default kernel.tenant_id(),
  definition_id uuid not null,
  node text not null,
  due_at timestamptz not null,
  anchor timestamptz not null,
  fired integer not null check (fired >= 0),
  primary key (tenant_id, definition_id, node),
  foreign key (tenant_id, definition_id) references process.definition
);
comment on table process.start_timer is 'When a timer starts the next instance of the latest version of a process.';
create index start_timer_due on process.start_timer (tenant_id, due_at);
select kernel.protect('process.start_timer');

create table process.instance (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  root_id uuid not null,
  definition_id uuid not null,
  process_key text not null,
  revision integer not null,
  status text not null check (status in ('active', 'completed', 'cancelled')),
  business_key text,
  start_key text,
  parent_id uuid,
  parent_element integer,
  event_count integer not null,
  incident_count integer not null check (incident_count >= 0),
  state jsonb not null,
  variables jsonb not null,
  started_by uuid not null,
  started_at timestamptz not null,
  updated_at timestamptz not null,
  ended_at timestamptz check ((ended_at is null) = (status = 'active')),
  primary key (tenant_id, id),
  foreign key (tenant_id, definition_id) references process.definition
) with (fillfactor = 70);
comment on table process.instance is
  'One run of a process: its state as plain JSON, its variables, what it is about. The root of a call tree is locked for all of it.';
create unique index instance_start on process.instance (tenant_id, process_key, start_key)
  where status = 'active' and start_key is not null;
create index instance_root on process.instance (tenant_id, root_id);
create index instance_started on process.instance (tenant_id, started_at, id);
create index instance_business on process.instance (tenant_id, business_key) where business_key is not null;
create index instance_process on process.instance (tenant_id, process_key, started_at, id);
create index instance_parent on process.instance (tenant_id, parent_id, parent_element) where parent_id is not null;
select kernel.protect('process.instance');

create table process.input_event (
  tenant_id uuid not null default kernel.tenant_id(),
  instance_id uuid not null,
  seq integer not null,
  at timestamptz not null,
  event jsonb not null,
  definition_id uuid not null,
  actor_id uuid not null,
  journal_id uuid not null,
  primary key (tenant_id, instance_id, seq)
);
comment on table process.input_event is
  'Every event that ever went into an instance, in order: replaying them gives the state again.';
select kernel.protect('process.input_event');
select kernel.append_only('process.input_event');

create table process.activity (
  tenant_id uuid not null default kernel.tenant_id(),
  instance_id uuid not null,
  element integer not null,
  parent integer not null,
  node text not null,
  via text,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  outcome text not null,
  note text,
  primary key (tenant_id, instance_id, element)
);
comment on table process.activity is
  'One element an instance went through and left: by which flow, from when to when, with what outcome. What lives is in the state.';
select kernel.protect('process.activity');
select kernel.append_only('process.activity');

create table process.task (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  instance_id uuid not null,
  root_id uuid not null,
  element integer not null,
  process_key text not null,
  node text not null,
  name text not null,
  state text not null check (state in ('created', 'claimed', 'completed', 'cancelled')),
  assignee_id uuid check (state <> 'claimed' or assignee_id is not null),
  delegated_by uuid,
  excluded uuid[] not null,
  commands text[] not null,
  subjects text[] not null,
  priority integer not null check (priority between 0 and 100),
  due_at timestamptz,
  follow_up_at timestamptz,
  form text,
  headers jsonb not null,
  variables jsonb not null,
  revision integer not null default 1,
  created_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid,
  outcome text,
  primary key (tenant_id, id),
  check ((ended_at is null) = (state in ('created', 'claimed')))
) with (fillfactor = 80);
comment on table process.task is
  'Work of a person in an instance: who may do it, until when, on what, and by which commands it is done.';
create unique index task_element on process.task (tenant_id, instance_id, element);
create index task_assignee on process.task (tenant_id, assignee_id) where ended_at is null;
create index task_open_due on process.task (tenant_id, due_at) where ended_at is null;
select kernel.protect('process.task');

create table process.task_candidate (
  tenant_id uuid not null default kernel.tenant_id(),
  kind text not null,
  candidate text not null,
  task_id uuid not null,
  primary key (tenant_id, kind, candidate, task_id)
);
comment on table process.task_candidate is 'A role or person that may claim an open task. Gone when the task ends.';
create index task_candidate_task on process.task_candidate (tenant_id, task_id);
select kernel.protect('process.task_candidate');

create table process.task_binding (
  tenant_id uuid not null default kernel.tenant_id(),
  subject text not null,
  task_id uuid not null,
  primary key (tenant_id, subject, task_id)
);
comment on table process.task_binding is
  'A subject on which one of the commands of an open task is still to be run; the last one done completes the task.';
create index task_binding_task on process.task_binding (tenant_id, task_id);
select kernel.protect('process.task_binding');

create table process.timer (
  tenant_id uuid not null default kernel.tenant_id(),
  instance_id uuid not null,
  subscription integer not null,
  root_id uuid not null,
  node text not null,
  due_at timestamptz not null,
  primary key (tenant_id, instance_id, subscription)
);
comment on table process.timer is 'An armed timer. Any node fires it once it is due.';
create index timer_due on process.timer (tenant_id, due_at);
select kernel.protect('process.timer');

create table process.subscription (
  tenant_id uuid not null default kernel.tenant_id(),
  instance_id uuid not null,
  subscription integer not null,
  root_id uuid not null,
  process_key text not null,
  node text not null,
  kind text not null check (kind in ('message', 'signal')),
  name text not null,
  key text not null,
  primary key (tenant_id, instance_id, subscription)
);
comment on table process.subscription is 'A message or signal an instance waits for, its correlation key frozen when armed.';
create index subscription_name on process.subscription (tenant_id, kind, name, key);
select kernel.protect('process.subscription');

create table process.message (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  name text not null,
  key text not null,
  message_id text not null,
  variables jsonb not null,
  received_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, name, key, message_id)
);
comment on table process.message is
  'A message nobody waited for yet, kept until somebody does or it expires. The same id is kept once.';
create index message_expiry on process.message (tenant_id, expires_at);
select kernel.protect('process.message');

create table process.incident (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  instance_id uuid not null,
  root_id uuid not null,
  number integer not null,
  process_key text not null,
  element integer not null,
  node text not null,
  code text not null,
  message text not null,
  owner_role text not null,
  opened_at timestamptz not null,
  closed_at timestamptz,
  outcome text check (outcome in ('retried', 'cancelled')),
  primary key (tenant_id, id),
  check ((closed_at is null) = (outcome is null))
);
comment on table process.incident is
  'An instance waits at an element because something went wrong there; the role that owns it looks and retries.';
create unique index incident_number on process.incident (tenant_id, instance_id, number);
create index incident_opened on process.incident (tenant_id, opened_at, id);
select kernel.protect('process.incident');
