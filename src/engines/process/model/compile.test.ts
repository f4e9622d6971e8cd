import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startCpuTime } from '#test/cpu-time.ts'
import {
  boundary,
  caught,
  chain,
  each,
  element,
  end,
  error,
  exclusive,
  flow,
  inclusive,
  io,
  message,
  parallel,
  process,
  properties,
  start,
  subprocess,
  thrown,
  timer,
  user,
  zeebe,
} from '#test/diagram.ts'
import { compileModel } from './compile.ts'

const codes = async (xml: string, severity = 'error') =>
  (await compileModel(xml)).findings
    .filter((finding) => finding.severity === severity)
    .map((finding) => `${finding.element}: ${finding.code}`)

const around = (content: string, middle = 'x') =>
  process('p', start('s'), content, end('e'), chain('s', middle, 'e'))

test('what is not executed is refused with the element named', async () => {
  const cases: [string, string, string][] = [
    ['complexGateway', '', 'x: element_not_executed'],
    ['adHocSubProcess', '', 'x: ad_hoc_empty'],
    ['adHocSubProcess', '<bpmn:task id="in"/><bpmn:endEvent id="out"/>', 'out: ad_hoc_event'],
    ['userTask', '<bpmn:standardLoopCharacteristics/>', 'x: loop_endless'],
    ['userTask', '<bpmn:standardLoopCharacteristics loopMaximum="0"/>', 'x: loop_maximum'],
    ['userTask', '<bpmn:humanPerformer id="h"/>', 'x: resource_not_executed'],
    ['callActivity', '', 'x: value_missing'],
    ['serviceTask', '', 'x: value_missing'],
    ['businessRuleTask', '', 'x: value_missing'],
    ['scriptTask', '<bpmn:script>print(1)</bpmn:script>', 'x: script_not_executed'],
    [
      'intermediateCatchEvent',
      '<bpmn:messageEventDefinition/><bpmn:timerEventDefinition/>',
      'x: event_multiple',
    ],
    ['intermediateCatchEvent', '', 'x: event_not_executed'],
    ['intermediateThrowEvent', '<bpmn:cancelEventDefinition/>', 'x: event_not_executed'],
    ['intermediateCatchEvent', '<bpmn:timerEventDefinition/>', 'x: timer_unclear'],
  ]
  for (const [tag, content, expected] of cases) {
    const found = await codes(around(element(tag, 'x', '', content)))
    assert.ok(found.includes(expected), `${tag}: ${found.join(', ')}`)
  }
})

test('attributes that would change the meaning are refused', async () => {
  const cases: [string, Record<string, string>, string][] = [
    ['userTask', { isForCompensation: 'true' }, 'incoming_not_allowed'],
    ['userTask', { startQuantity: '2' }, 'quantity_not_one'],
    ['receiveTask', { instantiate: 'true' }, 'instantiates_late'],
    ['eventBasedGateway', { eventGatewayType: 'Parallel' }, 'event_gateway_variant'],
  ]
  for (const [tag, attributes, expected] of cases) {
    const found = await codes(around(element(tag, 'x', '', '', attributes)))
    assert.ok(found.includes(`x: ${expected}`), `${tag}: ${found.join(', ')}`)
  }
})

test('all findings come at once, each with the name of the element and what to do', async () => {
  const { findings, graphs } = await compileModel(
    process(
      'p',
      start('s'),
      user(
        'a',
        zeebe('assignmentDefinition', { assignee: '=1 +' }) + zeebe('taskDefinition', { type: 'x.y' }),
      ),
      caught('t', timer('Duration', '3 days')),
      element('serviceTask', 'c'),
      chain('s', 'a', 't', 'c'),
    ),
  )
  const errors = findings.filter((finding) => finding.severity === 'error')
  assert.deepEqual(errors.map((finding) => finding.code).sort(), [
    'expression_invalid',
    'extension_not_executed',
    'timer_invalid',
    'value_missing',
  ])
  for (const finding of errors) assert.ok(finding.name && finding.message && finding.cure)
  assert.deepEqual(graphs, [])
})

