import assert from 'node:assert/strict'
import test from 'node:test'
import { z } from 'zod'
import { instant, money, plainDate, query } from './contract.ts'
import { parseInput } from './input.ts'
import { Refused } from './refusal.ts'

const contract = query({
  name: 'memos.list',
  summary: 'Lists memos.',
  input: z.object({
    words: z.array(z.string()).optional(),
    on: plainDate.optional(),
    at: instant.optional(),
    fee: money.optional(),
    facts: z.record(z.string(), z.string()).optional(),
  }),
  output: z.object({}),
  refusals: [],
  roles: {},
  examples: [],
})

/** The pointers of what is wrong with an input; none when nothing is. */
function wrongAt(input: unknown): string[] {
  try {
    parseInput(contract, input)
    return []
  } catch (error) {
    assert.ok(error instanceof Refused && error.code === 'invalid_input')
    return error.problems.map(({ pointer }) => pointer)
  }
}

test('what cannot be stored is refused where it stands', () => {
  const cases: [unknown, string[]][] = [
    [undefined, []],
    [{ words: ['a', 'Ä 𝄞 \u202e'] }, []],
    [{ words: ['a', 'b\u0000'] }, ['/words/1']],
    [{ words: ['\ud800', '\udc00'] }, ['/words/0', '/words/1']],
    [{ facts: { 'a/b~': '\u0000' } }, ['/facts/a~1b~0']],
    [{ facts: { 'a\u0000': 'b' } }, ['/facts']],
    [{ on: '0000-01-01' }, ['/on']],
    [{ on: '2026-02-29' }, ['/on']],
    [{ on: '2028-02-29' }, []],
    [{ at: '0001-01-01T00:00:00Z' }, ['/at']],
    [{ fee: { amount: '1.005', currency: 'EUR' } }, ['/fee/amount']],
    [{ fee: { amount: 1, currency: 'XYZ' } }, ['/fee/amount', '/fee/currency']],
  ]
  for (const [input, pointers] of cases) assert.deepEqual(wrongAt(input), pointers, JSON.stringify(input))
})

test('what is wrong is said in words for whoever filled it in', () => {
  const form = {
    ...contract,
    input: z.strictObject({
      who: z.uuid(),
      on: plainDate.optional(),
      at: instant.optional(),
      title: z.string().min(1).max(5).optional(),
      minutes: z.int().min(1).max(1440).optional(),
      kind: z.enum(['own', 'all']).optional(),
      fee: money.optional(),
      tags: z.array(z.string()).max(2).optional(),
      deep: z.object({ done: z.boolean() }).optional(),
      code: z
        .string()
        .regex(/^[A-Z]+$/, { message: 'must be capital letters' })
        .optional(),
    }),
  }
  const who = '0199d8a0-0000-7000-8000-000000000001'
  const cases: [object, string][] = [
    [{}, '/who is needed'],
    [{ who: 'me' }, '/who must be an id (a UUID)'],
    [{ who, on: '2026-02-30' }, '/on must be a day that there is, written YYYY-MM-DD'],
    [{ who, at: 'noon' }, '/at must be a moment with its offset, written 2026-03-02T09:00:00Z'],
    [{ who, title: '' }, '/title must not be empty'],
    [{ who, title: 'longer' }, '/title must be at most 5 characters'],
    [{ who, title: 7 }, '/title must be text'],
    [{ who, minutes: 0 }, '/minutes must be at least 1'],
    [{ who, minutes: 1441 }, '/minutes must be at most 1440'],
    [{ who, minutes: '7' }, '/minutes must be a number'],
    [{ who, minutes: 7.5 }, '/minutes must be a whole number'],
    [{ who, kind: 'none' }, '/kind must be one of own, all'],
    [{ who, fee: { currency: 'EUR' } }, '/fee/amount is needed'],
    [{ who, tags: ['a', 'b', 'c'] }, '/tags must have at most 2 entries'],
    [{ who, deep: { done: 'yes' } }, '/deep/done must be true or false'],
    [{ who, code: 'x' }, '/code must be capital letters'],
    [{ who, colour: 'red' }, ' has no field called colour'],
  ]
  for (const [input, words] of cases) {
    assert.throws(
      () => parseInput(form, input),
      (error) => {
        assert.ok(error instanceof Refused)
        assert.deepEqual(
          error.problems.map(({ pointer, message }) => `${pointer} ${message}`),
          [words],
        )
        return true
      },
    )
  }
})

test('an input is known in both its forms', () => {
  const { wire, value } = parseInput(contract, { fee: { amount: '12.50', currency: 'EUR' } })
  assert.deepEqual(wire, { fee: { amount: '12.50', currency: 'EUR' } })
  assert.deepEqual(value, { fee: { minor: 1250n, currency: 'EUR' } })
})
