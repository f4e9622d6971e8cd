import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { type Contract, command, instant } from '#kernel/contract.ts'
import { contractFindings, loadContracts } from './contracts.ts'

const sound = command({
  name: 'timesheets.approve',
  summary: 'Approves a submitted week.',
  input: z.strictObject({ timesheetId: z.uuid(), at: instant.optional() }),
  output: z.object({}),
  refusals: ['timesheet_empty'],
  touches: ['timesheet'],
  target: 'timesheetId',
  roles: { 'project-manager': 'project' },
  scopes: ['project'],
  examples: [{ timesheetId: '01978a6e-0000-7000-8000-000000000001', at: '2026-03-31T10:00:00Z' }],
})

const words = { kind: 'conflict', message: 'Log some time first.' } as const
const rulesFor = (...contracts: Contract[]) =>
  contractFindings({
    contracts: contracts.map((contract, index) => ({ path: `room-${index}`, contract })),
    refusals: new Map([['timesheet_empty', words]]),
  }).map(({ rule }) => rule)

test('a contract that holds what it promises has no finding', () => {
  assert.deepEqual(rulesFor(sound), [])
})

test('a contract that promises what does not hold is named with its rule', () => {
  const example = { timesheetId: '01978a6e-0000-7000-8000-000000000001' }
  const oneWay = z.strictObject({ timesheetId: z.uuid().transform((id) => id.length) })
  assert.deepEqual(rulesFor({ ...sound, examples: [{ timesheetId: 'week 12' }] }), ['examples-parse'])
  assert.deepEqual(rulesFor({ ...sound, input: oneWay, examples: [example] }), ['inputs-lead-back'])
  assert.deepEqual(rulesFor({ ...sound, examples: [] }), ['contracts-have-examples'])
  assert.deepEqual(rulesFor({ ...sound, refusals: ['timesheet_empty', 'timesheet_gone'] }), [
    'refusals-are-declared',
  ])
  assert.deepEqual(rulesFor({ ...sound, refusals: [] }), ['refusals-are-listed'])
  assert.deepEqual(rulesFor({ ...sound, summary: '' }), ['summaries-are-sentences'])
  assert.deepEqual(rulesFor({ ...sound, target: 'sheetId' }), ['fields-exist'])
  assert.deepEqual(rulesFor({ ...sound, secrets: ['password'] }), ['fields-exist'])
  assert.deepEqual(rulesFor({ ...sound, scopes: ['own'] }), ['scopes-are-honoured'])
  assert.deepEqual(rulesFor({ ...sound, notAfter: ['timesheets.submitt'] }), ['duties-name-commands'])
  assert.deepEqual(rulesFor(sound, { ...sound }), ['one-contract-a-name'])
})

test('the contracts of this repository hold what they promise', async () => {
  assert.deepEqual(contractFindings(await loadContracts()), [])
})
