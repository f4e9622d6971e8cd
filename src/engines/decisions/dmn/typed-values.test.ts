import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileDecisions } from './decision-model.ts'
import { decision, input, literal, model, needs } from './example.ts'

const clock = { now: Temporal.Instant.from('2026-03-16T09:00:00Z'), zone: 'UTC' }

/** A type of the model; `inside` is what stands within its definition. */
const type = (name: string, inside: string, more = '') =>
  `<itemDefinition name="${name}"${more}>${inside}</itemDefinition>`
const allowed = (values: string) => `<allowedValues><text>${values}</text></allowedValues>`
const list = ' isCollection="true"'

const types = [
  type('level', `<typeRef>string</typeRef>${allowed('"lead", "board"')}`),
  type('same level', '<typeRef>level</typeRef>'),
  type('direction', `<typeRef>level</typeRef>${allowed('"left", "right"')}`),
  type('levels', '<typeRef>level</typeRef>', list),
  type('row', '<itemComponent name="col"><typeRef>level</typeRef></itemComponent>'),
  type('rows', '<itemComponent name="col"><typeRef>level</typeRef></itemComponent>', list),
  type('gives level', '<functionItem outputTypeRef="level"><parameters name="a"/></functionItem>'),
  type('takes level', '<functionItem><parameters name="made" typeRef="level"/></functionItem>'),
].join('')

const x = input('x')
const asks = needs.input('x')
const parameter = '<formalParameter name="a"/>'
const column = '<input id="in"><inputExpression><text>x</text></inputExpression>'
const rule = (cells: string) => `<rule>${cells}</rule>`
const output = (text: string, more = '') => `<outputEntry${more}><text>${text}</text></outputEntry>`
const invoke = (binding: string, more = '') =>
  `<invocation${more}>${literal('function(a) a')}<binding><parameter name="a"${binding}/>${literal('x')}</binding></invocation>`
const knows = asks + needs.knowledge('k')

/** The decision, what else the model holds, and its value for "lead" and for "nobody", which is no level. */
const judged: readonly (readonly [
  what: string,
  logic: string,
  more: { type?: string; needs?: string; with?: string },
  good: unknown,
  bad: unknown,
])[] = [
  ['a decision of a type', literal('x'), { type: 'level' }, 'lead', null],
  ['a decision of a type based on a type', literal('x'), { type: 'same level' }, 'lead', null],
  ['a decision of a list of a type', literal('[x]'), { type: 'levels' }, ['lead'], null],
  ['a decision of a context of a type', literal('{col: x}'), { type: 'row' }, { col: 'lead' }, null],
  ['a literal expression of a type', literal('x', 'level'), {}, 'lead', null],
  ['a boxed list of a type', `<list typeRef="levels">${literal('x')}</list>`, {}, ['lead'], null],
  ['an element of a boxed list', `<list>${literal('x', 'level')}</list>`, {}, ['lead'], [null]],
  [
    'a boxed context of a type',
    `<context typeRef="row"><contextEntry><variable name="col"/>${literal('x')}</contextEntry></context>`,
    {},
    { col: 'lead' },
    null,
  ],
  [
    'an entry of a boxed context',
    `<context><contextEntry><variable name="col" typeRef="level"/>${literal('x')}</contextEntry></context>`,
    {},
    { col: 'lead' },
    { col: null },
  ],
  [
    'a relation of a type',
    `<relation typeRef="rows"><column name="col"/><row>${literal('x')}</row></relation>`,
    {},
    [{ col: 'lead' }],
    null,
  ],
  [
    'a column of a relation',
    `<relation><column name="col" typeRef="level"/><row>${literal('x')}</row></relation>`,
    {},
    [{ col: 'lead' }],
    [{ col: null }],
  ],
  ['a parameter of a function', literal('(function(a: level) a)(x)'), {}, 'lead', null],
  ['the argument of an invocation', invoke(' typeRef="level"'), {}, 'lead', null],
  ['the result of an invocation', invoke('', ' typeRef="level"'), {}, 'lead', null],
  [
    'a table of a type',
    `<decisionTable typeRef="level"><output/>${rule(output('x'))}</decisionTable>`,
    {},
    'lead',
    null,
  ],
  [
    'a table with several hits of a type',
    `<decisionTable typeRef="level" hitPolicy="COLLECT"><output/>${rule(output('x'))}</decisionTable>`,
    {},
    ['lead'],
    ['nobody'],
  ],
  [
    'an output column of a type',
    `<decisionTable><output name="o" typeRef="level"/><output name="p"/>${rule(output('x') + output('x'))}</decisionTable>`,
    {},
    { o: 'lead', p: 'lead' },
    { o: null, p: 'nobody' },
  ],
  [
    'an output cell of a type',
    `<decisionTable><output name="o"/><output name="p"/>${rule(output('x', ' typeRef="level"') + output('x'))}</decisionTable>`,
    {},
    { o: 'lead', p: 'lead' },
    { o: null, p: 'nobody' },
  ],
  [
    'the values of an output column',
    `<decisionTable><output><outputValues><text>"lead"</text></outputValues></output>${rule(output('x'))}</decisionTable>`,
    {},
    'lead',
    null,
  ],
  [
    'the values of an input column',
    `<decisionTable>${column}<inputValues><text>"lead"</text></inputValues></input><output/>${rule(`<inputEntry><text>"lead"</text></inputEntry>${output('1')}`)}${rule(`<inputEntry><text>null</text></inputEntry>${output('2')}`)}</decisionTable>`,
    {},
    1,
    2,
  ],
  [
    'the result of a function type',
    literal('f(x)'),
    {
      needs: asks + needs.decision('f'),
      with: decision(
        'f',
        `<functionDefinition typeRef="gives level">${parameter}${literal('a')}</functionDefinition>`,
      ),
    },
    'lead',
    null,
  ],
  [
    'the result of a knowledge model whose variable has a function type',
    literal('k(x)'),
    {
      needs: knows,
      with: `<businessKnowledgeModel id="k" name="k"><variable name="k" typeRef="gives level"/><encapsulatedLogic>${parameter}${literal('a')}</encapsulatedLogic></businessKnowledgeModel>`,
    },
    'lead',
    null,
  ],
  [
    'the result of a knowledge model whose logic has a function type',
    literal('k(x)'),
    {
      needs: knows,
      with: `<businessKnowledgeModel id="k" name="k"><variable name="k"/><encapsulatedLogic typeRef="gives level">${parameter}${literal('a')}</encapsulatedLogic></businessKnowledgeModel>`,
    },
    'lead',
    null,
  ],
  [
    'the parameter of a decision service',
    literal('s(x)'),
    {
      needs: asks + needs.knowledge('s'),
      with: `${decision('made', literal('"never asked"'))}${decision('echo', literal('made'), { needs: needs.decision('made') })}<decisionService id="s" name="s"><variable name="s" typeRef="takes level"/><outputDecision href="#echo"/><inputDecision href="#made"/></decisionService>`,
    },
    'lead',
    null,
  ],
]
for (const [what, logic, more, good, bad] of judged) {
  test(`${what} holds what is allowed, and null instead of what is not`, () => {
    const own = { needs: more.needs ?? asks, ...(more.type === undefined ? {} : { type: more.type }) }
    const compiled = compileDecisions(model(types + x + (more.with ?? '') + decision('d', logic, own)))
    assert.deepEqual(compiled.evaluate('d', { x: 'lead' }, clock).value, good)
    assert.deepEqual(compiled.evaluate('d', { x: 'nobody' }, clock).value, bad)
  })
}

