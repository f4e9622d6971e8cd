-- Where a record stands in its processes, and where processes wait: instances by the commands that moved them, live
-- instances and open incidents of one process. Making the indexes reads these tables once and holds processes back
-- meanwhile, some seconds for a million events.

create index input_event_journal on process.input_event (tenant_id, journal_id);
create index instance_live on process.instance (tenant_id, process_key) where status = 'active';
create index incident_open on process.incident (tenant_id, process_key) where closed_at is null;
create index task_live on process.task (tenant_id, process_key) where ended_at is null;
