-- Who works here, in which role, since when, and what an hour of theirs costs.
create schema people;

create table people.delivery_role (
  tenant_id uuid not null default kernel.tenant_id(),
  code text not null check (code ~ '^[a-z][a-z0-9-]*$'),
  name text not null,
  primary key (tenant_id, code)
);
comment on table people.delivery_role is 'What somebody does on a project (architect, consultant): the key of rate cards, budgets and requests.';
select kernel.protect('people.delivery_role');

create table people.person (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  number text not null,
  name text not null,
  email text not null,
  entity_id uuid not null,
  practice_id uuid,
  role_code text not null,
  principal_id uuid,
  manager_id uuid,
  started_on date not null,
  ended_on date,
  weekly_minutes integer not null default 2400 check (weekly_minutes between 0 and 10080),
  time_zone text not null default 'UTC',
  revision integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, entity_id) references firm.legal_entity,
  foreign key (tenant_id, practice_id) references firm.org_unit,
  foreign key (tenant_id, role_code) references people.delivery_role,
  foreign key (tenant_id, manager_id) references people.person,
  constraint person_number_taken unique (tenant_id, number),
  constraint person_email_taken unique (tenant_id, email),
  constraint person_principal_taken unique (tenant_id, principal_id),
  check (ended_on >= started_on)
);
comment on table people.person is 'Somebody who works for the firm, employed by one of its entities. The principal is how they sign in.';
create index person_entity on people.person (tenant_id, entity_id, name);
create index person_role on people.person (tenant_id, role_code);
create index person_name on people.person (tenant_id, name);
select kernel.protect('people.person');

create table people.cost_rate (
  tenant_id uuid not null default kernel.tenant_id(),
  person_id uuid not null,
  valid_from date not null,
  rate numeric(19, 6) not null check (rate >= 0),
  currency char(3) not null,
  primary key (tenant_id, person_id, valid_from),
  foreign key (tenant_id, person_id) references people.person
);
comment on table people.cost_rate is 'What an hour of a person costs from this day until the next row, in the currency of the employing entity.';
select kernel.protect('people.cost_rate');

-- What an hour of a person costs on a day, in the currency of the employing entity; null when none is known.
create function people.cost_rate_on(person uuid, day date) returns numeric
language sql stable parallel safe
return (
  select c.rate
  from people.cost_rate c
  where c.tenant_id = (select kernel.tenant_id()) and c.person_id = person and c.valid_from <= day
  order by c.valid_from desc
  limit 1
);

create table people.person_skill (
  tenant_id uuid not null default kernel.tenant_id(),
  person_id uuid not null,
  skill text not null,
  proficiency integer not null check (proficiency between 1 and 5),
  primary key (tenant_id, person_id, skill),
  foreign key (tenant_id, person_id) references people.person
);
comment on table people.person_skill is 'A skill of a person, from 1 (learning) to 5 (teaches it).';
create index person_skill_skill on people.person_skill (tenant_id, skill, proficiency);
select kernel.protect('people.person_skill');
