-- A credit note may settle a dispute that was upheld: once.
alter table credits.credit_note
  add column dispute_id uuid,
  add constraint credit_note_settles foreign key (tenant_id, dispute_id) references collections.dispute;
comment on column credits.credit_note.dispute_id is 'The dispute it settles; null for any other.';
create unique index credit_note_dispute on credits.credit_note (tenant_id, dispute_id) where state <> 'rejected' and dispute_id is not null;
