/** What is told in English comes from the server, which speaks to programs, too. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refusalWords } from './refusals.ts'

Object.assign(globalThis, { localStorage: { getItem: () => 'en' } })

test('a refusal names commands, days and amounts as people find them on their screens', () => {
  const rows = [
    [
      'No effort is planned. Plan it with projects.planBudget by 2026-03-02.',
      'No effort is planned. Plan it with “Plan budget” by Mar 2, 2026.',
    ],
    [
      'Run it again with billing.run: 1234.50 EUR are left.',
      'Run it again with “Run billing”: €1,234.50 are left.',
    ],
    ['DE · 2026-10 is closed, INV-2026-10 is not.', 'DE · October 2026 is closed, INV-2026-10 is not.'],
    ['The file people.csv has no rows.', 'The file people.csv has no rows.'],
  ] as const
  for (const [detail, told] of rows) assert.equal(refusalWords({ detail }), told)
})
