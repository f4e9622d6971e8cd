import assert from 'node:assert/strict'
import test from 'node:test'
import { z } from 'zod'
import { command, decimal } from '#kernel/contract.ts'
import { refusalTable } from '#kernel/refusal.ts'
import { codeOf } from './browser-contracts.ts'

const size = z.enum(['small', 'large'])
const pour = command({
  name: 'cups.pour',
  summary: 'Pours into a cup.',
  input: z.strictObject({ cupId: z.uuid(), size, litres: decimal(2).optional() }),
  output: z.object({ isFull: z.boolean() }),
  refusals: ['cup_is_full'],
  touches: ['cup'],
  target: 'cupId',
  versioned: true,
  roles: { waiter: 'own' },
  scopes: ['own'],
  examples: [{ cupId: '0199d8a0-0000-7000-8000-000000000001', size: 'small' }],
})
const washMany = command({
  name: 'cups.washMany',
  summary: 'Washes cups.',
  input: z.strictObject({ cupIds: z.array(z.uuid()) }),
  output: z.object({}),
  refusals: [],
  touches: ['cup'],
  targets: 'cupIds',
  roles: { waiter: 'all' },
  examples: [{ cupIds: [] }],
})
const refusals = refusalTable({ cup_is_full: { kind: 'conflict', message: 'Take another cup.' } })
const room = { pour, size, refusals, isLarge: (one: unknown) => one === 'large' }

test('a browser is told which field of a command names the many it is about', async () => {
  const told = (await import(`data:text/javascript,${encodeURIComponent(codeOf({ washMany }))}`)) as {
    washMany: { targets: string }
  }
  assert.equal(told.washMany.targets, 'cupIds')
})

test('a browser is told of a contract where it is reached and what it takes, as plain data', async () => {
  const told = (await import(`data:text/javascript,${encodeURIComponent(codeOf(room))}`)) as object
  assert.deepEqual(
    { ...told },
    {
      pour: {
        kind: 'command',
        name: 'cups.pour',
        summary: 'Pours into a cup.',
        target: 'cupId',
        roles: { waiter: 'own' },
        versioned: true,
        fields: [
          { name: 'size', required: true, schema: { type: 'string', enum: ['small', 'large'] } },
          {
            name: 'litres',
            required: false,
            schema: {
              type: 'string',
              description: 'Decimal text, at most 2 digits after the point.',
              pattern: '^-?\\d+(\\.\\d+)?$',
            },
          },
        ],
      },
      size: { options: ['small', 'large'] },
    },
  )
})
