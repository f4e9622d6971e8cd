/** What may be asked of clients: who buys, who pays, and on what terms. */
import { z } from 'zod'
import { address, country, locale } from '#flow/firm/contract.ts'
import { command, currency, groupedInput, groupedOutput, id, query } from '#kernel/contract.ts'
import { refusalTable } from '#kernel/refusal.ts'

export const refusals = refusalTable({
  client_not_found: {
    kind: 'not_found',
    message: 'There is no client {clientId}. List them with clients.list.',
  },
  client_name_taken: {
    kind: 'conflict',
    message: 'Another client is called {name}. Use that one, or a name that tells them apart.',
  },
  client_parent_invalid: {
    kind: 'invalid',
    message:
      'Client {parentId} is this client or belongs to it; a group cannot contain itself. Name another parent.',
  },
  client_incomplete: {
    kind: 'conflict',
    message: '{name} cannot be billed yet; still missing: {missing}. Complete it with clients.update.',
  },
  client_already_active: { kind: 'conflict', message: '{name} is active already. There is nothing to do.' },
  client_not_prospect: {
    kind: 'conflict',
    message:
      '{name} is {state}; only a prospect is onboarded. A blocked client is let in again with clients.activate.',
  },
  client_already_blocked: { kind: 'conflict', message: '{name} is blocked already. There is nothing to do.' },
})

