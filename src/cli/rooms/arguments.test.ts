import assert from 'node:assert/strict'
import test from 'node:test'
import { z } from 'zod'
import { command, money, plainDate } from '#kernel/contract.ts'
import { operationOf } from '#kernel/operation.ts'
import { readArguments, UsageFault } from './arguments.ts'

const operation = operationOf(
  command({
    name: 'memos.change',
    summary: 'Changes a memo.',
    input: z.strictObject({
      memoId: z.uuid(),
      dueOn: plainDate.optional(),
      urgent: z.boolean().optional(),
      count: z.int().optional(),
      tags: z.array(z.string()).optional(),
      fee: money.optional(),
      place: z.strictObject({ room: z.string() }).optional(),
    }),
    output: z.object({}),
    refusals: [],
    touches: ['memo'],
    target: 'memoId',
    roles: {},
    examples: [],
  }),
)

test('what is typed is read as the contract means it', () => {
  const cases = [
    ['', {}],
    ['m-1', { memoId: 'm-1' }],
    ['--memo-id m-1', { memoId: 'm-1' }],
    ['m-1 --due-on 2026-03-31', { memoId: 'm-1', dueOn: '2026-03-31' }],
    ['--dueOn=2026-03-31', { dueOn: '2026-03-31' }],
    ['--urgent m-1', { memoId: 'm-1', urgent: true }],
    ['--urgent false m-1', { memoId: 'm-1', urgent: false }],
    ['--no-urgent', { urgent: false }],
    ['--count 3', { count: 3 }],
    ['--count three', { count: 'three' }],
    ['--tags a --tags b', { tags: ['a', 'b'] }],
    ['--tags a', { tags: ['a'] }],
    ['--fee 1234.50EUR', { fee: { amount: '1234.50', currency: 'EUR' } }],
    ['--place {"room":"a"}', { place: { room: 'a' } }],
  ] as const
  for (const [line, input] of cases) {
    assert.deepEqual(readArguments(operation, line.split(' ').filter(Boolean)).input, input, line)
  }
})

test('what belongs to the request and not to the input is kept apart', () => {
  const { input, json, options } = readArguments(operation, [
    ...['m-1', '--output', 'json', '--key', 'k', '--if-match', '3', '--on-behalf-of', 'p', '--json', '@file'],
  ])
  assert.deepEqual([input, json], [{ memoId: 'm-1' }, '@file'])
  assert.deepEqual(options, { output: 'json', help: false, key: 'k', ifMatch: '3', onBehalfOf: 'p' })
  assert.equal(readArguments(operation, ['-h']).options.help, true)
})

test('words that mean nothing are named', () => {
  const cases = [
    [['--colour', 'red'], /no --colour/],
    [['m-1', 'm-2'], /"m-2" is one word too many/],
    [['--count'], /--count needs a value/],
    [['--output', 'xml'], /table, wide or json/],
  ] as const
  for (const [words, message] of cases) {
    assert.throws(
      () => readArguments(operation, words),
      (error) => error instanceof UsageFault && message.test(error.message),
    )
  }
})
