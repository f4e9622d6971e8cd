import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judgeRates } from './rate.ts'

const rates = [
  { validFrom: '2025-01-01', amount: '150' },
  { validFrom: '2026-07-01', amount: '170' },
  { validFrom: '2026-01-01', amount: '160' },
]

test('the newest price that has begun applies, and the others say why they do not', () => {
  const cases: [string, [string, string][]][] = [
    [
      '2026-03-01',
      [
        ['170', 'not_yet_valid'],
        ['160', 'applies'],
        ['150', 'superseded'],
      ],
    ],
    [
      '2026-07-01',
      [
        ['170', 'applies'],
        ['160', 'superseded'],
        ['150', 'superseded'],
      ],
    ],
    [
      '2024-12-31',
      [
        ['170', 'not_yet_valid'],
        ['160', 'not_yet_valid'],
        ['150', 'not_yet_valid'],
      ],
    ],
  ]
  for (const [day, expected] of cases)
    assert.deepEqual(
      judgeRates(rates, day).map(({ amount, verdict }) => [amount, verdict]),
      expected,
      day,
    )
})
