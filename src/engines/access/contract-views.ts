/** Views of lists: a person keeps one by a name and may show it to others. */
import { z } from 'zod'
import { command, EVERYONE, id, query } from '#kernel/contract.ts'

const example = '0199d8a0-0000-7000-8000-000000000001'

const list = z.string().min(1).max(200).meta({
  description: 'Which list: the query behind it and its place on the screen.',
  example: 'opportunities.list',
})
const name = z.string().trim().min(1).max(80)
const values = z.record(z.string().max(100), z.string().max(2000)).meta({
  description: 'Filters, sort, columns and groups, as they stand in the address.',
})
const sharedWith = z
  .string()
  .min(1)
  .max(100)
  .nullable()
  .meta({ description: 'A role whose holders see it too; everyone: the whole firm; null: nobody else.' })

export const listViews = query({
  name: 'access.listViews',
  summary: 'Lists the views of a list that one keeps, and those that others show.',
  input: z.strictObject({ list }),
  output: z.object({
    items: z.array(
      z.object({
        id,
        name: z.string(),
        values,
        sharedWith,
        own: z.boolean(),
        ownerName: z.string(),
      }),
    ),
  }),
  refusals: [],
  roles: { [EVERYONE]: 'all' },
  examples: [{ list: 'opportunities.list' }],
})

export const saveView = command({
  name: 'access.saveView',
  summary: 'Keeps how one looks at a list by a name; one with this name is replaced.',
  input: z.strictObject({ list, name, values }),
  output: z.object({ viewId: id, name: z.string() }),
  refusals: [],
  touches: ['view'],
  roles: { [EVERYONE]: 'all' },
  examples: [{ list: 'opportunities.list', name: 'Mine, latest first', values: { sort: '-expectedClose' } }],
})

export const changeView = command({
  name: 'access.changeView',
  summary: 'Renames a view, or shows it to the holders of a role, to the whole firm or to nobody else.',
  input: z.strictObject({ viewId: id, name: name.optional(), sharedWith: sharedWith.optional() }),
  output: z.object({ viewId: id, name: z.string(), sharedWith }),
  refusals: ['view_not_found', 'view_name_taken', 'unknown_role'],
  touches: ['view'],
  target: 'viewId',
  roles: { [EVERYONE]: 'own', administrator: 'all' },
  scopes: ['own'],
  examples: [{ viewId: example, sharedWith: 'sales' }],
})

export const deleteView = command({
  name: 'access.deleteView',
  summary: 'Forgets a view, also for those it was shown to.',
  input: z.strictObject({ viewId: id }),
  output: z.object({ viewId: id }),
  refusals: ['view_not_found'],
  touches: ['view'],
  target: 'viewId',
  roles: { [EVERYONE]: 'own', administrator: 'all' },
  scopes: ['own'],
  examples: [{ viewId: example }],
})
