/** What timesheets promise to every surface: weeks and their lines, submitted by who worked, approved by project. */
import { z } from 'zod'
import { command, groupedInput, groupedOutput, id, plainDate, query } from '#kernel/contract.ts'
import { importInput, importRefusalCodes, importReport } from '#kernel/import-report.ts'
import {
  approvers,
  billingType,
  everybody,
  exampleId,
  line,
  minutes,
  readers,
  reason,
  sheet,
  sheetState,
  workRefusals,
} from './contract-words.ts'
import { timeColumns } from './time-columns.ts'

export * from './contract-approvals.ts'
export * from './contract-grid.ts'
export { refusals } from './contract-refusals.ts'

const written = z.object({ timeEntryId: id, timesheetId: id, weekStart: plainDate, revision: z.int() })

export const record = command({
  name: 'timesheets.record',
  summary: 'Records minutes worked on a work package on a day.',
  input: z
    .strictObject({
      personId: id.optional().meta({ description: 'Who worked; the caller when absent.' }),
      workedOn: plainDate,
      workPackageId: id.optional(),
      project: z
        .string()
        .optional()
        .meta({ description: 'Project number, with workPackage instead of workPackageId.' }),
      workPackage: z.string().optional().meta({ description: 'Code or title of the work package.' }),
      minutes,
      description: z.string().max(1000).default(''),
      billingType: billingType
        .optional()
        .meta({ description: 'By default chargeable where a contract pays for the work.' }),
    })
    .refine(
      (input) =>
        (input.workPackageId !== undefined) !==
        (input.project !== undefined && input.workPackage !== undefined),
      {
        message: 'name the work by workPackageId, or by project and workPackage',
        path: ['workPackageId'],
      },
    ),
  output: written,
  refusals: ['person_not_found', 'time_caller_not_a_person', 'time_of_others', ...workRefusals],
  touches: ['timesheet'],
  roles: everybody,
  scopes: ['own'],
  examples: [
    {
      workedOn: '2026-03-02',
      project: 'P-0001',
      workPackage: 'WP1',
      minutes: 450,
      description: 'Data model',
    },
  ],
})

export const changeEntry = command({
  name: 'timesheets.changeEntry',
  summary: 'Changes a line that is not yet submitted, or was rejected.',
  input: z.strictObject({
    timeEntryId: id,
    workedOn: plainDate.optional(),
    workPackageId: id.optional(),
    minutes: minutes.optional(),
    description: z.string().max(1000).optional(),
    billingType: billingType.optional(),
  }),
  output: written,
  refusals: ['time_entry_not_found', 'time_entry_decided', 'time_in_other_week', ...workRefusals],
  touches: ['timesheet'],
  target: 'timeEntryId',
  roles: everybody,
  scopes: ['own'],
  examples: [{ timeEntryId: exampleId, minutes: 480 }],
})

export const removeEntry = command({
  name: 'timesheets.removeEntry',
  summary: 'Removes a line that is not yet submitted, or was rejected.',
  input: z.strictObject({ timeEntryId: id }),
  output: z.object({ timesheetId: id, revision: z.int() }),
  refusals: ['time_entry_not_found', 'time_entry_decided'],
  touches: ['timesheet'],
  target: 'timeEntryId',
  roles: everybody,
  scopes: ['own'],
  examples: [{ timeEntryId: exampleId }],
})

const sheetChanged = z.object({ timesheetId: id, state: sheetState, minutes: z.int(), revision: z.int() })

export const submit = command({
  name: 'timesheets.submit',
  summary: 'Submits the waiting lines of a week to the approvers of their projects.',
  input: z.strictObject({ timesheetId: id }),
  output: sheetChanged,
  refusals: ['timesheet_not_found', 'timesheet_nothing_to_submit', ...workRefusals],
  touches: ['timesheet'],
  target: 'timesheetId',
  versioned: true,
  roles: everybody,
  scopes: ['own'],
  examples: [{ timesheetId: exampleId }],
})

/** Who wrote or submitted time does not approve it. */
const makers = [
  'timesheets.record',
  'timesheets.saveWeek',
  'timesheets.changeEntry',
  'timesheets.submit',
  'timesheets.importTime',
]

const decisionRefusals = ['timesheet_not_found', 'timesheet_nothing_to_decide', 'timesheet_own_time']
/** What the actuals may find missing when work becomes money. */
const moneyRefusals = ['cost_rate_missing', 'contract_rate_missing', 'exchange_rate_missing', 'period_closed']

