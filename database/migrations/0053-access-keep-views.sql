-- Views of lists were kept in one browser only: they belong to the person, and can be shown to others. A new, empty table.
create table access.view (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  owner_id uuid not null,
  list text not null check (list <> ''),
  name text not null check (name <> ''),
  values jsonb not null,
  shared_with text,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  constraint view_name_taken unique (tenant_id, owner_id, list, name),
  foreign key (tenant_id, owner_id) references access.principal,
  constraint view_values_are_named check (jsonb_typeof(values) = 'object')
);
comment on table access.view is 'A way to look at a list that somebody keeps by a name: its filters, sort, columns and groups.';
comment on column access.view.list is 'Which list: the query behind it and its place on the screen.';
comment on column access.view.shared_with is 'The role whose holders see it too; everyone: the whole firm; null: only its owner.';
create index view_list on access.view (tenant_id, list, name);
select kernel.protect('access.view');
