/** The form of a task follows from its schema. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { choicesOf, fieldsOf, missingFor } from './task-form.ts'

const decision = {
  anyOf: [
    {
      properties: { decision: { const: 'approved' }, note: { type: ['string', 'null'] } },
      required: ['decision'],
    },
    {
      properties: { decision: { const: 'rejected' }, note: { type: 'string' } },
      required: ['decision', 'note'],
    },
  ],
}

test('alternatives are buttons, and what they need stands above them once', () => {
  const choices = choicesOf(decision)
  assert.deepEqual(
    choices.map(({ says }) => says),
    [{ decision: 'approved' }, { decision: 'rejected' }],
  )
  assert.deepEqual(
    fieldsOf(choices).map(({ name, schema, isRequired }) => [name, schema.type, isRequired]),
    [['note', 'string', false]],
  )
})

test('a rejection without a word is not sent, an approval is', () => {
  const [approve, reject] = choicesOf(decision)
  assert.ok(approve && reject)
  assert.deepEqual(missingFor(approve, {}), [])
  assert.deepEqual(missingFor(reject, {}), ['note'])
  assert.deepEqual(missingFor(reject, { note: 'Too cheap.' }), [])
})

test('a task without a form is completed by one button', () => {
  assert.deepEqual(choicesOf(null), [{ says: {}, fields: [] }])
})
