-- Terms a client wants otherwise than the firm, and whether those who may have approved a quote before it goes out.
-- Adds columns with constant defaults only: no rewrite, no long lock.
alter table quotes.quote
  add column paper text not null default 'ours' check (paper in ('ours', 'client')),
  add column liability_limit text not null default 'limited' check (liability_limit in ('limited', 'unlimited')),
  add column governing_law text check (governing_law ~ '^[A-Z]{2}$'),
  add column payment_terms_days integer check (payment_terms_days between 0 and 365),
  add column deviations text not null default '',
  add column approval text not null default 'none' check (approval in ('none', 'asked', 'approved', 'returned')),
  add column approval_reason text not null default '',
  add column legal_opinion text check (legal_opinion in ('cleared', 'objected')),
  add column legal_note text not null default '',
  add constraint quote_asked_as_draft check (approval <> 'asked' or state = 'draft'),
  add constraint quote_returned_as_draft check (approval <> 'returned' or state = 'draft');
comment on column quotes.quote.payment_terms_days is 'Days to pay; null: those of whoever pays.';
comment on column quotes.quote.governing_law is 'Country whose law governs; null: that of the entity that sells.';
create index quote_approval on quotes.quote (tenant_id, approval, number);