const exampleId = '0199d8a0-0000-7000-8000-000000000001'
const readers = {
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
const keepers = { sales: 'all', billing: 'all', controller: 'all', administrator: 'all' } as const

const name = z.string().trim().min(1).max(200)
const text = (max: number) => z.string().trim().max(max)

const facts = {
  name: name.meta({ description: 'What people call it; no two clients have one name.' }),
  legalName: text(200).meta({ description: 'As it is registered and as invoices say it.' }),
  country,
  currency: currency.meta({ description: 'What it is usually billed in.' }),
  address: address.nullable().meta({ description: 'Where invoices go; null while nobody knows it.' }),
  taxNumber: text(40).meta({ description: 'VAT, GST or federal tax number.' }),
  invoiceEmail: z
    .literal('')
    .or(z.email().trim().toLowerCase())
    .meta({ description: 'Where invoices are mailed to.' }),
  locale: locale.meta({ description: 'The language and number format of its invoices.' }),
  paymentTermsDays: z.int().min(0).max(365).meta({ description: 'Days from invoice date to due date.' }),
  purchaseOrderRequired: z.boolean().meta({ description: 'Its invoices must name its purchase order.' }),
  parentId: id.nullable().meta({ description: 'The client it belongs to, in a group.' }),
}

const state = z.enum(['prospect', 'active', 'blocked'])
const client = z.object({ id, number: z.string(), ...facts, state, revision: z.int() })

export const create = command({
  name: 'clients.create',
  summary: 'Adds a client as a prospect; what is not known yet may come later.',
  input: z.strictObject({
    ...facts,
    legalName: facts.legalName.default(''),
    address: facts.address.default(null),
    taxNumber: facts.taxNumber.default(''),
    invoiceEmail: facts.invoiceEmail.default(''),
    locale: facts.locale.default('en-US'),
    paymentTermsDays: facts.paymentTermsDays.default(30),
    purchaseOrderRequired: facts.purchaseOrderRequired.default(false),
    parentId: facts.parentId.default(null),
  }),
  output: z.object({ clientId: id, number: z.string(), state, revision: z.int() }),
  refusals: ['client_name_taken', 'client_not_found', 'series_missing'],
  touches: ['client'],
  roles: keepers,
  examples: [
    { name: 'Meridian Foods', country: 'US', currency: 'USD' },
    {
      name: 'Meridian Foods Deutschland',
      legalName: 'Meridian Foods Deutschland GmbH',
      country: 'DE',
      currency: 'EUR',
      address: { lines: ['Hafenstr. 8'], city: 'Hamburg', postalCode: '20457', country: 'DE' },
      taxNumber: 'DE266777888',
      invoiceEmail: 'rechnung@meridian-foods.example',
      locale: 'de-DE',
      paymentTermsDays: 14,
    },
  ],
})

export const get = query({
  name: 'clients.get',
  summary: 'Shows a client with its contacts and what is missing before it can be billed.',
  input: z.strictObject({ clientId: id }),
  output: client.extend({
    missing: z.array(z.string()).meta({ description: 'Facts to complete before it can be active.' }),
    contacts: z.array(z.object({ id, name: z.string(), email: z.string(), role: z.string() })),
  }),
  refusals: ['client_not_found'],
  target: 'clientId',
  roles: readers,
  examples: [{ clientId: exampleId }],
})

export const listClients = query({
  name: 'clients.list',
  summary: 'Lists clients by state or group, or by a part of name or number.',
  input: groupedInput(
    {
      state: state.optional(),
      parentId: id.optional().meta({ description: 'Only the members of this group.' }),
      search: z.string().trim().min(1).max(100).optional(),
    },
    ['name', 'number'],
    ['state', 'country'],
  ),
  output: groupedOutput(client),
  refusals: [],
  roles: readers,
  examples: [{ state: 'active' }, { search: 'meridian' }],
})

export const update = command({
  name: 'clients.update',
  summary: 'Changes what is known of a client; facts that are left out stay as they are.',
  input: z.strictObject({ clientId: id, ...z.object(facts).partial().shape }),
  output: z.object({ clientId: id, revision: z.int() }),
  refusals: ['client_not_found', 'client_name_taken', 'client_parent_invalid', 'client_incomplete'],
  touches: ['client'],
  target: 'clientId',
  versioned: true,
  roles: keepers,
  examples: [
    { clientId: exampleId, taxNumber: 'DE266777888', invoiceEmail: 'rechnung@meridian-foods.example' },
  ],
})

const stateChange = {
  input: z.strictObject({ clientId: id }),
  output: z.object({ clientId: id, state, revision: z.int() }),
  touches: ['client'],
  target: 'clientId',
  versioned: true,
} as const

const missing = z.array(z.string()).describe('What is missing before it can be contracted and billed.')

export const onboard = command({
  name: 'clients.onboard',
  summary:
    'Asks that a prospect be made ready to be contracted and billed: completed, looked at and activated.',
  input: z.strictObject({ clientId: id }),
  output: z.object({ clientId: id, missing }),
  refusals: ['client_not_found', 'client_not_prospect'],
  touches: ['client'],
  target: 'clientId',
  roles: { sales: 'all', billing: 'all', controller: 'all' },
  examples: [{ clientId: exampleId }],
})

export const check = command({
  name: 'clients.check',
  summary: 'Checks and records what is missing before a client can be contracted and billed.',
  input: z.strictObject({ clientId: id }),
  output: z.object({ clientId: id, state, missing }),
  refusals: ['client_not_found'],
  touches: ['client'],
  target: 'clientId',
  roles: { sales: 'all', billing: 'all', controller: 'all' },
  examples: [{ clientId: exampleId }],
})

export const activate = command({
  name: 'clients.activate',
  summary: 'Lets a client be contracted and billed, once nothing is missing.',
  ...stateChange,
  refusals: ['client_not_found', 'client_incomplete', 'client_already_active'],
  roles: { billing: 'all', controller: 'all' },
  examples: [{ clientId: exampleId }],
})

export const block = command({
  name: 'clients.block',
  summary: 'Stops new business with a client; what is under way goes on.',
  ...stateChange,
  input: z.strictObject({ clientId: id, reason: z.string().trim().min(1).max(500) }),
  refusals: ['client_not_found', 'client_already_blocked'],
  roles: { controller: 'all' },
  examples: [{ clientId: exampleId, reason: 'Insolvency proceedings were opened.' }],
})

export const addContact = command({
  name: 'clients.addContact',
  summary: 'Adds a person at a client.',
  input: z.strictObject({
    clientId: id,
    name,
    email: z.email().trim().toLowerCase(),
    role: text(100).default('').meta({ description: 'What they do there.', example: 'Accounts payable' }),
  }),
  output: z.object({ contactId: id }),
  refusals: ['client_not_found'],
  touches: ['client'],
  target: 'clientId',
  roles: { ...keepers, 'delivery-lead': 'all', 'project-manager': 'all' },
  examples: [
    { clientId: exampleId, name: 'Mara Quinn', email: 'mara.quinn@meridian-foods.example', role: 'CIO' },
  ],
})
