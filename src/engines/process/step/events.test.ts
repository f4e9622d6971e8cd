import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  boundary,
  caught,
  chain,
  conditional,
  end,
  error,
  escalation,
  eventSubprocess,
  flow,
  io,
  message,
  parallel,
  process,
  service,
  start,
  startBeside,
  subprocess,
  task,
  thrown,
  timer,
  user,
  zeebe,
} from '#test/diagram.ts'
import { simulate } from '#test/simulation.ts'

const hosted = (definition: string, interrupting: boolean) =>
  process(
    'p',
    start('s'),
    user('u'),
    boundary('b', 'u', definition, interrupting),
    end('e'),
    user('after'),
    chain('s', 'u', 'e'),
    flow('b', 'after'),
  )

test('boundary events are armed with their host and disarmed when it leaves', async () => {
  const sim = await simulate(hosted(timer('Duration', 'PT1H'), true))
  const instance = sim.start()
  assert.equal(sim.timers().length, 1)
  sim.complete('u')
  assert.deepEqual(instance.state.subscriptions, [])
})

test('boundary events count even while the work of their host cannot be asked for', async () => {
  const sim = await simulate(
    process(
      'p',
      start('s'),
      user('u', zeebe('assignmentDefinition', { assignee: '=who' })),
      boundary('b', 'u', timer('Duration', 'PT1H')),
      user('after'),
      chain('s', 'u'),
      flow('b', 'after'),
    ),
  )
  const instance = sim.start({ who: 5 })
  assert.deepEqual(
    instance.state.incidents.map(({ code }) => code),
    ['work_not_asked'],
  )
  sim.advance('PT1H')
  assert.deepEqual(sim.waiting(), ['after'])
  assert.deepEqual(instance.state.incidents, [])
})

test('an interrupting boundary event cancels the whole subtree and emits one token', async () => {
  const inner = subprocess(
    'sub',
    '',
    start('s2'),
    parallel('g'),
    user('a'),
    user('b'),
    boundary('bb', 'a', timer('Duration', 'P9D')),
    chain('s2', 'g', 'a'),
    chain('g', 'b'),
  )
  const sim = await simulate(
    process(
      'p',
      start('s'),
      inner,
      boundary('late', 'sub', timer('Duration', 'P1D')),
      user('after'),
      chain('s', 'sub'),
      flow('late', 'after'),
    ),
  )
  const instance = sim.start()
  sim.advance('P1D')
  assert.deepEqual(sim.waiting(), ['after'])
  assert.deepEqual(instance.state.subscriptions, [])
  assert.equal(sim.tasks().length, 1)
})

test('completion against timer: the first wins and the second changes nothing', async () => {
  const sim = await simulate(hosted(timer('Duration', 'PT1H'), true))
  const instance = sim.start()
  const [due] = sim.timers()
  sim.complete('u')
  sim.send(0, { type: 'timer', subscription: due?.subscription ?? 0 })
  assert.equal(instance.state.status, 'completed')
  assert.equal(sim.effects('ignored').length, 1)
})

test('a non-interrupting boundary message triggers each time while the host goes on', async () => {
  const sim = await simulate(hosted(message('ping', '="k"'), false))
  sim.start()
  sim.message('ping', 'k')
  sim.message('ping', 'k')
  assert.deepEqual(sim.waiting(), ['u', 'after', 'after'])
})

test('a duration beside its host fires once, a cycle as often as it says', async () => {
  const once = await simulate(hosted(timer('Duration', 'PT1H'), false))
  once.start()
  once.advance('PT5H')
  assert.deepEqual(once.waiting(), ['u', 'after'])
  const thrice = await simulate(hosted(timer('Cycle', 'R3/PT1H'), false))
  thrice.start()
  thrice.advance('PT9H')
  assert.deepEqual(thrice.waiting(), ['u', 'after', 'after', 'after'])
})

test('the next firing of a cycle is counted from the plan, not from when it was noticed', async () => {
  const sim = await simulate(hosted(timer('Cycle', 'R/PT1H'), false))
  sim.start()
  sim.skip('PT1H20M')
  sim.advance('PT0S')
  assert.equal(sim.timers()[0]?.due.toString(), '2026-01-01T02:00:00Z')
})

test('after an outage a cycle fires once, or for every missed firing when told so', async () => {
  const outage = async (catchUp: string) => {
    const host = user('u')
    const extensions = catchUp
      ? `<zeebe:properties><zeebe:property name="catchUp" value="${catchUp}"/></zeebe:properties>`
      : ''
    const sim = await simulate(
      process(
        'p',
        start('s'),
        host,
        boundary('b', 'u', timer('Cycle', 'R/PT1H'), false, extensions),
        user('after'),
        chain('s', 'u'),
        flow('b', 'after'),
      ),
    )
    sim.start()
    sim.skip('PT5H30M')
    sim.advance('PT0S')
    return sim.waiting().filter((node) => node === 'after').length
  }
  assert.equal(await outage(''), 1)
  assert.equal(await outage('all'), 5)
})

test('an error is looked for outward: own scope, host boundary, parent; the code before the catch-all', async () => {
  const build = (innerCatch: string, outerCatch: string, code: string) => {
    const inner = subprocess('inner', '', start('s3'), service('c', 'x.y'), chain('s3', 'c'), innerCatch)
    const outer = subprocess('outer', '', start('s2'), inner, chain('s2', 'inner'))
    return { code, xml: process('p', start('s'), outer, outerCatch, user('outside'), chain('s', 'outer')) }
  }
  const inScope = eventSubprocess('es', start('es1', error('A')), user('inside'), flow('es1', 'inside'))
  const onHost = boundary('bo', 'outer', error('')) + flow('bo', 'outside')
  for (const [innerCatch, code, expected] of [
    [inScope, 'A', 'inside'],
    [inScope, 'B', 'outside'],
    ['', 'A', 'outside'],
  ] as const) {
    const { xml } = build(innerCatch, onHost, code)
    const sim = await simulate(xml)
    sim.start()
    sim.fail('c', code)
    assert.equal(sim.waiting().at(-1), expected, `${code} with ${innerCatch ? 'inner' : 'outer'} catch`)
  }
})

