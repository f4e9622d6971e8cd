-- Every node looks each second whether anything is due. Asked tenant by tenant that was a transaction each; this function
-- looks into one tenant after the other in a single statement, each under its own row-level security, and no row of one
-- is ever seen by another. And few tasks have a due date, so only those are kept in the order of it.
-- The index is built anew while tasks wait, some seconds for a million tasks.

create function process.due_tenants(tenants uuid[], moment timestamptz)
returns table (tenant uuid, timers boolean, late_tasks boolean)
language plpgsql
as $$
declare
  before text := coalesce(current_setting('throughline.tenant', true), '');
begin
  foreach tenant in array tenants loop
    perform set_config('throughline.tenant', tenant::text, true);
    -- The first of each index tells; asked whether any row is due, the planner may read a table of a million waiting ones.
    timers := coalesce((select t.due_at from process.timer t where t.tenant_id = tenant order by t.due_at limit 1) <= moment, false)
      or coalesce((select s.due_at from process.start_timer s where s.tenant_id = tenant order by s.due_at limit 1) <= moment, false)
      or coalesce((select m.expires_at from process.message m where m.tenant_id = tenant order by m.expires_at limit 1) <= moment, false);
    late_tasks := coalesce((
      select t.escalate_at
      from process.task t
      where t.tenant_id = tenant and t.ended_at is null and t.escalate_at is not null
      order by t.escalate_at
      limit 1) <= moment, false);
    if timers or late_tasks then
      return next;
    end if;
  end loop;
  perform set_config('throughline.tenant', before, true);
end
$$;
comment on function process.due_tenants(uuid[], timestamptz) is
  'Which of these tenants have a timer that is due or a message that has expired, or a late task; each seen by itself alone.';

drop index process.task_open_due;
create index task_open_due on process.task (tenant_id, due_at) where ended_at is null and due_at is not null;
