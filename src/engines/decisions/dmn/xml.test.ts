import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startCpuTime } from '#test/cpu-time.ts'
import { DecisionError } from '../decision-error.ts'
import { checkDecisions } from './check-decisions.ts'
import { compileDecisions } from './decision-model.ts'
import { decision, literal, model, needs } from './example.ts'
import { readXml } from './xml.ts'

function codeOf(work: () => unknown): { code: string; line: number | undefined; milliseconds: number } {
  const cpuTime = startCpuTime()
  try {
    work()
  } catch (error) {
    if (!(error instanceof DecisionError)) throw error
    return { code: error.code, line: error.position.line, milliseconds: cpuTime() }
  }
  return { code: 'none', line: undefined, milliseconds: cpuTime() }
}

test('elements, attributes, text, entities and CDATA are read', () => {
  const root = readXml(
    '<?xml version="1.0"?><!-- c --><a:r xmlns:a="urn:a" x="1 &lt; 2"><b>&#65;&amp;<![CDATA[<c>]]></b></a:r>\n',
  )
  assert.equal(root.namespace, 'urn:a')
  assert.equal(root.attributes.get('x'), '1 < 2')
  assert.equal(root.children[0]?.text, 'A&<c>')
})

const broken: readonly (readonly [what: string, xml: string, line: number])[] = [
  ['a tag that is not closed', '<a>\n<b>\n</a>', 3],
  ['two roots', '<a/>\n<b/>', 2],
  ['an attribute twice', '<a\nx="1" x="2"/>', 2],
  ['an unquoted attribute', '<a x=1/>', 1],
  ['an unknown entity', '<a>\n&unknown;</a>', 1],
  ['an undeclared prefix', '<a>\n<x:b/></a>', 2],
  ['text outside of the root', '<a/>text', 1],
  ['an unfinished comment', '<a><!-- </a>', 1],
  ['nothing', '', 1],
]
for (const [what, xml, line] of broken) {
  test(`${what} is an error with its line`, () => {
    const { code, line: at } = codeOf(() => readXml(xml))
    assert.deepEqual([code, at], ['model_syntax', line])
  })
}

test('entities that expand each other are refused before any is read', () => {
  const lol = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('')
  const { code, milliseconds } = codeOf(() =>
    compileDecisions(`<!DOCTYPE x [<!ENTITY l0 "lol">${lol}]><x>&l9;</x>`),
  )
  assert.equal(code, 'model_syntax')
  assert.ok(milliseconds < 2_000)
})

test('an external entity is refused, not loaded', () => {
  const { code } = codeOf(() => compileDecisions('<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'))
  assert.equal(code, 'model_syntax')
})

test('ten megabytes are refused at once', () => {
  const { code, milliseconds } = codeOf(() => compileDecisions(model(' '.repeat(10_000_000))))
  assert.equal(code, 'model_too_large')
  assert.ok(milliseconds < 5_000)
})

test('deep nesting is refused with its place', () => {
  const { code, line } = codeOf(() => compileDecisions('<a>'.repeat(100_000)))
  assert.deepEqual([code, line], ['model_too_large', 1])
})

test('an expression of a hundred thousand brackets is refused with its place', () => {
  const { code, milliseconds } = codeOf(() =>
    compileDecisions(model(decision('d', literal('('.repeat(40_000))))),
  )
  assert.equal(code, 'model_invalid')
  assert.ok(milliseconds < 5_000)
})

test('a million empty elements are refused in seconds', () => {
  const { code, milliseconds } = codeOf(() => compileDecisions(model('<a/>'.repeat(1_000_000))))
  assert.equal(code, 'model_too_large')
  assert.ok(milliseconds < 15_000)
})

test('many long expressions are given up together, not one after the other', () => {
  const long = `{${Array.from({ length: 900 }, (_, i) => `a${i}: 1`).join(', ')}}`
  const all = Array.from({ length: 200 }, (_, i) => decision(`d${i}`, literal(long))).join('')
  const { code, milliseconds } = codeOf(() => compileDecisions(model(all)))
  assert.equal(code, 'model_too_large')
  assert.ok(milliseconds < 15_000)
})

