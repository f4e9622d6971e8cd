-- A firm that is there to be looked at shows who may be signed in as. A small table; a column without a default locks
-- it for a moment only.

alter table access.tenant add column example_password text check (example_password <> '');
comment on column access.tenant.example_password is
  'The password all people of an example firm share, shown to everybody who comes to its door. Null for every real firm.';
