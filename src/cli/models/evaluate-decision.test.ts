import assert from 'node:assert/strict'
import test from 'node:test'
import { folderWith, removed, throughline } from '#test/command-line.ts'

const model = (content: string, namespace = 'urn:own') =>
  `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="${namespace}" name="m">${content}</definitions>`
const decision = (id: string, text: string, before = '') =>
  `<decision id="${id}" name="${id}"><variable name="${id}"/>${before}<literalExpression><text>${text}</text></literalExpression></decision>`
const requires = (href: string) =>
  `<informationRequirement><requiredDecision href="${href}"/></informationRequirement>`

const table = `<decision id="level" name="Approval level"><variable name="Approval level"/>
  <decisionTable id="levels" hitPolicy="UNIQUE"><input id="in"><inputExpression><text>amount</text></inputExpression></input>
  <output id="out"/><rule id="small"><inputEntry><text>&lt; 1000</text></inputEntry><outputEntry><text>"lead"</text></outputEntry></rule>
  <rule id="large"><inputEntry><text>&gt;= 1000</text></inputEntry><outputEntry><text>"board"</text></outputEntry></rule>
  <rule id="odd"><inputEntry><text>5000</text></inputEntry><outputEntry><text>"odd"</text></outputEntry></rule></decisionTable></decision>`

const folder = folderWith({
  'levels.dmn': model(
    table +
      decision('third', '1 / 3') +
      decision('moment', 'string(now())') +
      `<decisionService id="service" name="Service"><variable name="Service"/><outputDecision href="#third"/></decisionService>`,
  ),
  'importer.dmn': model(
    '<import name="other" namespace="urn:other" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>' +
      decision('twice', 'other.base * 2', requires('urn:other#base')),
  ),
  'other.dmn': model(decision('base', '21'), 'urn:other'),
  'wrong.dmn': model(decision('good', '1') + decision('bad', '1 +\n + * 2')),
  'moments.dmn': model(decision('parts', '[on.day, spans[1], spans[2].years, at.to.hour]')),
  'broken.dmn': '<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/"><decision></definitions>',
  'inputs.json': '{ "amount": 1000 }',
})
test.after(() => removed(folder))

const evaluate = (words: readonly string[], input = '') =>
  throughline(['decisions', 'evaluate', ...words], folder, input)
const lines = (text: string) =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))

test('decisions of a file are made together, each with its value and the rules that hit', async () => {
  const ended = await evaluate([
    'levels.dmn',
    '--decision',
    'Approval level',
    '--decision',
    'service',
    '--json',
    '@inputs.json',
  ])
  const [level, service] = lines(ended.out)
  assert.deepEqual([ended.code, ended.said], [0, ''])
  assert.deepEqual([level.decision, level.value, level.warnings], ['Approval level', 'board', []])
  assert.deepEqual(
    level.trace[0].matchedRules.map(({ ruleId, index }: Record<string, unknown>) => [ruleId, index]),
    [['large', 2]],
  )
  assert.deepEqual(service.value, '0.3333333333333333333333333333333333', 'digits a JSON number cannot hold')
})

test('the clock and the zone of a decision are arguments', async () => {
  const clock = ['--now', '2026-03-29T00:30:00Z', '--zone', 'Europe/Berlin']
  const ended = await evaluate(['levels.dmn', '--decision=moment', ...clock])
  assert.equal(lines(ended.out)[0].value, '2026-03-29T01:30:00@Europe/Berlin')
})

test('a model that imports another is given it, and inputs may come by standard input', async () => {
  const ended = await evaluate(
    ['importer.dmn', '--decision', 'twice', '--with', 'other.dmn', '--json', '-'],
    '{}',
  )
  assert.deepEqual([lines(ended.out)[0]?.value, ended.said], [42, ''])
  const alone = await evaluate(['importer.dmn', '--decision', 'twice'])
  assert.deepEqual([alone.code, lines(alone.said)[0].code], [1, 'model_invalid'])
})

