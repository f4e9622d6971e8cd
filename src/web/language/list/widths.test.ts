/** Columns are as wide as their content asks, and nobody is shown half a number. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paperTracksOf, tracksOf, widthMinOf } from './widths.ts'

const title = { width: 240, isWhole: false }
const amount = { width: 96, isWhole: true }

test('a column of figures is never narrower than its widest figure, one of texts may be cut', () => {
  assert.equal(tracksOf([title, amount]), 'minmax(64px, 240fr) minmax(96px, 96fr)')
})

test('what is left over goes to the columns in proportion to what stands in them', () => {
  assert.equal(tracksOf([{ width: 40, isWhole: false }, title]), 'minmax(40px, 40fr) minmax(64px, 240fr)')
})

test('a table is scrolled sideways only when not even the cut texts fit beside the figures', () => {
  assert.equal(widthMinOf([title, amount, amount]), 64 + 96 + 96 + 2 * 16 + 24)
})

test('on paper columns share the page, however wide they would like to be', () => {
  assert.equal(paperTracksOf([title, amount]), 'minmax(0, 240fr) minmax(0, 96fr)')
})
