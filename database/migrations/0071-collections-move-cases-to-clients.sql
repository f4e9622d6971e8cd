-- What is under way of one client at one entity in one currency becomes one case: as far as its furthest invoice, with the most letters
-- that were sent for one of them, all contacts and every note. Those with the lawyers stay together, each that is resolved stays by itself.
-- The daily check has the process of collections follow those under way once their last letter is two weeks old; what was begun for an
-- invoice alone ends at its next look.
alter table collections.dunning_case no force row level security;
alter table collections.client_case no force row level security;
alter table collections.case_item no force row level security;
alter table billing.invoice no force row level security;

create temporary table bundled on commit drop as
  select former.*, invoice.client_id, invoice.entity_id, invoice.currency,
    case former.state when 'resolved' then former.invoice_id::text when 'legal' then 'legal' else 'under way' end as bundle
  from collections.dunning_case as former
    join billing.invoice on invoice.tenant_id = former.tenant_id and invoice.id = former.invoice_id;

create temporary table bundle_case on commit drop as
  select kernel.new_id() as id, grouped.*
  from (
    select tenant_id, client_id, entity_id, currency, bundle,
      case when bool_or(state = 'escalated') then 'escalated' else min(state) end as state,
      max(reminders) as reminders, sum(contacts)::integer as contacts, max(reminded_on) as reminded_on, min(opened_on) as opened_on,
      coalesce(string_agg(note, e'\n' order by opened_on, invoice_id) filter (where note <> ''), '') as note
    from bundled
    group by tenant_id, client_id, entity_id, currency, bundle) as grouped;

insert into collections.client_case (tenant_id, id, client_id, entity_id, currency, state, reminders, contacts, reminded_on, opened_on,
  followed_on, note)
select tenant_id, id, client_id, entity_id, currency, state, reminders, contacts, reminded_on, opened_on,
  case when bundle <> 'under way' then opened_on end, note
from bundle_case;

insert into collections.case_item (tenant_id, case_id, invoice_id, joined_on, reminders)
select bundled.tenant_id, bundle_case.id, bundled.invoice_id, bundled.opened_on, bundled.reminders
from bundled
  join bundle_case using (tenant_id, client_id, entity_id, currency, bundle);

alter table collections.dunning_case force row level security;
alter table collections.client_case force row level security;
alter table collections.case_item force row level security;
alter table billing.invoice force row level security;
