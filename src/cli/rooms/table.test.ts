import assert from 'node:assert/strict'
import test from 'node:test'
import { shown } from './table.ts'

const invoice = (number: string, amount: string, note: string) => ({
  number,
  total: { amount, currency: 'EUR' },
  note,
})

test('a list is a table with numbers to the right, and says how to get more', () => {
  const answer = {
    items: [invoice('1', '9.50', 'small'), invoice('12', '1200.00', 'a\nlarge one')],
    nextCursor: 'abc',
  }
  assert.equal(
    shown(answer, 80),
    [
      'number        total  note',
      '──────  ───────────  ───────────',
      '     1     9.50 EUR  small',
      '    12  1200.00 EUR  a large one',
      '',
      'There is more: --cursor abc',
    ].join('\n'),
  )
})

test('the groups of a list are a table with their sums', () => {
  const group = (value: string | null, count: number, amounts: readonly string[]) => ({
    value,
    label: value,
    count,
    amounts: { open: amounts.map((amount) => ({ amount, currency: 'EUR' })) },
    minutes: { minutes: count * 60 },
  })
  assert.equal(
    shown({ items: [], nextCursor: null, groups: [group('posted', 2, ['9.50']), group(null, 1, [])] }, 80),
    [
      'value   label   count      open  minutes',
      '──────  ──────  ─────  ────────  ───────',
      'posted  posted      2  9.50 EUR      120',
      '                    1                 60',
    ].join('\n'),
  )
})

test('a table gives way to a narrow terminal, the widest column first', () => {
  const lines = shown(
    { items: [invoice('1', '9.50', 'a very long note about nothing')], nextCursor: null },
    36,
  ).split('\n')
  assert.ok(lines.every((line) => line.length <= 36))
  assert.match(lines[2] ?? '', /9\.50 EUR {2}a very.*…$/)
})

test('one thing is names and values, with its lists below', () => {
  assert.equal(
    shown({ name: 'Ada', tags: ['a', 'b'], left: null, lines: [{ at: 1 }] }, 80),
    ['name  Ada', 'tags  a, b', 'left', '', 'lines', 'at', '──', ' 1']
      .join('\n')
      .replace('left\n', 'left  \n'),
  )
  assert.equal(shown({ items: [], nextCursor: null }, 80), 'Nothing.')
  assert.equal(shown({ contracts: [] }, 80), 'Nothing.')
})

test('what mostly programs look for is shown when it is asked for', () => {
  const items = [{ id: '1', name: 'Ada', teamId: '7', address: { city: 'Berlin' }, left: null, revision: 3 }]
  assert.equal(
    shown({ items, nextCursor: null }, 80),
    [
      'id  name',
      '──  ────',
      ' 1  Ada',
      'Not shown: teamId, address, left, revision. --output wide shows them.',
    ].join('\n'),
  )
  assert.match(
    shown({ items, nextCursor: null }, 80, true),
    /^id {2}name {2}teamId {2}address +left {2}revision\n/,
  )
})
