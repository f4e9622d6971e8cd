/** The shipped approval, called by a process as any other would call it, decided by the people it asks. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { Refused } from '#kernel/refusal.ts'
import { call, chain, end, io, process, start } from '#test/diagram.ts'
import { deploy, openFirm } from '#test/working-firm.ts'

const refused = (code: string) => (error: unknown) => error instanceof Refused && error.code === code
const shipped = (name: string) =>
  readFile(new URL(`../../../processes/approvals/${name}`, import.meta.url), 'utf8')

const firm = await openFirm()
const admin = firm.as('administrator')
const program = firm.as(firm.processId)
const hours = Object.fromEntries(
  ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map((day) => [
    day,
    [{ from: '09:00', to: '17:00' }],
  ]),
)
await admin.run('calendars.set', { name: 'working-days', zone: 'UTC', hours })
await program.run('decisions.deploy', { xml: await shipped('approval-authority.dmn') })
await deploy(firm, await shipped('approval.bpmn'), 'approvals/approval.bpmn')
await deploy(
  firm,
  process(
    'asks',
    start('s'),
    call('approve', 'approval', io([], [['=approval', 'approval']])),
    end('e'),
    chain('s', 'approve', 'e'),
  ),
)

const asked = { subjectType: 'purchase', subjectId: 'po-1', title: 'Ten laptops', amountUsd: 100 }

/** Starts the process that asks for approval of something. */
async function ask(more: object) {
  const { instanceId } = await admin.run('processes.start', { key: 'asks', variables: { ...asked, ...more } })
  return {
    /** The open task of the round that somebody of a role may do. */
    taskOf: async (role: string) => {
      const { called } = await admin.ask('processes.instance', { instanceId })
      const { items } = await firm.as(role).ask('tasks.list', { processKey: 'approval' })
      return items.find((one: { instanceId: string }) => one.instanceId === called[0].id)?.id as string
    },
    result: async () => (await admin.ask('processes.instance', { instanceId })).variables.approval,
    instanceId,
  }
}

async function decide(round: Awaited<ReturnType<typeof ask>>, role: string, decision: string, note?: string) {
  const variables = note === undefined ? { decision } : { decision, note }
  await firm.as(role).run('tasks.complete', { taskId: await round.taskOf(role), variables })
}

test('any of those who answer for it approves a small purchase, and the others are asked no more', async () => {
  const round = await ask({ amountUsd: 4999 })
  assert.ok(await round.taskOf('delivery-lead'))
  await decide(round, 'project-manager', 'approved')
  assert.equal(await round.taskOf('delivery-lead'), undefined)
  const { decision, mode, authority, verdicts } = await round.result()
  assert.deepEqual(
    [decision, mode, authority],
    ['approved', 'any-of', 'The purchase is below 5,000 USD and within the budget.'],
  )
  assert.deepEqual(
    verdicts.map(({ level, by, onBehalfOf }: Record<string, string>) => [level, by, onBehalfOf]),
    [['project-manager', await firm.as('project-manager').principalId, null]],
  )
})

test('one of them who rejects leaves it to the other; when all reject it is rejected', async () => {
  const round = await ask({ amountUsd: 10 })
  await decide(round, 'project-manager', 'rejected', 'We have enough.')
  assert.equal(await round.result(), undefined)
  await decide(round, 'delivery-lead', 'rejected', 'Indeed.')
  const { decision, notes } = await round.result()
  assert.deepEqual([decision, notes.toSorted()], ['rejected', ['Indeed.', 'We have enough.']])
})

test('levels in turn are asked one after the other, and a rejection ends the round', async () => {
  const round = await ask({ amountUsd: 50_000 })
  assert.equal(await round.taskOf('controller'), undefined)
  await decide(round, 'delivery-lead', 'approved')
  await decide(round, 'controller', 'rejected', 'Not this year.')
  assert.equal(await round.taskOf('executive'), undefined)
  const { decision, levels, verdicts } = await round.result()
  assert.equal(decision, 'rejected')
  assert.deepEqual(levels, ['delivery-lead', 'controller', 'executive'])
  assert.deepEqual(
    verdicts.map((one: Record<string, string>) => [one['level'], one['decision'], one['note']]),
    [
      ['delivery-lead', 'approved', null],
      ['controller', 'rejected', 'Not this year.'],
    ],
  )
})

test('all together means each of them, and the first rejection decides', async () => {
  const both = await ask({ outsideBudget: true })
  await decide(both, 'executive', 'approved')
  assert.equal(await both.result(), undefined)
  await decide(both, 'controller', 'approved')
  assert.equal((await both.result()).decision, 'approved')
  const one = await ask({ outsideBudget: true })
  await decide(one, 'executive', 'rejected', 'No.')
  assert.equal((await one.result()).decision, 'rejected')
  assert.equal(await one.taskOf('controller'), undefined)
})

