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
