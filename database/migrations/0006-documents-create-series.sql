-- Legal numbers without gaps, and files stored by what is in them.

create schema documents;
comment on schema documents is 'Numbering, files and PDF: what a business sends to others and must be able to show again.';

create table documents.series (
  tenant_id uuid not null default kernel.tenant_id(),
  book text not null check (book <> ''),
  series text not null check (series ~ '^[a-z][a-z0-9_]*$'),
  format text not null,
  year_start_month integer not null check (year_start_month between 1 and 12),
  created_at timestamptz not null,
  primary key (tenant_id, book, series),
  unique (tenant_id, book, format)
);
comment on table documents.series is
  'A numbering series of a book (usually a legal entity): which documents it numbers and how a number looks.';
select kernel.protect('documents.series');

create table documents.counter (
  tenant_id uuid not null default kernel.tenant_id(),
  book text not null,
  series text not null,
  fiscal_year integer not null,
  first_position bigint not null default 1 check (first_position > 0),
  last_position bigint not null check (last_position >= first_position - 1),
  primary key (tenant_id, book, series, fiscal_year),
  foreign key (tenant_id, book, series) references documents.series (tenant_id, book, series)
);
comment on table documents.counter is
  'The last position given out in a series and fiscal year (0 when the format has no year). Its row lock makes numbers gapless: who rolls back gives them back.';
select kernel.protect('documents.counter');

create table documents.issued_number (
  tenant_id uuid not null default kernel.tenant_id(),
  book text not null,
  series text not null,
  fiscal_year integer not null,
  position bigint not null check (position > 0),
  number text not null,
  dated_on date not null,
  journal_id uuid not null,
  primary key (tenant_id, book, series, fiscal_year, position),
  unique (tenant_id, book, number),
  foreign key (tenant_id, book, series, fiscal_year)
    references documents.counter (tenant_id, book, series, fiscal_year)
);
comment on table documents.issued_number is
  'One number given out, with the journal entry of the command that took it: the proof that nothing is missing.';
create index issued_number_journal on documents.issued_number (tenant_id, journal_id);
select kernel.protect('documents.issued_number');
select kernel.append_only('documents.issued_number');

create table documents.content (
  tenant_id uuid not null default kernel.tenant_id(),
  sha256 bytea not null check (length(sha256) = 32),
  size bigint not null check (size > 0),
  bytes bytea not null,
  primary key (tenant_id, sha256),
  check (size = length(bytes))
);
-- PDF and pictures are compressed already; trying again costs time and saves nothing.
alter table documents.content alter column bytes set storage external;
comment on table documents.content is 'The bytes of files, once per tenant and SHA-256.';
select kernel.protect('documents.content');
select kernel.append_only('documents.content');

create table documents.file (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  sha256 bytea not null,
  name text not null check (name <> ''),
  media_type text not null,
  created_at timestamptz not null,
  created_by uuid not null,
  primary key (tenant_id, id),
  unique (tenant_id, sha256, name, media_type, created_by),
  foreign key (tenant_id, sha256) references documents.content (tenant_id, sha256)
);
comment on table documents.file is 'A stored file: its name, media type and who brought it; the bytes are found by their hash.';
select kernel.protect('documents.file');
select kernel.append_only('documents.file');

create table documents.file_link (
  tenant_id uuid not null default kernel.tenant_id(),
  object_type text not null,
  object_id text not null,
  role text not null,
  file_id uuid not null,
  linked_at timestamptz not null,
  primary key (tenant_id, object_type, object_id, role, file_id),
  foreign key (tenant_id, file_id) references documents.file (tenant_id, id)
);
comment on table documents.file_link is 'What a file belongs to (an invoice, an expense) and as what (its PDF, its receipt).';
create index file_link_file on documents.file_link (tenant_id, file_id);
select kernel.protect('documents.file_link');
select kernel.append_only('documents.file_link');
