import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  adHoc,
  boundary,
  caught,
  chain,
  compensation,
  each,
  element,
  end,
  eventSubprocess,
  flow,
  message,
  parallel,
  start,
  startBeside,
  subprocess,
  task,
  thrown,
  timer,
  undoable,
  user,
} from '#test/diagram.ts'
import { begun, compileBlock, compileDrawing, possible, randomRun, send, walk } from '#test/random-model.ts'
import type { MigrationPlan } from './event.ts'
import { migrate } from './migrate.ts'
import { migrating, migrationFindings } from './migration-findings.ts'
import type { State } from './state.ts'

const settings = { numRuns: 60 }
const later = Temporal.Instant.from('2026-01-01T00:30:00Z')
const plan = (mapping: Record<string, string> = {}, timers: 'keep' | 'recount' = 'keep'): MigrationPlan => ({
  mapping,
  timers,
})
const codes = (findings: readonly { code: string; node: string }[]) =>
  findings.map(({ code, node }) => `${code} ${node}`).sort()
const armedIn = (state: State) =>
  state.subscriptions.map(({ kind, name, timer: plan_ }) => `${kind} ${name ?? plan_?.due ?? ''}`).sort()

test('migrating to the same version changes nothing at all, wherever the tokens are', async () => {
  await fc.assert(
    fc.asyncProperty(randomRun, async ([of, n, choices]) => {
      const graph = await compileBlock(of)
      const { state } = walk(graph, n, choices)
      const { state: after, effects } = migrate(graph, graph, state, plan(), later)
      assert.deepEqual(after, state)
      assert.deepEqual(effects, [])
    }),
    // A transaction undoes what completed in a scope inside it that is no more.
    {
      ...settings,
      examples: [
        [[{ kind: 'transaction', body: { kind: 'watched', body: { kind: 'undoable' } } }, 0, [7, 0, 0]]],
      ],
    },
  )
})

test('migrated to a version in which every element has another name, an instance goes on as it would have', async () => {
  await fc.assert(
    fc.asyncProperty(randomRun, fc.nat(12), async ([of, n, choices], at) => {
      const graph = await compileBlock(of)
      const renamed = await compileBlock(of, 'x')
      const mapping = Object.fromEntries(graph.nodes.map(({ id }) => [id, `x${id}`]))
      const flowsDiffer = graph.flows.some(({ id }) => !renamed.flows.some((other) => other.id === id))
      const straight = begun(graph, n)
      const moved = begun(graph, n)
      let now = graph
      for (const [index, choice] of choices.entries()) {
        const held = moved.state.elements.some((one) => one.held)
        if (index >= at && now === graph && !(held && flowsDiffer)) {
          const migrated = migrate(graph, renamed, moved.state, plan(mapping), moved.now)
          assert.deepEqual(
            migrated.effects.filter(({ type }) => type === 'ignored'),
            [],
          )
          moved.state = migrated.state
          now = renamed
        }
        const events = possible(graph, straight.state)
        const event = events[choice % Math.max(1, events.length)]
        if (!event) break
        const twin = possible(now, moved.state)[choice % events.length]
        assert.equal(twin?.type, event.type)
        if (!twin) break
        if (event.type === 'timer') {
          straight.now = straight.now.add({ hours: 1 })
          moved.now = straight.now
        }
        send(graph, straight, event)
        send(now, moved, twin)
      }
      const where = (state: State, of_: typeof graph) =>
        state.elements.map(({ node }) => of_.nodes[node]?.id.replace(/^x/, '') ?? '').sort()
      assert.equal(moved.state.status, straight.state.status)
      assert.deepEqual(where(moved.state, now), where(straight.state, graph))
      assert.deepEqual(armedIn(moved.state), armedIn(straight.state))
    }),
    settings,
  )
})

