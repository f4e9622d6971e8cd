-- The cases of invoices are in those of their clients now. A node that runs the version before is refused what it asks of them until it
-- is replaced; what its processes wanted is an incident that is tried again.
drop table collections.dunning_case;
