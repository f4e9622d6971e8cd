-- Before a quote is written it is asked whether the deal is worth it, and what the work would be. One row a deal, filled in by who
-- sells and by who would deliver.
create table opportunities.qualification (
  tenant_id uuid not null default kernel.tenant_id(),
  opportunity_id uuid not null,
  budget text check (budget in ('confirmed', 'likely', 'none')),
  need text check (need in ('urgent', 'clear', 'vague')),
  decision_maker_known boolean,
  note text not null default '',
  qualified_at timestamptz,
  scope text not null default '',
  effort_minutes integer check (effort_minutes > 0),
  scoped_at timestamptz,
  primary key (tenant_id, opportunity_id),
  foreign key (tenant_id, opportunity_id) references opportunities.opportunity
);
comment on table opportunities.qualification is
  'What is known of a deal before it is quoted: whether there is a budget, a need and somebody who decides, and what the work would be.';
select kernel.protect('opportunities.qualification');
