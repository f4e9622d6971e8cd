import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DecisionError } from '../decision-error.ts'
import { compileDecisions } from './decision-model.ts'
import { decision, escaped, input, literal, model, needs, table } from './example.ts'

const clock = { now: Temporal.Instant.from('2026-03-16T09:00:00Z'), zone: 'UTC' }

function decide(elements: string, id: string, inputs: Readonly<Record<string, unknown>> = {}): unknown {
  return compileDecisions(model(elements)).evaluate(id, inputs, clock).value
}

function refused(elements: string): DecisionError {
  try {
    compileDecisions(model(elements))
  } catch (error) {
    if (error instanceof DecisionError) return error
    throw error
  }
  throw new Error('the model compiled')
}

const BOXED = 'https://www.omg.org/spec/DMN/'
for (const version of ['20180521/MODEL/', '20191111/MODEL/', '20211108/MODEL/', '20230324/MODEL/']) {
  test(`models of ${version} are read`, () => {
    const base = version.startsWith('2018') ? 'http://www.omg.org/spec/DMN/' : BOXED
    const xml = model(decision('d', literal('1 + 1')), base + version)
    assert.equal(compileDecisions(xml).evaluate('d', {}, clock).value, 2)
  })
}

test('a required decision is decided first, and once', () => {
  const elements =
    input('amount', 'number') +
    decision('net', literal('amount / 1.25'), { needs: needs.input('amount') }) +
    decision('twice', literal('net + net'), { needs: needs.decision('net') })
  const { value, trace } = compileDecisions(model(elements)).evaluate('twice', { amount: 10 }, clock)
  assert.equal(value, 16)
  assert.deepEqual(
    trace.map((entry) => [entry.decision, entry.value]),
    [
      ['net', 8],
      ['twice', 16],
    ],
  )
})

test('a decision is found by name or id, and an unknown one is answered with those there are', () => {
  const one = compileDecisions(
    model(
      '<decision id="_1" name="Approval level"><variable name="Approval level"/><literalExpression><text>3</text></literalExpression></decision>',
    ),
  )
  assert.equal(one.evaluate('_1', {}, clock).value, 3)
  assert.equal(one.evaluate('Approval  level', {}, clock).value, 3)
  assert.throws(() => one.evaluate('Level', {}, clock), {
    code: 'decision_not_found',
    message: /"Approval level" \(_1\)/,
  })
})

test('names with spaces and signs are one name where they are required', () => {
  const elements =
    '<inputData id="a" name="net-amount (EUR)"><variable name="net-amount" typeRef="number"/></inputData>' +
    decision('d', literal('net-amount * 2'), { needs: needs.input('a') })
  assert.equal(decide(elements, 'd', { 'net-amount': 4 }), 8)
})

test('a knowledge model is a function that may call itself', () => {
  const elements = `<businessKnowledgeModel id="f" name="factorial"><variable name="factorial"/><encapsulatedLogic>
    <formalParameter name="n" typeRef="number"/>${literal('if n < 2 then 1 else n * factorial(n - 1)')}
    </encapsulatedLogic></businessKnowledgeModel>${decision('d', literal('factorial(5)'), { needs: needs.knowledge('f') })}`
  assert.equal(decide(elements, 'd'), 120)
})

test('an invocation binds parameters by name', () => {
  const elements = `<businessKnowledgeModel id="f" name="minus"><variable name="minus"/><encapsulatedLogic>
    <formalParameter name="a"/><formalParameter name="b"/>${literal('a - b')}</encapsulatedLogic></businessKnowledgeModel>
    ${decision(
      'd',
      `<invocation>${literal('minus')}<binding><parameter name="b"/>${literal('1')}</binding>
      <binding><parameter name="a"/>${literal('10')}</binding></invocation>`,
      { needs: needs.knowledge('f') },
    )}`
  assert.equal(decide(elements, 'd'), 9)
})