const before = await compileDrawing(
  start('s'),
  user('u'),
  boundary('due', 'u', timer('Duration', 'PT1H')),
  boundary('ask', 'u', message('asked', '="k"'), false),
  end('e'),
  chain('s', 'u', 'e'),
  flow('due', 'e'),
  flow('ask', 'e'),
)

test('timers keep their dates unless told, messages said otherwise are armed anew, what is new or gone follows', async () => {
  const after = await compileDrawing(
    start('s'),
    user('u'),
    boundary('due', 'u', timer('Duration', 'PT2H')),
    boundary('told', 'u', message('told', '="k"'), false),
    end('e'),
    eventSubprocess('w', startBeside('ws', message('ping', '="k"')), end('we'), chain('ws', 'we')),
    chain('s', 'u', 'e'),
    flow('due', 'e'),
    flow('told', 'e'),
  )
  const { state } = begun(before, 0)
  const kept = migrate(before, after, state, plan(), later)
  assert.deepEqual(armedIn(kept.state), ['message ping', 'message told', 'timer 2026-01-01T01:00:00Z'])
  assert.deepEqual(
    kept.effects.map((effect) => effect.type),
    ['disarmed', 'armed', 'armed'],
  )
  const recounted = migrate(before, after, state, plan({}, 'recount'), later)
  assert.deepEqual(armedIn(recounted.state), ['message ping', 'message told', 'timer 2026-01-01T02:30:00Z'])
  const renamed = migrate(before, after, state, plan({ ask: 'told' }), later)
  assert.deepEqual(armedIn(renamed.state), ['message ping', 'message told', 'timer 2026-01-01T01:00:00Z'])
})

test('a boundary timer that has fired is not armed a second time', async () => {
  const beside = await compileDrawing(
    start('s'),
    user('u'),
    boundary('nag', 'u', timer('Duration', 'PT1H'), false),
    end('e'),
    chain('s', 'u', 'e'),
    flow('nag', 'e'),
  )
  const run = begun(beside, 0)
  run.now = run.now.add({ hours: 1 })
  send(beside, run, { type: 'timer', subscription: run.state.subscriptions[0]?.id ?? 0 })
  assert.deepEqual(run.state.subscriptions, [])
  const { state } = migrate(beside, before, run.state, plan({ nag: 'due' }), run.now)
  assert.deepEqual(armedIn(state), ['message asked'])
})

test('a plan that does not fit is told with every reason', async () => {
  const other = await compileDrawing(
    start('s'),
    caught('u', message('asked', '="k"')),
    user('v', '', each('=[1]')),
    end('e'),
    chain('s', 'u', 'v', 'e'),
  )
  const { state } = begun(before, 0)
  const found = (
    to: typeof before,
    mapping: Record<string, string> = {},
    of: State = state,
    from = before,
  ) => {
    const ways = migrating(from, to, plan(mapping))
    return codes([...ways.findings, ...migrationFindings(ways, of)])
  }
  assert.deepEqual(found(other), ['kind_changed u'])
  assert.deepEqual(found(other, { u: 'v' }), ['repetition_changed u', 'repetition_changed u'])
  assert.deepEqual(found(other, { nothing: 'v', s: 'nowhere' }), [
    'kind_changed u',
    'source_unknown nothing',
    'target_unknown s',
  ])
  const empty = await compileDrawing(start('s'), element('task', 't'), end('e'), chain('s', 't', 'e'))
  assert.deepEqual(found(empty), ['element_deleted u'])
  const nested = await compileDrawing(
    start('s'),
    subprocess('sub', '', start('ss'), user('u'), end('se'), chain('ss', 'u', 'se')),
    end('e'),
    chain('s', 'sub', 'e'),
  )
  assert.deepEqual(found(nested), ['scope_changed u'])
  const many = (name: string) =>
    compileDrawing(start('s'), user('m', '', each('=[1, 2]')), end(name), chain('s', 'm', name))
  const [first, second] = [await many('e'), await many('f')]
  const bodies = begun(first, 0).state
  assert.deepEqual(found(second, {}, bodies, first), ['repetition_not_mapped m'])
  assert.deepEqual(found(second, { m: 'm' }, bodies, first), [])
  const forked = (last: string) =>
    compileDrawing(
      start('s'),
      parallel('fork'),
      user('a'),
      user('b'),
      parallel('join'),
      end(last),
      chain('s', 'fork', 'a', 'join', last),
      chain('fork', 'b', 'join'),
    )
  const [one, two] = [await forked('e'), await forked('f')]
  const waiting = begun(one, 0)
  send(one, waiting, { type: 'complete', element: waiting.state.elements[1]?.id ?? 0, variables: {} })
  assert.deepEqual(found(two, {}, waiting.state, one), ['join_not_mapped join'])
  assert.deepEqual(found(two, { join: 'join' }, waiting.state, one), [])
  assert.deepEqual(found(before, { join: 'e' }, waiting.state, one).includes('kind_changed join'), true)
  const ignored = migrate(before, empty, state, plan(), later)
  assert.equal(ignored.state, state)
  assert.equal(ignored.effects[0]?.type, 'ignored')
})

