-- Business calendars: on which hours and days work is done, for deadlines and due dates in working time.

create table process.calendar (
  tenant_id uuid not null default kernel.tenant_id(),
  name text not null check (name <> ''),
  revision integer not null check (revision >= 1),
  zone text,
  hours jsonb not null check (jsonb_typeof(hours) = 'object'),
  holidays date[] not null,
  changed_at timestamptz not null,
  changed_by uuid not null,
  primary key (tenant_id, name)
);
comment on table process.calendar is
  'When work is done: hours of each weekday, days without any, and their zone. Durations of timers and tasks are counted on it.';
create index calendar_changed on process.calendar (tenant_id, changed_at, name);
select kernel.protect('process.calendar');
