import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { chain, end, process, properties, start, user, zeebe } from '#test/diagram.ts'
import { deploy, openFirm } from '#test/working-firm.ts'

const refused = (code: string) => (error: unknown) => error instanceof Refused && error.code === code

const firm = await openFirm()
const admin = firm.as('administrator')
const group = (name: string) => zeebe('assignmentDefinition', { candidateGroups: name })
const asking = (id: string, extensions: string) =>
  process(id, start('s'), user('u', extensions), end('e'), chain('s', 'u', 'e'))

/** Deploys a process of one task, starts it and gives the task. */
async function open(key: string, extensions: string, variables: object = {}): Promise<string> {
  await deploy(firm, asking(key, extensions))
  const { instanceId } = await admin.run('processes.start', { key, variables })
  const { items } = await admin.ask('tasks.list', { of: 'everyone', processKey: key })
  return items.find((one: { instanceId: string }) => one.instanceId === instanceId)?.id
}

const ann = await firm.person('Ann', 'consultant')
const bob = await firm.person('Bob', 'consultant')
const cleo = await firm.person('Cleo', 'project-manager')
const [asAnn, asBob, asCleo] = [firm.as(ann), firm.as(bob), firm.as(cleo)]
const stateOf = async (taskId: string) => {
  const { state, assigneeId } = await admin.ask('tasks.get', { taskId })
  return [state, assigneeId]
}

test('whoever is concerned with a task comments on it, and nobody else learns that it exists', async () => {
  const taskId = await open('comments', group('consultant'))
  await asAnn.run('tasks.comment', { taskId, text: 'The client has called.' })
  await admin.run('tasks.comment', { taskId, text: 'Noted.' })
  await assert.rejects(asCleo.run('tasks.comment', { taskId, text: 'Hello' }), refused('task_not_found'))
  const { conversation, revision } = await asBob.ask('tasks.get', { taskId })
  assert.deepEqual(
    conversation.map(({ kind, byName, text }: Record<string, string>) => [kind, byName, text]),
    [
      ['comment', 'Ann', 'The client has called.'],
      ['comment', 'Admin', 'Noted.'],
    ],
  )
  assert.equal(revision, 1, 'words do not make what others have read stale')
  await asBob.run('tasks.complete', { taskId })
  await assert.rejects(asAnn.run('tasks.comment', { taskId, text: 'Too late' }), refused('task_not_open'))
})

test('a task waits for the answer to a question, and the person asked has it in their list', async () => {
  const taskId = await open('questions', group('consultant'))
  await assert.rejects(
    asAnn.run('tasks.ask', { taskId, personId: newId(), text: 'Who are you?' }),
    refused('task_person_unknown'),
  )
  const { questionId } = await asAnn.run('tasks.ask', { taskId, personId: cleo, text: 'Which project?' })
  const listed = (await asCleo.ask('tasks.list', { processKey: 'questions' })).items
  assert.deepEqual(
    listed.map(({ id, why, asked }: never) => [id, why, asked]),
    [[taskId, 'you are asked', [cleo]]],
  )
  await assert.rejects(asCleo.run('tasks.claim', { taskId }), refused('task_not_yours'))
  await assert.rejects(
    asCleo.run('tasks.ask', { taskId, personId: ann, text: 'Why?' }),
    refused('task_not_yours'),
  )
  await assert.rejects(asAnn.run('tasks.complete', { taskId }), refused('task_awaits_answer'))
  await assert.rejects(
    asBob.run('tasks.answer', { taskId, questionId, text: 'The old one' }),
    refused('task_question_not_yours'),
  )
  await asCleo.run('tasks.answer', { taskId, questionId, text: 'The new one' })
  await assert.rejects(
    asCleo.run('tasks.answer', { taskId, questionId, text: 'Again' }),
    refused('task_question_not_found'),
  )
  assert.deepEqual((await asCleo.ask('tasks.list', { processKey: 'questions' })).items, [])
  const { conversation, asked } = await asCleo.ask('tasks.get', { taskId })
  assert.deepEqual(
    conversation.map(({ kind, byName, toName, answeredAt }: Record<string, string>) => [
      kind,
      byName,
      toName,
      answeredAt === null,
    ]),
    [
      ['question', 'Ann', 'Cleo', false],
      ['answer', 'Cleo', 'Ann', true],
    ],
  )
  assert.deepEqual(asked, [])
  await asAnn.run('tasks.complete', { taskId })
})

