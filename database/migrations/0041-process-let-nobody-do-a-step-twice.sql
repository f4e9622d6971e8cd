-- A step that several people do together or in turn may ask that nobody does it twice, nor for somebody else: a quorum of one
-- person who holds two roles is none. The columns have defaults, so no row is rewritten.

alter table process.task
  add column once boolean not null default false,
  add column hands uuid[] not null default '{}';
