-- A message may begin one process and be kept for another that may come to wait for it. It remembers whom it has reached, or the
-- process it began would begin by it once more when it ends. Constant default: no rewrite.
alter table process.message add column reached text[] not null default '{}';
comment on column process.message.reached is 'The processes it began or was taken by before it was kept for others.';
