import assert from 'node:assert/strict'
import test from 'node:test'
import { asKind, kindOfName, kindOfValue } from './value-kind.ts'

test('a value that is there is shown as what it is', () => {
  const cases = [
    ['Ann', 'text'],
    ['2026-12-31', 'day'],
    [4, 'number'],
    [false, 'yes-no'],
    [['a', 'b'], 'list'],
    [[], 'list'],
    [[1], 'other'],
    [{ amount: '1.00' }, 'other'],
    [null, 'other'],
  ] as const
  for (const [value, kind] of cases) assert.equal(kindOfValue(value), kind, JSON.stringify(value))
})

test('what is not there yet is asked for as its name suggests', () => {
  const cases = [
    ['isUrgent', 'yes-no'],
    ['dueOn', 'day'],
    ['noticeDays', 'number'],
    ['amount', 'number'],
    ['island', 'text'],
    ['reason', 'text'],
  ] as const
  for (const [name, kind] of cases) assert.equal(kindOfName(name), kind, name)
})

test('a value that is given as another kind stays as far as it can', () => {
  assert.equal(asKind('text', 4), '4')
  assert.deepEqual(asKind('list', 'one'), ['one'])
  assert.equal(asKind('number', 'many'), undefined)
  assert.deepEqual(asKind('other', ['a']), ['a'])
  assert.equal(asKind('text', { a: 1 }), undefined)
})
