-- Every onboarding has a first day now. The check scans the table once; a node that runs the version before is refused a hire until it is replaced.
alter table people.onboarding
  alter column started_on set not null;
