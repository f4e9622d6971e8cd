-- What a refusal is filled with, so that an incident can be told in any language by its code; those from before stay in the
-- words they were written in. The default is constant: no rewrite, no long lock.
alter table process.incident add column values jsonb not null default '{}';
comment on column process.incident.values is 'The values the words of its code are filled with.';
