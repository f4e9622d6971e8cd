-- A suspended instance keeps its state and hears nothing. What arrives meanwhile waits here, because neither a message
-- nor the result of a person's work may be lost with the pause. Rows of their own keep the advance of all others as it is.

create table process.suspension (
  tenant_id uuid not null default kernel.tenant_id(),
  instance_id uuid not null,
  root_id uuid not null,
  reason text not null check (reason <> ''),
  suspended_at timestamptz not null,
  suspended_by uuid not null,
  primary key (tenant_id, instance_id)
);
comment on table process.suspension is
  'An instance that is suspended, and why. A call tree is suspended and resumed as a whole, by its root.';
create index suspension_root on process.suspension (tenant_id, root_id);
select kernel.protect('process.suspension');

create table process.held_event (
  tenant_id uuid not null default kernel.tenant_id(),
  instance_id uuid not null,
  id uuid not null,
  event jsonb not null,
  message jsonb,
  received_at timestamptz not null,
  primary key (tenant_id, instance_id, id),
  foreign key (tenant_id, instance_id) references process.suspension on delete cascade
);
comment on table process.held_event is
  'What arrived for a suspended instance, in order; it acts when the instance is resumed and goes when it is cancelled.';
select kernel.protect('process.held_event');
