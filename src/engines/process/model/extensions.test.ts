import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  boundary,
  call,
  caught,
  chain,
  conditional,
  element,
  end,
  error,
  eventSubprocess,
  exclusive,
  flow,
  io,
  link,
  listeners,
  message,
  process,
  properties,
  service,
  signal,
  start,
  thrown,
  timer,
  user,
  zeebe,
} from '#test/diagram.ts'
import { compileModel } from './compile.ts'

const codes = async (xml: string, severity = 'error') =>
  (await compileModel(xml)).findings
    .filter((finding) => finding.severity === severity)
    .map(({ element: id, code }) => `${id}: ${code}`)

const around = (content: string) => process('p', start('s'), content, end('e'), chain('s', 'x', 'e'))

test('what a template or another version of Camunda 8 adds is listed, and the model is deployed all the same', async () => {
  const added = element(
    'serviceTask',
    'x',
    zeebe('taskDefinition', { type: 'mails.send', priority: '7' }) + zeebe('novelty', { a: '1' }),
    '',
    { 'zeebe:modelerTemplate': 'io.camunda.connectors.HttpJson.v2', 'zeebe:modelerTemplateVersion': '9' },
  )
  assert.deepEqual(await codes(around(added)), [])
  const { findings, graphs } = await compileModel(around(added))
  assert.equal(graphs.length, 1)
  assert.deepEqual([...new Set(findings.map(({ element: id, name }) => `${id} ${name}`))], ['x x'])
  const messages = findings.map(({ message }) => message).join(' ')
  for (const name of [
    'zeebe:TaskDefinition priority',
    'novelty',
    'zeebe:modelerTemplate',
    'zeebe:modelerTemplateVersion',
  ])
    assert.ok(messages.toLowerCase().includes(name.toLowerCase()), `${name}: ${messages}`)
})

test('what is known to mean something and is not executed where it stands is refused', async () => {
  const misplaced: [string, string][] = [
    [user('x', zeebe('adHoc', { activeElementsCollection: '=[]' })), 'x: extension_not_executed'],
    [user('x', '<zeebe:linkedResources/>'), 'x: extension_not_executed'],
    [
      caught('x', conditional('=ready'), zeebe('conditionalFilter', { variableNames: 'ready' })),
      'x: extension_not_executed',
    ],
    [
      element('adHocSubProcess', 'x', zeebe('taskDefinition', { type: 'a.b' }), '<bpmn:task id="t"/>'),
      'x: extension_not_executed',
    ],
    [
      user('x', '<camunda:x xmlns:camunda="http://camunda.org/schema/1.0/bpmn"/>'),
      'x: extension_not_executed',
    ],
  ]
  for (const [content, expected] of misplaced) assert.deepEqual(await codes(around(content)), [expected])
})

test('properties may stand anywhere', async () => {
  const noted = properties({ owner: 'delivery' })
  const xml = process(
    'p',
    start('s', '', noted),
    exclusive('g').replace('</bpmn:', `<bpmn:extensionElements>${noted}</bpmn:extensionElements></bpmn:`),
    end('e', '', noted),
    chain('s', 'g'),
    flow('g', 'e').replace('></bpmn:', `><bpmn:extensionElements>${noted}</bpmn:extensionElements></bpmn:`),
  )
  assert.deepEqual(await codes(xml), [])
})

test('a called process or decision is bound by version tag, deployment or to the latest version', async () => {
  const bound = (pairs: Record<string, string>) =>
    around(element('callActivity', 'x', zeebe('calledElement', { processId: 'child', ...pairs })))
  const decided = (pairs: Record<string, string>) => {
    const called = { decisionId: 'd', resultVariable: 'r', ...pairs }
    return around(element('businessRuleTask', 'x', zeebe('calledDecision', called)))
  }
  assert.deepEqual(await codes(decided({ bindingType: 'versionTag' })), ['x: value_missing'])
  assert.deepEqual(await codes(decided({ bindingType: 'newest' })), ['x: binding_not_executed'])
  for (const binding of [
    { bindingType: 'versionTag', versionTag: 'v2' },
    { bindingType: 'deployment' },
    { bindingType: 'latest' },
  ])
    assert.deepEqual([await codes(bound(binding)), await codes(decided(binding))], [[], []])
  assert.deepEqual(await codes(bound({ bindingType: 'versionTag' })), ['x: value_missing'])
  assert.deepEqual(await codes(bound({ bindingType: 'newest' })), ['x: binding_not_executed'])
  assert.deepEqual(await codes(around(call('x', 'child'))), [])
})

