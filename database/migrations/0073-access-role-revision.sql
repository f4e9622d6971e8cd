-- Two people who change one role at once: the second is told, as with every other record. The default rewrites nothing.
alter table access.role
  add column revision integer not null default 1;
