import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commits } from './commits.ts'

const fault = (subject: string) => commits([{ id: '0', subject }])[0]?.message ?? null

test('a subject that names a room and says what changes is accepted', () => {
  for (const subject of [
    "timesheets: refuse approval of one's own week",
    'kernel: split money by largest remainder',
    'server, test: start the database once',
    'Merge branch of a friend',
    'Revert "timesheets: refuse approval"',
  ]) {
    assert.equal(fault(subject), null, subject)
  }
})

test('a subject that leaves the reader without a room is refused with the cure', () => {
  const cases: [string, RegExp][] = [
    ['fix approval', /begin with the room/],
    ['feat(timesheets): refuse approval', /begin with the room/],
    ['Timesheets: refuse approval', /begin with the room/],
    ['fix: refuse approval', /"fix" is neither a room/],
    ['timesheets, misc: refuse approval', /"misc" is neither a room/],
    ['timesheets: refuse approval.', /leave out the full stop/],
    [`timesheets: ${'refuse '.repeat(20)}`, /characters/],
  ]
  for (const [subject, cure] of cases) assert.match(fault(subject) ?? '', cure)
})
