-- Local variants: a process for one entity or region, derived from the global one and started in its place.

alter table process.draft
  add column variant_of text,
  add column entity text,
  add column region text,
  add constraint draft_is_for_one_place check (
    case when variant_of is null then entity is null and region is null else num_nonnulls(entity, region) = 1 end);

create table process.variant (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  key text not null check (key <> of_key),
  of_key text not null,
  entity text,
  region text,
  from_version integer not null check (from_version >= 1),
  reason text not null check (reason <> ''),
  draft_id uuid not null,
  since timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, key),
  unique nulls not distinct (tenant_id, of_key, entity, region),
  foreign key (tenant_id, draft_id) references process.draft,
  constraint variant_is_for_one_place check (num_nonnulls(entity, region) = 1)
);
comment on table process.variant is
  'A process that starts in place of a global one for an entity or region: which version of it it was derived from, and why.';
create index variant_since on process.variant (tenant_id, since, id);
create index variant_draft on process.variant (tenant_id, draft_id);
select kernel.protect('process.variant');
