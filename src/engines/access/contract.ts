/** What may be asked of access: people and programs, their roles, their credentials and their sessions. */
import { z } from 'zod'
import { command, EVERYONE, id, instant, listInput, listOutput, plainDate, query } from '#kernel/contract.ts'
import { refusalTable } from '#kernel/refusal.ts'
import { newPassword } from './contract-credentials.ts'

export * from './contract-credentials.ts'
export * from './contract-journal.ts'
export * from './contract-roles.ts'
export * from './contract-views.ts'

export const refusals = refusalTable({
  journal_entry_not_found: {
    kind: 'not_found',
    message: 'There is no journal entry {journalId}. List them with access.listJournal.',
  },
  principal_not_found: {
    kind: 'not_found',
    message: 'There is no person or service {principalId}. List them with access.listPrincipals.',
  },
  principal_active: {
    kind: 'conflict',
    message:
      'Access of this person or service was not ended. Change what they may do with access.assignRole.',
  },
  principal_inactive: {
    kind: 'conflict',
    message: 'Principal {principalId} is not active any more. Create a new one instead.',
  },
  email_taken: {
    kind: 'conflict',
    message: 'Somebody else already signs in as {email}. Use another address.',
  },
  own_role: {
    kind: 'not_permitted',
    message: 'Nobody gives a role to themselves or to whom they act for. Ask another administrator.',
  },
  unknown_role: {
    kind: 'invalid',
    message:
      'There is no role {role}. Ask access.listRoles for those there are, or make it with access.createRole.',
  },
  role_assignment_not_found: {
    kind: 'not_found',
    message: 'There is no role assignment {assignmentId}. See those of a person with access.get.',
  },
  roles_conflict: {
    kind: 'conflict',
    message:
      'One person may not hold both {one} and {other}: {why} (rule {rule}). Give one of them to somebody else.',
  },
  role_is_shipped: {
    kind: 'conflict',
    message:
      'The role {role} comes with the program and stays as it is. Make a role of your own with access.createRole.',
  },
  role_in_use: {
    kind: 'conflict',
    message: 'The role {role} is held by {holders}. Take it from them first, with access.removeRole.',
  },
  role_name_taken: { kind: 'conflict', message: 'There is a role {role} already. Choose another name.' },
  view_not_found: {
    kind: 'not_found',
    message: 'You have no view {viewId}. Those you may open are listed by access.listViews.',
  },
  view_name_taken: {
    kind: 'conflict',
    message: 'This list has a view {name} already. Choose another name.',
  },
  scope_not_honoured: {
    kind: 'invalid',
    message: '{command} cannot be limited to {scope}. It can be given as: {honoured}.',
  },
  delegation_not_found: {
    kind: 'not_found',
    message: 'There is no delegation {delegationId} still in force. See those of a person with access.get.',
  },
  delegation_invalid: {
    kind: 'invalid',
    message: 'A delegation goes to somebody else and ends on or after the day it begins, {validFrom}.',
  },
})

const principalKind = z.enum(['person', 'service', 'process'])
const scope = z.enum(['all', 'project', 'own'])
const example = '0199d8a0-0000-7000-8000-000000000001'

const principal = z.object({ principalId: id, revision: z.int() })

export const createPerson = command({
  name: 'access.createPerson',
  summary: 'Lets a person sign in, with the roles they start with.',
  input: z.strictObject({
    name: z.string().trim().min(1).max(200),
    email: z.email().trim().toLowerCase(),
    locale: z.string().min(2).max(35).default('en').meta({ description: 'BCP 47 language tag.' }),
    password: newPassword.optional(),
    roles: z.array(z.string()).max(50).default([]),
  }),
  output: principal,
  refusals: ['email_taken', 'unknown_role', 'roles_conflict', 'too_many_sign_ins'],
  touches: ['principal'],
  roles: { administrator: 'all' },
  secrets: ['password'],
  examples: [{ name: 'Ada Stern', email: 'ada@example.com', roles: ['consultant'] }],
})

export const createService = command({
  name: 'access.createService',
  summary: 'Lets a program act under a name of its own; give it an API key next.',
  input: z.strictObject({
    name: z.string().trim().min(1).max(200),
    roles: z.array(z.string()).max(50).default([]),
  }),
  output: principal,
  refusals: ['unknown_role', 'roles_conflict'],
  touches: ['principal'],
  roles: { administrator: 'all' },
  examples: [{ name: 'Payroll export', roles: ['controller'] }],
})

