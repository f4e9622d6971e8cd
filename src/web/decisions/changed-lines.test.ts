import assert from 'node:assert/strict'
import test from 'node:test'
import { changedLines } from './changed-lines.ts'

test('of two versions of a step only what they say otherwise is told', () => {
  const before = 'name: Review\nwork.candidateGroups: billing\nwork.dueDate: P1D'
  const after = 'name: Check\nwork.candidateGroups: billing, controller\nwork.dueDate: P1D'
  assert.deepEqual(changedLines(before, after), {
    before: ['Name: Review', 'Candidate groups: billing'],
    after: ['Name: Check', 'Candidate groups: billing, controller'],
  })
})

test('a part that is new is told whole, and a rule stays as its cells stand', () => {
  assert.deepEqual(changedLines(null, 'name: Check\nkind: user'), {
    before: [],
    after: ['Name: Check', 'Kind: user'],
  })
  const rule = '>= 100 | - → ["controller"] | "Because: large"'
  assert.deepEqual(changedLines('>= 50 | -', rule), { before: ['>= 50 | -'], after: [rule] })
})
