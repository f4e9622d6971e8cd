import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileDecisions } from './decision-model.ts'
import { decision, input, literal, model, needs } from './example.ts'

const clock = { now: Temporal.Instant.from('2026-03-16T09:00:00Z'), zone: 'UTC' }

const V12 = 'http://www.omg.org/spec/DMN/20180521/MODEL/'
const V13 = 'https://www.omg.org/spec/DMN/20191111/MODEL/'
const V14 = 'https://www.omg.org/spec/DMN/20211108/MODEL/'
const V15 = 'https://www.omg.org/spec/DMN/20230324/MODEL/'

const imports = (name: string, namespace: string, version = V15) =>
  `<import name="${name}" namespace="${namespace}" importType="${version}"/>`
const required = (href: string) =>
  `<informationRequirement><requiredDecision href="${href}"/></informationRequirement>`
const known = (href: string) =>
  `<knowledgeRequirement><requiredKnowledge href="${href}"/></knowledgeRequirement>`

/** Written with a prefix of its own, as some modellers do. */
const people = `<d:definitions xmlns:d="${V13}" namespace="urn:people" name="People">
  <d:itemDefinition name="person"><d:itemComponent name="name"><d:typeRef>string</d:typeRef></d:itemComponent></d:itemDefinition>
  <d:inputData id="who" name="who"><d:variable name="who" typeRef="string"/></d:inputData>
  <d:businessKnowledgeModel id="hello" name="Say Hello"><d:variable name="Say Hello"/><d:encapsulatedLogic>
    <d:formalParameter name="to" typeRef="person"/><d:literalExpression><d:text>"Hello, " + to.name</d:text></d:literalExpression></d:encapsulatedLogic></d:businessKnowledgeModel>
  <d:decision id="greeting" name="Greeting"><d:variable name="Greeting"/><d:informationRequirement><d:requiredInput href="#who"/></d:informationRequirement>
    <d:literalExpression><d:text>"Hello, " + who</d:text></d:literalExpression></d:decision>
  <d:decisionService id="service" name="Greeting service"><d:variable name="Greeting service"/><d:outputDecision href="#greeting"/><d:inputData href="#who"/></d:decisionService>
</d:definitions>`

/** Two models over the same one, each with its own name for it, in other versions of the standard. */
const formal = model(
  imports('the people', 'urn:people', V14) +
    decision('formal', literal('"Dear Sir. " + the people.Greeting'), {
      needs: required('urn:people#greeting'),
    }),
  V14,
  'urn:formal',
)
const casual = model(
  imports('p', 'urn:people', V12) +
    decision('casual', literal('p.Greeting + "!"'), { needs: required('urn:people#greeting') }),
  V12,
  'urn:casual',
)
const texts = new Map([
  ['urn:people', people],
  ['urn:formal', formal],
  ['urn:casual', casual],
])
const both = model(
  imports('Formal', 'urn:formal') +
    imports('Casual', 'urn:casual') +
    imports('People', 'urn:people') +
    input('guest', 'People.person') +
    decision('both', literal('Formal.formal + " / " + Casual.casual'), {
      needs: required('urn:formal#formal') + required('urn:casual#casual'),
    }) +
    decision('called', literal('People.Say Hello(guest)'), {
      needs: needs.input('guest') + known('urn:people#hello'),
    }) +
    decision(
      'invoked',
      `<invocation>${literal('People.Say Hello')}<binding><parameter name="to"/>${literal('guest')}</binding></invocation>`,
      { needs: needs.input('guest') + known('urn:people#hello') },
    ) +
    decision('served', literal('People.Greeting service(who: "Bo") + People.Greeting service("Al")'), {
      needs: known('urn:people#service'),
    }) +
    decision('typed', literal('guest instance of People.person'), { needs: needs.input('guest') }),
)
const compiled = compileDecisions(both, { imports: (namespace) => texts.get(namespace) })

const cases: readonly (readonly [what: string, id: string, value: unknown])[] = [
  [
    'decisions of two models over a third one, each under its own name',
    'both',
    'Dear Sir. Hello, Zoe / Hello, Zoe!',
  ],
  ['a knowledge model that is imported and called', 'called', 'Hello, Ann'],
  ['a knowledge model that is imported and invoked', 'invoked', 'Hello, Ann'],
  ['a decision service that is imported', 'served', 'Hello, BoHello, Al'],
  ['a type that is imported', 'typed', true],
]
for (const [what, id, value] of cases) {
  test(`${what} can be used`, () => {
    assert.equal(compiled.evaluate(id, { who: 'Zoe', guest: { name: 'Ann' } }, clock).value, value)
  })
}

test('a decision that is reached over two imports is made once', () => {
  const { trace } = compiled.evaluate('both', { who: 'Zoe' }, clock)
  assert.deepEqual(
    trace.map((entry) => entry.decision),
    ['Greeting', 'formal', 'casual', 'both'],
  )
})