test('rules of a table inside a knowledge model are in the trace of the decision that calls it', () => {
  const elements = `<businessKnowledgeModel id="f" name="level"><variable name="level"/><encapsulatedLogic>
    <formalParameter name="amount"/>${table({
      inputs: ['amount'],
      outputs: ['o'],
      rules: [
        ['< 5', '1'],
        ['>= 5', '2'],
      ],
    })}
    </encapsulatedLogic></businessKnowledgeModel>${decision('d', literal('level(3) + level(7)'), { needs: needs.knowledge('f') })}`
  const { value, trace } = compileDecisions(model(elements)).evaluate('d', {}, clock)
  assert.equal(value, 3)
  assert.deepEqual(
    trace[0]?.matchedRules.map((rule) => rule.ruleId),
    ['r1', 'r2'],
  )
})

const TYPES = `<itemDefinition name="tStatus"><typeRef>string</typeRef><allowedValues><text>"new", "old"</text></allowedValues></itemDefinition>
  <itemDefinition name="tDeal"><itemComponent name="amount"><typeRef>number</typeRef></itemComponent>
  <itemComponent name="closes"><typeRef>date</typeRef></itemComponent></itemDefinition>
  <itemDefinition name="tDeals" isCollection="true"><typeRef>tDeal</typeRef></itemDefinition>`

test('an input of a type is read as that type: decimals and dates come as text', () => {
  const elements =
    TYPES +
    input('deal', 'tDeal') +
    decision('d', literal('{net: deal.amount / 2, year: deal.closes.year}'), { needs: needs.input('deal') })
  assert.deepEqual(decide(elements, 'd', { deal: { amount: '12500.10', closes: '2026-03-31' } }), {
    net: 6250.05,
    year: 2026,
  })
})

test('an input that is not of its type is refused by name', () => {
  const elements =
    TYPES + input('deals', 'tDeals') + decision('d', literal('count(deals)'), { needs: needs.input('deals') })
  assert.equal(decide(elements, 'd', { deals: [{ amount: 1 }] }), 1)
  assert.throws(() => decide(elements, 'd', { deals: [{ amount: 'x' }] }), {
    code: 'input_invalid',
    message: /"deals"/,
  })
})

test('an input outside of the allowed values is refused', () => {
  const elements =
    TYPES + input('status', 'tStatus') + decision('d', literal('status'), { needs: needs.input('status') })
  assert.equal(decide(elements, 'd', { status: 'new' }), 'new')
  assert.throws(() => decide(elements, 'd', { status: 'other' }), { code: 'input_invalid' })
})

test('a result that is not of its type is null, with a warning', () => {
  const { value, warnings } = compileDecisions(
    model(decision('d', literal('1 + 1'), { type: 'string' })),
  ).evaluate('d', {}, clock)
  assert.equal(value, null)
  assert.equal(warnings[0]?.message, '2 is no string: the result is null.')
})

test('an element stands for a list of it and a list of one for its element, where the type says so', () => {
  const elements =
    '<itemDefinition name="tList" isCollection="true"><typeRef>string</typeRef></itemDefinition>'
  assert.deepEqual(decide(elements + decision('d', literal('"a"'), { type: 'tList' }), 'd'), ['a'])
  assert.equal(decide(elements + decision('d', literal('["a"]'), { type: 'string' }), 'd'), 'a')
  assert.equal(decide(elements + decision('d', literal('[[["a"]]]'), { type: 'string' }), 'd'), 'a')
  assert.deepEqual(decide(elements + decision('d', literal('[[["a"]]]'), { type: 'tList' }), 'd'), ['a'])
  assert.equal(decide(elements + decision('d', literal('[["a", "b"]]'), { type: 'string' }), 'd'), null)
})

test('a decision service is decided over its inputs alone, and called as a function', () => {
  const elements = `${input('a', 'number')}${decision('base', literal('100'))}
    ${decision('sum', literal('a + base'), { needs: needs.input('a') + needs.decision('base') })}
    <decisionService id="s" name="add"><variable name="add"/><outputDecision href="#sum"/><inputDecision href="#base"/><inputData href="#a"/></decisionService>
    ${decision('caller', literal('add(1, 2)'), { needs: needs.knowledge('s') })}`
  assert.equal(decide(elements, 'sum', { a: 1 }), 101)
  assert.equal(decide(elements, 's', { a: 1, base: 5 }), 6)
  assert.equal(decide(elements, 'caller'), 3)
})

