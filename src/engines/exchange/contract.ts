/** What the exchange shows of what is on its way out, and how a person sends it again. */
import { z } from 'zod'
import { command, id, instant, json, listInput, listOutput, query } from '#kernel/contract.ts'
import { refusalTable } from '#kernel/refusal.ts'

export const refusals = refusalTable({
  delivery_not_found: {
    kind: 'not_found',
    message: 'There is no delivery {deliveryId}. List them with exchange.listDeliveries.',
  },
  delivery_not_dead: {
    kind: 'conflict',
    message:
      'Delivery {deliveryId} is {state}; only a dead one is sent again by hand. Look at it with exchange.getDelivery.',
  },
})

const state = z.enum(['waiting', 'delivered', 'dead'])

const delivery = z.object({
  deliveryId: id,
  kind: z.string().meta({ description: 'What kind of effect: mail.send, ...' }),
  key: z.string().meta({ description: 'The stable effect key the receiver is told.' }),
  objectType: z.string().nullable(),
  objectId: z.string().nullable(),
  state,
  attempts: z.int(),
  attemptsMax: z.int(),
  lastError: z.string().nullable(),
  createdAt: instant,
  availableAt: instant.meta({ description: 'When the next attempt is due, while it waits.' }),
  settledAt: instant.nullable(),
})

const roles = { billing: 'all', controller: 'all', administrator: 'all' } as const

export const listDeliveries = query({
  name: 'exchange.listDeliveries',
  summary: 'Lists what is on its way to the outside, what arrived and what is dead.',
  input: listInput(
    {
      state: state.optional(),
      kind: z.string().optional(),
      objectType: z.string().optional(),
      objectId: z.string().optional(),
    },
    ['createdAt'],
  ),
  output: listOutput(delivery.extend({ id })),
  refusals: [],
  roles,
  examples: [{}, { state: 'dead', sort: '-createdAt' }],
})

export const getDelivery = query({
  name: 'exchange.getDelivery',
  summary: 'Shows one delivery with what it carries and every attempt.',
  input: z.strictObject({ deliveryId: id }),
  output: delivery.extend({
    payload: json,
    causeId: id.meta({ description: 'The journal entry of the command that caused it.' }),
    tries: z.array(
      z.object({
        number: z.int(),
        startedAt: instant,
        finishedAt: instant.nullable(),
        outcome: z.enum(['running', 'delivered', 'failed', 'lost']),
        error: z.string().nullable(),
      }),
    ),
  }),
  refusals: ['delivery_not_found'],
  target: 'deliveryId',
  roles,
  examples: [{ deliveryId: '0199d8a0-0000-7000-8000-000000000001' }],
})

export const retryDelivery = command({
  name: 'exchange.retryDelivery',
  summary: 'Sends a dead delivery again, under the same effect key.',
  input: z.strictObject({ deliveryId: id }),
  output: z.object({ deliveryId: id, state }),
  refusals: ['delivery_not_found', 'delivery_not_dead'],
  touches: ['delivery'],
  target: 'deliveryId',
  roles,
  examples: [{ deliveryId: '0199d8a0-0000-7000-8000-000000000001' }],
})

export const notify = command({
  name: 'exchange.notify',
  summary: 'Sends a short mail to people, by name or by the role they hold today.',
  input: z.strictObject({
    principals: z
      .array(id.nullable())
      .default([])
      .meta({ description: 'Nobody stands for somebody not known yet.' }),
    roles: z.array(z.string()).default([]),
    subject: z.string().min(1).max(200),
    text: z.string().min(1).max(10_000),
    translations: z
      .record(
        z.string().regex(/^[a-z]{2}$/),
        z.strictObject({ subject: z.string().min(1).max(200), text: z.string().min(1).max(10_000) }),
      )
      .default({})
      .meta({ description: 'The same in other languages, by two letters: each reads their own.' }),
  }),
  output: z.object({ notified: z.int().meta({ description: 'How many people are written to.' }) }),
  refusals: [],
  touches: [],
  roles: { administrator: 'all' },
  examples: [{ roles: ['controller'], subject: 'Month end', text: 'Please close March by Friday.' }],
})

export const remindOfTasks = command({
  name: 'exchange.remindOfTasks',
  summary: 'Reminds people by mail of open tasks, when their models say so; any node may do it at any time.',
  input: z.strictObject({ limit: z.int().min(1).max(1_000).default(100) }),
  output: z.object({
    tasks: z.int().meta({ description: 'Of how many tasks.' }),
    notified: z.int().meta({ description: 'How many people are written to, once each.' }),
  }),
  refusals: [],
  touches: ['task'],
  roles: { administrator: 'all' },
  examples: [{ limit: 100 }],
})