test('a form may be a deployed one or one kept elsewhere', async () => {
  const forms = [
    { formId: 'review' },
    { externalReference: 'https://forms.example/review' },
    { formKey: 'review' },
  ]
  for (const form of forms) {
    const task = user(
      'x',
      `<zeebe:userTask/>${zeebe('formDefinition', form)}${zeebe('priorityDefinition', { priority: '70' })}`,
    )
    const { graphs, findings } = await compileModel(around(task))
    assert.deepEqual(
      findings.filter(({ severity }) => severity === 'error'),
      [],
    )
    const work = graphs[0]?.nodes.find(({ id }) => id === 'x')?.work
    assert.equal(work?.kind === 'user' && work.form, Object.values(form)[0])
  }
})

test('the version of a form kept elsewhere is not known here, and that of a form of the process is its own', async () => {
  const bound = (formId: string) => {
    const form = zeebe('formDefinition', { formId, bindingType: 'versionTag', versionTag: 'v1' })
    const own =
      '<bpmn:extensionElements><zeebe:userTaskForm id="own">{}</zeebe:userTaskForm></bpmn:extensionElements>'
    return process('p', own, start('s'), user('x', form), end('e'), chain('s', 'x', 'e'))
  }
  assert.deepEqual(await codes(bound('review'), 'warning'), ['x: form_binding_not_read'])
  assert.deepEqual(await codes(bound('own'), 'warning'), [])
})

test('a filter of a condition names variables and which of their changes count', async () => {
  const filtered = (filter: Record<string, string>) => around(caught('x', conditional('=ready', filter)))
  assert.deepEqual(
    await codes(filtered({ variableNames: 'ready, late', variableEvents: 'create, update' })),
    [],
  )
  assert.deepEqual(await codes(filtered({ variableEvents: 'delete' })), ['x: filter_unclear'])
  const timed = timer('Duration', 'PT1H').replace(
    '<bpmn:timeDuration',
    `<bpmn:extensionElements>${zeebe('conditionalFilter', {})}</bpmn:extensionElements><bpmn:timeDuration`,
  )
  assert.deepEqual(await codes(around(caught('x', timed))), ['x: extension_not_executed'])
})

test('what stands twice where one of it counts is refused, forms of a process are not', async () => {
  assert.deepEqual(await codes(around(user('x', '<zeebe:userTask/><zeebe:userTask/>'))), [
    'x: extension_twice',
  ])
  const forms = [1, 2].map((id) => `<zeebe:userTaskForm id="f${id}">{"type": "object"}</zeebe:userTaskForm>`)
  const xml = around(user('x')).replace(
    'isExecutable="true">',
    `isExecutable="true"><bpmn:extensionElements>${forms.join('')}</bpmn:extensionElements>`,
  )
  assert.deepEqual(await codes(xml), [])
})

test('an instruction for Camunda 7 beside one for Camunda 8 is listed, alone it is refused', async () => {
  const leftover = (extensions: string) =>
    around(element('serviceTask', 'x', extensions, '', { 'camunda:class': 'x.Y' })).replace(
      '<bpmn:definitions',
      '<bpmn:definitions xmlns:camunda="http://camunda.org/schema/1.0/bpmn"',
    )
  const both = leftover(zeebe('taskDefinition', { type: 'a.b' }))
  assert.deepEqual(await codes(both), [])
  assert.deepEqual(await codes(both, 'warning'), ['x: extension_unknown'])
  assert.ok((await codes(leftover(''))).includes('x: extension_not_executed'))
})

test('an input without source, as templates leave it, is null and told', async () => {
  const mapped = `<zeebe:ioMapping><zeebe:input target="organisation"/></zeebe:ioMapping>`
  assert.deepEqual(await codes(around(service('x', 'a.b', mapped))), [])
  assert.deepEqual(await codes(around(service('x', 'a.b', mapped)), 'warning'), ['x: mapping_without_source'])
  const nothing = `<zeebe:ioMapping><zeebe:output target="organisation"/></zeebe:ioMapping>`
  assert.deepEqual(await codes(around(service('x', 'a.b', nothing))), ['x: value_missing'])
})

test('a message that a command sends needs no message of the diagram, but cannot be published as well', async () => {
  const sent = '<bpmn:messageEventDefinition/>'
  const command = zeebe('taskDefinition', { type: 'mails.send' })
  for (const content of [thrown('x', sent, command), element('sendTask', 'x', command)])
    assert.deepEqual(await codes(around(content)), [])
  assert.deepEqual(await codes(process('p', start('s'), end('x', sent, command), chain('s', 'x'))), [])
  assert.deepEqual(await codes(around(thrown('x', sent))), ['x: value_missing', 'x: value_missing'])
  const both = command + zeebe('publishMessage', { correlationKey: '=1' })
  assert.deepEqual(await codes(around(thrown('x', message('paid'), both))), ['x: sent_twice'])
})

