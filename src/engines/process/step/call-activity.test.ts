import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  boundary,
  call,
  chain,
  each,
  end,
  error,
  escalation,
  flow,
  io,
  model,
  start,
  thrown,
  timer,
  user,
} from '#test/diagram.ts'
import { simulate } from '#test/simulation.ts'

const child = (...content: string[]) => process2('child', ...content)

test('a called process gives its variables back and cancel goes down to it', async () => {
  const parent = process2(
    'parent',
    start('s'),
    call('c', 'child', io([['=x', 'y']], [['=z', 'got']])),
    end('e'),
    boundary('late', 'c', timer('Duration', 'P1D')),
    end('el'),
    chain('s', 'c', 'e'),
    flow('late', 'el'),
  )
  const xml = model(parent, child(start('cs'), user('cu'), end('ce'), chain('cs', 'cu', 'ce')))
  const sim = await simulate(xml)
  const instance = sim.start({ x: 1 }, 'parent')
  assert.equal(sim.instances[1]?.state.elements[0]?.vars?.['y'], 1)
  sim.complete('cu', { z: 9 })
  assert.deepEqual(instance.result, { x: 1, got: 9 })
  sim.start({ x: 1 }, 'parent')
  sim.advance('P1D')
  assert.deepEqual(
    sim.instances.map(({ state }) => state.status),
    ['completed', 'completed', 'completed', 'cancelled'],
  )
})

test('an error of a called process is caught by its caller, or is an incident in the called one', async () => {
  const parent = (catcher: string) =>
    process2('parent', start('s'), call('c', 'child'), catcher, user('after'), chain('s', 'c'))
  const failing = child(start('cs'), end('ce', error('broken')), chain('cs', 'ce'))
  const caughtRun = await simulate(
    model(parent(boundary('b', 'c', error('broken')) + flow('b', 'after')), failing),
  )
  caughtRun.start({}, 'parent')
  assert.deepEqual(caughtRun.waiting(), ['after'])
  assert.equal(caughtRun.instances[1]?.state.status, 'cancelled')
  const uncaught = await simulate(model(parent(''), failing))
  uncaught.start({}, 'parent')
  assert.deepEqual(
    uncaught.instances.map(({ state }) => state.incidents.map(({ code }) => code)),
    [[], ['broken']],
  )
})

test('an escalation of a called process lets it go on unless its caller interrupts it', async () => {
  const escalating = child(
    start('cs'),
    thrown('t', escalation('late')),
    user('next'),
    chain('cs', 't', 'next'),
  )
  for (const [interrupting, expected] of [
    [true, ['after']],
    [false, ['c', 'after', 'next']],
  ] as const) {
    const parent = process2(
      'parent',
      start('s'),
      call('c', 'child'),
      boundary('b', 'c', escalation('late'), interrupting),
      user('after'),
      chain('s', 'c'),
      flow('b', 'after'),
    )
    const sim = await simulate(model(parent, escalating))
    sim.start({}, 'parent')
    assert.deepEqual(sim.waiting(), expected)
  }
})

/** A process as a part of a file with several. */
function process2(id: string, ...content: string[]): string {
  return `<bpmn:process id="${id}" isExecutable="true">${content.join('')}</bpmn:process>`
}

test('one of many calls gives its item and its counter to what it calls, and no counts, which would come back', async () => {
  const run = await simulate(
    model(
      process2(
        'parent',
        start('s'),
        call('part', 'child', '', each('=parts', { inputElement: 'part' })),
        end('e'),
        chain('s', 'part', 'e'),
      ),
      process2('child', start('i'), user('work'), end('j'), chain('i', 'work', 'j')),
    ),
  )
  run.start({ parts: ['a', 'b'] }, 'parent')
  assert.deepEqual(
    run.effects('call').map(({ variables }) => variables),
    ['a', 'b'].map((part, index) => ({ parts: ['a', 'b'], part, loopCounter: index + 1 })),
  )
  run.complete('work')
  run.complete('work')
  assert.deepEqual(run.instances[0]?.result, { parts: ['a', 'b'] })
})