test('who asked and has found out another way settles the question', async () => {
  const taskId = await open('settles', group('consultant'))
  const { questionId } = await asAnn.run('tasks.ask', { taskId, personId: cleo, text: 'Agreed?' })
  await asAnn.run('tasks.answer', { taskId, questionId, text: 'Yes, by phone.' })
  await asAnn.run('tasks.complete', { taskId })
})

test('who may not do a task because of four eyes may still be asked about it', async () => {
  const taskId = await open('askMaker', group('consultant') + properties({ exclude: '=[maker]' }), {
    maker: ann,
  })
  const { questionId } = await asBob.run('tasks.ask', {
    taskId,
    personId: ann,
    text: 'Where is the receipt?',
  })
  const { items } = await asAnn.ask('tasks.list', { processKey: 'askMaker' })
  assert.deepEqual(
    items.map(({ id, why }: never) => [id, why]),
    [[taskId, 'you are asked']],
  )
  await asAnn.run('tasks.answer', { taskId, questionId, text: 'In the car.' })
  await assert.rejects(asAnn.run('tasks.complete', { taskId }), refused('task_excluded'))
})

test('a delegated task goes back to who delegated it, hand by hand, and is completed there', async () => {
  const taskId = await open('delegates', group('consultant'))
  await asAnn.run('tasks.claim', { taskId })
  await assert.rejects(asAnn.run('tasks.resolve', { taskId }), refused('task_not_delegated'))
  await asAnn.run('tasks.delegate', { taskId, personId: bob })
  await asBob.run('tasks.delegate', { taskId, personId: cleo })
  assert.deepEqual(await stateOf(taskId), ['delegated', cleo])
  await assert.rejects(asAnn.run('tasks.resolve', { taskId }), refused('task_not_yours'))
  await assert.rejects(asAnn.run('tasks.complete', { taskId }), refused('task_claimed'))
  await asCleo.run('tasks.resolve', { taskId, text: 'All lines agree.' })
  assert.deepEqual(await stateOf(taskId), ['delegated', bob])
  await asBob.run('tasks.resolve', { taskId })
  assert.deepEqual(await stateOf(taskId), ['resolved', ann])
  const [task] = (await asAnn.ask('tasks.list', { processKey: 'delegates' })).items
  assert.equal(task.why, 'resolved, yours to complete')
  await asAnn.run('tasks.complete', { taskId })
  const { history, conversation } = await asCleo.ask('tasks.get', { taskId })
  assert.deepEqual(
    history.map(({ what, byName, state }: Record<string, string>) => [what, byName, state]),
    [
      ['created', null, 'created'],
      ['tasks.claim', 'Ann', 'claimed'],
      ['tasks.delegate', 'Ann', 'delegated'],
      ['tasks.delegate', 'Bob', 'delegated'],
      ['tasks.resolve', 'Cleo', 'delegated'],
      ['tasks.resolve', 'Bob', 'resolved'],
      ['tasks.complete', 'Ann', 'completed'],
    ],
  )
  assert.deepEqual(
    conversation.map(({ text }: Record<string, string>) => text),
    ['All lines agree.'],
  )
})

test('the history of a task tells the command that completed it, and a cancelled instance', async () => {
  const how = group('consultant') + properties({ command: 'work.do', subject: '="told"' })
  const done = await open('toldDone', how)
  await asAnn.run('work.do', { subject: 'told' })
  const last = (await admin.ask('tasks.get', { taskId: done })).history.at(-1)
  assert.deepEqual([last.what, last.byName, last.state], ['work.do', 'Ann', 'completed'])
  const dropped = await open('toldDropped', group('consultant'))
  const { instanceId } = await admin.ask('tasks.get', { taskId: dropped })
  await admin.run('processes.cancel', { instanceId, reason: 'not wanted' })
  const { history } = await admin.ask('tasks.get', { taskId: dropped })
  assert.deepEqual(
    history.map(({ what }: Record<string, string>) => what),
    ['created', 'cancelled'],
  )
})

