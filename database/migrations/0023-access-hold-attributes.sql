-- What is known of principals beyond their roles: skills, region, legal entity. Queues of work are narrowed by them.

create table access.attribute (
  tenant_id uuid not null default kernel.tenant_id(),
  principal_id uuid not null,
  name text not null,
  value text not null,
  primary key (tenant_id, principal_id, name, value),
  foreign key (tenant_id, principal_id) references access.principal,
  constraint attribute_name_is_a_word check (name ~ '^[a-z][a-z0-9-]{0,49}$'),
  constraint attribute_value_fits check (length(value) between 1 and 200)
);
comment on table access.attribute is
  'One thing that is known of a principal beyond roles: a skill, a region, a legal entity. Work is offered by it, rights never are.';
create index attribute_value on access.attribute (tenant_id, name, value);
select kernel.protect('access.attribute');
