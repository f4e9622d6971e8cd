-- How a firm appears: the name, the colour and the logo that its people, clients and documents see. A small table, no
-- lock on any other.

create table firm.branding (
  tenant_id uuid not null default kernel.tenant_id(),
  name text check (name <> ''),
  colour text check (colour ~ '^#[0-9a-f]{6}$'),
  logo_id uuid,
  revision integer not null default 1,
  primary key (tenant_id),
  foreign key (tenant_id, logo_id) references documents.file (tenant_id, id)
);
comment on table firm.branding is
  'How the firm appears: the name shown, its colour and its logo, each null where the program''s own is shown. One row a firm that has chosen.';
select kernel.protect('firm.branding');
