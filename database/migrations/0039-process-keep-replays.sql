-- Reports of replays: what past instances would have done on this engine, on another version, or with other decisions.
-- They are kept, because rolling out a version requires one.

create table process.replay_report (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  filter jsonb not null,
  against jsonb not null,
  instances integer not null check (instances >= 0),
  remaining integer not null check (remaining >= 0),
  differing integer not null check (differing >= 0),
  events integer not null check (events >= 0),
  summary jsonb not null,
  run_by uuid not null,
  run_at timestamptz not null,
  primary key (tenant_id, id)
);
comment on table process.replay_report is
  'One replay of past instances: which, against what, and how many came out otherwise.';
create index replay_report_run on process.replay_report (tenant_id, run_at, id);
create index replay_report_draft on process.replay_report (tenant_id, (against ->> 'draftId'), run_at);
select kernel.protect('process.replay_report');
select kernel.append_only('process.replay_report');

create table process.replay_difference (
  tenant_id uuid not null default kernel.tenant_id(),
  report_id uuid not null,
  instance_id uuid not null,
  process_key text not null,
  business_key text,
  differences jsonb not null,
  cases jsonb not null,
  tasks jsonb not null,
  primary key (tenant_id, report_id, instance_id),
  foreign key (tenant_id, report_id) references process.replay_report
);
comment on table process.replay_difference is
  'An instance that came out otherwise in a replay: every effect, decision and task that differs.';
select kernel.protect('process.replay_difference');
select kernel.append_only('process.replay_difference');
