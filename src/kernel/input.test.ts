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

test('an input is known in both its forms', () => {
  const { wire, value } = parseInput(contract, { fee: { amount: '12.50', currency: 'EUR' } })
  assert.deepEqual(wire, { fee: { amount: '12.50', currency: 'EUR' } })
  assert.deepEqual(value, { fee: { minor: 1250n, currency: 'EUR' } })
})
