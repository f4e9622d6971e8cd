-- Somebody who left may come back: each time has an onboarding of its own, and the days of the times before are kept. Two of a person
-- are never under way at once. The first day moves from the person to the onboarding, since theirs becomes that of the last time; it
-- is filled and required in the next two migrations. Adding a nullable column and an empty table rewrites nothing; onboardings are few.
create table people.past_period (
  tenant_id uuid not null default kernel.tenant_id(),
  person_id uuid not null,
  started_on date not null,
  ended_on date not null,
  primary key (tenant_id, person_id, started_on),
  foreign key (tenant_id, person_id) references people.person,
  constraint past_period_ends_after_start check (ended_on >= started_on)
);
select kernel.protect('people.past_period');
comment on table people.past_period is 'The days somebody worked here before they left and came back, as the first and the last of them.';

alter table people.onboarding
  add column started_on date,
  drop constraint onboarding_tenant_id_person_id_key;
comment on column people.onboarding.started_on is 'The first day of work as agreed this time.';
create unique index onboarding_one_under_way on people.onboarding (tenant_id, person_id) where state in ('opened', 'checking', 'cleared');
create index onboarding_person on people.onboarding (tenant_id, person_id, opened_at);

create function people.working_days(person uuid, from_day date, to_day date) returns table (day date)
language sql stable parallel safe
begin atomic
  select working.day
  from people.person as p
    cross join lateral (
      select p.started_on, p.ended_on
      union all
      select past.started_on, past.ended_on
      from people.past_period as past
      where past.tenant_id = p.tenant_id and past.person_id = p.id) as period
    cross join lateral firm.working_days(p.entity_id, greatest(working_days.from_day, period.started_on),
      least(working_days.to_day, coalesce(period.ended_on, working_days.to_day))) as working
  where p.tenant_id = (select kernel.tenant_id()) and p.id = working_days.person;
end;
comment on function people.working_days(uuid, date, date) is
  'The working days of a period on which somebody works here, this time or an earlier one: without weekends and the holidays of their entity.';
