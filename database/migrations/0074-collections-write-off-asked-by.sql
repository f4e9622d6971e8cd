-- Who asked to give something up, so that whoever decides knows whom to ask. Null for what was asked for before; adding a nullable column
-- rewrites nothing.
alter table collections.write_off
  add column asked_by uuid;
comment on column collections.write_off.asked_by is 'The principal who asked; null for what was asked for before this was kept.';