test('the specific boundary error comes before the one that catches all', async () => {
  const sim = await simulate(
    process(
      'p',
      start('s'),
      service('c', 'x.y'),
      boundary('all', 'c', error()),
      boundary('one', 'c', error('A')),
      user('ua'),
      user('u1'),
      chain('s', 'c'),
      flow('all', 'ua'),
      flow('one', 'u1'),
    ),
  )
  sim.start()
  sim.fail('c', 'A')
  assert.deepEqual(sim.waiting(), ['u1'])
})

test('an event subprocess does not catch the error thrown inside itself', async () => {
  const handler = eventSubprocess(
    'es',
    start('es1', error('A')),
    end('again', error('A')),
    flow('es1', 'again'),
  )
  const sub = subprocess('sub', '', start('s2'), end('e2', error('A')), chain('s2', 'e2'), handler)
  const sim = await simulate(
    process(
      'p',
      start('s'),
      sub,
      boundary('b', 'sub', error('A')),
      user('outside'),
      chain('s', 'sub'),
      flow('b', 'outside'),
    ),
  )
  sim.start()
  assert.deepEqual(sim.waiting(), ['outside'])
})

test('the variables of an error go out through the catching event, its code for the mappings to read', async () => {
  const sim = await simulate(
    process(
      'p',
      start('s'),
      service('c', 'x.y'),
      boundary('b', 'c', error(), true, io([], [['=error.code', 'why']])),
      end('e'),
      chain('s', 'c'),
      flow('b', 'e'),
    ),
  )
  const instance = sim.start()
  sim.fail('c', 'work_refused', 'over the cap')
  assert.deepEqual(instance.result, { why: 'work_refused' })
})

test('work that fails without a catcher is an incident and is asked for again on retry', async () => {
  const sim = await simulate(
    process('p', start('s'), service('c', 'x.y', io([['=x', 'x']])), end('e'), chain('s', 'c', 'e')),
  )
  const instance = sim.start({ x: 1 })
  sim.fail('c', 'work_refused', 'over the cap')
  assert.deepEqual(
    instance.state.incidents.map(({ code, message: text }) => [code, text]),
    [['work_refused', 'over the cap']],
  )
  sim.retry('c')
  assert.equal(sim.effects('command').length, 2)
  sim.complete('c')
  assert.equal(instance.state.status, 'completed')
})

test('an escalation nobody catches is ignored and its thrower goes on', async () => {
  const sim = await simulate(
    process('p', start('s'), thrown('t', escalation('late')), user('next'), chain('s', 't', 'next')),
  )
  sim.start()
  assert.deepEqual(sim.waiting(), ['next'])
})

const escalates = (interrupting: boolean) =>
  process(
    'p',
    start('s'),
    subprocess(
      'sub',
      '',
      start('s2'),
      thrown('t', escalation('late')),
      user('next'),
      chain('s2', 't', 'next'),
    ),
    boundary('b', 'sub', escalation('late'), interrupting),
    user('handle'),
    chain('s', 'sub'),
    flow('b', 'handle'),
  )

test('after a non-interrupting catch of an escalation the thrower goes on, after an interrupting one not', async () => {
  const beside = await simulate(escalates(false))
  beside.start()
  assert.deepEqual(beside.waiting().sort(), ['handle', 'next', 'sub'])
  const instead = await simulate(escalates(true))
  instead.start()
  assert.deepEqual(instead.waiting(), ['handle'])
})

test('an event subprocess does not catch the escalation thrown inside itself', async () => {
  const handler = eventSubprocess(
    'es',
    startBeside('es1', escalation('late')),
    thrown('again', escalation('late')),
    user('inside'),
    chain('es1', 'again', 'inside'),
  )
  const sub = subprocess(
    'sub',
    '',
    start('s2'),
    thrown('t', escalation('late')),
    user('next'),
    chain('s2', 't', 'next'),
    handler,
  )
  const sim = await simulate(
    process(
      'p',
      start('s'),
      sub,
      boundary('b', 'sub', escalation('late'), false),
      user('outside'),
      chain('s', 'sub'),
      flow('b', 'outside'),
    ),
  )
  sim.start()
  assert.deepEqual(sim.waiting().sort(), ['es', 'inside', 'next', 'outside', 'sub'])
})

test('a condition triggers when it becomes true, and again only after it was false', async () => {
  const sim = await simulate(hosted(conditional('=x > 10'), false))
  sim.start({ x: 1 })
  const set = (x: number) => sim.send(0, { type: 'variables', variables: { x } })
  set(11)
  set(12)
  assert.equal(sim.waiting().filter((node) => node === 'after').length, 1)
  set(1)
  set(20)
  assert.equal(sim.waiting().filter((node) => node === 'after').length, 2)
})

test('a condition that is true already lets its catch event pass', async () => {
  const sim = await simulate(
    process('p', start('s'), caught('c', conditional('=x > 1')), user('u'), chain('s', 'c', 'u')),
  )
  sim.start({ x: 2 })
  assert.deepEqual(sim.waiting(), ['u'])
})

test('a manual task is done as soon as it is reached', async () => {
  const sim = await simulate(process('p', start('s'), task('t'), end('e'), chain('s', 't', 'e')))
  assert.equal(sim.start().state.status, 'completed')
})
