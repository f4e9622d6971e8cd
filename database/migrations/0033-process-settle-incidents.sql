-- An incident also ends when somebody did the work by other means, or passed the element over.

alter table process.incident drop constraint incident_outcome_check;
alter table process.incident add constraint incident_outcome_check
  check (outcome in ('retried', 'resolved', 'skipped', 'cancelled'));
