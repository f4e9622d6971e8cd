import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { folderWith, removed, throughline } from '#test/command-line.ts'
import {
  boundary,
  caught,
  chain,
  element,
  end,
  error,
  exclusive,
  flow,
  io,
  message,
  parallel,
  process,
  service,
  start,
  thrown,
  timer,
  user,
  zeebe,
} from '#test/diagram.ts'
import { UsageFault } from '../rooms/arguments.ts'
import { playScenarios } from './play-scenarios.ts'

const limits = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="urn:l" name="limits">
  <inputData id="in" name="amount"><variable name="amount" typeRef="number"/></inputData>
  <decision id="level" name="Level"><variable name="Level"/>
  <informationRequirement><requiredInput href="#in"/></informationRequirement>
  <decisionTable id="levels" hitPolicy="UNIQUE">
  <input id="i"><inputExpression><text>amount</text></inputExpression></input><output id="o"/>
  <rule id="small"><inputEntry><text>&lt; 1000</text></inputEntry><outputEntry><text>"lead"</text></outputEntry></rule>
  <rule id="large"><inputEntry><text>&gt;= 1000</text></inputEntry><outputEntry><text>"board"</text></outputEntry></rule>
  </decisionTable></decision></definitions>`

/** Decides who reviews, reminds after two days, reserves money, and tells somebody. */
const review = process(
  'review',
  start('asked'),
  element(
    'businessRuleTask',
    'decide',
    zeebe('calledDecision', { decisionId: 'level', resultVariable: 'level' }),
  ),
  user('look', zeebe('assignmentDefinition', { candidateGroups: '=level' })),
  boundary('overdue', 'look', timer('Duration', 'P2D'), false),
  end('reminded'),
  service('reserve', 'budget.reserve', io([['=amount', 'amount']])),
  boundary('none_left', 'reserve', error('NO_BUDGET')),
  end('denied'),
  end('approved'),
  chain('asked', 'decide', 'look', 'reserve', 'approved'),
  flow('overdue', 'reminded'),
  flow('none_left', 'denied'),
)

/** Two branches that meet again, of which a gateway leads straight to the join. */
const joined = process(
  'joined',
  start('s'),
  parallel('fork'),
  exclusive('which', 'which-meet'),
  user('left'),
  parallel('meet'),
  end('e'),
  chain('s', 'fork', 'left', 'meet', 'e'),
  flow('fork', 'which'),
  flow('which', 'detour', '=far'),
  user('detour'),
  flow('detour', 'e'),
  flow('which', 'meet'),
)

const spoken = process(
  'spoken',
  start('s', message('asked')),
  thrown('tell', message('told'), zeebe('publishMessage', { correlationKey: '=who' })),
  caught('hear', message('answered', '=who')),
  end('e'),
  chain('s', 'tell', 'hear', 'e'),
)

const small = { name: 'a small one', given: { variables: { amount: 10 } } }
const reserved = { 'budget.reserve': { variables: {} } }
const steps = (...all: object[]) => ({ steps: all })
const about = (...scenarios: object[]) => ({ models: ['review.bpmn', 'limits.dmn'], scenarios })

const refused = process('refused', start('s'), element('complexGateway', 'g'), end('e'), chain('s', 'g', 'e'))

const models = {
  'review.bpmn': review,
  'limits.dmn': limits,
  'joined.bpmn': joined,
  'spoken.bpmn': spoken,
  'refused.bpmn': refused,
}
const folder = folderWith(models)
test.after(() => removed(folder))

/** Scenarios as a file. What they say "then" is written `expect` here, since an object with "then" looks like a promise. */
function written(name: string, scenarios: object): string {
  const file = join(folder, name)
  writeFileSync(file, JSON.stringify(scenarios).replaceAll('"expect":', '"then":'))
  return file
}

/** By the command, as people run it. */
async function tested(scenarios: object, ...words: string[]) {
  written('one.scenarios.json', scenarios)
  const ended = await throughline(['processes', 'test', 'one.scenarios.json', ...words], folder)
  const lines = ended.out.split('\n').filter(Boolean)
  return { ...ended, lines: lines.map((line) => JSON.parse(line)) }
}

/** By the same machine without a process of its own. */
async function played(scenarios: object) {
  const results = await playScenarios([written('other.scenarios.json', scenarios)])
  return { ...results, failures: results.scenarios.flatMap(({ failures }) => failures) }
}

test('scenarios are played and what none of them takes is named', async () => {
  const { code, lines } = await tested(
    about({
      ...small,
      ...steps(
        {
          expect: {
            tasks: [{ element: 'look', candidateGroups: ['lead'] }],
            timers: [{ element: 'overdue', dueAt: '2026-01-03T00:00:00Z' }],
            decisions: ['level'],
            variables: { level: 'lead' },
            completed: ['asked', 'decide'],
          },
        },
        {
          when: { complete: 'look' },
          expect: { commands: [{ command: 'budget.reserve', input: { amount: 10 } }] },
        },
        {
          when: { answer: 'budget.reserve' },
          expect: { state: 'completed', waiting: [], tasks: [], incidents: [] },
        },
      ),
    }),
  )
  assert.equal(code, 0)
  assert.deepEqual(lines, [
    { type: 'scenario', file: 'one.scenarios.json', name: 'a small one', passed: true, failures: [] },
    {
      ...{ type: 'coverage', file: 'review.bpmn', process: 'review' },
      elements: { all: 9, taken: 5, missed: ['overdue', 'reminded', 'none_left', 'denied'] },
      flows: { all: 6, taken: 4, missed: ['overdue-reminded', 'none_left-denied'] },
    },
    { type: 'coverage', file: 'limits.dmn', model: 'limits', rules: { all: 2, taken: 1, missed: ['large'] } },
    { type: 'end', scenarios: 1, failed: 0, percent: 58 },
  ])
})

test('all of a model is covered by what its scenarios take together; less than was asked for fails', async () => {
  const whole = about(
    {
      name: 'late and reserved',
      given: { variables: { amount: 1000 }, answers: reserved },
      ...steps(
        { when: { advance: 'P2D' }, expect: { completed: ['reminded'], tasks: ['look'] } },
        { when: { complete: 'look' } },
      ),
    },
    {
      ...{ ...small, given: { variables: { amount: 999 } } },
      ...steps({
        when: [{ complete: 'look' }, { error: 'NO_BUDGET', at: 'reserve' }],
        expect: { completed: ['denied'], state: 'completed' },
      }),
    },
  )
  const full = await tested(whole, '--coverage', '100')
  assert.deepEqual([full.code, full.lines.at(-1).percent], [0, 100])
  const [first] = whole.scenarios
  const half = await tested({ ...whole, scenarios: [first] }, '--coverage', '100')
  assert.equal(half.code, 1)
  assert.deepEqual(JSON.parse(half.said), {
    code: 'coverage_too_low',
    message: 'The scenarios take 76 % of the models, not 100 %; "missed" names the rest.',
  })
})

test('a gateway that leads straight to a join takes only the flow it chose', async () => {
  const missed = async (...far: boolean[]) => {
    const scenarios = far.map((value) => ({
      ...{ name: String(value), given: { variables: { far: value } } },
      ...steps({ when: { complete: 'left' }, expect: {} }),
    }))
    const { coverage } = await played({ models: ['joined.bpmn'], scenarios })
    return coverage.flatMap((one) => ('flows' in one ? one.flows.missed : []))
  }
  assert.deepEqual(await missed(true), ['meet-e', 'detour-e', 'which-meet'])
  assert.deepEqual(await missed(false), ['which-detour', 'detour-e'])
  assert.deepEqual(await missed(false, true), ['detour-e'])
})

const wrong: readonly (readonly [what: string, expect: object, failure: object])[] = [
  [
    'a task of other people',
    { tasks: [{ candidateGroups: ['board'] }] },
    { at: '/tasks/0/candidateGroups/0', expected: 'board', actual: 'lead' },
  ],
  [
    'a task too few',
    { tasks: ['look', 'sign'] },
    { at: '/tasks', expected: ['look', 'sign'], actual: ['look'] },
  ],
  ['a task too many', { tasks: [] }, { at: '/tasks', expected: [], actual: ['look'] }],
  ['another task', { tasks: ['sign'] }, { at: '/tasks/0', expected: 'sign', actual: 'look' }],
  [
    'a timer at another time',
    { timers: [{ dueAt: '2026-01-04T00:00:00Z' }] },
    { at: '/timers/0/dueAt', expected: '2026-01-04T00:00:00Z', actual: '2026-01-03T00:00:00Z' },
  ],
  ['another value', { variables: { amount: 11 } }, { at: '/variables/amount', expected: 11, actual: 10 }],
  [
    'a variable that is not there',
    { variables: { amount: { net: 1 } } },
    { at: '/variables/amount', expected: { net: 1 }, actual: 10 },
  ],
  ['another end', { state: 'completed' }, { at: '/state', expected: 'completed', actual: 'active' }],
  [
    'a command nobody called',
    { commands: ['budget.reserve'] },
    { at: '/commands', expected: ['budget.reserve'], actual: [] },
  ],
  [
    'a step not done',
    { completed: ['decide', 'asked'] },
    { at: '/completed/1', expected: 'asked', actual: ['asked', 'decide'] },
  ],
  ['something waiting', { waiting: ['reserve'] }, { at: '/waiting/0', expected: 'reserve', actual: 'look' }],
  [
    'a message nobody sent',
    { messages: ['told'], signals: [] },
    { at: '/messages', expected: ['told'], actual: [] },
  ],
  [
    'a process that never began',
    { process: 'other', state: 'active' },
    { at: '/state', expected: 'active', actual: 'not started' },
  ],
]

for (const [what, expected, failure] of wrong) {
  test(`expecting ${what} fails at its place`, async () => {
    const { failures } = await played(about({ ...small, ...steps({ expect: expected }) }))
    assert.deepEqual(
      failures.map(({ message: _message, at, ...one }) => ({
        ...{ at: at.replace('/scenarios/0/steps/0/then', ''), ...one },
      })),
      [failure],
    )
  })
}

test('an incident nobody expects fails a scenario that says nothing about it', async () => {
  const broken = { given: { variables: { amount: 'much' } }, name: 'no number' }
  const { failures } = await played(about({ ...broken, ...steps({ expect: {} }) }))
  assert.deepEqual(failures, [
    {
      ...{ at: '/scenarios/0/steps/0/then/incidents', message: 'There are 1, not 0.' },
      ...{ expected: [], actual: ['decide'] },
    },
  ])
  const expected = { incidents: [{ element: 'decide', code: 'input_invalid' }] }
  assert.deepEqual((await played(about({ ...broken, ...steps({ expect: expected }) }))).failures, [])
})

test('what cannot happen fails the scenario there, and the others are played all the same', async () => {
  const { code, lines, said } = await tested(
    about(
      { ...small, ...steps({ when: { complete: 'sign' }, expect: {} }) },
      { ...small, ...steps({ expect: { tasks: ['look'] } }) },
    ),
  )
  assert.equal(code, 1)
  assert.deepEqual(JSON.parse(said), { code: 'scenario_failed', message: '1 of 2 scenarios failed.' })
  const [first, second] = lines
  assert.deepEqual(first.failures, [
    {
      at: '/scenarios/0/steps/0/when',
      message: 'Nothing waits at sign; waiting: look.',
      expected: null,
      actual: 'nothing_waits',
    },
  ])
  assert.equal(second.passed, true)
})

test('messages in and out, and what has happened since the expectation before', async () => {
  const { failures } = await played({
    models: ['spoken.bpmn'],
    scenarios: [
      {
        name: 'a talk',
        ...steps(
          { expect: { state: 'not started' } },
          { when: { message: 'asked', variables: { who: 'ann' } } },
          { expect: { messages: [{ name: 'told', key: 'ann' }], waiting: ['hear'] } },
          {
            when: { message: 'answered', key: 'ann' },
            expect: { messages: [], process: 'spoken', state: 'completed' },
          },
        ),
      },
    ],
  })
  assert.deepEqual(failures, [])
})

test('what is given for all is overlaid by what is given for one', async () => {
  const { failures } = await played({
    ...about({
      ...{
        name: 'own words',
        given: { variables: { amount: 5000 }, answers: { 'budget.reserve': { error: 'NO_BUDGET' } } },
      },
      ...steps({
        when: { complete: 'look' },
        expect: { completed: ['denied'], variables: { amount: 5000, note: 'shared' } },
      }),
    }),
    given: { now: '2026-03-02T09:00:00Z', variables: { amount: 1, note: 'shared' }, answers: reserved },
  })
  assert.deepEqual(failures, [])
})

const usage: readonly (readonly [file: object, message: RegExp])[] = [
  [
    { models: ['review.bpmn'], scenarios: [{ name: 'x', steps: [{ when: { complete: 'look' } }] }] },
    /scenarios\/0: expects nothing/,
  ],
  [
    { models: ['review.bpmn'], scenarios: [{ name: 'x', steps: [{ when: [{ dance: 1 }], expect: {} }] }] },
    /\/scenarios\/0\/steps\/0\/when\/0: says none of/,
  ],
  [
    { models: ['review.bpmn'], scenarios: [{ name: 'x', given: { clock: 1 }, steps: [{ expect: {} }] }] },
    /\/scenarios\/0\/given: .*clock/,
  ],
  [
    { models: ['review.bpmn'], scenarios: [{ name: 'x', steps: [{ expect: { taks: [] } }] }] },
    /\/scenarios\/0\/steps\/0\/then: .*taks/,
  ],
  [
    { models: ['limits.dmn'], scenarios: [{ name: 'x', steps: [{ expect: {} }] }] },
    /\/scenarios\/0: The first file is to be a BPMN model/,
  ],
  [
    { models: ['gone.bpmn'], scenarios: [{ name: 'x', steps: [{ expect: {} }] }] },
    /gone.bpmn cannot be read/,
  ],
]

for (const [file, message] of usage) {
  test(`wrong usage is told with its place: ${message.source}`, async () => {
    await assert.rejects(played(file), (cause) => cause instanceof UsageFault && message.test(cause.message))
  })
}

test('which scenarios are meant must be said, and how much they are to cover is a whole number', async () => {
  for (const words of [[], ['x.json', '--coverage', '101'], ['gone.json'], ['x.json', '--what']]) {
    const { code, said } = await throughline(['processes', 'test', ...words], folder)
    assert.deepEqual([code, JSON.parse(said).code], [2, 'wrong_usage'], words.join(' '))
  }
})

test('a model that would not be deployed is not played: its findings are told', async () => {
  const { code, lines } = await tested({
    models: ['refused.bpmn'],
    scenarios: [{ name: 'x', steps: [{ expect: {} }] }],
  })
  assert.equal(code, 1)
  assert.deepEqual(
    lines.map(({ type, element: at }) => [type, at]),
    [
      ['finding', 'g'],
      ['end', undefined],
    ],
  )
})
