/** What may be asked of access: people and programs, their roles, their credentials and their sessions. */
import { z } from 'zod'
import { command, id, instant, listInput, listOutput, plainDate, query } from '#kernel/contract.ts'
import { refusalTable } from '#kernel/refusal.ts'
import { EVERYONE } from './roles.ts'

export const refusals = refusalTable({
  own_approval: {
    kind: 'not_permitted',
    message:
      'You may not run {command} here: you, or somebody you act for or who acts for you, did the work it approves. Ask somebody else who may.',
  },
  principal_not_found: { kind: 'not_found', message: 'There is no person or service {principalId}.' },
  principal_inactive: {
    kind: 'conflict',
    message: 'Principal {principalId} is not active any more. Create a new one instead.',
  },
  email_taken: {
    kind: 'conflict',
    message: 'Somebody else already signs in as {email}. Use another address.',
  },
  unknown_role: {
    kind: 'invalid',
    message:
      'There is no role {role}. Ask access.listRoles for those there are, or make it with access.createRole.',
  },
  role_not_held: { kind: 'not_found', message: 'There is no role assignment {assignmentId}.' },
  roles_conflict: {
    kind: 'conflict',
    message:
      'One person may not hold both {one} and {other}: {why} (rule {rule}). Give one of them to somebody else.',
  },
  too_many_sign_ins: {
    kind: 'too_many',
    message: 'Too many people are signing in at this moment. Try again in a few seconds.',
  },
})

const principalKind = z.enum(['person', 'service', 'process'])
const scope = z.enum(['all', 'project', 'own'])
const example = '0199d8a0-0000-7000-8000-000000000001'

const newPassword = z.string().min(12).max(200).meta({
  description: 'At least 12 characters; longer is better than stranger.',
  example: 'correct horse battery',
})

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

export const listPrincipals = query({
  name: 'access.listPrincipals',
  summary: 'Lists people and services with their roles.',
  input: listInput(
    {
      kind: principalKind.optional(),
      active: z.stringbool().or(z.boolean()).optional(),
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
  refusals: ['principal_not_found', 'principal_inactive', 'unknown_role', 'roles_conflict'],
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
  refusals: ['role_not_held'],
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
    may: z.array(z.object({ name: z.string(), scope })),
  }),
  refusals: [],
  roles: { [EVERYONE]: 'own' },
  scopes: ['own'],
  examples: [{}],
})
