-- What waits for approvers is asked for all day; it is few lines among many. The table is locked for writing while the
-- index is made.
create index time_entry_submitted on timesheets.time_entry (tenant_id, project_id, timesheet_id) where state = 'submitted';