export const deactivate = command({
  name: 'access.deactivate',
  summary: 'Ends all access of a person or service at once: sessions, keys and delegations with it.',
  input: z.strictObject({ principalId: id }),
  output: principal,
  refusals: ['principal_not_found', 'principal_inactive'],
  touches: ['principal'],
  target: 'principalId',
  versioned: true,
  roles: { administrator: 'all' },
  examples: [{ principalId: example }],
})

export const reactivate = command({
  name: 'access.reactivate',
  summary:
    'Lets a person or service in again whose access was ended, with the roles that are told and no others. Keys and delegations stay ended.',
  input: z.strictObject({
    principalId: id,
    roles: z.array(z.string()).max(50).default([]),
    password: newPassword.optional(),
  }),
  output: principal,
  refusals: [
    'principal_not_found',
    'principal_active',
    'unknown_role',
    'roles_conflict',
    'too_many_sign_ins',
  ],
  touches: ['principal'],
  target: 'principalId',
  versioned: true,
  roles: { administrator: 'all' },
  secrets: ['password'],
  examples: [{ principalId: example, roles: ['consultant'] }],
})

export const listPrincipals = query({
  name: 'access.listPrincipals',
  summary: 'Lists people and services with their roles.',
  input: listInput(
    {
      kind: principalKind.optional(),
      active: z.boolean().optional(),
      role: z.string().optional(),
    },
    ['name', 'createdAt'],
  ),
  output: listOutput(
    z.object({
      id,
      kind: principalKind,
      name: z.string(),
      email: z.string().nullable(),
      active: z.boolean(),
      roles: z.array(z.string()),
      createdAt: instant,
      revision: z.int(),
    }),
  ),
  refusals: ['invalid_cursor'],
  roles: { administrator: 'all', controller: 'all' },
  examples: [{ kind: 'person' }],
})

const delegation = z.object({
  delegationId: id,
  fromId: id,
  toId: id,
  commands: z.array(z.string()).nullable().meta({ description: 'Null for all that may be done.' }),
  validFrom: plainDate,
  validTo: plainDate,
})

export const get = query({
  name: 'access.get',
  summary: 'Shows a person or service with its roles and its delegations, those to come included.',
  input: z.strictObject({ principalId: id }),
  output: z.object({
    principalId: id,
    kind: principalKind,
    name: z.string(),
    email: z.string().nullable(),
    locale: z.string(),
    active: z.boolean(),
    roles: z.array(
      z.object({
        assignmentId: id,
        role: z.string(),
        scope,
        validFrom: plainDate,
        validTo: plainDate.nullable(),
      }),
    ),
    delegations: z.array(delegation),
    attributes: z
      .record(z.string(), z.array(z.string()))
      .meta({ description: 'What is known beyond roles, by name: skill, region, entity.' }),
    revision: z.int(),
  }),
  refusals: ['principal_not_found'],
  target: 'principalId',
  roles: { [EVERYONE]: 'own', administrator: 'all', controller: 'all' },
  scopes: ['own'],
  examples: [{ principalId: example }],
})

export const setAttributes = command({
  name: 'access.setAttributes',
  summary:
    'Says what is known of a person or service beyond roles: skill, region, entity; work is offered by it.',
  input: z.strictObject({
    principalId: id,
    attributes: z
      .record(z.string().regex(/^[a-z][a-z0-9-]{0,49}$/), z.array(z.string().trim().min(1).max(200)).max(200))
      .meta({
        description: 'Values by name. A name that is given is replaced, others stay; none clears it.',
      }),
  }),
  output: z.object({ principalId: id, attributes: z.record(z.string(), z.array(z.string())) }),
  refusals: ['principal_not_found', 'principal_inactive'],
  touches: ['principal'],
  target: 'principalId',
  roles: { administrator: 'all', 'resource-manager': 'all' },
  examples: [{ principalId: example, attributes: { region: ['DACH'], skill: ['contract-law', 'tax'] } }],
})

export const assignRole = command({
  name: 'access.assignRole',
  summary: 'Gives a role to a person or service, from one day on and, if wanted, to another.',
  input: z.strictObject({
    principalId: id,
    role: z.string(),
    scope: scope.default('all').meta({ description: 'Narrows what the role gives; it never widens it.' }),
    validFrom: plainDate.optional().meta({ description: 'Today, when left out.' }),
    validTo: plainDate.optional().meta({ description: 'The last day, included; without end when left out.' }),
  }),
  output: z.object({ assignmentId: id }),
  refusals: ['principal_not_found', 'principal_inactive', 'own_role', 'unknown_role', 'roles_conflict'],
  touches: ['principal'],
  target: 'principalId',
  roles: { administrator: 'all' },
  examples: [{ principalId: example, role: 'project-manager' }],
})

