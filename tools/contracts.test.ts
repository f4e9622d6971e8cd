import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { type Contract, command } from '#kernel/contract.ts'
import { allRefusals } from '#kernel/refusal.ts'
import { contractFindings, loadContracts } from './contracts.ts'

const sound = command({
  name: 'timesheets.approve',
  summary: 'Approves a submitted week.',
  input: z.strictObject({ timesheetId: z.uuid() }),
  output: z.object({}),
  refusals: ['timesheet_empty'],
  touches: ['timesheet'],
  roles: { project_manager: 'all' },
  examples: [{ timesheetId: '01978a6e-0000-7000-8000-000000000001' }],
}) as Contract

const rulesFor = (...contracts: Contract[]) =>
  contractFindings(
    contracts.map((contract, index) => ({ path: `room-${index}`, contract })),
    new Set(['timesheet_empty']),
  ).map(({ rule }) => rule)

test('a contract whose example parses and whose codes are declared has no finding', () => {
  assert.deepEqual(rulesFor(sound), [])
})

test('a contract that promises what does not hold is named with its rule', () => {
  assert.deepEqual(rulesFor({ ...sound, examples: [{ timesheetId: 'week 12' }] }), ['examples-parse'])
  assert.deepEqual(rulesFor({ ...sound, examples: [] }), ['contracts-have-examples'])
  assert.deepEqual(rulesFor({ ...sound, refusals: ['timesheet_gone'] }), ['refusals-are-declared'])
  assert.deepEqual(rulesFor({ ...sound, summary: '' }), ['summaries-are-sentences'])
  assert.deepEqual(rulesFor(sound, { ...sound }), ['one-contract-a-name'])
})

test('the contracts of this repository hold what they promise', async () => {
  const found = await loadContracts()
  assert.deepEqual(contractFindings(found, new Set(allRefusals().keys())), [])
})