test('models that import two models each, fifteen deep, are compiled once each', () => {
  let asked = 0
  const level = (n: number, side: string) =>
    model(
      n === 15 ? '' : imports('l', `urn:${n + 1}:l`) + imports('r', `urn:${n + 1}:r`),
      V15,
      `urn:${n}:${side}`,
    )
  const from = (namespace: string) => {
    asked += 1
    const [, n = '', side = ''] = namespace.split(':')
    return level(Number(n), side)
  }
  compileDecisions(level(0, 'l'), { imports: from })
  assert.equal(asked, 30)
})

test('models that import each other, and models nobody knows, are told by name', () => {
  const circle = model(imports('other', 'urn:b'), V15, 'urn:a')
  const back = model(imports('first', 'urn:a'), V15, 'urn:b')
  assert.throws(
    () => compileDecisions(circle, { imports: (namespace) => (namespace === 'urn:b' ? back : circle) }),
    /The imported model first \(urn:a\) imports this model again/,
  )
  assert.throws(() => compileDecisions(circle), /The imported model other \(urn:b\) is not known/)
})

/** A decision that says its own name, with an id of its own. */
const says = (id: string, name: string, text: string) =>
  `<decision id="${id}" name="${name}"><variable name="${name}"/>${literal(`"${text}"`)}</decision>`
const nameless = (namespace: string) => imports('', namespace)
const plainly = (elements: string, models: Readonly<Record<string, string>>) =>
  compileDecisions(model(elements), { imports: (namespace) => models[namespace] })

const rates = model(
  nameless('urn:world') +
    '<itemDefinition name="percent"><typeRef>number</typeRef></itemDefinition>' +
    input('base') +
    says('rate', 'Rate', 'rates'),
  V15,
  'urn:rates',
)
const world = model(
  '<itemDefinition name="place"><typeRef>string</typeRef></itemDefinition>' +
    says('rate', 'Rate', 'world') +
    says('home', 'Home', 'world') +
    `<businessKnowledgeModel id="twice" name="Twice"><variable name="Twice"/><encapsulatedLogic><formalParameter name="n"/>${literal('2 * n')}</encapsulatedLogic></businessKnowledgeModel>`,
  V15,
  'urn:world',
)
const together = { 'urn:rates': rates, 'urn:world': world }
const asOwn = plainly(
  nameless('urn:rates') +
    decision('rated', literal('Rate'), { needs: needs.decision('rate') }) +
    decision('at home', literal('Home'), { needs: needs.decision('home') }) +
    decision('doubled', literal('Twice(base)'), { needs: needs.input('base') + needs.knowledge('twice') }) +
    decision('share', literal('base'), { needs: needs.input('base'), type: 'percent' }) +
    decision('where', literal('base'), { needs: needs.input('base'), type: 'place' }),
  together,
)

const plain: readonly (readonly [what: string, id: string, base: unknown, value: unknown])[] = [
  ['a decision is required by its id alone', 'rated', 1, 'rates'],
  ['a decision of a model behind it is one of the model', 'at home', 1, 'world'],
  ['inputs and knowledge models are used by their names', 'doubled', 21, 42],
  ['a type is used by its name', 'share', 7, 7],
  ['a type of a model behind it is used by its name', 'where', 'Oslo', 'Oslo'],
  ['a type still checks', 'where', 7, null],
  ['a decision of the imported model can be made', 'Home', 1, 'world'],
  ['the nearest of two decisions of one name is made', 'Rate', 1, 'rates'],
]
for (const [what, id, base, value] of plain) {
  test(`over an import without a name, ${what}`, () => {
    assert.equal(asOwn.evaluate(id, { base }, clock).value, value)
  })
}

test('what a model defines itself comes before what an import without a name brings in', () => {
  const own = plainly(
    nameless('urn:rates') +
      says('rate', 'Rate', 'own') +
      decision('rated', literal('Rate'), { needs: needs.decision('rate') }),
    together,
  )
  assert.equal(own.evaluate('rated', {}, clock).value, 'own')
  assert.equal(own.evaluate('Rate', {}, clock).value, 'own')
  assert.deepEqual(
    own.decisions().map(({ name }) => name),
    ['Rate', 'rated'],
  )
})

test('models that import each other without names are read once', () => {
  const back = model(nameless('urn:example') + says('rate', 'Rate', 'back'), V15, 'urn:back')
  const round = plainly(
    nameless('urn:back') +
      nameless('urn:example') +
      decision('rated', literal('Rate'), { needs: needs.decision('rate') }),
    { 'urn:back': back },
  )
  assert.equal(round.evaluate('rated', {}, clock).value, 'back')
})

test('what no import without a name brings in is missed by its id', () => {
  assert.throws(
    () =>
      plainly(
        nameless('urn:world') + decision('d', literal('1'), { needs: needs.decision('gone') }),
        together,
      ),
    /required element urn:example#gone does not exist/,
  )
})
