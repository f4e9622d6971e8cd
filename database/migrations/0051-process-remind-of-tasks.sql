-- People are reminded of a task as its model says, before and after it is due, until it is done. The moments are counted when
-- the task is offered and kept with it; the next one stands alone, so that an index finds what is to be sent now.
-- The columns have defaults, so no row is rewritten.

alter table process.task
  add column remind_at timestamptz[] not null default '{}',
  add column remind_next timestamptz,
  add column reminded integer not null default 0,
  add column reminded_at timestamptz;
create index task_reminder on process.task (tenant_id, remind_next) where ended_at is null and remind_next is not null;
comment on column process.task.remind_at is 'When people are reminded of it while it is open, the first moment first.';
comment on column process.task.reminded is 'How many times they were; several moments missed in an outage are one.';

create function process.tenants_to_remind(tenants uuid[], moment timestamptz)
returns table (tenant uuid)
language plpgsql
as $$
declare
  before text := coalesce(current_setting('throughline.tenant', true), '');
begin
  foreach tenant in array tenants loop
    perform set_config('throughline.tenant', tenant::text, true);
    if coalesce((
      select t.remind_next
      from process.task t
      where t.tenant_id = tenant and t.ended_at is null and t.remind_next is not null
      order by t.remind_next
      limit 1) <= moment, false) then
      return next;
    end if;
  end loop;
  perform set_config('throughline.tenant', before, true);
end
$$;
comment on function process.tenants_to_remind(uuid[], timestamptz) is
  'Which of these tenants have a task of which people are to be reminded; each seen by itself alone.';