test('mappings and repetitions that nothing would evaluate are refused', async () => {
  const mapped = io([['=1', 'x']])
  const cases: [string, string][] = [
    [process('p', start('s', '', mapped), end('e'), chain('s', 'e')), 's: mapping_not_executed'],
    [
      process(
        'p',
        start('s'),
        user('u'),
        boundary('b', 'u', timer('Duration', 'PT1H'), true, mapped),
        chain('s', 'u'),
      ),
      'b: mapping_not_executed',
    ],
    [
      process(
        'p',
        start('s'),
        element('eventBasedGateway', 'g'),
        caught('a', timer('Duration', 'PT1H'), mapped),
        caught('b', timer('Duration', 'PT2H')),
        chain('s', 'g', 'a'),
        flow('g', 'b'),
      ),
      'a: mapping_not_executed',
    ],
    [
      around(
        user('x') +
          element('subProcess', 'es', '', start('es1', timer('Duration', 'PT1H')) + each('=[1]'), {
            triggeredByEvent: 'true',
          }),
      ),
      'es: event_subprocess_extras',
    ],
  ]
  for (const [xml, expected] of cases) {
    const found = await codes(xml)
    assert.ok(found.includes(expected), `${expected}, found ${found.join(', ')}`)
  }
})

test('an extension of another tool is listed', async () => {
  const foreign = '<f:thing xmlns:f="http://f.example" a="1"/>'
  assert.deepEqual(await codes(around(user('x', foreign))), [])
  assert.deepEqual(await codes(around(user('x', foreign)), 'warning'), ['x: extension_unknown'])
})

test('an event-based gateway leads without conditions to events that wait and have no other way in', async () => {
  const gate = element('eventBasedGateway', 'g')
  const soon = caught('soon', timer('Duration', 'PT1H'))
  const late = caught('late', timer('Duration', 'PT2H'))
  const after = (content: string) => process('p', start('s'), gate, soon, chain('s', 'g', 'soon'), content)
  const cases: [string, string[]][] = [
    [after(late + chain('g', 'late')), []],
    [after(user('work') + chain('g', 'work')), ['work: event_gateway_target']],
    [
      after(late + chain('g', 'late') + user('u') + chain('soon', 'u', 'late')),
      ['late: event_gateway_target'],
    ],
    [after(late + flow('g', 'late', '=x')), ['g-late: condition_ignored']],
  ]
  for (const [xml, expected] of cases) assert.deepEqual(await codes(xml), expected)
})

test('rules of structure are errors', async () => {
  const cases: [string, string][] = [
    [process('p', user('x')), 'p: start_missing'],
    [
      process('p', start('a'), start('b'), user('x'), chain('a', 'x'), chain('b', 'x')),
      'p: starts_ambiguous',
    ],
    [
      process(
        'p',
        start('s'),
        exclusive('x'),
        user('a'),
        user('b'),
        chain('s', 'x', 'a'),
        flow('x', 'b', '=y'),
      ),
      'x: flow_without_condition',
    ],
    [process('p', start('x'), user('b'), flow('x', 'b', '=y')), 'x-b: condition_ignored'],
    [process('p', start('s'), user('a'), chain('s', 'a'), flow('a', 's')), 's: incoming_not_allowed'],
    [process('p', start('s'), end('e'), user('a'), chain('s', 'e', 'a')), 'e: outgoing_not_allowed'],
    [
      process('p', start('s'), thrown('x', '<bpmn:linkEventDefinition name="L"/>'), chain('s', 'x')),
      'x: link_without_catch',
    ],
    [
      process(
        'p',
        start('s'),
        user('u'),
        boundary('x', 'u', error('A')),
        boundary('y', 'u', error('A')),
        chain('s', 'u'),
      ),
      'y: catch_ambiguous',
    ],
    [
      process('p', start('s'), user('u'), boundary('x', 'u', error('A'), false), chain('s', 'u')),
      'x: error_interrupts',
    ],
    [around(subprocess('x', '')), 'x: scope_empty'],
    [around(element('eventBasedGateway', 'x')), 'x: event_gateway_alone'],
    [around(caught('x', message('m'))), 'x: value_missing'],
    [around(user('x', properties({ command: 'a.b' }))), 'x: subject_missing'],
    [
      process('p', start('s'), user('u'), flow('s', 'u', '', 'f1'), flow('u', 'gone', '', 'f2')),
      'f2: flow_disconnected',
    ],
  ]
  for (const [xml, expected] of cases) {
    const found = await codes(xml)
    assert.ok(found.includes(expected), `${expected}, found ${found.join(', ')}`)
  }
})

