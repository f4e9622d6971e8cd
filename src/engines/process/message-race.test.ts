/** A message and whoever waits for it come at the same moment, from two nodes: neither may miss the other. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { command, json } from '#kernel/contract.ts'
import { handle, isHandler } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { caught, chain, end, message, process, start, user, zeebe } from '#test/diagram.ts'
import { openTestHouse } from '#test/house.ts'
import { deploy } from '#test/working-firm.ts'

/** What a held transaction waits for, by key; its work is done and not committed. */
const held = new Map<string, Readonly<{ reached: PromiseWithResolvers<void>; go: Promise<void> }>>()

/** Does another command and then waits before the commit, as a node does that is slow. */
const hold = handle(
  command({
    name: 'slow.run',
    summary: 'Runs a command and waits.',
    input: z.strictObject({ hold: z.string(), command: z.string(), input: json }),
    output: json,
    refusals: [],
    touches: [],
    roles: { administrator: 'all' },
    examples: [],
  }),
  async (ctx, { hold: key, command: name, input }) => {
    const output = await ctx.run(name, input)
    const point = held.get(key)
    point?.reached.resolve()
    await point?.go
    return { output }
  },
)

const handlers = ([hold] as unknown[]).filter(isHandler)
const firm = await openTestHouse(undefined, { moreRooms: [{ name: 'slow', handlers }] })
const administrator = firm.as('administrator')

/** Runs one command up to its commit, lets another run into it, and then commits the first. */
async function during(first: [string, object], second: [string, object]): Promise<void> {
  const key = newId()
  const reached = Promise.withResolvers<void>()
  const go = Promise.withResolvers<void>()
  held.set(key, { reached, go: go.promise })
  const slow = administrator.run('slow.run', { hold: key, command: first[0], input: first[1] })
  await Promise.race([reached.promise, slow])
  const other = administrator.run(...second)
  // The other either has to wait for the first, or must come to its end without it.
  await Promise.race([other, pause(300)])
  go.resolve()
  await Promise.all([slow, other])
}

const statusOf = async (key: string, businessKey: string): Promise<string[]> =>
  (await administrator.ask('processes.instances', { key, businessKey })).items
    .map(({ status }: { status: string }) => status)
    .sort()

const catching = process(
  'catching',
  start('s'),
  caught('answer', message('answered', '=reference')),
  end('e'),
  chain('s', 'answer', 'e'),
)
const starting = process(
  'starting',
  start('s', message('asked')),
  user('u', zeebe('assignmentDefinition', { candidateGroups: 'administrator' })),
  end('e'),
  chain('s', 'u', 'e'),
)
await deploy(firm, catching)
await deploy(firm, starting)

const startOf = (reference: string): [string, object] => [
  'processes.start',
  { key: 'catching', businessKey: reference, variables: { reference } },
]
const answerTo = (reference: string): [string, object] => [
  'processes.publish',
  { name: 'answered', key: reference },
]

test('a message that comes while an instance begins to wait for it reaches the instance', async () => {
  const reference = newId()
  await during(startOf(reference), answerTo(reference))
  assert.deepEqual(await statusOf('catching', reference), ['completed'])
})

test('an instance that begins to wait while its message is being kept gets the message', async () => {
  const reference = newId()
  await during(answerTo(reference), startOf(reference))
  assert.deepEqual(await statusOf('catching', reference), ['completed'])
})

test('of fifty messages and fifty instances that come at the same time each finds the other', async () => {
  const references = Array.from({ length: 50 }, () => newId())
  await Promise.all(
    references.flatMap((reference) =>
      [startOf(reference), answerTo(reference)].map(([name, input]) => administrator.run(name, input)),
    ),
  )
  const statuses = await Promise.all(references.map((reference) => statusOf('catching', reference)))
  assert.deepEqual(new Set(statuses.flat()), new Set(['completed']))
})

/** An instance begun by a message, whose only task somebody has claimed. */
async function asked(): Promise<{ key: string; taskId: string }> {
  const key = newId()
  await administrator.run('processes.publish', { name: 'asked', key })
  const [instance] = (await administrator.ask('processes.instances', { key: 'starting', businessKey: key }))
    .items
  const { items } = await administrator.ask('tasks.list', { of: 'everyone', processKey: 'starting' })
  const { id: taskId } = items.find((task: { instanceId: string }) => task.instanceId === instance.id)
  await administrator.run('tasks.claim', { taskId })
  return { key, taskId }
}

test('a message that comes while the instance of its key ends begins the next one', async () => {
  const { key, taskId } = await asked()
  await during(['tasks.complete', { taskId }], ['processes.publish', { name: 'asked', key }])
  assert.deepEqual(await statusOf('starting', key), ['active', 'completed'])
})

test('an instance that ends while a message of its key is being kept begins the next one', async () => {
  const { key, taskId } = await asked()
  await during(['processes.publish', { name: 'asked', key }], ['tasks.complete', { taskId }])
  assert.deepEqual(await statusOf('starting', key), ['active', 'completed'])
})
