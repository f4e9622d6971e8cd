/** What may be asked about credentials: signing in and out, sessions, passwords, API keys. */
import { z } from 'zod'
import { command, EVERYONE, id, instant, query } from '#kernel/contract.ts'
import { refusalTable } from '#kernel/refusal.ts'

export const credentialRefusals = refusalTable({
  sign_in_refused: {
    kind: 'unauthenticated',
    message:
      'The e-mail address or the password is wrong, or there were too many attempts. After several failures wait some minutes.',
  },
  current_password_wrong: {
    kind: 'not_permitted',
    message: 'Give your current password to set a new one. After several failures wait some minutes.',
  },
  not_a_person: {
    kind: 'invalid',
    message: 'Only people have passwords. Give service {principalId} an API key with access.createApiKey.',
  },
  session_not_found: {
    kind: 'not_found',
    message: 'There is no session {sessionId} still open. List them with access.listSessions.',
  },
  api_key_not_found: {
    kind: 'not_found',
    message: 'There is no API key {keyId} still valid. List them with access.listApiKeys.',
  },
  too_many_sign_ins: {
    kind: 'too_many',
    message: 'Too many people are signing in at this moment. Try again in a few seconds.',
  },
})

const example = '0199d8a0-0000-7000-8000-000000000001'
const ownOrAll = { [EVERYONE]: 'own', administrator: 'all' } as const

/** A password somebody is to sign in with from now on. */
export const newPassword = z
  .string()
  .min(12)
  .max(200)
  .meta({ description: 'At least 12 characters; length counts for more than signs.', format: 'password' })

const password = z.string().min(1).max(200).meta({ format: 'password' })

export const signIn = command({
  name: 'access.signIn',
  summary: 'Opens a session for a person; browsers get it as a cookie, programs as a token.',
  input: z.strictObject({
    email: z.string().trim().toLowerCase().max(320).meta({ format: 'email' }),
    password,
    client: z
      .string()
      .max(200)
      .optional()
      .meta({ description: 'What the person will recognise the session by.' }),
  }),
  output: z.object({
    sessionId: id,
    principalId: id,
    token: z.string().nullable().meta({
      description: 'Send it as Authorization: Bearer. Null for browsers, which have it as a cookie.',
    }),
    expiresAt: instant,
  }),
  refusals: ['sign_in_refused', 'too_many_sign_ins'],
  touches: ['session', 'principal'],
  roles: {},
  open: true,
  secrets: ['password', 'token'],
  examples: [{ email: 'ada@example.com', password: 'correct horse battery' }],
})

export const signOut = command({
  name: 'access.signOut',
  summary: 'Ends a session: this one, or another of your own.',
  input: z.strictObject({ sessionId: id.optional() }),
  output: z.object({ sessionId: id }),
  refusals: ['session_not_found'],
  touches: ['session'],
  roles: ownOrAll,
  scopes: ['own'],
  examples: [{}],
})

export const signOutEverywhere = command({
  name: 'access.signOutEverywhere',
  summary: 'Ends all sessions of a person; your own when nobody is named.',
  input: z.strictObject({ principalId: id.optional() }),
  output: z.object({ ended: z.int() }),
  refusals: ['not_permitted'],
  touches: ['session'],
  roles: ownOrAll,
  scopes: ['own'],
  examples: [{}],
})

export const exampleSignIns = query({
  name: 'access.exampleSignIns',
  summary:
    'Lists whom everybody may sign in as, with their password: of an example firm all, of every other nobody.',
  input: z.strictObject({}),
  output: z.object({
    password: z.string().nullable().meta({ description: 'The one all of them share; null for a real firm.' }),
    people: z.array(z.object({ name: z.string(), email: z.string(), roles: z.array(z.string()) })),
  }),
  refusals: [],
  roles: {},
  open: true,
  examples: [{}],
})

export const listSessions = query({
  name: 'access.listSessions',
  summary: 'Lists the open sessions of a person, newest first; your own when nobody is named.',
  input: z.strictObject({ principalId: id.optional() }),
  output: z.object({
    items: z.array(
      z.object({
        id,
        client: z.string().nullable(),
        createdAt: instant,
        seenAt: instant,
        expiresAt: instant,
        current: z.boolean(),
      }),
    ),
  }),
  refusals: ['not_permitted'],
  roles: ownOrAll,
  scopes: ['own'],
  examples: [{}],
})

export const setPassword = command({
  name: 'access.setPassword',
  summary: 'Sets a new password and ends all other sessions of the person.',
  input: z.strictObject({
    principalId: id.optional().meta({ description: 'Yourself, when left out.' }),
    currentPassword: password.optional().meta({ description: 'Needed to change your own.' }),
    newPassword,
  }),
  output: z.object({ principalId: id }),
  refusals: [
    'principal_not_found',
    'principal_inactive',
    'not_a_person',
    'current_password_wrong',
    'not_permitted',
    'too_many_sign_ins',
  ],
  touches: ['principal', 'session'],
  roles: ownOrAll,
  scopes: ['own'],
  secrets: ['currentPassword', 'newPassword'],
  examples: [{ currentPassword: 'correct horse battery', newPassword: 'longer horse, better battery' }],
})

export const createApiKey = command({
  name: 'access.createApiKey',
  summary: 'Makes an API key for yourself or for a service. It is shown this once.',
  input: z.strictObject({
    principalId: id.optional().meta({ description: 'Yourself, when left out.' }),
    name: z.string().trim().min(1).max(100).meta({ description: 'What the key is for.' }),
    days: z.int().min(1).max(730).default(90).meta({ description: 'Days until it stops working.' }),
  }),
  output: z.object({
    keyId: id,
    key: z.string().nullable().meta({ description: 'Null when a repeated request is answered.' }),
    prefix: z.string(),
    expiresAt: instant,
  }),
  refusals: ['principal_not_found', 'principal_inactive', 'not_permitted'],
  touches: ['api_key'],
  roles: ownOrAll,
  scopes: ['own'],
  secrets: ['key'],
  examples: [{ name: 'Nightly export', days: 365 }],
})

export const revokeApiKey = command({
  name: 'access.revokeApiKey',
  summary: 'Ends an API key at once.',
  input: z.strictObject({ keyId: id }),
  output: z.object({ keyId: id }),
  refusals: ['api_key_not_found'],
  touches: ['api_key'],
  target: 'keyId',
  roles: ownOrAll,
  scopes: ['own'],
  examples: [{ keyId: example }],
})

export const listApiKeys = query({
  name: 'access.listApiKeys',
  summary: 'Lists API keys with when they were last used; your own when nobody is named.',
  input: z.strictObject({ principalId: id.optional() }),
  output: z.object({
    items: z.array(
      z.object({
        id,
        name: z.string(),
        prefix: z.string(),
        createdAt: instant,
        expiresAt: instant,
        usedAt: instant.nullable(),
        revokedAt: instant.nullable(),
      }),
    ),
  }),
  refusals: ['not_permitted'],
  roles: ownOrAll,
  scopes: ['own'],
  examples: [{}],
})
