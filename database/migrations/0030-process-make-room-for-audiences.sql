-- An advance is as fast as the rows it writes are few. Tasks are offered to audiences, which are the same for thousands
-- of tasks, and the path is told by the event that caused it, in its row. Checks that name one column become types:
-- a type is checked from memory, a check of a table is read and compiled by every statement that writes there.
-- Rewrites nothing; new checks read the tables of tasks and instances once under an exclusive lock.

create table process.audience_member (
  tenant_id uuid not null default kernel.tenant_id(),
  audience_id uuid not null,
  kind text not null check (kind in ('role', 'person')),
  candidate text not null,
  primary key (tenant_id, audience_id, kind, candidate)
);
comment on table process.audience_member is
  'A role or person of an audience: those to whom tasks are offered together. Its id is made of its members, so it never changes.';
create index audience_member_candidate on process.audience_member (tenant_id, kind, candidate, audience_id);
select kernel.protect('process.audience_member');

create domain process.task_state as text
  check (value in ('created', 'claimed', 'delegated', 'resolved', 'completed', 'cancelled'));
create domain process.task_priority as integer check (value between 0 and 100);
create domain process.instance_status as text check (value in ('active', 'completed', 'cancelled'));
create domain process.incident_count as integer check (value >= 0);

alter table process.task
  add column audience_id uuid,
  alter column state type process.task_state,
  alter column priority type process.task_priority,
  alter column priority set default 50,
  alter column excluded set default '{}',
  alter column commands set default '{}',
  alter column subjects set default '{}',
  alter column headers set default '{}',
  alter column variables set default '{}',
  drop constraint task_state_check,
  drop constraint task_priority_check,
  drop constraint task_delegated_by_somebody,
  drop constraint task_ended_when_done,
  drop constraint task_held_by_somebody,
  add constraint task_in_the_hands_its_state_says check (
    case state
      when 'created' then ended_at is null
      when 'completed' then ended_at is not null
      when 'cancelled' then ended_at is not null
      else ended_at is null and assignee_id is not null and (state <> 'delegated' or delegated_by is not null)
    end);
comment on column process.task.audience_id is 'Those to whom it is offered; null when it was given to somebody at once.';
create index task_audience on process.task (tenant_id, audience_id) where ended_at is null;
drop index process.task_assignee;
create index task_assignee on process.task (tenant_id, assignee_id) where ended_at is null and assignee_id is not null;

alter table process.instance
  alter column status type process.instance_status,
  alter column incident_count type process.incident_count,
  drop constraint instance_status_check,
  drop constraint instance_incident_count_check,
  drop constraint instance_check,
  add constraint instance_ends_once check ((ended_at is null) = (status = 'active'));

alter table process.input_event add column path jsonb not null default '[]';
comment on column process.input_event.path is
  'What the event ended: element, parent, node, via, started_at, outcome, note. Read it as process.activity.';
