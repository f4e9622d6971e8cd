import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { chain, end, process, properties, start, user, zeebe } from '#test/diagram.ts'
import { deploy, openFirm } from '#test/working-firm.ts'

const firm = await openFirm()
const admin = firm.as('administrator')
const consultant = firm.as('consultant')
const group = (name: string) => zeebe('assignmentDefinition', { candidateGroups: name })
const due = (within: string) => zeebe('taskSchedule', { dueDate: `=now() + duration("${within}")` })
const refused = (code: string) => (error: unknown) => error instanceof Refused && error.code === code

const subject = newId()
await deploy(
  firm,
  process(
    'work-approval',
    start('s'),
    user('write', group('consultant')),
    user(
      'check',
      group('project-manager, delivery-lead') +
        due('PT4H') +
        properties({ command: 'work.approve', subject: '=subject' }),
    ),
    end('e'),
    chain('s', 'write', 'check', 'e'),
  ),
)
const { instanceId } = await admin.run('processes.start', {
  key: 'work-approval',
  businessKey: subject,
  variables: { subject },
})
const taskOf = async (node: string) => {
  const { items } = await admin.ask('tasks.list', { of: 'everyone', processKey: 'work-approval' })
  return items.find((one: { node: string }) => one.node === node)?.id as string
}
const position = async (who = admin, more: object = {}) =>
  (await who.ask('processes.position', { subject, ...more })).items

test('a record shows where it stands, since when, who acts next and until when', async () => {
  const [first] = await position()
  assert.deepEqual(
    [first.instanceId, first.key, first.status, first.businessKey],
    [instanceId, 'work-approval', 'active', subject],
  )
  const [present] = first.present
  assert.deepEqual(
    [present.node, present.kind, present.task.candidateRoles],
    ['write', 'user', ['consultant']],
  )
  assert.equal(present.task.assigneeName, null)
  firm.clock.now = firm.clock.now.add({ hours: 2 })
  await consultant.run('tasks.claim', { taskId: await taskOf('write') })
  const [claimed] = await position()
  assert.equal(claimed.present[0].task.assigneeName, 'consultant')
  await consultant.run('tasks.complete', { taskId: await taskOf('write') })
  const [next] = await position()
  assert.deepEqual(
    next.present.map(
      ({ node, task }: { node: string; task: { candidateRoles: string[]; overdue: boolean } }) => [
        node,
        task.candidateRoles,
        task.overdue,
      ],
    ),
    [['check', ['delivery-lead', 'project-manager'], false]],
  )
  const written = next.done.find(({ node }: { node: string }) => node === 'write')
  assert.deepEqual([written.outcome, written.doneBy], ['completed', await consultant.principalId])
  firm.clock.now = firm.clock.now.add({ hours: 5 })
  assert.equal((await position())[0].present[0].task.overdue, true)
})

test('who took part sees their own instances, and nobody else’s', async () => {
  assert.equal((await position(consultant)).length, 1)
  assert.deepEqual(await position(firm.as(await firm.person('Onlooker', 'consultant'))), [])
  const stranger = (await firm.otherTenant()).as('administrator')
  assert.deepEqual(await position(stranger), [])
})

test('statistics show what is live and overdue, and how long steps took', async () => {
  const span = { from: '2026-03-01', to: '2026-03-31' }
  const told = await admin.ask('processes.statistics', { key: 'work-approval', ...span })
  const of = (node: string) => told.elements.find((one: { node: string }) => one.node === node)
  assert.deepEqual([told.live, told.started], [1, 1])
  assert.deepEqual([of('write').live, of('write').finished, of('write').medianSeconds], [0, 1, 7200])
  assert.deepEqual([of('check').live, of('check').overdue, of('check').finished], [1, 1, 0])
  assert.equal(of('check').medianSeconds, null)
  const before = await admin.ask('processes.statistics', {
    key: 'work-approval',
    from: '2026-01-01',
    to: '2026-02-28',
  })
  assert.deepEqual([before.live, before.started], [1, 0])
  await assert.rejects(
    admin.ask('processes.statistics', { key: 'nowhere', ...span }),
    refused('process_not_found'),
  )
})

test('a finished process is found by the record whose commands moved it', async () => {
  const lead = firm.as(await firm.person('Second', 'consultant'))
  await lead.run('work.approve', { subject })
  const [finished] = await position(admin, { kind: 'work' })
  assert.deepEqual([finished.status, finished.present], ['completed', []])
  const other = newId()
  const started = await admin.run('processes.start', { key: 'work-approval', variables: { subject: other } })
  const { items } = await admin.ask('tasks.list', { of: 'everyone', processKey: 'work-approval' })
  await consultant.run('tasks.complete', { taskId: items[0].id })
  const ask = (kind?: string) =>
    admin.ask('processes.position', { subject: other, ...(kind ? { kind } : {}) })
  assert.equal((await ask()).items[0].instanceId, started.instanceId)
  await lead.run('work.approve', { subject: other })
  assert.deepEqual((await ask()).items, [])
  assert.equal((await ask('work')).items[0].instanceId, started.instanceId)
})

test('instances moved by a record, live instances and open incidents are found by their indexes', async () => {
  const statements = [
    [
      'input_event_journal',
      sql`
        select event.instance_id
        from kernel.journal_object as touched
        join process.input_event as event on event.tenant_id = touched.tenant_id and event.journal_id = touched.journal_id
        where touched.tenant_id = kernel.tenant_id() and touched.object_type = 'work' and touched.object_id = ${subject}`,
    ],
    [
      'instance_live',
      sql`
        select id from process.instance
        where tenant_id = kernel.tenant_id() and process_key = 'work-approval' and status = 'active'`,
    ],
    [
      'incident_open',
      sql`
        select id from process.incident
        where tenant_id = kernel.tenant_id() and process_key = 'work-approval' and closed_at is null`,
    ],
    [
      'task_live',
      sql`
        select id from process.task
        where tenant_id = kernel.tenant_id() and process_key = 'work-approval' and ended_at is null`,
    ],
  ] as const
  for (const [index, statement] of statements) {
    const plan = await firm.tx(async (tx) => {
      await tx.run(sql`set local enable_seqscan = off`)
      await tx.run(sql`set local enable_hashjoin = off`)
      await tx.run(sql`set local enable_mergejoin = off`)
      return tx.rows(sql`explain ${statement}`)
    })
    assert.match(JSON.stringify(plan), new RegExp(index))
  }
})
