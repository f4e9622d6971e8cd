-- Nobody works before what the law and the firm ask for is there: how a new person comes from the signed agreement to the day they may
-- be booked, and what was asked for on the way. People without an onboarding are as they were: free to be booked.
-- Who is called off before the first day ends on the day before it, so the check of both days is looser by one; the table of people
-- is small, and the check of its rows is short.
alter table people.person drop constraint person_check;
alter table people.person add constraint person_ends_after_start check (ended_on >= started_on - 1);

create table people.onboarding (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  person_id uuid not null,
  kind text not null check (kind in ('employee', 'contractor')),
  state text not null default 'opened' check (state in ('opened', 'checking', 'cleared', 'declined', 'withdrawn', 'ended')),
  agreement_number text not null,
  agreement_ends_on date,
  company text not null default '',
  proposed_ends_on date,
  ending_told_for date,
  probation_ends_on date,
  probation_told_for date,
  legal_status text check (legal_status in ('independent', 'deemed_employee')),
  reason text not null default '',
  opened_at timestamptz not null,
  cleared_at timestamptz,
  revision integer not null default 1,
  primary key (tenant_id, id),
  unique (tenant_id, person_id),
  foreign key (tenant_id, person_id) references people.person,
  constraint onboarding_contractor_has_company_and_end
    check ((kind = 'contractor') = (company <> '') and (kind = 'employee' or agreement_ends_on is not null)),
  constraint onboarding_proposed_is_later check (proposed_ends_on > agreement_ends_on),
  constraint onboarding_probation_is_of_employees check (kind = 'employee' or probation_ends_on is null),
  constraint onboarding_status_is_of_contractors check (kind = 'contractor' or legal_status is null),
  constraint onboarding_cleared_has_moment check (state not in ('cleared', 'ended') or cleared_at is not null)
);
comment on table people.onboarding is
  'The way of a new employee or contractor from the signed agreement to the day they may be booked, and until the agreement ends.';
comment on column people.onboarding.ending_told_for is 'The end of the agreement that was told of last, so that each is told of once.';
comment on column people.onboarding.probation_told_for is 'The end of probation that was told of last, so that each is told of once.';
create index onboarding_agreement_end on people.onboarding (tenant_id, agreement_ends_on) where state = 'cleared';
create index onboarding_state on people.onboarding (tenant_id, state, opened_at);
select kernel.protect('people.onboarding');

create table people.onboarding_check (
  tenant_id uuid not null default kernel.tenant_id(),
  onboarding_id uuid not null,
  item text not null check (item in ('signed_agreement', 'confidentiality', 'right_to_work', 'tax_form', 'social_security', 'insurance',
    'legal_status', 'background_check')),
  why text not null,
  evidence text not null default '',
  valid_until date,
  file_id uuid,
  recorded_at timestamptz,
  ending_told_for date,
  primary key (tenant_id, onboarding_id, item),
  foreign key (tenant_id, onboarding_id) references people.onboarding,
  foreign key (tenant_id, file_id) references documents.file,
  constraint onboarding_check_recorded_has_evidence check ((recorded_at is null) = (evidence = '')),
  constraint onboarding_check_insurance_has_end check (item <> 'insurance' or recorded_at is null or valid_until is not null)
);
comment on table people.onboarding_check is
  'What is asked for before a person may work, why, and, once it was seen, what shows it and until when it is valid.';
comment on column people.onboarding_check.ending_told_for is 'The end of validity that was told of last, so that each is told of once.';
create index onboarding_check_valid on people.onboarding_check (tenant_id, valid_until);
select kernel.protect('people.onboarding_check');