test('an input without a type is a date, a time or a duration where the JSON says so', async () => {
  const inputs =
    '{"on":{"@":"2026-03-31"},"spans":[{"@":"PT90M"},{"@":"P14M"}],"at":{"to":{"@":"09:30:00Z"}}}'
  const ended = await evaluate(['moments.dmn', '--decision', 'parts', '--json', inputs])
  assert.deepEqual([lines(ended.out)[0]?.value, ended.said], [[31, 'PT1H30M', 1, 9], ''])
  const plain = await evaluate(['moments.dmn', '--decision', 'parts', '--json', '{"on":"2026-03-31"}'])
  assert.equal(lines(plain.out)[0].value[0], null, 'text stays text')
  for (const wrong of ['"spring"', '7', 'null']) {
    const refused = await evaluate(['moments.dmn', '--decision=parts', '--json', `{"a":[{"@":${wrong}}]}`])
    assert.deepEqual([refused.code, lines(refused.said)[0].code], [2, 'wrong_usage'])
    assert.match(lines(refused.said)[0].message, /^\/a\/0: "@" takes a date/)
  }
})

test('where it is tolerated, a decision that fails is null with the problem, and the command has done its work', async () => {
  const both = ['--decision', 'level', '--decision', 'nobody', '--json', '{"amount":5000}', '--tolerant']
  const ended = await evaluate(['levels.dmn', ...both])
  const [level] = lines(ended.out)
  assert.deepEqual(
    [level.value, level.problem.code, level.problem.element],
    [null, 'several_rules_hit', 'levels'],
  )
  assert.deepEqual([ended.code, lines(ended.said)[0].code], [1, 'decision_not_found'])
  const alone = await evaluate(['levels.dmn', '--decision=level', '--json', '{"amount":5000}', '--tolerant'])
  assert.deepEqual([alone.code, alone.said], [0, ''])
})

test('a decision that fails is a problem with its place, and the others are made', async () => {
  const both = ['--decision', 'level', '--decision', 'third', '--json', '{"amount":5000}']
  const ended = await evaluate(['levels.dmn', ...both])
  const [problem] = lines(ended.said)
  assert.deepEqual([ended.code, lines(ended.out).length], [1, 1])
  assert.deepEqual(
    [problem.code, problem.decision, problem.element],
    ['several_rules_hit', 'level', 'levels'],
  )
  const unknown = await evaluate(['levels.dmn', '--decision', 'nobody'])
  assert.deepEqual([unknown.code, lines(unknown.said)[0].code], [1, 'decision_not_found'])
})

test('a model that cannot be executed tells every finding with element, line and column', async () => {
  const ended = await evaluate(['wrong.dmn', '--decision', 'good'])
  const [problem] = lines(ended.said)
  const { code, element, line, column } = problem
  assert.deepEqual([ended.code, ended.out], [1, ''])
  assert.deepEqual([code, element, line, typeof column], ['model_invalid', 'bad', 2, 'number'])
  assert.equal(problem.findings[0].code, 'expression_syntax')
  const tolerant = await evaluate(['wrong.dmn', '--decision', 'good', '--tolerant'])
  const [result] = lines(tolerant.out)
  assert.deepEqual([tolerant.code, result.value, result.findings[0].element], [0, 1, 'bad'])
  const broken = await evaluate(['broken.dmn', '--decision', 'good'])
  assert.deepEqual([broken.code, lines(broken.said)[0].code], [1, 'model_syntax'])
})

test('wrong usage is a problem too, with an exit code of its own', async () => {
  const cases = [
    [['levels.dmn'], /Which decision/],
    [['--decision', 'level'], /Which file/],
    [['none.dmn', '--decision', 'level'], /none\.dmn cannot be read/],
    [['levels.dmn', 'other.dmn', '--decision', 'level'], /too many/],
    [['levels.dmn', '--decision', 'level', '--json', '[1]'], /JSON object/],
    [['levels.dmn', '--decision', 'level', '--json', '{'], /cannot be read/],
    [['levels.dmn', '--decision', 'level', '--now', 'today'], /--now is a moment/],
    [['levels.dmn', '--decision', 'level', '--zone', 'Mars'], /--zone is a time zone/],
    [['levels.dmn', '--decision', 'level', '--colour', 'red'], /--colour/],
    [['-', '--decision', 'level', '--json', '-'], /read once/],
  ] as const
  for (const [words, message] of cases) {
    const ended = await evaluate(words)
    const [problem] = lines(ended.said)
    assert.deepEqual([ended.code, problem.code, ended.out], [2, 'wrong_usage', ''])
    assert.match(problem.message, message)
  }
})

test('without a file the verb is the one of the server, and its help tells both', async () => {
  const remote = await evaluate(['approval-levels'])
  assert.deepEqual([remote.code, /Nothing answers/.test(remote.said)], [6, true])
  const help = await evaluate(['--help'])
  assert.match(help.out, /decisions evaluate <key>[\s\S]*decisions evaluate FILE --decision NAME/)
})
