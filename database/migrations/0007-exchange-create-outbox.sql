-- What must reach the outside: written with the business in one transaction, delivered after it.

create schema exchange;
comment on schema exchange is 'The outbox: effects on the outside world, their deliveries and every attempt.';

create table exchange.delivery (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  kind text not null check (kind ~ '^[a-z]+\.[a-zA-Z]+$'),
  key text not null check (key <> ''),
  payload jsonb not null,
  object_type text,
  object_id text,
  state text not null check (state in ('waiting', 'delivered', 'dead')),
  attempts integer not null default 0 check (attempts >= 0),
  attempts_max integer not null check (attempts_max > 0),
  available_at timestamptz not null,
  last_error text,
  cause_id uuid not null,
  correlation_id uuid not null,
  created_at timestamptz not null,
  settled_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, key),
  check ((object_type is null) = (object_id is null)),
  check ((state = 'waiting') = (settled_at is null))
);
comment on table exchange.delivery is
  'One effect on its way out, written by the command that caused it. Its key is handed to the receiver, so that a second delivery has no second effect.';
create index delivery_state on exchange.delivery (tenant_id, state, created_at, id);
create index delivery_created on exchange.delivery (tenant_id, created_at, id);
create index delivery_object on exchange.delivery (tenant_id, object_type, object_id) where object_type is not null;
select kernel.protect('exchange.delivery');

create table exchange.attempt (
  tenant_id uuid not null default kernel.tenant_id(),
  delivery_id uuid not null,
  number integer not null check (number > 0),
  started_at timestamptz not null,
  finished_at timestamptz,
  outcome text not null check (outcome in ('running', 'delivered', 'failed', 'lost')),
  error text,
  primary key (tenant_id, delivery_id, number),
  foreign key (tenant_id, delivery_id) references exchange.delivery (tenant_id, id),
  check ((outcome = 'running') = (finished_at is null))
);
comment on table exchange.attempt is
  'One try to deliver. An attempt whose worker died before it could say how it ended is lost: its effect may have happened.';
select kernel.protect('exchange.attempt');
