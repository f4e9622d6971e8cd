-- A task may ask for attributes of whoever takes it, as name=value. The column has a default, so no row is rewritten.

alter table process.task
  add column requires text[] not null default '{}';
