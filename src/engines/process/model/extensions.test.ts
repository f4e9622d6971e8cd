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
  exclusive,
  flow,
  link,
  listeners,
  process,
  properties,
  service,
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
  assert.deepEqual([...new Set(findings.map(({ element: id }) => id))], ['x', ''])
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
    [service('x', 'a.b', '<zeebe:linkedResources/>'), 'x: extension_not_executed'],
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

test('a called process is bound by version tag, deployment or to the latest version', async () => {
  const bound = (pairs: Record<string, string>) =>
    around(element('callActivity', 'x', zeebe('calledElement', { processId: 'child', ...pairs })))
  for (const binding of [
    { bindingType: 'versionTag', versionTag: 'v2' },
    { bindingType: 'deployment' },
    { bindingType: 'latest' },
  ])
    assert.deepEqual(await codes(bound(binding)), [])
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

test('a filter of conditions is listed: every change of variables is looked at', async () => {
  const filtered = caught('x', conditional('=ready'), zeebe('conditionalFilter', { variableNames: 'ready' }))
  assert.deepEqual(await codes(around(filtered)), [])
  assert.ok((await codes(around(filtered), 'warning')).includes('x: filter_not_read'))
})

test('listeners are read where they can be executed, and refused where not', async () => {
  const onStart = listeners('execution', ['start', 'a.b'])
  const onEnd = listeners('execution', ['end', 'a.b'])
  assert.deepEqual(await codes(around(user('x', onStart + listeners('task', ['completing', 'a.b'])))), [])
  const refused: [string, string][] = [
    [around(user('x', listeners('task', ['assigning', 'a.b']))), 'x: listener_not_executed'],
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
    [
      process(
        'p',
        start('s'),
        exclusive('g').replace(
          '</bpmn:',
          `<bpmn:extensionElements>${onStart}</bpmn:extensionElements></bpmn:`,
        ),
        end('e'),
        chain('s', 'g', 'e'),
      ),
      'g: extension_not_executed',
    ],
  ]
  for (const [xml, expected] of refused) assert.deepEqual(await codes(xml), [expected])
})