test('what has completed is undone in the new version by the handler it has there', async () => {
  const drawing = (prefix: string, ...more: string[]) =>
    compileDrawing(
      ...more,
      start('s'),
      undoable(`${prefix}a`),
      user('u'),
      thrown('back', compensation()),
      end('e'),
      chain('s', `${prefix}a`, 'u', 'back', 'e'),
    )
  const [one, two] = [await drawing(''), await drawing('x', element('task', 'before'), flow('before', 'u'))]
  const run = begun(one, 0)
  const workAt = (graph: typeof one, id: string) =>
    run.state.elements.find(({ node }) => graph.nodes[node]?.id === id)?.id ?? 0
  send(one, run, { type: 'complete', element: workAt(one, 'a'), variables: {} })
  const mapping = { a: 'xa' }
  const without = await compileDrawing(
    start('s'),
    user('xa'),
    user('u'),
    end('e'),
    chain('s', 'xa', 'u', 'e'),
  )
  const ways = migrating(one, without, plan(mapping))
  assert.deepEqual(codes(migrationFindings(ways, run.state)), ['undoing_changed a'])
  run.state = migrate(one, two, run.state, plan(mapping), later).state
  send(two, run, { type: 'complete', element: workAt(two, 'u'), variables: {} })
  assert.ok(workAt(two, 'undo_xa') > 0)
  // And back again, while the undoing is under way.
  const back = { xa: 'a', undo_xa: 'undo_a' }
  run.state = migrate(two, one, run.state, plan(back), later).state
  send(one, run, { type: 'complete', element: workAt(one, 'undo_a'), variables: {} })
  assert.equal(run.state.status, 'completed')
})

test('what was chosen in an ad-hoc subprocess and waits for its turn goes on in the new version', async () => {
  const drawing = (prefix: string, second: string) =>
    compileDrawing(
      ...(prefix ? [task('before'), flow('before', 'x')] : []),
      start('s'),
      adHoc(
        'x',
        { begins: `=["${prefix}a", "${second}"]`, sequential: true },
        user(`${prefix}a`),
        user(second),
      ),
      end('e'),
      chain('s', 'x', 'e'),
    )
  const [one, two, gone] = [await drawing('', 'b'), await drawing('y', 'yb'), await drawing('', 'c')]
  const run = begun(one, 0)
  const missing = migrationFindings(migrating(one, gone, plan()), run.state)
  assert.deepEqual(codes(missing), ['element_deleted b'])
  run.state = migrate(one, two, run.state, plan({ a: 'ya', b: 'yb' }), later).state
  for (const id of ['ya', 'yb']) {
    const work = run.state.elements.find(({ node }) => two.nodes[node]?.id === id)
    send(two, run, { type: 'complete', element: work?.id ?? 0, variables: {} })
  }
  assert.equal(run.state.status, 'completed')
})