test('an event subprocess begins with a message or signal whose name its variables tell, a process does not', async () => {
  const beside = (definition: string) =>
    process(
      'p',
      start('s'),
      user('x'),
      chain('s', 'x'),
      eventSubprocess('sub', start('i', definition), end('j'), chain('i', 'j')),
    )
  for (const definition of [message('=kind', '=1'), signal('=kind')]) {
    assert.deepEqual(await codes(beside(definition)), [])
    assert.deepEqual(await codes(process('p', start('s', definition), end('e'), chain('s', 'e'))), [
      's: value_not_constant',
    ])
  }
})

test('an expression that calls a function there is not is refused where it stands, with the name', async () => {
  const asked = (source: string) => around(user('x', io([[source, 'y']])))
  const { findings } = await compileModel(asked('=guess(amount)'))
  assert.deepEqual(
    findings.map(({ element: id, code }) => `${id}: ${code}`),
    ['x: expression_invalid'],
  )
  assert.match(findings[0]?.message ?? '', /no function guess/)
  for (const source of [
    '=uuid()',
    '=fromAi(x, "said")',
    '={ twice: function(n) n * 2, four: twice(2) }.four',
  ])
    assert.deepEqual(await codes(asked(source)), [])
})

test('a command learns from a header which resources its task is linked with', async () => {
  const linked = `<zeebe:linkedResources>${zeebe('linkedResource', { resourceId: 'read-mails', resourceType: 'RPA', linkName: 'script' })}</zeebe:linkedResources>`
  const { graphs } = await compileModel(around(service('x', 'a.b', linked)))
  const work = graphs[0]?.nodes.find(({ id }) => id === 'x')?.work
  assert.deepEqual(work?.kind === 'service' && JSON.parse(work.headers['linkedResources'] ?? ''), [
    { resourceId: 'read-mails', resourceType: 'RPA', linkName: 'script' },
  ])
})

test('listeners are read where they can be executed, and refused where not', async () => {
  const onStart = listeners('execution', ['start', 'a.b'])
  const onEnd = listeners('execution', ['end', 'a.b'])
  assert.deepEqual(await codes(around(user('x', onStart + listeners('task', ['assigning', 'a.b'])))), [])
  const gateway = (heard: string) =>
    process('p', start('s'), element('parallelGateway', 'g', heard), end('e'), chain('s', 'g', 'e'))
  assert.deepEqual(await codes(gateway(onStart)), [])
  const refused: [string, string][] = [
    [around(user('x', listeners('task', ['updating', 'a.b']))), 'x: listener_not_executed'],
    [around(user('x', listeners('execution', ['middle', 'a.b']))), 'x: listener_not_executed'],
    [around(user('x', listeners('execution', ['start', '']))), 'x: value_missing'],
    [process('p', start('s', '', onStart), end('e'), chain('s', 'e')), 's: listener_not_executed'],
    [process('p', start('s'), end('e', error('BAD'), onEnd), chain('s', 'e')), 'e: listener_not_executed'],
    [
      process(
        'p',
        start('s'),
        thrown('t', link('l'), onStart),
        caught('c', link('l')),
        end('e'),
        chain('s', 't'),
        chain('c', 'e'),
      ),
      't: listener_not_executed',
    ],
    [
      process(
        'p',
        start('s'),
        user('x'),
        boundary('b', 'x', timer('Duration', 'PT1H'), true, onStart),
        chain('s', 'x'),
      ),
      'b: listener_not_executed',
    ],
    [gateway(onEnd), 'g: listener_not_executed'],
  ]
  for (const [xml, expected] of refused) assert.deepEqual(await codes(xml), [expected])
})

test('a secret that Camunda 8 fills in is told of every element that asks for it, wherever it stands', async () => {
  const asking = process(
    'p',
    start('s'),
    service(
      'x',
      'work.do',
      io([
        ['Bearer {{secrets.TOKEN}}', 'header'],
        ['="Bearer {{secrets.TOKEN}}"', 'again'],
        ['=camunda . secrets.OTHER + camunda.vars.cluster.PLACE', 'other'],
        ['="said in words: camunda.secrets.NONE"', 'words'],
        ['=secrets', 'own'],
      ]) + '<zeebe:taskHeaders><zeebe:header key="k" value="{{secrets.IN_HEADER}}"/></zeebe:taskHeaders>',
    ),
    exclusive('g', 'g-e'),
    end('e'),
    end('f'),
    chain('s', 'x', 'g', 'e') + flow('g', 'f', '=camunda.secrets.FLAG'),
  )
  const { findings, graphs } = await compileModel(asking)
  assert.deepEqual(graphs, [])
  assert.deepEqual(
    findings.map(({ element: id, code, message: words }) => [id, code, /for ([\w.]+):/.exec(words)?.[1]]),
    [
      ...['secrets.TOKEN', 'camunda.secrets.OTHER', 'camunda.vars.cluster.PLACE', 'secrets.IN_HEADER'].map(
        (secret) => ['x', 'secret_not_filled', secret],
      ),
      ['g-f', 'secret_not_filled', 'camunda.secrets.FLAG'],
    ],
  )
})
