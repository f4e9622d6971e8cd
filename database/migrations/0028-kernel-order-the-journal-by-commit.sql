-- What was committed since somebody last looked: ids and times are taken before a commit, so an entry may appear behind
-- one that was read already. The number of its transaction, compared with a snapshot, tells exactly what is new.
-- Adding the column is instant: entries written before have none, and nobody waits for news of them. Making the index
-- reads the journal once and holds commands back meanwhile, some seconds for a million entries.

alter table kernel.journal add column xid xid8;
alter table kernel.journal alter column xid set default pg_current_xact_id();
comment on column kernel.journal.xid is 'The transaction that wrote the entry; null for entries from before this column.';

create index journal_xid on kernel.journal (tenant_id, xid);
