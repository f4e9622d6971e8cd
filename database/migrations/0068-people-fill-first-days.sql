-- The onboardings there are so far are those of the first time, which is still the one of the person; of those that are over the end is
-- kept with them, since that of the person will be another. They are as many as people were taken on, of all tenants.
alter table people.onboarding no force row level security;
alter table people.person no force row level security;

update people.onboarding
set started_on = person.started_on,
  agreement_ends_on = case onboarding.state when 'ended' then least(onboarding.agreement_ends_on, person.ended_on) else onboarding.agreement_ends_on end
from people.person
where person.tenant_id = onboarding.tenant_id and person.id = onboarding.person_id;

alter table people.onboarding force row level security;
alter table people.person force row level security;
