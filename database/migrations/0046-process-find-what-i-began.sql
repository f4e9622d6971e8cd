-- What somebody waits for: the running processes they began, the questions they asked, and what they delegated.

create index instance_started_by on process.instance (tenant_id, started_by) where status = 'active' and parent_id is null;
create index task_delegated on process.task (tenant_id, delegated_by) where ended_at is null and delegated_by is not null;
create index task_note_said on process.task_note (tenant_id, said_by) where kind = 'question' and answered_at is null;
