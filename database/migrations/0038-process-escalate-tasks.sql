-- A task that is not done by its due date goes to the next in authority. The columns have defaults, so no row is rewritten;
-- the check of notes is replaced, which reads them once.

alter table process.task
  add column escalate_to text[] not null default '{}',
  add column escalated integer not null default 0,
  add column escalate_at timestamptz;
create index task_escalation on process.task (tenant_id, escalate_at) where ended_at is null and escalate_at is not null;

alter table process.task_note
  drop constraint task_note_kind_check,
  add constraint task_note_kind_check
    check (kind in ('comment', 'question', 'answer', 'attachment', 'hand-over', 'escalation'));