test('allowed values of a type take the place of those of the type it is based on', () => {
  const compiled = compileDecisions(
    model(types + x + decision('d', literal('x'), { needs: asks, type: 'direction' })),
  )
  assert.equal(compiled.evaluate('d', { x: 'left' }, clock).value, 'left')
  assert.equal(compiled.evaluate('d', { x: 'lead' }, clock).value, null)
})

test('a function in a boxed context may call itself', () => {
  const body = literal('if n = 0 then 1 else n * factorial(n - 1)')
  const logic = `<context><contextEntry><variable name="factorial"/><functionDefinition><formalParameter name="n"/>${body}</functionDefinition></contextEntry><contextEntry>${literal('factorial(5)')}</contextEntry></context>`
  assert.equal(compileDecisions(model(decision('d', logic))).evaluate('d', {}, clock).value, 120)
})

test('arguments of a knowledge model are read by the types of its parameters', () => {
  const logic = `<encapsulatedLogic><formalParameter name="day" typeRef="date"/>${literal('day.year')}</encapsulatedLogic>`
  const compiled = compileDecisions(
    model(`<businessKnowledgeModel id="k" name="k"><variable name="k"/>${logic}</businessKnowledgeModel>`),
  )
  assert.equal(compiled.evaluate('k', { day: '2026-03-16' }, clock).value, 2026)
  assert.equal(compiled.evaluate('k', { day: 'some day' }, clock).value, null)
})

test('a boxed filter whose match is no condition gives null', () => {
  const filter = (match: string) =>
    `<filter><in>${literal('[1, 2, 3]')}</in><match>${literal(match)}</match></filter>`
  const value = (match: string) =>
    compileDecisions(model(decision('d', filter(match)))).evaluate('d', {}, clock).value
  assert.deepEqual(value('item > 1'), [2, 3])
  assert.equal(value('"yes"'), null)
})

test('a boxed iteration over ten thousand elements does not copy what it has', () => {
  const logic = `<for iteratorVariable="i"><in>${literal('1..10000')}</in><return>${literal('i')}</return></for>`
  const value = compileDecisions(
    model(decision('d', logic.replace('1..10000', 'for i in 1..10000 return i'))),
  ).evaluate('d', {}, clock).value
  assert.equal(Array.isArray(value) && value.length, 10_000)
})

const people = model(
  `${input('days', 'number')}${decision('opinion', '')}${decision('d', literal('opinion'), { needs: needs.decision('opinion') })}${decision('unknown', literal('days = null'), { needs: needs.input('days') })}`,
)

test('a decision without logic is refused, and given like an input where a model is tried', () => {
  assert.throws(() => compileDecisions(people), /has no logic/)
  const tried = compileDecisions(people, { tolerant: true })
  assert.equal(tried.evaluate('d', { opinion: 'good' }, clock).value, 'good')
  assert.equal(tried.evaluate('d', {}, clock).value, null)
})

test('a literal that is no date is refused, and null where a model is tried', () => {
  const xml = model(decision('d', literal('@"some day" = null')))
  assert.throws(() => compileDecisions(xml), /"some day" is no date/)
  assert.equal(compileDecisions(xml, { tolerant: true }).evaluate('d', {}, clock).value, true)
})

test('an input that is not of its type is null with a warning where a model is tried', () => {
  const { value, warnings } = compileDecisions(people, { tolerant: true }).evaluate(
    'unknown',
    { days: 'many' },
    clock,
  )
  assert.deepEqual([value, warnings.map((w) => w.text)], [true, ['days']])
})
