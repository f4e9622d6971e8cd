import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  boundary,
  caught,
  chain,
  end,
  eventSubprocess,
  flow,
  io,
  link,
  message,
  model,
  parallel,
  process,
  signal,
  start,
  startBeside,
  subprocess,
  thrown,
  user,
  zeebe,
} from '#test/diagram.ts'
import { simulate } from '#test/simulation.ts'

test('a signal reaches every instance that waits and every start, and its thrower goes on', async () => {
  const sim = await simulate(
    model(
      process2('thrower', start('s'), thrown('t', signal('closed')), user('next'), chain('s', 't', 'next')),
      process2('waiter', start('w'), caught('c', signal('closed')), user('heard'), chain('w', 'c', 'heard')),
      process2('starter', start('st', signal('closed')), user('begun'), chain('st', 'begun')),
    ),
  )
  sim.start({}, 'waiter')
  sim.start({}, 'waiter')
  sim.start({}, 'thrower')
  assert.deepEqual(sim.waiting(), ['heard', 'heard', 'next', 'begun'])
})

test('interrupting catchers of the own instance act before the thrower of a signal goes on', async () => {
  const sim = await simulate(
    process(
      'p',
      start('s'),
      subprocess(
        'sub',
        '',
        start('s2'),
        thrown('t', signal('stop')),
        user('never'),
        chain('s2', 't', 'never'),
      ),
      boundary('b', 'sub', signal('stop')),
      user('stopped'),
      chain('s', 'sub'),
      flow('b', 'stopped'),
    ),
  )
  sim.start()
  assert.deepEqual(sim.waiting(), ['stopped'])
  assert.ok(!sim.effects('entered').some(({ node }) => node === 'never'))
})

test('a message reaches exactly one catcher by name and key, and waits in the buffer when it comes first', async () => {
  const sim = await simulate(
    process(
      'p',
      start('s'),
      user('u'),
      caught('m', message('paid', '=invoice')),
      end('e'),
      chain('s', 'u', 'm', 'e'),
    ),
  )
  const early = sim.start({ invoice: 'i1' })
  sim.message('paid', 'i1', { amount: 3 })
  sim.complete('u')
  assert.deepEqual(early.result, { invoice: 'i1', amount: 3 })
  sim.start({ invoice: 'i2' })
  sim.start({ invoice: 'i2' })
  sim.complete('u')
  sim.complete('u')
  sim.message('paid', 'i2')
  assert.deepEqual(sim.waiting(), ['m'])
})

test('a message with a time to live that is none is an incident', async () => {
  const ttl = zeebe('publishMessage', { correlationKey: '=k', timeToLive: 'soon' })
  const sim = await simulate(
    process('p', start('s'), thrown('t', message('news'), ttl), end('e'), chain('s', 't', 'e')),
  )
  const instance = sim.start({ k: 'k' })
  assert.deepEqual(
    instance.state.incidents.map(({ code }) => code),
    ['message_not_sent'],
  )
})

test('a published message reaches the instance that waits for it', async () => {
  const publish = zeebe('publishMessage', { correlationKey: '=k' }) + io([['=k + "!"', 'text']])
  const sim = await simulate(
    model(
      process2('sender', start('s'), thrown('t', message('news'), publish), end('e'), chain('s', 't', 'e')),
      process2(
        'reader',
        start('r'),
        caught('c', message('news', '=k')),
        user('read'),
        chain('r', 'c', 'read'),
      ),
    ),
  )
  const reader = sim.start({ k: 'a' }, 'reader')
  sim.start({ k: 'a' }, 'sender')
  assert.deepEqual(reader.state.elements[0]?.vars, { k: 'a', text: 'a!' })
})

test('the correlation key is frozen when the subscription is armed', async () => {
  const sim = await simulate(
    process('p', start('s'), caught('m', message('paid', '=invoice')), end('e'), chain('s', 'm', 'e')),
  )
  const instance = sim.start({ invoice: 'i1' })
  sim.send(0, { type: 'variables', variables: { invoice: 'i2' } })
  sim.message('paid', 'i2')
  assert.equal(instance.state.status, 'active')
  sim.message('paid', 'i1')
  assert.equal(instance.state.status, 'completed')
})

test('a message starts a process and its payload becomes variables', async () => {
  const sim = await simulate(
    process(
      'p',
      start('won', message('opportunities.won'), io([], [['=opportunityId', 'deal']])),
      user('u'),
      chain('won', 'u'),
    ),
  )
  sim.message('opportunities.won', 'o1', { opportunityId: 'o1' })
  const [instance] = sim.instances
  assert.deepEqual(instance?.state.elements[0]?.vars, { deal: 'o1' })
  assert.deepEqual(sim.waiting(), ['u'])
})