export const approve = command({
  name: 'timesheets.approve',
  summary: 'Approves submitted lines of a week: what they cost and are worth is recorded and posted.',
  input: z.strictObject({
    timesheetId: id,
    projectId: id.optional().meta({ description: 'Only the lines of this project.' }),
  }),
  output: sheetChanged,
  refusals: [...decisionRefusals, ...moneyRefusals],
  touches: ['timesheet', 'timesheet_part'],
  target: 'timesheetId',
  versioned: true,
  notAfter: makers,
  roles: approvers,
  scopes: ['project'],
  examples: [{ timesheetId: exampleId }],
})

export const approveMany = command({
  name: 'timesheets.approveMany',
  summary: 'Approves the submitted lines of many weeks at once, all or none.',
  input: z.strictObject({
    timesheetIds: z.array(id).min(1).max(10_000),
    projectId: id.optional().meta({ description: 'Only the lines of this project.' }),
  }),
  output: z.object({ timesheets: z.int(), lines: z.int(), minutes: z.int() }),
  refusals: [...decisionRefusals, ...moneyRefusals],
  touches: ['timesheet', 'timesheet_part'],
  targets: 'timesheetIds',
  notAfter: makers,
  roles: approvers,
  scopes: ['project'],
  examples: [{ timesheetIds: [exampleId] }],
})

export const reject = command({
  name: 'timesheets.reject',
  summary: 'Sends submitted lines back to who worked, with the reason.',
  input: z.strictObject({ timesheetId: id, projectId: id.optional(), reason }),
  output: sheetChanged,
  refusals: decisionRefusals,
  touches: ['timesheet', 'timesheet_part'],
  target: 'timesheetId',
  versioned: true,
  roles: approvers,
  scopes: ['project'],
  examples: [{ timesheetId: exampleId, reason: 'Friday belongs to the other project.' }],
})

export const recall = command({
  name: 'timesheets.recall',
  summary: 'Takes approved lines back before they are billed: they are reversed and open again as drafts.',
  input: z.strictObject({ timesheetId: id, projectId: id.optional(), reason }),
  output: sheetChanged,
  refusals: ['timesheet_not_found', 'timesheet_nothing_to_recall', 'already_billed', 'period_closed'],
  touches: ['timesheet'],
  target: 'timesheetId',
  versioned: true,
  roles: approvers,
  scopes: ['project'],
  examples: [{ timesheetId: exampleId, reason: 'The client disputes Tuesday.' }],
})

export const importTime = command({
  name: 'timesheets.importTime',
  summary: 'Imports the detailed time report of Clockify: all of it, or nothing with every error named.',
  input: z.strictObject({
    ...importInput(timeColumns),
    submit: z.boolean().default(false).meta({ description: 'Submits the weeks at once.' }),
  }),
  output: importReport.extend({ minutes: z.int(), timesheets: z.int() }),
  refusals: [...importRefusalCodes, 'import_done_before'],
  touches: ['timesheet', 'time_import'],
  unjournaled: ['content'],
  roles: { 'delivery-lead': 'all', 'resource-manager': 'all', administrator: 'all' },
  examples: [
    {
      content:
        'Project,Client,Description,Task,User,Email,Billable,Start Date,Start Time,End Date,End Time,Duration (h)\nP-0001,Acme,Data model,WP1,Ada Stern,ada@firm.example,Yes,2026-03-02,09:00:00,2026-03-02,11:30:00,02:30:00\n',
      dryRun: true,
    },
  ],
})

export const get = query({
  name: 'timesheets.get',
  summary: 'One week of a person with its lines, who decides about each, and why it was sent back.',
  input: z.strictObject({ timesheetId: id }),
  output: sheet.extend({ lines: z.array(line) }),
  refusals: ['timesheet_not_found'],
  target: 'timesheetId',
  shows: ['timesheet_part'],
  roles: readers,
  scopes: ['project', 'own'],
  examples: [{ timesheetId: exampleId }],
})

export const list = query({
  name: 'timesheets.list',
  summary: 'Weeks of people, by state and time.',
  input: groupedInput(
    {
      state: sheetState.optional(),
      personId: id.optional(),
      projectId: id.optional(),
      from: plainDate.optional().meta({ description: 'Weeks that begin on this day or later.' }),
      to: plainDate.optional(),
    },
    ['weekStart', 'personName'],
    ['state', 'personId', 'month'],
  ),
  output: groupedOutput(sheet),
  refusals: [],
  roles: readers,
  scopes: ['project', 'own'],
  examples: [{ state: 'submitted' }],
})