test('a quorum is reached by two of three, either way', async () => {
  for (const decision of ['approved', 'rejected']) {
    const round = await ask({ risk: 'high' })
    await decide(round, 'executive', decision, 'So be it.')
    assert.equal(await round.result(), undefined)
    await decide(round, 'delivery-lead', decision, 'I agree.')
    const { decision: made, mode, needed } = await round.result()
    assert.deepEqual([made, mode, needed], [decision, 'quorum', 2])
    assert.equal(await round.taskOf('controller'), undefined)
  }
})

test('who asked may not approve, and with separate levels nobody decides two, nor through a deputy', async () => {
  const both = await firm.person('Both', 'delivery-lead')
  await admin.run('access.assignRole', { principalId: both, role: 'executive' })
  const deputy = await firm.person('Deputy', 'executive')
  await firm.as(both).run('access.delegate', { toId: deputy, validTo: '2026-12-31' })
  const own = await ask({ amountUsd: 60_000, exclude: [both] })
  const first = await own.taskOf('delivery-lead')
  await assert.rejects(
    firm.as(both).run('tasks.complete', { taskId: first, variables: { decision: 'approved' } }),
    refused('task_excluded'),
  )
  const round = await ask({ amountUsd: 60_000, separate: true })
  const level = await round.taskOf('delivery-lead')
  const approved = { variables: { decision: 'approved' } }
  await firm.as(deputy).run('tasks.complete', { taskId: level, ...approved }, { onBehalfOf: both })
  await decide(round, 'controller', 'approved')
  const last = await round.taskOf('executive')
  for (const who of [both, deputy]) {
    await assert.rejects(
      firm.as(who).run('tasks.complete', { taskId: last, ...approved }),
      refused('task_excluded'),
    )
  }
  await decide(round, 'executive', 'approved')
  const { verdicts } = await round.result()
  assert.deepEqual([verdicts[0].by, verdicts[0].onBehalfOf], [deputy, both])
})

test('a quorum is of different people, though one of them holds two of the roles', async () => {
  const both = await firm.person('Two hats', 'delivery-lead', 'executive')
  const round = await ask({ risk: 'high' })
  const [lead, top] = [await round.taskOf('delivery-lead'), await round.taskOf('executive')]
  const approved = { variables: { decision: 'approved' } }
  const { completed, items } = await firm
    .as(both)
    .run('tasks.completeMany', { taskIds: [lead, top], ...approved })
  assert.deepEqual(
    [completed, items.map((one: Record<string, string>) => one['refusal'])],
    [1, [null, 'task_excluded']],
  )
  assert.equal(await round.result(), undefined)
  for (const command of ['tasks.claim', 'tasks.complete']) {
    await assert.rejects(firm.as(both).run(command, { taskId: top }), refused('task_excluded'))
  }
  const left = (await firm.as(both).ask('tasks.list', { processKey: 'approval' })).items
  assert.ok(
    left.every(({ id }: { id: string }) => id !== top),
    'nor is it in their list',
  )
  await decide(round, 'controller', 'approved')
  assert.equal((await round.result()).decision, 'approved')
})

test('a rejection says why: the form asks for it', async () => {
  const round = await ask({})
  const taskId = await round.taskOf('delivery-lead')
  const complete = (variables: object) =>
    firm.as('delivery-lead').run('tasks.complete', { taskId, variables })
  await assert.rejects(complete({ decision: 'rejected' }), refused('task_form_invalid'))
  await assert.rejects(complete({ decision: 'perhaps', note: 'x' }), refused('task_form_invalid'))
  await complete({ decision: 'approved' })
})

test('what nobody is asked for is approved at once, and where nobody has the authority an error is raised', async () => {
  const table = (levels: string) => `<?xml version="1.0" encoding="UTF-8"?>
    <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n">
      <decision id="own-authority" name="own authority"><variable name="own authority" />
        <literalExpression><text>{levels: ${levels}, reason: "by its own table"}</text></literalExpression>
      </decision></definitions>`
  await program.run('decisions.deploy', { xml: table('[]') })
  const free = await ask({ authority: 'own-authority' })
  assert.equal((await free.result()).decision, 'approved')
  await program.run('decisions.deploy', { xml: table('null') })
  const { instanceId } = await ask({ authority: 'own-authority' })
  const { called } = await admin.ask('processes.instance', { instanceId })
  const { items } = await admin.ask('incidents.list', { code: 'no_authority' })
  assert.deepEqual(
    items.map(({ instanceId: at, node }: Record<string, string>) => [at, node]),
    [[called[0].id, 'nobody_found']],
  )
})

test('a level that lets it lie loses it to the next in authority', async () => {
  const round = await ask({ amountUsd: 30_000, due: 'PT4H', escalateTo: ['executive'] })
  assert.equal(await round.taskOf('executive'), undefined)
  const begin = firm.clock.now
  firm.clock.now = begin.add({ hours: 4 })
  await admin.run('tasks.escalateLate')
  await decide(round, 'executive', 'approved', 'In place of the delivery lead.')
  await decide(round, 'controller', 'approved')
  firm.clock.now = begin
  assert.equal((await round.result()).decision, 'approved')
})
