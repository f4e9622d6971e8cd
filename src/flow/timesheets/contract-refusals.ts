/** What timesheets refuse, and what to do about it. */
import { refusalTable } from '#kernel/refusal.ts'

export const refusals = refusalTable({
  timesheet_not_found: {
    kind: 'not_found',
    message: 'There is no timesheet {timesheetId} that you may see. List them with timesheets.list.',
  },
  time_entry_not_found: {
    kind: 'not_found',
    message: 'There is no time entry {timeEntryId} that you may change. See your lines with timesheets.week.',
  },
  time_entry_decided: {
    kind: 'conflict',
    message:
      'The time entry is {state}. Only a draft or rejected one is changed; recall an approved one first.',
  },
  time_caller_not_a_person: {
    kind: 'conflict',
    message:
      'You are nobody who works here, so there is no time of yours. Name a person, or ask for your sign-in to be linked.',
  },
  time_of_others: {
    kind: 'not_permitted',
    message: 'You may record your own time only. Leave personId out.',
  },
  time_person_not_employed: {
    kind: 'conflict',
    message:
      '{person} did not work here on {workedOn}. Correct the day, or have the dates of the person corrected.',
  },
  time_work_unknown: {
    kind: 'invalid',
    message: 'There is no work package {workPackage} on a project {project}. List them with projects.get.',
  },
  time_project_not_in_delivery: {
    kind: 'conflict',
    message:
      'Project {project} is not in delivery; no time can be recorded on it now. Ask its project manager.',
  },
  time_work_package_closed: {
    kind: 'conflict',
    message:
      'Work package {workPackage} of {project} is closed. Choose an open one, or ask the project manager.',
  },
  time_outside_work_package: {
    kind: 'conflict',
    message:
      'Work package {workPackage} of {project} does not run on {workedOn}. Choose another day or work package, or ask the project manager.',
  },
  time_not_chargeable: {
    kind: 'conflict',
    message:
      'Work package {workPackage} of {project} belongs to no contract line. Record its time as non_chargeable.',
  },
  time_day_over_24_hours: {
    kind: 'conflict',
    message:
      '{workedOn} would have {minutes} minutes, more than a day has. Correct the minutes, or the other lines of that day.',
  },
  time_period_closed: {
    kind: 'conflict',
    message:
      'The books of {workedOn} are closed. Record the time on a day of an open month, or ask the controller to reopen.',
  },
  time_week_has_errors: {
    kind: 'conflict',
    message:
      '{errors} cells of the week are wrong and nothing was saved. Correct the cells listed and save again.',
  },
  time_row_twice: {
    kind: 'invalid',
    message:
      'The row is the same as row {row}. Put the minutes of both into one, or describe them differently.',
  },
  time_in_other_week: {
    kind: 'conflict',
    message: '{workedOn} lies in another week. Record the time there and remove it here.',
  },
  timesheet_nothing_to_submit: {
    kind: 'conflict',
    message:
      'The timesheet has no line that waits to be submitted. Record time first, with timesheets.record.',
  },
  timesheet_nothing_to_decide: {
    kind: 'conflict',
    message:
      'Timesheet {timesheetId} has no submitted line that you decide about. Look for what waits for you with tasks.list.',
  },
  timesheet_own_time: {
    kind: 'not_permitted',
    message: 'Nobody decides about their own time. Ask another approver.',
  },
  timesheet_nothing_to_recall: {
    kind: 'conflict',
    message: 'The timesheet has no approved line that you may recall. Look at its lines with timesheets.get.',
  },
  import_done_before: {
    kind: 'conflict',
    message: 'This very file was imported on {importedAt}. Export a new one to import more.',
  },
})
