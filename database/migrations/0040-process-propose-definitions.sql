-- Definitions as drafts: somebody proposes a model, a second person approves it, and only then it is live.

create table process.draft (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  kind text not null check (kind in ('process', 'decision')),
  resource text not null,
  xml text not null,
  keys text[] not null check (cardinality(keys) > 0),
  in_force jsonb not null,
  difference jsonb not null,
  warnings jsonb not null,
  reason text not null check (reason <> ''),
  status text not null check (status in ('proposed', 'approved', 'rejected')),
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  decided_because text,
  report_id uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, report_id) references process.replay_report,
  check ((decided_at is null) = (status = 'proposed')),
  check ((decided_by is null) = (status = 'proposed')),
  check ((report_id is not null) = (status = 'approved'))
);
comment on table process.draft is
  'A model somebody proposes: what it changes, who decided, and the replay report its approval rests on.';
create index draft_proposed on process.draft (tenant_id, proposed_at, id);
create index draft_report on process.draft (tenant_id, report_id);
select kernel.protect('process.draft');
