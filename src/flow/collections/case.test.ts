import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askedOf, type CaseItem, standingOf } from './case.ts'

const item = (more: Partial<CaseItem> = {}): CaseItem => ({
  invoiceId: '0199d8a0-0000-7000-8000-000000000001',
  number: 'DE-2026-00001',
  dueDate: '2026-04-30',
  openMinor: 10_000n,
  disputedMinor: 0n,
  promise: 'none',
  promisedOn: null,
  ...more,
})
const promised = item({ promise: 'open', promisedOn: '2026-05-20', dueDate: '2026-03-31' })
const TODAY = '2026-05-11'

test('asked for is what is neither disputed nor promised', () => {
  assert.equal(askedOf(item()), 10_000n)
  assert.equal(askedOf(item({ disputedMinor: 4_000n })), 6_000n)
  assert.equal(askedOf(promised), 0n)
  assert.equal(askedOf(item({ promise: 'broken' })), 10_000n)
})

test('the oldest invoice that is asked for decides, whatever older one is disputed or promised', () => {
  const disputed = item({ dueDate: '2026-01-31', disputedMinor: 10_000n })
  const { daysOverdue, collectableMinor, promise, waitDays } = standingOf([disputed, promised, item()], TODAY)
  assert.deepEqual([daysOverdue, collectableMinor, promise, waitDays], [11, 10_000n, 'none', 0])
})

test('only when nothing else is left a promise is waited for, the first of them and one day for the bank', () => {
  const later = item({ promise: 'open', promisedOn: '2026-06-30' })
  const { promise, waitDays, collectableMinor } = standingOf([promised, later], TODAY)
  assert.deepEqual([promise, waitDays, collectableMinor], ['open', 10, 20_000n])
})

test('a broken promise counts for the case, a kept one only where none is broken', () => {
  assert.equal(standingOf([item(), item({ promise: 'kept' })], TODAY).promise, 'kept')
  assert.equal(standingOf([item({ promise: 'kept' }), item({ promise: 'broken' })], TODAY).promise, 'broken')
})

test('nothing is collectable where all is disputed, and nothing open is settled', () => {
  const { settled, collectableMinor, promise } = standingOf([item({ disputedMinor: 10_000n })], TODAY)
  assert.deepEqual([settled, collectableMinor, promise], [false, 0n, 'none'])
  assert.deepEqual(standingOf([], TODAY), {
    ...{ settled: true, collectableMinor: 0n, daysOverdue: 0, promise: 'none', waitDays: 0 },
  })
})
