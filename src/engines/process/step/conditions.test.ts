import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  boundary,
  caught,
  chain,
  conditional,
  end,
  eventSubprocess,
  flow,
  process,
  signal,
  start,
  startBeside,
  user,
} from '#test/diagram.ts'
import { simulate } from '#test/simulation.ts'

/** A task with a conditional event that does not interrupt, behind which others wait. */
const watched = (filter?: Record<string, string>) =>
  process(
    'p',
    start('s'),
    user('work'),
    user('told'),
    boundary('b', 'work', conditional('=x > 10 and y = "go"', filter), false),
    chain('s', 'work'),
    flow('b', 'told'),
  )

const told = (run: Awaited<ReturnType<typeof simulate>>) =>
  run.waiting().filter((node) => node === 'told').length

test('a condition with a filter is looked at when one of the variables it names changes, and no other', async () => {
  const run = await simulate(watched({ variableNames: 'x' }))
  const set = (variables: Record<string, string | number>) => run.send(0, { type: 'variables', variables })
  run.start({ x: 20, y: 'wait' })
  set({ y: 'go' })
  assert.equal(told(run), 0, 'y is not named')
  set({ x: 20 })
  assert.equal(told(run), 1)
})

test('a condition with a filter is looked at when it is armed, whatever its filter says', async () => {
  const run = await simulate(watched({ variableNames: 'z', variableEvents: 'create' }))
  run.start({ x: 20, y: 'go' })
  assert.equal(told(run), 1)
})

test('a filter tells variables that are new from those that are written again', async () => {
  for (const [variableEvents, first, second] of [
    ['create', 1, 1],
    ['update', 0, 1],
    ['create, update', 1, 1],
  ] as const) {
    const run = await simulate(watched({ variableNames: 'x', variableEvents }))
    const set = (variables: Record<string, string | number>) => run.send(0, { type: 'variables', variables })
    run.start({ y: 'go' })
    set({ x: 20 })
    assert.equal(told(run), first, `${variableEvents}: x is new`)
    set({ x: 30 })
    assert.equal(told(run), second, `${variableEvents}: x is written again`)
  }
})

test('what changed while an instance was suspended counts when it is resumed', async () => {
  const run = await simulate(watched({ variableNames: 'x', variableEvents: 'update' }))
  run.start({ x: 1, y: 'go' })
  run.send(0, { type: 'suspend', reason: 'a question' })
  run.send(0, { type: 'variables', variables: { x: 20 } })
  assert.equal(told(run), 0)
  run.send(0, { type: 'resume' })
  assert.equal(told(run), 1)
})

test('a condition of one that waits does not hear of variables of another beside it', async () => {
  const run = await simulate(
    process(
      'p',
      start('s'),
      user('work', '<zeebe:ioMapping><zeebe:input source="=1" target="x"/></zeebe:ioMapping>'),
      caught('until', conditional('=y = "go"', { variableNames: 'x' })),
      end('e'),
      chain('s', 'work'),
      chain('s', 'until', 'e'),
    ),
  )
  run.start({ y: 'wait', x: 0 })
  const work = run.instances[0]?.state.elements.find(({ vars }) => vars?.['x'] === 1)?.id ?? 0
  run.send(0, { type: 'variables', variables: { y: 'go' } })
  run.send(0, { type: 'variables', element: work, variables: { x: 5 } })
  assert.ok(run.waiting().includes('until'))
  run.send(0, { type: 'variables', variables: { x: 5 } })
  assert.ok(!run.waiting().includes('until'))
})

test('an event subprocess waits for the signal that the variables of its scope name', async () => {
  const run = await simulate(
    process(
      'p',
      start('s'),
      user('work'),
      eventSubprocess(
        'beside',
        startBeside('heard', signal('=recalls')),
        user('recall'),
        chain('heard', 'recall'),
      ),
      chain('s', 'work'),
    ),
  )
  run.start({ recalls: 'recall-north' })
  run.signal('recall-south')
  assert.ok(!run.waiting().includes('recall'))
  run.signal('recall-north')
  assert.ok(run.waiting().includes('recall'))
})
