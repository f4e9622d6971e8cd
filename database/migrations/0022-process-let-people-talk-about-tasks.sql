-- People work on tasks together: they delegate them and get them back, ask each other, comment, attach files and hand
-- over with a reason. A task that was delegated more than once finds its way back through every hand.
-- The checks are replaced, which reads the table of tasks once under an exclusive lock; it holds no instance data.

alter table process.task
  add column delegated_earlier uuid[] not null default '{}',
  drop constraint task_check,
  drop constraint task_check1,
  drop constraint task_state_check,
  add constraint task_state_check check (state in ('created', 'claimed', 'delegated', 'resolved', 'completed', 'cancelled')),
  add constraint task_held_by_somebody check (state not in ('claimed', 'delegated', 'resolved') or assignee_id is not null),
  add constraint task_delegated_by_somebody check (state <> 'delegated' or delegated_by is not null),
  add constraint task_ended_when_done check ((ended_at is not null) = (state in ('completed', 'cancelled')));

create table process.task_note (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  task_id uuid not null,
  kind text not null check (kind in ('comment', 'question', 'answer', 'attachment', 'hand-over')),
  said_at timestamptz not null,
  said_by uuid not null,
  said_for uuid,
  text text check (text <> ''),
  to_id uuid,
  to_role text,
  question_id uuid,
  file_id uuid,
  answered_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, task_id) references process.task,
  foreign key (tenant_id, file_id) references documents.file,
  constraint task_note_says_something check (text is not null or file_id is not null),
  constraint task_note_question_asks_somebody check (kind <> 'question' or to_id is not null),
  constraint task_note_answer_has_question check ((kind = 'answer') = (question_id is not null)),
  constraint task_note_attachment_has_file check ((kind = 'attachment') = (file_id is not null))
);
comment on table process.task_note is
  'What somebody said about a task: a comment, a question to a person and its answer, an attached file, the reason of a hand-over.';
create index task_note_task on process.task_note (tenant_id, task_id, id);
create index task_note_asked on process.task_note (tenant_id, to_id) where kind = 'question' and answered_at is null;
create index task_note_file on process.task_note (tenant_id, file_id) where file_id is not null;
select kernel.protect('process.task_note');