test('what a model imports is seen under the name of the import', () => {
  const types = model(
    `<itemDefinition name="tRate"><typeRef>number</typeRef></itemDefinition>${decision('rate', literal('0.19'), { type: 'tRate' })}`,
    undefined,
    'urn:rates',
  )
  const xml = model(
    `<import name="rates" namespace="urn:rates" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>
    ${decision('d', literal('100 * rates.rate'), { needs: '<informationRequirement><requiredDecision href="urn:rates#rate"/></informationRequirement>', type: 'rates.tRate' })}`,
  )
  const compiled = compileDecisions(xml, {
    imports: (namespace) => (namespace === 'urn:rates' ? types : undefined),
  })
  assert.equal(compiled.evaluate('d', {}, clock).value, 19)
  assert.throws(() => compileDecisions(xml), { code: 'model_invalid', message: /urn:rates/ })
})

test('everything wrong with a model is told at once, each with its element', () => {
  const error = refused(
    decision('a', literal('1 +')) +
      decision('b', literal('x'), { needs: needs.decision('missing') }) +
      decision('c', '', {}) +
      decision('e', literal('1'), { type: 'tUnknown' }) +
      decision('f', '<literalExpression expressionLanguage="groovy"><text>x</text></literalExpression>') +
      decision('g', '<functionDefinition kind="Java"/>'),
  )
  assert.deepEqual(error.findings.map((f) => f.position.element).sort(), ['a', 'b', 'c', 'e', 'f', 'g'])
})

test('decisions that require each other in a circle are told with the circle', () => {
  const error = refused(
    decision('a', literal('1'), { needs: needs.decision('b') }) +
      decision('b', literal('1'), { needs: needs.decision('a') }),
  )
  assert.match(error.message, /a -> b -> a/)
})

test('a type that contains itself is told', () => {
  assert.match(
    refused(
      '<itemDefinition name="tA"><itemComponent name="x"><typeRef>tA</typeRef></itemComponent></itemDefinition>',
    ).message,
    /tA contains itself/,
  )
})

test('a rule with too few cells is told with the rule', () => {
  const error = refused(decision('d', table({ inputs: ['a', 'b'], outputs: ['o'], rules: [['1', '2']] })))
  assert.equal(error.findings[0]?.position.element, 'r1')
})

test('a model tried tolerantly gives what it can and keeps its findings', () => {
  const tolerant = compileDecisions(model(decision('a', literal('1 +')) + decision('b', literal('2'))), {
    tolerant: true,
  })
  assert.equal(tolerant.findings.length, 1)
  assert.equal(tolerant.evaluate('b', {}, clock).value, 2)
})

test('an error of an evaluation names the decision it happened in', () => {
  const elements = decision('d', literal('for i in 1..10000000 return i'))
  assert.throws(
    () => decide(elements, 'd'),
    (error) =>
      error instanceof DecisionError &&
      error.code === 'evaluation_too_long' &&
      error.position.element === 'd',
  )
})

test('hundreds of decisions in a row are decided', () => {
  const chain = Array.from({ length: 400 }, (_, i) =>
    decision(
      `d${i}`,
      literal(i === 0 ? '1' : `d${i - 1} + 1`),
      i === 0 ? {} : { needs: needs.decision(`d${i - 1}`) },
    ),
  )
  assert.equal(decide(chain.reverse().join(''), 'd399'), 400)
})

test('text in a model is read with its entities', () => {
  assert.equal(
    decide(
      decision(
        'd',
        `<literalExpression><text>${escaped('if 1 < 2 then "a&b" else "c"')}</text></literalExpression>`,
      ),
      'd',
    ),
    'a&b',
  )
})

test('a date stands for its midnight in UTC where a date and time is asked for', () => {
  const elements = decision('d', literal('date("2000-01-02")'), { type: 'date and time' })
  assert.equal(decide(elements, 'd'), '2000-01-02T00:00:00Z')
})

