-- A local variant is ended by a decision of its own: proposed by one, agreed by a second person. The row stays, so that what
-- was once a variant comes back only as one. The columns are empty: no rewrite, no long lock.
alter table process.variant
  add column end_proposed_at timestamptz,
  add column end_reason text check (end_reason <> ''),
  add column ended_at timestamptz,
  add constraint variant_end_has_reason check ((end_proposed_at is null) = (end_reason is null)),
  add constraint variant_end_was_proposed check (ended_at is null or end_proposed_at is not null),
  drop constraint variant_tenant_id_of_key_entity_region_key;
create unique index variant_place on process.variant (tenant_id, of_key, entity, region) nulls not distinct
  where ended_at is null;
