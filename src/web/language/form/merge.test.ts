import assert from 'node:assert/strict'
import test from 'node:test'
import { mergedWith } from './merge.ts'

const begun = { name: 'Alder', terms: 30, email: 'a@b.example' }

test('what only the other changed is taken over, and is not put back by who saves second', () => {
  const merged = mergedWith(begun, { ...begun, terms: 14 }, { ...begun, name: 'Alder Ltd' })
  assert.deepEqual(merged, {
    values: { ...begun, name: 'Alder Ltd', terms: 14 },
    contested: [],
    taken: ['name'],
  })
})

test('what both changed stays as the second has it until they choose', () => {
  const merged = mergedWith(begun, { ...begun, terms: 14 }, { ...begun, terms: 60 })
  assert.deepEqual(merged, { values: { ...begun, terms: 14 }, contested: ['terms'], taken: [] })
})

test('what both changed to the same is no question, and what I have emptied is one', () => {
  assert.deepEqual(mergedWith(begun, { ...begun, terms: 60 }, { ...begun, terms: 60 }).contested, [])
  const { email: _gone, ...emptied } = begun
  assert.deepEqual(mergedWith(begun, emptied, { ...begun, email: 'c@d.example' }).contested, ['email'])
})

test('of a list each changes other rows: both stand, and a row that one has taken away is gone', () => {
  const skill = (name: string, proficiency: number) => ({ skill: name, proficiency })
  const before = { skills: [skill('sql', 3), skill('rust', 2), skill('go', 1)] }
  const mine = { skills: [skill('sql', 4), skill('rust', 2), skill('go', 1), skill('zig', 1)] }
  const theirs = { skills: [{ proficiency: 3, skill: 'sql' }, skill('go', 2)] }
  assert.deepEqual(mergedWith(before, mine, theirs), {
    values: { skills: [skill('sql', 4), skill('go', 2), skill('zig', 1)] },
    contested: [],
    taken: ['skills'],
  })
  const clash = { skills: [skill('sql', 5), skill('rust', 2), skill('go', 1)] }
  assert.deepEqual(mergedWith(before, mine, clash).contested, ['skills'])
})

test('rows that cannot be told apart are chosen as a whole', () => {
  const span = (startsOn: string) => ({ startsOn })
  const merged = mergedWith({ spans: [] }, { spans: [span('2026-01-01')] }, { spans: [span('2026-02-01')] })
  assert.deepEqual(merged.contested, ['spans'])
})
