/** What may be asked of people: who works here, in which role, and what an hour of theirs costs. */
import { z } from 'zod'
import { timeZone } from '#flow/firm/contract.ts'
import {
  command,
  EVERYONE,
  groupedInput,
  groupedOutput,
  id,
  listInput,
  listOutput,
  plainDate,
  query,
  rate,
} from '#kernel/contract.ts'
import { importInput, importRefusalCodes, importReport } from '#kernel/import-report.ts'
import { exampleId, hourlyRate, name, oneEntity, personFacts, roleCode } from './contract-words.ts'
import { personColumns } from './people-columns.ts'

export {
  dropExtension,
  endAgreement,
  extendAgreement,
  findEndings,
  proposeExtension,
  reviewProbation,
} from './contract-agreement.ts'
export {
  assessStatus,
  checkOnboarding,
  clear,
  closeOnboarding,
  decline,
  engage,
  getOnboarding,
  hire,
  listOnboardings,
  recordCheck,
  requireChecks,
  withdraw,
} from './contract-onboarding.ts'
export { refusals } from './contract-refusals.ts'
export { engageAgain, hireAgain } from './contract-return.ts'
export { hourlyAmount, hourlyRate, roleCode } from './contract-words.ts'

const readers = {
  legal: 'all',
  sales: 'all',
  'delivery-lead': 'all',
  'project-manager': 'all',
  'resource-manager': 'all',
  consultant: 'all',
  procurement: 'all',
  billing: 'all',
  controller: 'all',
  executive: 'all',
  administrator: 'all',
} as const
const keepers = { 'resource-manager': 'all', administrator: 'all' } as const
/** What people cost is for those who plan with it and those who answer for it. */
const costReaders = {
  'delivery-lead': 'all',
  'resource-manager': 'all',
  controller: 'all',
  executive: 'all',
  administrator: 'all',
} as const

export const addRole = command({
  name: 'people.addRole',
  summary: 'Adds a delivery role: what somebody does on a project.',
  input: z.strictObject({ code: roleCode, name }),
  output: z.object({ code: z.string() }),
  refusals: ['role_code_taken'],
  touches: ['delivery_role'],
  roles: { ...keepers, controller: 'all' },
  examples: [{ code: 'architect', name: 'Solution architect' }],
})

export const listRoles = query({
  name: 'people.listRoles',
  summary: 'Lists the delivery roles.',
  input: listInput({}, ['code', 'name']),
  output: listOutput(z.object({ id: z.string(), code: z.string(), name: z.string() })),
  refusals: [],
  shows: ['delivery_role'],
  roles: readers,
  examples: [{}],
})

const person = z.object({
  id,
  number: z.string(),
  name: z.string(),
  email: z.string(),
  entityId: id,
  entityCode: z.string(),
  practiceId: id.nullable(),
  roleCode: z.string(),
  managerId: id.nullable(),
  principalId: id.nullable().meta({ description: 'How they sign in; null when they cannot.' }),
  startedOn: plainDate,
  endedOn: plainDate.nullable(),
  weeklyMinutes: z.int().meta({ description: 'Minutes of work a week as contracted.' }),
  timeZone: z.string(),
  earlierPeriods: z
    .array(z.object({ startedOn: plainDate, endedOn: plainDate }))
    .meta({ description: 'Times they worked here before they left and came back.' }),
  revision: z.int(),
})

const accessRoles = z
  .array(z.string())
  .min(1)
  .max(20)
  .meta({ description: 'Roles to sign in with; see access.listRoles.', example: ['consultant'] })
const password = z
  .string()
  .min(12)
  .max(200)
  .meta({ description: 'At least 12 characters.', format: 'password' })

export const create = command({
  name: 'people.create',
  summary: 'Adds a person, with the cost of an hour and, if wanted, the right to sign in.',
  input: z
    .strictObject({
      ...personFacts,
      timeZone: timeZone.optional().meta({ description: 'That of the entity when left out.' }),
      costRate: hourlyRate.optional().meta({
        description: 'What an hour costs, from the first day of work, in the currency of the entity.',
      }),
      accessRoles: accessRoles.optional(),
      password: password.optional(),
    })
    .refine(oneEntity.test, oneEntity.otherwise)
    .refine((given) => given.password === undefined || given.accessRoles !== undefined, {
      message: 'needs accessRoles',
      path: ['password'],
    }),
  output: z.object({ personId: id, principalId: id.nullable(), revision: z.int() }),
  refusals: [
    'entity_not_found',
    'entity_code_unknown',
    'practice_not_found',
    'role_not_found',
    'person_not_found',
    'person_number_taken',
    'person_email_taken',
    'cost_rate_currency_mismatch',
    'email_taken',
    'unknown_role',
    'roles_conflict',
  ],
  touches: ['person'],
  roles: keepers,
  secrets: ['password'],
  examples: [
    {
      number: 'E-1007',
      name: 'Ada Stern',
      email: 'ada.stern@alder.example',
      entityCode: 'DE',
      roleCode: 'architect',
      startedOn: '2024-04-01',
      costRate: { amount: '68.50', currency: 'EUR' },
    },
  ],
})