test('a task is handed over to a person or a role with the reason, and does not come back', async () => {
  const taskId = await open('handsOver', group('consultant'))
  const hand = (input: object) => asAnn.run('tasks.handOver', { taskId, reason: 'It is theirs.', ...input })
  await assert.rejects(hand({}), refused('invalid_input'))
  await assert.rejects(hand({ personId: bob, role: 'billing' }), refused('invalid_input'))
  await assert.rejects(hand({ role: 'emperor' }), refused('unknown_role'))
  await assert.rejects(hand({ personId: newId() }), refused('task_person_unknown'))
  await assert.rejects(
    asCleo.run('tasks.handOver', { taskId, personId: bob, reason: 'x' }),
    refused('task_not_yours'),
  )
  await hand({ personId: bob })
  assert.deepEqual(await stateOf(taskId), ['claimed', bob])
  await assert.rejects(hand({ role: 'billing' }), refused('task_claimed'))
  await asBob.run('tasks.handOver', { taskId, role: 'project-manager', reason: 'A matter of the project.' })
  assert.deepEqual(await stateOf(taskId), ['created', null])
  assert.deepEqual((await asAnn.ask('tasks.list', { processKey: 'handsOver' })).items, [])
  const [task] = (await asCleo.ask('tasks.list', { processKey: 'handsOver' })).items
  assert.equal(task.why, 'offered to the role project-manager')
  const { conversation } = await asCleo.ask('tasks.get', { taskId })
  assert.deepEqual(
    conversation.map(({ kind, text, toName, toRole }: Record<string, string>) => [
      kind,
      text,
      toName,
      toRole,
    ]),
    [
      ['hand-over', 'It is theirs.', 'Bob', null],
      ['hand-over', 'A matter of the project.', null, 'project-manager'],
    ],
  )
  await asCleo.run('tasks.complete', { taskId })
})

test('nobody hands a task over to who is excluded from it', async () => {
  const taskId = await open('handsEyes', group('consultant') + properties({ exclude: '=[maker]' }), {
    maker: ann,
  })
  await assert.rejects(
    asBob.run('tasks.handOver', { taskId, personId: ann, reason: 'Do it yourself.' }),
    refused('task_excluded'),
  )
})

test('a file one has stored is attached to a task, and opened by all who see the task', async () => {
  const taskId = await open('attaches', group('consultant'))
  const contentBase64 = Buffer.from('Taxi 23 EUR').toString('base64')
  const { fileId } = await asAnn.run('documents.storeFile', {
    name: 'receipt.txt',
    mediaType: 'text/plain',
    contentBase64,
  })
  await assert.rejects(asBob.run('tasks.attach', { taskId, fileId }), refused('file_not_found'))
  await assert.rejects(asCleo.run('tasks.attach', { taskId, fileId }), refused('task_not_found'))
  await assert.rejects(asBob.ask('tasks.attachment', { taskId, fileId }), refused('file_not_found'))
  await asAnn.run('tasks.attach', { taskId, fileId, text: 'The receipt' })
  const opened = await asBob.ask('tasks.attachment', { taskId, fileId })
  assert.deepEqual([opened.name, opened.contentBase64], ['receipt.txt', contentBase64])
  await assert.rejects(asCleo.ask('tasks.attachment', { taskId, fileId }), refused('task_not_found'))
  const { conversation } = await asBob.ask('tasks.get', { taskId })
  assert.deepEqual(
    conversation.map((one: Record<string, string>) => [one['kind'], one['text'], one['fileName']]),
    [['attachment', 'The receipt', 'receipt.txt']],
  )
  const { subjects } = await admin.ask('documents.getFile', { fileId })
  assert.deepEqual(subjects, [{ objectType: 'task', objectId: taskId, role: 'attachment' }])
})

test('who may do a task says how urgent it is and when to look at it again', async () => {
  const taskId = await open('arranges', group('consultant'))
  await assert.rejects(asCleo.run('tasks.setPriority', { taskId, priority: 1 }), refused('task_not_yours'))
  await assert.rejects(asAnn.run('tasks.setPriority', { taskId, priority: 101 }), refused('invalid_input'))
  const { revision } = await asAnn.run('tasks.setPriority', { taskId, priority: 80 })
  await assert.rejects(
    asBob.run('tasks.setFollowUp', { taskId, followUpAt: null }, { ifMatch: revision - 1 }),
    refused('stale_revision'),
  )
  await asBob.run('tasks.setFollowUp', { taskId, followUpAt: '2026-04-01T08:00:00Z' })
  const shown = await admin.ask('tasks.get', { taskId })
  assert.deepEqual([shown.priority, shown.followUpAt], [80, '2026-04-01T08:00:00Z'])
  await admin.run('tasks.setFollowUp', { taskId, followUpAt: null })
  assert.equal((await admin.ask('tasks.get', { taskId })).followUpAt, null)
})