test('what runs but is likely not meant is a warning', async () => {
  const cases: [string, string][] = [
    [process('p', start('s'), user('a'), user('x'), chain('s', 'a')), 'x: node_unreachable'],
    [
      process(
        'p',
        start('s'),
        exclusive('g', 'g-b'),
        user('a'),
        user('b'),
        parallel('x'),
        chain('s', 'g', 'b', 'x'),
        flow('g', 'a', '=y'),
        flow('a', 'x'),
      ),
      'x: join_starves',
    ],
    [
      process('p', start('s'), exclusive('x'), element('task', 't'), chain('s', 'x', 't', 'x')),
      'x: circle_without_wait',
    ],
    [
      process(
        'p',
        start('s'),
        parallel('a'),
        parallel('x'),
        user('b'),
        user('c'),
        chain('s', 'a', 'x', 'b'),
        flow('a', 'x', '', 'f2'),
        flow('x', 'c'),
      ),
      'x: gateway_mixed',
    ],
    [
      process(
        'p',
        start('s'),
        parallel('g'),
        inclusive('x'),
        inclusive('y'),
        exclusive('c'),
        exclusive('d'),
        end('e'),
        end('f'),
        chain('s', 'g', 'x', 'c'),
        flow('c', 'y', '=a'),
        flow('c', 'e', '=not(a)'),
        chain('g', 'y', 'd'),
        flow('d', 'x', '=a'),
        flow('d', 'f', '=not(a)'),
      ),
      'x: joins_wait_for_each_other',
    ],
  ]
  for (const [xml, expected] of cases) {
    assert.deepEqual(await codes(xml), [])
    const found = await codes(xml, 'warning')
    assert.ok(found.includes(expected), `${expected}, found ${found.join(', ')}`)
  }
})

test('a file that is not BPMN, declares entities or is too large is refused before it is read', async () => {
  const cases: [string, string][] = [
    ['no xml at all', 'model_not_bpmn'],
    ['<a/>', 'model_not_bpmn'],
    ['<!DOCTYPE a [<!ENTITY x "y">]><a/>', 'model_has_doctype'],
    [' '.repeat(5_000_001), 'model_too_large'],
  ]
  for (const [xml, expected] of cases) {
    const { findings } = await compileModel(xml)
    assert.ok(
      findings.some((finding) => finding.code === expected),
      `${expected}: ${JSON.stringify(findings)}`,
    )
  }
})

test('a file with no executable process is refused', async () => {
  const xml = around(user('x')).replace('isExecutable="true"', 'isExecutable="false"')
  assert.deepEqual(await codes(xml), [': nothing_executable'])
})

test('subprocesses nested beyond all reason are refused, not followed', async () => {
  let inner = start('deep')
  for (let depth = 0; depth < 200; depth += 1) inner = subprocess(`d${depth}`, '', inner)
  assert.ok((await codes(process('p', start('s'), inner))).some((code) => code.endsWith('nesting_too_deep')))
})

test('a model of fifty thousand elements is refused in bounded time', async () => {
  const tasks = Array.from({ length: 50_000 }, (_, n) => `<bpmn:task id="t${n}"/>`).join('')
  const cpuTime = startCpuTime()
  assert.ok((await codes(process('p', start('s'), tasks))).includes(': model_too_large'))
  assert.ok(cpuTime() < 20_000)
})

test('the hash follows from the content alone', async () => {
  const [first, second, other] = await Promise.all(
    [around(user('x')), around(user('x')), around(user('x', zeebe('userTask', {})))].map(
      async (xml) => (await compileModel(xml)).graphs[0]?.hash,
    ),
  )
  assert.equal(first, second)
  assert.notEqual(first, other)
})
