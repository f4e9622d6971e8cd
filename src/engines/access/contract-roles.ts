/** What is asked of the firm's own roles after they are made, and of all delegations. */
import { z } from 'zod'
import { command, EVERYONE, id, instant, listInput, listOutput, plainDate, query } from '#kernel/contract.ts'

const example = '0199d8a0-0000-7000-8000-000000000001'
const scope = z.enum(['all', 'project', 'own'])

export const changeRole = command({
  name: 'access.changeRole',
  summary: 'Changes what a role of the firm includes or is called, at once and for everybody who holds it.',
  input: z.strictObject({
    role: z.string(),
    title: z.string().trim().min(1).max(100).optional(),
    commands: z
      .array(z.strictObject({ name: z.string(), scope: scope.default('all') }))
      .min(1)
      .max(1000)
      .optional()
      .meta({ description: 'All it includes from now on; as before when left out.' }),
  }),
  output: z.object({
    role: z.string(),
    holders: z.int().meta({ description: 'How many people and services hold it, from today on.' }),
    revision: z.int(),
  }),
  refusals: ['unknown_role', 'role_is_shipped', 'unknown_command', 'scope_not_honoured', 'roles_conflict'],
  touches: ['role'],
  target: 'role',
  versioned: true,
  roles: { administrator: 'all' },
  examples: [
    { role: 'auditor', commands: [{ name: 'access.listPrincipals' }, { name: 'access.listRoles' }] },
  ],
})

export const deleteRole = command({
  name: 'access.deleteRole',
  summary: 'Deletes a role of the firm that nobody holds any more.',
  input: z.strictObject({ role: z.string() }),
  output: z.object({ role: z.string() }),
  refusals: ['unknown_role', 'role_is_shipped', 'role_in_use'],
  touches: ['role'],
  target: 'role',
  roles: { administrator: 'all' },
  examples: [{ role: 'auditor' }],
})

const party = z.object({ id, name: z.string() })

export const listDelegations = query({
  name: 'access.listDelegations',
  summary:
    'Lists delegations in force and to come: those of everybody, or those one has given or been given.',
  input: listInput(
    {
      principalId: id.optional().meta({ description: 'Given by or to this one.' }),
      ended: z.boolean().default(false).meta({ description: 'Also those that ran out or were revoked.' }),
    },
    ['validFrom', 'validTo'],
  ),
  output: listOutput(
    z.object({
      id,
      from: party.meta({ description: 'Whose authority is lent.' }),
      to: party,
      commands: z.array(z.string()).nullable().meta({ description: 'Null for all that one may do.' }),
      validFrom: plainDate,
      validTo: plainDate,
      revokedAt: instant.nullable(),
    }),
  ),
  refusals: [],
  roles: { [EVERYONE]: 'own', administrator: 'all', controller: 'all' },
  scopes: ['own'],
  examples: [{}, { principalId: example, ended: true }],
})