export const removeRole = command({
  name: 'access.removeRole',
  summary: 'Takes a role away, at once.',
  input: z.strictObject({ assignmentId: id }),
  output: z.object({ assignmentId: id, principalId: id }),
  refusals: ['role_assignment_not_found'],
  touches: ['principal'],
  target: 'assignmentId',
  roles: { administrator: 'all' },
  examples: [{ assignmentId: example }],
})

export const whoAmI = query({
  name: 'access.whoAmI',
  summary: 'Tells who is signed in, for whom they act, and what they may do.',
  input: z.strictObject({}),
  output: z.object({
    principalId: id,
    kind: principalKind,
    name: z.string(),
    email: z.string().nullable(),
    locale: z.string(),
    onBehalfOf: z.object({ principalId: id, name: z.string() }).nullable(),
    tenant: z.object({ id, slug: z.string(), name: z.string() }),
    roles: z.array(z.object({ role: z.string(), title: z.string(), scope })),
    mayActFor: z.array(
      z.object({
        delegationId: id,
        principalId: id,
        name: z.string(),
        commands: z.array(z.string()).nullable(),
        validTo: plainDate,
      }),
    ),
    may: z.array(z.object({ name: z.string(), scope })),
  }),
  refusals: [],
  roles: { [EVERYONE]: 'own' },
  scopes: ['own'],
  examples: [{}],
})

const grants = z.array(z.object({ name: z.string(), scope }))

export const createRole = command({
  name: 'access.createRole',
  summary: 'Makes a role of the firm: a set of commands and queries, each with how far it reaches.',
  input: z.strictObject({
    role: z
      .string()
      .regex(/^[a-z][a-z0-9-]{1,49}$/)
      .meta({ description: 'Lower case, digits and hyphens.' }),
    title: z.string().trim().min(1).max(100),
    commands: z
      .array(z.strictObject({ name: z.string(), scope: scope.default('all') }))
      .min(1)
      .max(1000),
  }),
  output: z.object({ role: z.string() }),
  refusals: ['role_name_taken', 'unknown_command', 'scope_not_honoured', 'roles_conflict'],
  touches: ['role'],
  roles: { administrator: 'all' },
  examples: [{ role: 'auditor', title: 'Auditor', commands: [{ name: 'access.listPrincipals' }] }],
})

export const listRoles = query({
  name: 'access.listRoles',
  summary: 'Lists the shipped roles and those of the firm, with what each includes.',
  input: z.strictObject({}),
  output: z.object({
    items: z.array(
      z.object({
        role: z.string(),
        title: z.string(),
        shipped: z.boolean(),
        commands: grants,
        revision: z.int().meta({ description: '0 for a shipped role, which stays as it is.' }),
      }),
    ),
  }),
  refusals: [],
  roles: { administrator: 'all', controller: 'all' },
  examples: [{}],
})

export const delegate = command({
  name: 'access.delegate',
  summary: 'Lets somebody act in your name for some days, for some commands or for all you may do.',
  input: z.strictObject({
    toId: id,
    fromId: id.optional().meta({ description: 'Whose authority is lent; your own when left out.' }),
    commands: z.array(z.string()).min(1).max(500).optional().meta({ description: 'All, when left out.' }),
    validFrom: plainDate.optional().meta({ description: 'Today, when left out.' }),
    validTo: plainDate.meta({ description: 'The last day, included.' }),
  }),
  output: z.object({ delegationId: id }),
  refusals: [
    'principal_not_found',
    'principal_inactive',
    'unknown_command',
    'delegation_invalid',
    'not_permitted',
  ],
  touches: ['delegation'],
  roles: { [EVERYONE]: 'own', administrator: 'all' },
  scopes: ['own'],
  examples: [{ toId: example, commands: ['access.listPrincipals'], validTo: '2026-08-31' }],
})

export const revokeDelegation = command({
  name: 'access.revokeDelegation',
  summary: 'Ends a delegation before its last day; either side may.',
  input: z.strictObject({ delegationId: id }),
  output: z.object({ delegationId: id }),
  refusals: ['delegation_not_found'],
  touches: ['delegation'],
  target: 'delegationId',
  roles: { [EVERYONE]: 'own', administrator: 'all' },
  scopes: ['own'],
  examples: [{ delegationId: example }],
})