test('a knowledge model is evaluated over its parameters, and its result is of the type of its function', () => {
  const elements = `<itemDefinition name="tList" isCollection="true"><typeRef>number</typeRef></itemDefinition>
    <itemDefinition name="tFunction"><functionItem outputTypeRef="tList"/></itemDefinition>
    <businessKnowledgeModel id="f" name="double"><variable name="double" typeRef="tFunction"/>
    <encapsulatedLogic><formalParameter name="n"/>${literal('n * 2')}</encapsulatedLogic></businessKnowledgeModel>`
  assert.deepEqual(decide(elements, 'double', { n: 4 }), [8])
})

test('names with points and numbers are names where they are required', () => {
  const elements =
    '<inputData id="i" name="decision A 2.1"><variable name="decision A 2.1"/></inputData>' +
    decision('d', literal('decision A 2.1 + 1'), { needs: needs.input('i') })
  assert.equal(decide(elements, 'd', { 'decision A 2.1': 4 }), 5)
})

test('an import without name brings its elements and types in as if they were own ones', () => {
  const rates = model(
    `<itemDefinition name="tRate"><typeRef>number</typeRef></itemDefinition>${decision('rate', literal('0.19'), { type: 'tRate' })}`,
    undefined,
    'urn:rates',
  )
  const xml = model(
    `<import name="" namespace="urn:rates" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>
    ${decision('d', literal('rate * 2'), { needs: '<informationRequirement><requiredDecision href="urn:rates#rate"/></informationRequirement>', type: 'tRate' })}`,
  )
  assert.equal(compileDecisions(xml, { imports: () => rates }).evaluate('d', {}, clock).value, 0.38)
})

test('an instance of a type need not be among its allowed values', () => {
  assert.equal(
    decide(TYPES + decision('d', literal('"other" instance of tStatus and not(1 instance of tStatus)')), 'd'),
    true,
  )
})

test('a table as a Camunda modeller writes it is decided, its notes as annotations', () => {
  const elements = `<decision id="dish" name="Dish"><decisionTable id="t">
    <input id="i1" label="Season"><inputExpression id="e1" typeRef="string"><text>season</text></inputExpression></input>
    <output id="o1" label="Dish" name="desiredDish" typeRef="string"/>
    <rule id="r1"><description>Save money</description><inputEntry id="x1"><text>not("Fall", "Winter")</text></inputEntry>
      <outputEntry id="y1"><text>"Steak"</text></outputEntry></rule></decisionTable></decision>`
  const { value, trace } = compileDecisions(model(elements)).evaluate('dish', { season: 'Spring' }, clock)
  assert.equal(value, 'Steak')
  assert.deepEqual(trace[0]?.matchedRules[0]?.annotations, { 'annotation 1': 'Save money' })
})

test('cells in another language are refused, each with its cell', () => {
  const error = refused(`<decision id="d" name="d"><decisionTable id="t">
    <input id="i1"><inputExpression expressionLanguage="juel"><text>a</text></inputExpression></input><output id="o1"/>
    <rule id="r1"><inputEntry id="x1" expressionLanguage="javascript"><text>1</text></inputEntry>
      <outputEntry id="y1" expressionLanguage="feel"><text>1</text></outputEntry></rule></decisionTable></decision>`)
  assert.deepEqual(error.findings.length, 2)
  assert.equal(error.findings[1]?.position.element, 'x1')
})

test('an element is found by its own name, too, where its variable is called otherwise', () => {
  const compiled = compileDecisions(
    model(
      `<decision id="d" name="Fee in full"><variable name="fee"/>${literal('12')}</decision>` +
        decision('doubled', literal('2 * fee'), { needs: needs.decision('d') }) +
        `<decision id="e" name="doubled"><variable name="other"/>${literal('0')}</decision>`,
    ),
  )
  const value = (name: string) => compiled.evaluate(name, {}, clock).value
  assert.deepEqual([value('fee'), value('Fee in full'), value('other')], [12, 12, 0])
  assert.equal(value('doubled'), 24, 'the name of a variable comes first')
})