export const update = command({
  name: 'people.update',
  summary: 'Changes what is known of a person; facts that are left out stay as they are.',
  input: z.strictObject({
    personId: id,
    name: name.optional(),
    roleCode: roleCode.optional(),
    practiceId: id.nullable().optional(),
    managerId: id.nullable().optional(),
    weeklyMinutes: z.int().min(0).max(10_080).optional(),
    timeZone: timeZone.optional(),
    endedOn: plainDate
      .nullable()
      .optional()
      .meta({ description: 'The last day of work; null when none is known.' }),
  }),
  output: z.object({ personId: id, revision: z.int() }),
  refusals: [
    'person_not_found',
    'role_not_found',
    'practice_not_found',
    'person_ends_before_start',
    'person_manages_themselves',
  ],
  touches: ['person'],
  target: 'personId',
  versioned: true,
  roles: keepers,
  examples: [
    { personId: exampleId, weeklyMinutes: 1_800 },
    { personId: exampleId, endedOn: '2026-12-31' },
  ],
})

export const giveAccess = command({
  name: 'people.giveAccess',
  summary: 'Lets a person sign in with the given roles, also one who has come back.',
  input: z.strictObject({ personId: id, accessRoles, password: password.optional() }),
  output: z.object({ personId: id, principalId: id, revision: z.int() }),
  refusals: ['person_not_found', 'person_has_access', 'email_taken', 'unknown_role', 'roles_conflict'],
  touches: ['person'],
  target: 'personId',
  versioned: true,
  roles: { administrator: 'all' },
  secrets: ['password'],
  examples: [{ personId: exampleId, accessRoles: ['consultant'] }],
})

const skills = z.array(
  z.strictObject({
    skill: z.string().trim().min(1).max(100),
    proficiency: z.int().min(1).max(5).meta({ description: 'From 1 (learning) to 5 (teaches it).' }),
  }),
)

export const get = query({
  name: 'people.get',
  summary: 'Shows a person with their skills.',
  input: z.strictObject({ personId: id }),
  output: person.extend({
    canSignIn: z.boolean().meta({ description: 'Whether they may sign in now.' }),
    skills,
  }),
  refusals: ['person_not_found'],
  target: 'personId',
  shows: ['person'],
  roles: readers,
  examples: [{ personId: exampleId }],
})

export const me = query({
  name: 'people.me',
  summary: 'Tells which person whoever asks is; nobody where they sign in without working here.',
  input: z.strictObject({}),
  output: z.object({ person: z.object({ id, name: z.string() }).nullable() }),
  refusals: [],
  roles: { [EVERYONE]: 'all' },
  examples: [{}],
})

export const listPeople = query({
  name: 'people.list',
  summary: 'Lists people by entity, role or practice, or by a part of name, number or address.',
  input: groupedInput(
    {
      entityId: id.optional(),
      roleCode: roleCode.optional(),
      practiceId: id.optional(),
      search: z.string().trim().min(1).max(100).optional(),
    },
    ['name', 'number'],
    ['entityId', 'roleCode'],
  ),
  output: groupedOutput(person),
  refusals: [],
  shows: ['person'],
  roles: readers,
  examples: [{ roleCode: 'architect' }, { search: 'stern' }],
})

export const setCostRate = command({
  name: 'people.setCostRate',
  summary: 'Says what an hour of a person costs from a day on.',
  input: z.strictObject({ personId: id, validFrom: plainDate, rate: hourlyRate }),
  output: z.object({ personId: id, validFrom: plainDate, rate: hourlyRate }),
  refusals: ['person_not_found', 'cost_rate_currency_mismatch'],
  touches: ['person'],
  target: 'personId',
  roles: { controller: 'all', 'resource-manager': 'all', administrator: 'all' },
  examples: [{ personId: exampleId, validFrom: '2026-07-01', rate: { amount: '71.25', currency: 'EUR' } }],
})

export const listCostRates = query({
  name: 'people.listCostRates',
  summary: 'Lists what an hour of people costs, over time.',
  input: listInput({ personId: id.optional() }, ['validFrom']),
  output: listOutput(z.object({ id: z.string(), personId: id, validFrom: plainDate, rate })),
  refusals: [],
  roles: costReaders,
  examples: [{ personId: exampleId }],
})

export const setSkills = command({
  name: 'people.setSkills',
  summary: 'Says what a person can do; it replaces what was said before.',
  input: z.strictObject({
    personId: id,
    skills: skills
      .max(200)
      .refine((given) => new Set(given.map(({ skill }) => skill)).size === given.length, {
        message: 'name a skill twice',
      }),
  }),
  output: z.object({ personId: id, skills: z.int(), revision: z.int() }),
  refusals: ['person_not_found'],
  touches: ['person'],
  target: 'personId',
  versioned: true,
  roles: keepers,
  examples: [{ personId: exampleId, skills: [{ skill: 'PostgreSQL', proficiency: 4 }] }],
})

export const importPeople = command({
  name: 'people.importPeople',
  summary: 'Adds and changes people from a CSV file, recognised by their number.',
  input: z.strictObject(importInput(personColumns)),
  output: importReport,
  refusals: importRefusalCodes,
  touches: ['person'],
  roles: keepers,
  unjournaled: ['content'],
  examples: [
    {
      content:
        'Number,Name,Email,Entity,Role,Started On,Hourly Cost\nE-1007,Ada Stern,ada.stern@alder.example,DE,architect,2024-04-01,68.50\n',
      dryRun: true,
    },
  ],
})
