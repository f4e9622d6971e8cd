-- What has moved is told in one place only; under the old names it can be read as before, row-level security included.

drop table process.task_candidate;
create view process.task_candidate with (security_invoker = true) as
  select m.tenant_id, m.kind, m.candidate, t.id as task_id
  from process.task t
  join process.audience_member m on m.tenant_id = t.tenant_id and m.audience_id = t.audience_id
  where t.ended_at is null;
comment on view process.task_candidate is 'A role or person that may claim an open task, by its audience.';

drop table process.activity;
create view process.activity with (security_invoker = true) as
  select e.tenant_id, e.instance_id, p.element, p.parent, p.node, p.via, p.started_at,
    e.at as ended_at, p.outcome, p.note
  from process.input_event e
  cross join lateral jsonb_to_recordset(e.path) as p (
    element integer, parent integer, node text, via text, started_at timestamptz, outcome text, note text);
comment on view process.activity is
  'One element an instance went through and left: by which flow, from when to when, with what outcome. What lives is in the state.';
