/**
 * Whatever is sent, the house answers or refuses; it never breaks. Every field of every example is replaced by what
 * people, programs and attackers send by mistake or on purpose, by somebody who may do everything.
 */
import assert from 'node:assert/strict'
import test from 'node:test'
import { Refused } from '#kernel/refusal.ts'
import { ask, run } from '#kernel/run.ts'
import { almightyIn, withRealObjects } from '#test/almighty.ts'
import { openTestHouse } from '#test/house.ts'

const firm = await openTestHouse()
const contracts = [...firm.house.registry.values()].map(({ contract }) => contract)
const almighty = await almightyIn(firm)

const nasty: readonly unknown[] = [
  ...[
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\ud800',
    '\u202e\u2066',
    "'; drop table x; --",
    '=1+1',
    '%',
    '\\',
    '{{x}}',
    '../../etc',
  ],
  ...[
    'x'.repeat(100_000),
    '0',
    '-0',
    '-1',
    '1e308',
    'NaN',
    'Infinity',
    '99999999999999999999999999.999999',
    '0x10',
  ],
  ...['2026-02-30', '0000-01-01', '9999-12-31', '-000001-01-01', '2026-03-31T25:00:00Z', '2026-03-31'],
  ...['not-a-uuid', '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
  ...[0, -1, 1.5, 1e21, Number.MAX_SAFE_INTEGER, 2_147_483_648, true, false, null, [], {}, [[]], [null]],
  { __proto__: null, constructor: 1 },
  { amount: '1', currency: 'XTS' },
  { amount: '99999999999999999999', currency: 'EUR' },
  { amount: '-5.00', currency: 'EUR' },
  { amount: '1.005', currency: 'EUR' },
]

/** The example with each of its fields, at any depth, replaced by one value. */
function* spoilt(example: unknown, value: unknown): Generator<unknown> {
  if (Array.isArray(example)) {
    for (const [at, one] of example.entries())
      for (const bad of spoilt(one, value)) yield example.with(at, bad)
  } else if (typeof example === 'object' && example !== null) {
    for (const [name, one] of Object.entries(example)) {
      yield { ...example, [name]: value }
      for (const bad of spoilt(one, value)) yield { ...example, [name]: bad }
    }
  }
}

test('no input breaks a command or a query', async (t) => {
  const objects = await withRealObjects(firm, almighty)
  const call = firm.call(almighty)
  for (const { name, kind, examples, open } of contracts) {
    // Hashing passwords a thousand times proves nothing about input.
    if (open || name === 'access.setPassword' || name === 'access.deactivate') continue
    await t.test(name, async () => {
      const example = objects(examples[0])
      for (const value of nasty) {
        for (const input of [value, ...spoilt(example, value)]) {
          try {
            await (kind === 'command'
              ? run(firm.house, name, input, call)
              : ask(firm.house, name, input, call))
          } catch (error) {
            const told = JSON.stringify(input)?.slice(0, 300)
            assert.ok(error instanceof Refused, `${told}\n${(error as Error).stack}`)
          }
        }
      }
    })
  }
})
