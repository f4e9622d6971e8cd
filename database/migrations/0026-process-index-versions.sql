-- Who migrates the instances of a version looks for the active ones of it, and the list of versions counts them.
-- Builds an index on a table in use: a large installation creates it concurrently by hand before, under the same name.

create index if not exists instance_definition on process.instance (tenant_id, definition_id, started_at, id)
  where status = 'active';
