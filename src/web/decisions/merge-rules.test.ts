import assert from 'node:assert/strict'
import test from 'node:test'
import { chosen, mergedRules, standing } from './merge-rules.ts'
import type { Rule } from './table-xml.ts'

const rule = (id: string, when: string, outcome: string, note = ''): Rule => ({
  id,
  when: [when],
  outcomes: [outcome],
  note,
})
const small = rule('small', '< 1000', '"manager"')
const large = rule('large', '>= 1000', '"director"')
const begun = [small, large]

test('each changes other cells, one adds a rule where it belongs and one takes a rule away: all of it stands', () => {
  const mine = [rule('small', '< 2000', '"manager"'), large]
  const middle = rule('middle', '[2000..9000]', '"head"')
  const theirs = [rule('small', '< 1000', '"manager"', 'Since May.'), middle, large]
  const { rules, merged } = mergedRules(begun, mine, theirs)
  assert.deepEqual(rules, [rule('small', '< 2000', '"manager"', 'Since May.'), middle, large])
  assert.deepEqual(merged.contested, [])
  assert.deepEqual(merged.taken, ['small note', 'middle rule'])
  const without = mergedRules(begun, [small, large, middle], [small])
  assert.deepEqual(without.rules, [small, middle])
})

test('a cell that both have changed stays as the second has it until they choose', () => {
  const mine = [rule('small', '< 2000', '"manager"'), large]
  const theirs = [rule('small', '< 5000', '"manager"'), large]
  const { rules, merged, settled, theirs: said } = mergedRules(begun, mine, theirs)
  assert.deepEqual(settled, begun)
  assert.deepEqual(merged.contested, ['small 0'])
  assert.deepEqual(rules, mine)
  const taken = chosen(rules, 'small 0', said['small 0'], { mine, theirs })
  assert.deepEqual(taken, theirs)
  assert.deepEqual(standing(taken, ['small 0']), { 'small 0': '< 5000' })
})

test('a rule that one has taken away and the other has changed is chosen as a whole', () => {
  const mine = [rule('small', '< 2000', '"manager"'), large]
  const { rules, merged, mine: said } = mergedRules(begun, mine, [large])
  assert.deepEqual(merged.contested, ['small rule'])
  assert.deepEqual(rules, mine)
  const without = chosen(rules, 'small rule', undefined, { mine, theirs: [large] })
  assert.deepEqual(without, [large])
  assert.deepEqual(chosen(without, 'small rule', said['small rule'], { mine, theirs: [large] }), mine)
})