test('types made of ten types each, twelve deep, compile at once', () => {
  const entries = (type: string) =>
    Array.from(
      { length: 10 },
      (_, j) => `<itemComponent name="c${j}"><typeRef>${type}</typeRef></itemComponent>`,
    )
  const types = Array.from({ length: 12 }, (_, i) => {
    const below = i === 11 ? 'number' : `t${i + 1}`
    return `<itemDefinition name="t${i}">${entries(below).join('')}</itemDefinition>`
  })
  const cpuTime = startCpuTime()
  const compiled = compileDecisions(
    model(types.join('') + decision('d', literal('1 instance of t0'), { type: 't0' })),
  )
  const clock = { now: Temporal.Instant.from('2026-03-16T09:00:00Z'), zone: 'UTC' }
  assert.equal(compiled.evaluate('d', {}, clock).value, null)
  assert.ok(cpuTime() < 5_000)
})

test('three thousand types made of each other are refused with one of them', () => {
  const types = Array.from(
    { length: 3000 },
    (_, i) =>
      `<itemDefinition id="t${i}" name="t${i}"><itemComponent name="a"><typeRef>t${i + 1}</typeRef></itemComponent></itemDefinition>`,
  )
  assert.throws(() => compileDecisions(model(types.join('') + decision('d', literal('1'), { type: 't0' }))), {
    code: 'model_invalid',
    message: /t200: More than 200 types/,
  })
})

test('a table of fifty thousand rules is refused, or read and decided, in seconds', () => {
  const rule = (i: number) =>
    `<rule><inputEntry><text>${i}</text></inputEntry><outputEntry><text>${i}</text></outputEntry></rule>`
  const rules = (count: number) => Array.from({ length: count }, (_, i) => rule(i)).join('')
  const logic = (count: number) =>
    `<decisionTable id="t"><input><inputExpression><text>a</text></inputExpression></input><output/>${rules(count)}</decisionTable>`
  const cpuTime = startCpuTime()
  assert.equal(codeOf(() => compileDecisions(model(decision('d', logic(60_000))))).code, 'model_too_large')
  const compiled = compileDecisions(model(decision('d', logic(45_000))))
  const clock = { now: Temporal.Instant.from('2026-03-16T09:00:00Z'), zone: 'UTC' }
  assert.equal(compiled.evaluate('d', { a: 44_999 }, clock).value, 44_999)
  assert.deepEqual(
    checkDecisions(compiled).map((finding) => finding.code),
    ['overlap_not_checked', 'gaps_not_checked'],
  )
  // Two seconds on an idle machine.
  assert.ok(cpuTime() < 30_000)
})

test('decisions that require each other are told as the circle they are', () => {
  const circle = ['a', 'b', 'c'].map((id, i, all) =>
    decision(id, literal('1'), { needs: needs.decision(all[(i + 1) % 3] ?? '') }),
  )
  assert.throws(() => compileDecisions(model(circle.join(''))), /a: .*circle: a -> b -> c -> a/)
})

test('a file that is no DMN is refused', () => {
  assert.equal(codeOf(() => compileDecisions('<definitions xmlns="urn:other"/>')).code, 'model_syntax')
})

test('too many decisions in a row are told with one of them', () => {
  const chain = Array.from({ length: 5000 }, (_, i) =>
    decision(`d${i}`, literal('1'), i === 4999 ? {} : { needs: needs.decision(`d${i + 1}`) }),
  )
  const cpuTime = startCpuTime()
  assert.throws(() => compileDecisions(model(chain.join(''))), {
    code: 'model_invalid',
    message: /d400: More than 400/,
  })
  assert.ok(cpuTime() < 15_000)
})

test('a table of three thousand rules compiles in seconds', () => {
  const rule = (i: number) =>
    `<rule id="r${i}"><inputEntry><text>[${i}..${i + 1})</text></inputEntry><outputEntry><text>${i}</text></outputEntry></rule>`
  const rules = Array.from({ length: 3000 }, (_, i) => rule(i)).join('')
  const logic = `<decisionTable id="t"><input id="i"><inputExpression><text>a</text></inputExpression></input><output id="o"/>${rules}</decisionTable>`
  const cpuTime = startCpuTime()
  const compiled = compileDecisions(model(decision('d', logic)))
  const clock = { now: Temporal.Instant.from('2026-03-16T09:00:00Z'), zone: 'UTC' }
  assert.equal(compiled.evaluate('d', { a: 1234.5 }, clock).value, 1234)
  assert.ok(cpuTime() < 20_000)
})
