-- Operations on many instances: what is to be done to which is written down at once, and worked off in slices by any
-- node. The state of each item is set in the transaction that does the work, so that a killed node loses and doubles nothing.

create table process.operation (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  kind text not null check (kind in ('cancel', 'suspend', 'resume', 'retry', 'modify', 'migrate')),
  status text not null check (status in ('running', 'completed', 'cancelled')),
  filter jsonb not null,
  input jsonb not null,
  reason text not null check (reason <> ''),
  total integer not null check (total >= 0),
  started_by uuid not null,
  started_for uuid,
  started_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id),
  check ((ended_at is null) = (status = 'running'))
);
comment on table process.operation is
  'One thing to do to many instances: which, what, why and by whom. Its items were chosen when it was started.';
create index operation_started on process.operation (tenant_id, started_at, id);
create index operation_running on process.operation (tenant_id, id) where status = 'running';
select kernel.protect('process.operation');

create table process.operation_item (
  tenant_id uuid not null default kernel.tenant_id(),
  operation_id uuid not null,
  id uuid not null,
  instance_id uuid not null,
  state text not null check (state in ('open', 'done', 'refused')),
  code text,
  message text,
  worked_at timestamptz,
  primary key (tenant_id, operation_id, id),
  foreign key (tenant_id, operation_id) references process.operation,
  check ((worked_at is null) = (state = 'open')),
  check ((code is null) = (state <> 'refused'))
);
comment on table process.operation_item is
  'One instance, or one incident, of an operation: still open, done, or refused and why.';
create index operation_item_state on process.operation_item (tenant_id, operation_id, state, id);
select kernel.protect('process.operation_item');
