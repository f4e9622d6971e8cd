-- Who may do what: tenants, principals and their credentials, sessions, roles and delegations.

create schema access;
comment on schema access is 'Tenants, principals, credentials, sessions, roles, delegations.';

-- The one table without row-level security: it is read before a tenant is known.
create table access.tenant (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
  name text not null,
  created_at timestamptz not null
);
comment on table access.tenant is
  'One firm on this installation. Everything else belongs to exactly one; only this table is seen by all.';
revoke update, delete on access.tenant from throughline_runtime;

create table access.principal (
  tenant_id uuid not null default kernel.tenant_id() references access.tenant,
  id uuid not null,
  kind text not null check (kind in ('person', 'service', 'process')),
  name text not null check (name <> ''),
  email text check (email = lower(email)),
  locale text not null default 'en' check (locale <> ''),
  active boolean not null default true,
  revision integer not null default 1,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  check (kind <> 'person' or email is not null)
);
comment on table access.principal is 'Whoever can act: a person, a program of the firm or of a partner, or the processes themselves.';
create unique index principal_email on access.principal (tenant_id, email) where email is not null;
create unique index principal_process on access.principal (tenant_id) where kind = 'process';
create index principal_name on access.principal (tenant_id, name, id);
select kernel.protect('access.principal');

create table access.password (
  tenant_id uuid not null default kernel.tenant_id(),
  principal_id uuid not null,
  hash text not null check (hash like '$argon2id$%'),
  changed_at timestamptz not null,
  failures integer not null default 0 check (failures >= 0),
  locked_until timestamptz,
  primary key (tenant_id, principal_id),
  foreign key (tenant_id, principal_id) references access.principal
);
comment on table access.password is
  'The password of a person, hashed, with the attempts since the last success: each is counted before it is checked.';
select kernel.protect('access.password');

create table access.session (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  principal_id uuid not null,
  token_hash bytea not null check (length(token_hash) = 32),
  client text,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, principal_id) references access.principal
);
comment on table access.session is 'One sign-in of one person on one device. Only the hash of its token is kept.';
create unique index session_token on access.session (tenant_id, token_hash);
create index session_principal on access.session (tenant_id, principal_id, id);
select kernel.protect('access.session');

create table access.api_key (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  principal_id uuid not null,
  name text not null check (name <> ''),
  prefix text not null,
  key_hash bytea not null check (length(key_hash) = 32),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  used_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, principal_id) references access.principal
);
comment on table access.api_key is 'A key a program signs its requests with. Shown once; only its hash and first characters are kept.';
create unique index api_key_hash on access.api_key (tenant_id, key_hash);
create index api_key_principal on access.api_key (tenant_id, principal_id, id);
select kernel.protect('access.api_key');

create table access.role (
  tenant_id uuid not null default kernel.tenant_id(),
  name text not null check (name ~ '^[a-z][a-z0-9-]*$'),
  title text not null check (title <> ''),
  created_at timestamptz not null,
  primary key (tenant_id, name)
);
comment on table access.role is 'A role the firm made for itself, beside the shipped ones, which the contracts declare.';
select kernel.protect('access.role');

create table access.role_command (
  tenant_id uuid not null default kernel.tenant_id(),
  role text not null,
  command text not null,
  scope text not null check (scope in ('all', 'project', 'own')),
  primary key (tenant_id, role, command),
  foreign key (tenant_id, role) references access.role
);
comment on table access.role_command is 'One command or query a role of the firm includes, and how far it reaches.';
select kernel.protect('access.role_command');

create table access.role_assignment (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  principal_id uuid not null,
  role text not null,
  scope text not null default 'all' check (scope in ('all', 'project', 'own')),
  valid_from date not null,
  valid_to date check (valid_to >= valid_from),
  primary key (tenant_id, id),
  foreign key (tenant_id, principal_id) references access.principal
);
comment on table access.role_assignment is
  'A principal holds a role from one day to another, both included. The scope may narrow what the role gives. Its history is in the journal.';
create index role_assignment_principal on access.role_assignment (tenant_id, principal_id);
create index role_assignment_role on access.role_assignment (tenant_id, role, id);
select kernel.protect('access.role_assignment');

create table access.delegation (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  from_id uuid not null,
  to_id uuid not null check (to_id <> from_id),
  commands text[] check (cardinality(commands) > 0),
  valid_from date not null,
  valid_to date not null check (valid_to >= valid_from),
  revoked_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, from_id) references access.principal,
  foreign key (tenant_id, to_id) references access.principal
);
comment on table access.delegation is
  'One principal lets another act in its name for some days, for some commands or, without a list, for all it may do.';
create index delegation_to on access.delegation (tenant_id, to_id);
create index delegation_from on access.delegation (tenant_id, from_id);
select kernel.protect('access.delegation');
