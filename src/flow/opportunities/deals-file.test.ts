import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseMoment, parseProbability, readDealsFile } from './deals-file.ts'

const header = 'Record ID,Deal Name,Deal Stage,Amount,Currency,Close Date,Associated Company,Create Date'
const read = (...lines: string[]) => readDealsFile([header, ...lines].join('\n'), () => true)

test('a moment of a CRM is read in UTC', () => {
  const cases = [
    ['2026-03-02 09:30', '2026-03-02T09:30:00Z'],
    ['2026-03-02T09:30:15Z', '2026-03-02T09:30:15Z'],
    ['2026-03-02', '2026-03-02T00:00:00Z'],
    ['2026-02-30 10:00', undefined],
    ['03/02/2026', undefined],
  ] as const
  for (const [text, moment] of cases) assert.equal(parseMoment(text)?.toString(), moment, text)
})

test('a probability is read in whole per cent', () => {
  const cases = [
    ['0.4', 40],
    ['0.05', 5],
    ['1', 100],
    ['1.0', 100],
    ['0', 0],
    ['0.90', 90],
    ['0.905', null],
    ['40', null],
  ] as const
  for (const [text, percent] of cases) assert.equal(parseProbability(text), percent, text)
})

test('an amount has the digits of its currency, and an empty one is zero', () => {
  const { rows, errors } = read(
    '1,A,Proposal,1000,JPY,2026-06-30,X,2026-01-01',
    '2,B,Proposal,,EUR,2026-06-30,X,2026-01-01',
    '3,C,Proposal,10.5,JPY,2026-06-30,X,2026-01-01',
    '4,D,Proposal,-1,EUR,2026-06-30,X,2026-01-01',
    '5,E,Proposal,"1,000",EUR,2026-06-30,X,2026-01-01',
  )
  assert.deepEqual(
    rows.map(({ amount }) => amount),
    [
      { minor: 1000n, currency: 'JPY' },
      { minor: 0n, currency: 'EUR' },
    ],
  )
  assert.deepEqual(
    errors.map(({ row, column }) => [row, column]),
    [
      [4, 'Amount'],
      [5, 'Amount'],
      [6, 'Amount'],
    ],
  )
})

test('a deal is lost when the CRM says so, and never won', () => {
  const { rows } = read(
    '1,A,Closed Lost,1,EUR,2026-06-30,X,2026-01-01',
    '2,B,closedlost,1,EUR,2026-06-30,X,2026-01-01',
    '3,C,Closed Won,1,EUR,2026-06-30,X,2026-01-01',
  )
  assert.deepEqual(
    rows.map(({ lost }) => lost),
    [true, true, false],
  )
})

test('one record cannot stand in a file twice', () => {
  const line = '1,A,Proposal,1,EUR,2026-06-30,X,2026-01-01'
  assert.deepEqual(read(line, line).errors, [
    {
      row: 3,
      column: 'Record ID',
      code: 'cell_stands_twice',
      params: { row: 2 },
      message: 'stands in row 2 too',
    },
  ])
})
