import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#kernel/refusal.ts'
import { chain, end, process, start, user, zeebe } from '#test/diagram.ts'
import { deploy, openFirm } from '#test/working-firm.ts'
import { compileModel } from './index.ts'

const firm = await openFirm()
const admin = firm.as('administrator')
const consultant = firm.as('consultant')

const xml = (value: unknown) => JSON.stringify(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const form = (id: string, schema: unknown) =>
  `<zeebe:userTaskForm id="${id}">${typeof schema === 'string' ? schema : xml(schema)}</zeebe:userTaskForm>`

/** A process of one task with a form, and the forms it carries. */
const asking = (key: string, formKey: string, ...forms: string[]) =>
  process(
    key,
    `<bpmn:extensionElements>${forms.join('')}</bpmn:extensionElements>`,
    start('s'),
    user(
      'u',
      zeebe('assignmentDefinition', { candidateGroups: 'consultant' }) +
        zeebe('formDefinition', { [formKey.includes(':') ? 'formKey' : 'formId']: formKey }),
    ),
    end('e'),
    chain('s', 'u', 'e'),
  )

const decision = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  properties: {
    decision: { enum: ['approved', 'rejected'], title: 'Decision' },
    note: { type: 'string', minLength: 3 },
    lines: { type: 'array', items: { $ref: '#/$defs/line' }, maxItems: 2 },
  },
  required: ['decision'],
  $defs: { line: { type: 'object', properties: { 'a/b': { type: 'integer' } }, required: ['a/b'] } },
}

async function open(key: string): Promise<string> {
  const { instanceId } = await admin.run('processes.start', { key })
  const { items } = await consultant.ask('tasks.list', { processKey: key })
  return items.find((one: never) => one['instanceId'] === instanceId)?.id
}

const problemsOf = (problems: readonly [string, string][]) => (error: unknown) => {
  assert.ok(error instanceof Refused && error.code === 'task_form_invalid')
  assert.deepEqual(
    error.problems.map(({ pointer, code }) => [pointer, code]),
    problems,
  )
  return true
}

test('what is given at completion is checked against the form, and each fault is named by its pointer', async () => {
  await deploy(firm, asking('formed', 'camunda-forms:bpmn:decide', form('decide', decision)))
  const taskId = await open('formed')
  assert.deepEqual((await consultant.ask('tasks.get', { taskId })).schema, decision)
  const complete = (variables: object) => consultant.run('tasks.complete', { taskId, variables })
  await assert.rejects(complete({}), problemsOf([['/variables/decision', 'invalid_value']]))
  await assert.rejects(
    complete({ decision: 'perhaps', note: 'no', lines: [{ 'a/b': 1.5 }] }),
    problemsOf([
      ['/variables/decision', 'invalid_value'],
      ['/variables/note', 'too_small'],
      ['/variables/lines/0/a~1b', 'invalid_type'],
    ]),
  )
  assert.equal((await consultant.ask('tasks.get', { taskId })).state, 'created', 'nothing has happened')
  const completed = await complete({ decision: 'approved', note: 'Yes.', more: 1 })
  assert.equal(completed.state, 'completed')
})

test('many tasks completed at once are each checked against their form', async () => {
  await deploy(firm, asking('formedMany', 'decide', form('decide', decision)))
  const taskIds = [await open('formedMany')]
  const { items } = await consultant.run('tasks.completeMany', { taskIds, variables: { decision: 1 } })
  assert.deepEqual(
    items.map(({ state, refusal }: Record<string, string>) => [state, refusal]),
    [['created', 'task_form_invalid']],
  )
  const good = await consultant.run('tasks.completeMany', { taskIds, variables: { decision: 'rejected' } })
  assert.equal(good.completed, 1)
})

test('a form kept elsewhere is named and not checked', async () => {
  await deploy(firm, asking('elsewhere', 'screen-of-ours'))
  const taskId = await open('elsewhere')
  const shown = await consultant.ask('tasks.get', { taskId })
  assert.deepEqual([shown.form, shown.schema], ['screen-of-ours', null])
  await consultant.run('tasks.complete', { taskId, variables: { anything: true } })
})

test('a form that would not be checked as it says is refused with the model', async () => {
  const cases: [string, unknown, string][] = [
    ['no JSON', 'not json', 'form_invalid'],
    ['no object', [1], 'form_invalid'],
    ['a keyword nobody checks', { type: 'array', uniqueItems: true }, 'form_invalid'],
    ['one deep inside', { properties: { a: { not: { type: 'string' } } } }, 'form_invalid'],
    ['an unknown type', { type: 'wat' }, 'form_invalid'],
    ['an unknown type inside', { properties: { a: { items: { type: 'wat' } } } }, 'form_invalid'],
    ['a reference to nothing', { properties: { a: { $ref: '#/$defs/none' } } }, 'form_invalid'],
    ['a reference into the world', { $ref: 'https://example.com/schema' }, 'form_invalid'],
    ['a broken pattern', { properties: { a: { type: 'string', pattern: '(' } } }, 'form_invalid'],
  ]
  for (const [what, schema, code] of cases) {
    const { findings, graphs } = await compileModel(asking('bad', 'f', form('f', schema)))
    assert.deepEqual([findings.map((one) => one.code), graphs], [[code], []], what)
  }
  const { findings } = await compileModel(asking('lost', 'camunda-forms:bpmn:f'))
  assert.deepEqual(
    findings.map(({ code, element }) => [code, element]),
    [['form_missing', 'u']],
  )
})

test('a form drawn for another program is kept with a warning, and a property may have the name of a keyword', async () => {
  const drawn = await compileModel(asking('drawn', 'f', form('f', { components: [], type: 'default' })))
  assert.deepEqual(
    drawn.findings.map(({ code, severity }) => [code, severity]),
    [['form_not_checked', 'warning']],
  )
  const named = {
    properties: { uniqueItems: { type: 'string' } },
    'x-screen': { not: 1 },
    examples: [{ not: 1 }],
  }
  assert.deepEqual((await compileModel(asking('named', 'f', form('f', named)))).findings, [])
})
