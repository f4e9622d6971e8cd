import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#kernel/refusal.ts'
import { chain, end, process, start, user } from '#test/diagram.ts'
import { deploy, openFirm } from '#test/working-firm.ts'
import { compileModel } from './index.ts'

const firm = await openFirm()
const admin = firm.as('administrator')

const month = { type: 'object', properties: { month: { type: 'string', pattern: '^\\d{4}-\\d{2}$' } } }
const form = `<zeebe:userTaskForm id="month">${JSON.stringify(month)}</zeebe:userTaskForm>`
const named = (id: string) =>
  `<bpmn:extensionElements><zeebe:formDefinition formKey="camunda-forms:bpmn:${id}" /></bpmn:extensionElements>`
const closing = (key: string, named: string, begins = '') =>
  process(
    key,
    `<bpmn:extensionElements>${form}</bpmn:extensionElements>`,
    `<bpmn:startEvent id="s">${named}${begins}</bpmn:startEvent>`,
    user('u'),
    end('e'),
    chain('s', 'u', 'e'),
  )

test('a process tells what it is started with, and what is given is held against its form', async () => {
  await deploy(firm, closing('closing', named('month')))
  await deploy(firm, process('plain', start('s'), user('u'), end('e'), chain('s', 'u', 'e')))
  const { processes } = await admin.ask('processes.startable', {})
  assert.deepEqual(
    processes.map(({ key, schema }: { key: string; schema: unknown }) => [key, schema]),
    [
      ['closing', month],
      ['plain', null],
    ],
  )
  await admin.run('processes.start', { key: 'closing', variables: { month: '2026-01' } })
  await admin.run('processes.start', { key: 'closing' })
  await assert.rejects(
    admin.run('processes.start', { key: 'closing', variables: { month: 'January' } }),
    (error: unknown) => {
      assert.ok(error instanceof Refused && error.code === 'start_form_invalid')
      assert.deepEqual(
        error.problems.map(({ pointer }) => pointer),
        ['/variables/month'],
      )
      return true
    },
  )
})

test('a process without a form tells which variables its first steps read, as their commands spell them', async () => {
  const io = (...inputs: string[]) =>
    `<bpmn:extensionElements><zeebe:taskDefinition type="tasks.setPriority" /><zeebe:ioMapping>${inputs
      .map((pair) => pair.split(' '))
      .map(([source, target]) => `<zeebe:input source="=${source}" target="${target}" />`)
      .join('')}</zeebe:ioMapping></bpmn:extensionElements>`
  await deploy(
    firm,
    process(
      'asking',
      start('s'),
      `<bpmn:scriptTask id="made"><bpmn:extensionElements><zeebe:script expression="=amount * 2" resultVariable="double" /></bpmn:extensionElements></bpmn:scriptTask>`,
      `<bpmn:serviceTask id="told">${io('taskId taskId', 'double+1 priority')}</bpmn:serviceTask>`,
      `<bpmn:userTask id="look"><bpmn:extensionElements><zeebe:assignmentDefinition candidateGroups="=[team]" /></bpmn:extensionElements></bpmn:userTask>`,
      `<bpmn:scriptTask id="late"><bpmn:extensionElements><zeebe:script expression="=answer" resultVariable="done" /></bpmn:extensionElements></bpmn:scriptTask>`,
      end('e'),
      chain('s', 'made', 'told', 'look', 'late', 'e'),
    ),
  )
  const { processes } = await admin.ask('processes.startable', {})
  const found = processes.find(({ key }: { key: string }) => key === 'asking')
  assert.deepEqual(
    found.expects.map(({ name, schema }: { name: string; schema: { format?: string } | null }) => [
      name,
      schema?.format ?? null,
    ]),
    [
      ['amount', null],
      ['taskId', 'uuid'],
      ['team', null],
    ],
  )
})

test('what only its events begin is offered to nobody, and a form nobody fills in is told', async () => {
  const timer =
    '<bpmn:timerEventDefinition><bpmn:timeCycle>0 0 6 1 * *</bpmn:timeCycle></bpmn:timerEventDefinition>'
  const model = closing('by-the-clock', named('month'), timer)
  await deploy(firm, model)
  const { processes } = await admin.ask('processes.startable', {})
  assert.ok(!processes.some(({ key }: { key: string }) => key === 'by-the-clock'))
  const codes = async (xml: string) => (await compileModel(xml)).findings.map(({ code }) => code)
  assert.ok((await codes(model)).includes('start_form_not_read'))
  assert.ok((await codes(closing('misled', named('none')))).includes('form_missing'))
})
