-- What the firm sells and at which prices.
create schema offers;

create table offers.rate_card (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  code text not null,
  name text not null,
  currency char(3) not null,
  entity_id uuid,
  revision integer not null default 1,
  primary key (tenant_id, id),
  foreign key (tenant_id, entity_id) references firm.legal_entity,
  constraint rate_card_code_taken unique (tenant_id, code)
);
comment on table offers.rate_card is 'A price list for roles in one currency, for one selling entity or for all.';
select kernel.protect('offers.rate_card');

create table offers.rate (
  tenant_id uuid not null default kernel.tenant_id(),
  rate_card_id uuid not null,
  role_code text not null,
  valid_from date not null,
  rate numeric(19, 6) not null check (rate >= 0),
  primary key (tenant_id, rate_card_id, role_code, valid_from),
  foreign key (tenant_id, rate_card_id) references offers.rate_card,
  foreign key (tenant_id, role_code) references people.delivery_role
);
comment on table offers.rate is 'The price of an hour of a role from this day until the next row, so that prices cannot overlap.';
select kernel.protect('offers.rate');