test('links lead from every throw to the one catch of their name', async () => {
  const sim = await simulate(
    process(
      'p',
      start('s'),
      parallel('g'),
      thrown('t1', link('L')),
      thrown('t2', link('L')),
      caught('c', link('L')),
      user('u'),
      chain('s', 'g', 't1'),
      flow('g', 't2'),
      flow('c', 'u'),
    ),
  )
  sim.start()
  assert.deepEqual(sim.waiting(), ['u', 'u'])
})

test('an interrupting event subprocess takes its scope over and the scope ends with it', async () => {
  const sim = await simulate(
    process(
      'p',
      start('s'),
      subprocess(
        'sub',
        '',
        start('s2'),
        user('work'),
        chain('s2', 'work'),
        eventSubprocess('stop', start('ss', message('stop', '="k"')), user('wind-up'), flow('ss', 'wind-up')),
        eventSubprocess('note', startBeside('ns', message('note', '="k"')), user('read'), flow('ns', 'read')),
      ),
      user('after'),
      chain('s', 'sub', 'after'),
    ),
  )
  const instance = sim.start()
  sim.message('note', 'k')
  assert.deepEqual(sim.waiting(), ['sub', 'work', 'note', 'read'])
  sim.message('stop', 'k')
  assert.deepEqual(sim.waiting(), ['sub', 'stop', 'wind-up'])
  assert.deepEqual(instance.state.subscriptions, [], 'the siblings are disarmed')
  sim.complete('wind-up')
  assert.deepEqual(sim.waiting(), ['after'])
})

test('an event subprocess of the process waits by a key that came with its start, by a message or plainly', async () => {
  const sim = await simulate(
    process(
      'p',
      start('s', message('begin')),
      start('plain'),
      user('work'),
      flow('s', 'work'),
      flow('plain', 'work'),
      eventSubprocess('stop', start('ss', message('stop', '=order')), user('wind-up'), flow('ss', 'wind-up')),
    ),
  )
  sim.message('begin', 'any', { order: 'A' })
  sim.start({ order: 'B' })
  sim.message('stop', 'B')
  assert.deepEqual(sim.waiting(), ['work', 'stop', 'wind-up'])
  sim.message('stop', 'A')
  assert.deepEqual(sim.waiting(), ['stop', 'wind-up', 'stop', 'wind-up'])
})

test('a non-interrupting event subprocess runs once a trigger and may outlive the last token', async () => {
  const sim = await simulate(
    process(
      'p',
      start('s'),
      user('work'),
      end('e'),
      chain('s', 'work', 'e'),
      eventSubprocess('note', startBeside('ns', message('note', '="k"')), user('read'), flow('ns', 'read')),
    ),
  )
  const instance = sim.start({ seen: 'parent' })
  sim.message('note', 'k', { n: 1 })
  sim.message('note', 'k', { n: 2 })
  sim.complete('work')
  assert.equal(instance.state.status, 'active')
  sim.complete('read', { seen: 'changed' })
  sim.complete('read')
  assert.equal(instance.state.status, 'completed')
  assert.deepEqual(instance.result, { seen: 'changed' }, 'it sees the parent, its own payload stays its own')
})

/** A process as a part of a file with several. */
function process2(id: string, ...content: string[]): string {
  return `<bpmn:process id="${id}" isExecutable="true">${content.join('')}</bpmn:process>`
}

test('an event subprocess is found by a key that its process starts with, or by one that has come with a message', async () => {
  const recalled = eventSubprocess(
    'aside',
    startBeside('recall', message('recalled', '=order')),
    user('look'),
    chain('recall', 'look'),
  )
  const begun = process('p', start('s'), user('work'), chain('s', 'work'), recalled)
  const plain = await simulate(begun)
  plain.start({ order: 'A1' })
  const byMessage = await simulate(
    process('p', start('s', message('ordered')), user('work'), chain('s', 'work'), recalled),
  )
  byMessage.message('ordered', '', { order: 'A1' })
  for (const run of [plain, byMessage]) {
    assert.deepEqual(run.effects('incident'), [])
    run.message('recalled', 'A2')
    assert.ok(!run.waiting().includes('look'))
    run.message('recalled', 'A1')
    assert.ok(run.waiting().includes('look'))
  }
})
