import assert from 'node:assert/strict'
import test from 'node:test'
import type { GridRow } from './grid.ts'
import { type Contested, mergeWeeks, stillContested, withChoice } from './merge-week.ts'

const cell = (minutes: number, isDecided = false) => ({ minutes, isDecided, reason: '' })

/** A row with so many minutes from Monday on. */
const row = (key: string, minutes: readonly number[], more: Partial<GridRow> = {}): GridRow => ({
  key,
  workPackageId: key,
  billingType: 'time_and_materials',
  description: '',
  label: `Work ${key}`,
  project: 'Project',
  approver: null,
  cells: Array.from({ length: 7 }, (_, day) => cell(minutes[day] ?? 0)),
  ...more,
})

const minutesOf = (rows: readonly GridRow[]) =>
  Object.fromEntries(rows.map(({ key, cells }) => [key, cells.slice(0, 3).map(({ minutes }) => minutes)]))
const asked = (contested: readonly Contested[]) =>
  contested.map(({ key, day, mine, theirs }) => [key, day, mine, theirs])

test('a day only the other changed is taken over, a day only I changed is kept', () => {
  const merged = mergeWeeks([row('a', [60, 60])], [row('a', [120, 60])], [row('a', [60, 180])])
  assert.deepEqual(minutesOf(merged.rows), { a: [120, 180, 0] })
  assert.deepEqual(merged.contested, [])
  assert.deepEqual(merged.taken, [{ key: 'a', label: 'Work a', day: 1, theirs: 180 }])
  assert.deepEqual(minutesOf(merged.base), { a: [60, 180, 0] })
})

test('a day both changed to different hours stays mine and is asked about; to the same hours it is no question', () => {
  const merged = mergeWeeks([row('a', [60, 60])], [row('a', [120, 240])], [row('a', [180, 240])])
  assert.deepEqual(minutesOf(merged.rows), { a: [120, 240, 0] })
  assert.deepEqual(asked(merged.contested), [['a', 0, 120, 180]])
})

test('what is contested stays so when the other writes again, with what they have now', () => {
  const first = mergeWeeks([row('a', [0])], [row('a', [120])], [row('a', [180])])
  const again = mergeWeeks(first.base, first.rows, [row('a', [180, 60])], first.contested)
  assert.deepEqual(asked(again.contested), [['a', 0, 120, 180]])
  assert.deepEqual(minutesOf(again.rows), { a: [120, 60, 0] })
  const agreed = mergeWeeks(again.base, again.rows, [row('a', [120, 60])], again.contested)
  assert.deepEqual(agreed.contested, [])
})

test('rows that one of us added stay, under one key each; the same work added by both is one row', () => {
  const mine = [row('new', [60], { workPackageId: 'x' }), row('empty', [])]
  const merged = mergeWeeks([], mine, [row('x', [0, 90]), row('y', [30])])
  assert.deepEqual(minutesOf(merged.rows), { new: [60, 90, 0], empty: [0, 0, 0], y: [30, 0, 0] })
  assert.deepEqual(merged.contested, [])
  const collision = mergeWeeks(
    [row('a', [60])],
    [row('a', [60], { description: 'mine' })],
    [row('a', [60]), row('a', [30], { description: 'theirs' })],
  )
  assert.equal(new Set(collision.rows.map(({ key }) => key)).size, 2)
})

test('a row I removed stays away, except for the days the other wrote on meanwhile', () => {
  assert.deepEqual(mergeWeeks([row('a', [60])], [], [row('a', [60])]).rows, [])
  const merged = mergeWeeks([row('a', [60, 60])], [], [row('a', [60, 90])])
  assert.deepEqual(minutesOf(merged.rows), { a: [0, 0, 0] })
  assert.deepEqual(asked(merged.contested), [['a', 1, 0, 90]])
})

test('a row the other removed goes, except for the days I wrote on meanwhile', () => {
  assert.deepEqual(mergeWeeks([row('a', [60])], [row('a', [60])], []).rows, [])
  const merged = mergeWeeks([row('a', [60, 60])], [row('a', [60, 90])], [])
  assert.deepEqual(minutesOf(merged.rows), { a: [0, 90, 0] })
  assert.deepEqual(asked(merged.contested), [['a', 1, 90, 0]])
})

test('words only one of us changed stand, words both changed are asked about, and no hours are lost with them', () => {
  const base = [row('a', [60], { description: 'old' })]
  const mine = [row('a', [60, 30], { description: 'old' })]
  const theirs = [row('z', [60], { workPackageId: 'a', description: 'theirs' })]
  const taken = mergeWeeks(base, mine, theirs)
  assert.deepEqual(minutesOf(taken.rows), { a: [60, 30, 0] })
  assert.equal(taken.rows[0]?.description, 'theirs')
  const both = mergeWeeks(base, [row('a', [60, 30], { description: 'mine' })], theirs)
  assert.deepEqual(asked(both.contested), [['a', null, 'mine', 'theirs']])
  assert.equal(both.rows[0]?.description, 'mine')
})

test('what was submitted meanwhile stands, and what I had typed on it is told', () => {
  const theirs = row('a', [60], { cells: row('a', [60]).cells.map((one) => ({ ...one, isDecided: true })) })
  const merged = mergeWeeks([row('a', [60])], [row('a', [120], { description: 'mine' })], [theirs])
  assert.deepEqual(minutesOf(merged.rows), { a: [60, 0, 0] })
  assert.equal(merged.rows[0]?.description, '')
  assert.deepEqual(asked(merged.contested), [
    ['a', 0, 120, 60],
    ['a', null, 'mine', ''],
  ])
  assert.ok(merged.contested.every(({ isFixed }) => isFixed))
})

test('a choice puts one side in its place; what is typed anew or removed is chosen, too', () => {
  const { rows, contested } = mergeWeeks([row('a', [0])], [row('a', [120])], [row('a', [180])])
  const [one] = contested
  assert.ok(one)
  assert.deepEqual(minutesOf(withChoice(rows, one, one.theirs)), { a: [180, 0, 0] })
  assert.equal(stillContested(contested, rows).length, 1)
  assert.equal(stillContested(contested, withChoice(rows, one, 90)).length, 0)
  assert.equal(stillContested(contested, []).length, 0)
})
