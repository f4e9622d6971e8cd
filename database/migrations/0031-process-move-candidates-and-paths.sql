-- Moves the candidates of open tasks to audiences, and the path to the events that caused it. Reads and writes as many
-- rows as there are tasks and elements of paths, while processes stand still.

alter table process.task no force row level security;
alter table process.task_candidate no force row level security;
alter table process.audience_member no force row level security;
alter table process.activity no force row level security;
alter table process.input_event no force row level security;
alter table process.input_event disable trigger append_only;

create temporary table offered on commit drop as
  select tenant_id, task_id,
    substr(encode(sha256(convert_to(string_agg(kind || ':' || candidate, e'\n' order by (kind || ':' || candidate) collate "C"),
      'UTF8')), 'hex'), 1, 32)::uuid as audience_id
  from process.task_candidate
  group by tenant_id, task_id;

insert into process.audience_member (tenant_id, audience_id, kind, candidate)
select distinct c.tenant_id, o.audience_id, c.kind, c.candidate
from process.task_candidate c
join offered o on o.tenant_id = c.tenant_id and o.task_id = c.task_id;

update process.task t
set audience_id = o.audience_id
from offered o
where t.tenant_id = o.tenant_id and t.id = o.task_id;

update process.input_event e
set path = p.path
from (
  select a.tenant_id, a.instance_id, a.seq,
    jsonb_agg(
      jsonb_build_object('element', a.element, 'parent', a.parent, 'node', a.node, 'via', a.via,
        'started_at', a.started_at, 'outcome', a.outcome, 'note', a.note)
      order by a.element) as path
  from (
    select a.*, (
      select max(e.seq)
      from process.input_event e
      where e.tenant_id = a.tenant_id and e.instance_id = a.instance_id and e.at <= a.ended_at) as seq
    from process.activity a) as a
  group by a.tenant_id, a.instance_id, a.seq) as p
where e.tenant_id = p.tenant_id and e.instance_id = p.instance_id and e.seq = p.seq;

alter table process.input_event enable trigger append_only;
alter table process.task force row level security;
alter table process.task_candidate force row level security;
alter table process.audience_member force row level security;
alter table process.activity force row level security;
alter table process.input_event force row level security;
