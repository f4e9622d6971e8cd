import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chain, element, process, start, zeebe } from '#test/diagram.ts'
import { simulate } from '#test/simulation.ts'

const flaky = (retries: string) =>
  process(
    'p',
    start('s'),
    element('serviceTask', 'pay', zeebe('taskDefinition', { type: 'cards.charge', retries })),
    chain('s', 'pay'),
  )

/** Lets the work of the task break down once. */
const breaks = (run: Awaited<ReturnType<typeof simulate>>) => {
  const [live] = run.instances[0]?.state.elements.filter(({ node }) => node >= 0) ?? []
  run.send(0, { type: 'stumble', element: live?.id ?? 0, code: 'fault', message: 'The line is dead.' })
}

test('how often broken work is tried again may be told by variables when it breaks down', async () => {
  const run = await simulate(flaky('=tries + 1'))
  run.start({ tries: 1 })
  breaks(run)
  assert.equal(run.timers().length, 1)
  run.advance('PT1M')
  assert.equal(run.effects('command').length, 2)
  breaks(run)
  assert.deepEqual(
    run.effects('incident').map(({ code }) => code),
    ['fault'],
  )
})

test('retries that the variables do not tell are an incident, which a retry mends', async () => {
  for (const tries of [null, 0, 1.5, 'many']) {
    const run = await simulate(flaky('=tries'))
    run.start({ tries })
    breaks(run)
    assert.match(run.effects('incident')[0]?.message ?? '', /number of retries/)
    run.retry('pay', { tries: 2 })
    assert.equal(run.effects('command').length, 2)
    breaks(run)
    assert.equal(run.timers().length, 1)
  }
})
