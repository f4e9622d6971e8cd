import assert from 'node:assert/strict'
import test from 'node:test'
import { folderWith, removed, throughline } from '#test/command-line.ts'
import {
  boundary,
  call,
  caught,
  chain,
  each,
  element,
  end,
  error,
  flow,
  message,
  process,
  service,
  start,
  timer,
  user,
  zeebe,
} from '#test/diagram.ts'

const rule = (id: string, decisionId: string) =>
  element('businessRuleTask', id, zeebe('calledDecision', { decisionId, resultVariable: 'level' }))

const levels = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="urn:l" name="l">
  <decision id="levels" name="Levels"><variable name="Levels"/>
  <literalExpression><text>if amount > 1000 then "board" else "lead"</text></literalExpression></decision></definitions>`

const folder = folderWith({
  'parent.bpmn': process(
    'parent',
    ...[start('s'), rule('decide', 'levels'), call('order', 'child'), end('e'), end('late')],
    ...[boundary('overdue', 'order', timer('Duration', 'P2D')), flow('overdue', 'late')],
    chain('s', 'decide', 'order', 'e'),
  ),
  'child.bpmn': process('child', start('cs'), user('review'), end('ce'), chain('cs', 'review', 'ce')),
  'levels.dmn': levels,
  'paid.bpmn': process(
    'paid',
    start('s'),
    caught('wait', message('paid', '=invoice')),
    end('e'),
    chain('s', 'wait', 'e'),
  ),
  'begun.bpmn': process('begun', start('s', message('ordered')), user('pack'), chain('s', 'pack')),
  'each.bpmn': process(
    'each',
    start('s'),
    user(
      'ask',
      '',
      each('=people', { inputElement: 'person', outputCollection: 'said', outputElement: '=answer' }),
    ),
    end('e'),
    chain('s', 'ask', 'e'),
  ),
  'charge.bpmn': process(
    'charge',
    ...[start('s'), service('pay', 'cards.charge'), end('paid'), user('call')],
    ...[boundary('declined', 'pay', error('DECLINED')), flow('declined', 'call')],
    chain('s', 'pay', 'paid'),
  ),
  'unsupported.bpmn': process(
    'p',
    ...[start('s'), element('complexGateway', 'g'), element('adHocSubProcess', 'a'), end('e')],
    chain('s', 'g', 'a', 'e'),
  ),
  'malformed.bpmn':
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"><bpmn:process',
})
test.after(() => removed(folder))

type Line = Record<string, unknown> & { type: string; element?: string }

async function run(files: readonly string[], script: unknown) {
  const words = ['processes', 'run', ...files]
  const ended = await throughline([...words, '--json', '-'], folder, JSON.stringify(script))
  const lines: Line[] = ended.out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
  const last = (lines.at(-1) ?? {}) as Record<string, unknown>
  const at = (type: string) => lines.filter((line) => line.type === type).map((line) => line.element)
  const first = (list: string) => ((last['instances'] ?? []) as Record<string, Line[]>[])[0]?.[list]?.[0]
  return { ...ended, lines, last, at, first }
}

const withAll = ['parent.bpmn', '--with', 'child.bpmn', '--with', 'levels.dmn']

test('a process calls another, a decision is made by its model, and work is completed by the script', async () => {
  const ended = await run(withAll, {
    variables: { amount: 5000 },
    events: [{ complete: 'review', variables: { ok: true } }],
  })
  assert.deepEqual([ended.code, ended.said], [0, ''])
  assert.deepEqual(ended.at('completed'), [
    's',
    'decide',
    'cs',
    'review',
    'ce',
    'child',
    'order',
    'e',
    'parent',
  ])
  assert.deepEqual([ended.at('task-opened'), ended.at('task-completed')], [['review'], ['review']])
  const { state, variables, instances } = ended.last
  assert.deepEqual([state, variables], ['completed', { amount: 5000, level: 'board', ok: true }])
  assert.equal((instances as unknown[]).length, 2)
  const called = ended.lines.find(({ type }) => type === 'called')
  assert.deepEqual([called?.element, called?.['process'], called?.['calls']], ['order', 'parent', 'child'])
  const set = ended.lines.find(({ type, variables: values }) => {
    return type === 'variables' && (values as Record<string, unknown>)['level'] === 'board'
  })
  assert.deepEqual([set?.element, set?.['process']], ['parent', 'parent'])
})

test('a boundary timer is armed, fires when the clock reaches it, and cancels what it sits on', async () => {
  const ended = await run(withAll, {
    variables: { amount: 1 },
    now: '2026-03-02T09:00:00Z',
    events: [{ advance: 'P1D' }, { until: '2026-03-04T09:00:00Z' }],
  })
  const armed = ended.lines.find(({ type }) => type === 'timer-armed')
  assert.deepEqual([armed?.element, armed?.['dueAt']], ['overdue', '2026-03-04T09:00:00Z'])
  const fired = ended.lines.find(({ type }) => type === 'timer-fired')
  assert.deepEqual([fired?.element, fired?.['at']], ['overdue', '2026-03-04T09:00:00Z'])
  assert.ok(ended.at('cancelled').includes('order') && ended.at('cancelled').includes('review'))
  assert.deepEqual([ended.last['state'], ended.at('completed').slice(-2)], ['completed', ['late', 'parent']])
})

test('a message finds who waits for its key, and one nobody waits for is kept for its time to live', async () => {
  const ended = await run(['paid.bpmn'], {
    variables: { invoice: 'A-1' },
    events: [
      { message: 'paid', key: 'A-2', timeToLive: 'PT1H' },
      { message: 'paid', key: 'A-3' },
      { advance: 'PT2H' },
      { message: 'paid', key: 'A-1', variables: { amount: 10 } },
    ],
  })
  const [waiting] = ended.lines.filter(({ type }) => type === 'message-armed')
  assert.deepEqual([waiting?.element, waiting?.['key']], ['wait', 'A-1'])
  assert.deepEqual(ended.at('message-received'), ['wait'])
  assert.deepEqual(ended.last['variables'], { invoice: 'A-1', amount: 10 })
  assert.deepEqual(ended.last['messages'], [{ name: 'paid', key: 'A-3', variables: {} }])
})

test('a message starts a process that begins by it', async () => {
  const ended = await run(['begun.bpmn'], { events: [{ message: 'ordered', variables: { pieces: 2 } }] })
  assert.deepEqual([ended.last['state'], ended.last['variables']], ['active', { pieces: 2 }])
  assert.deepEqual(ended.at('task-opened'), ['pack'])
  const idle = await run(['begun.bpmn'], {})
  assert.deepEqual([idle.code, JSON.parse(idle.said).code], [2, 'wrong_usage'])
})

test('the tasks of a multi-instance are told apart by their order', async () => {
  const ended = await run(['each.bpmn'], {
    variables: { people: ['Ada', 'Ben'] },
    events: [
      { complete: 'ask', nth: 2, variables: { answer: 'no' } },
      { complete: 'ask', variables: { answer: 'yes' } },
    ],
  })
  assert.deepEqual((ended.last['variables'] as Record<string, unknown>)['said'], ['yes', 'no'])
  const tooMany = await run(['each.bpmn'], {
    variables: { people: ['Ada'] },
    events: [{ complete: 'ask', nth: 2 }],
  })
  assert.deepEqual(JSON.parse(tooMany.said), {
    code: 'nothing_waits',
    message: 'Only 1 wait at ask.',
    event: 0,
  })
  assert.deepEqual([tooMany.code, tooMany.last.type], [1, 'end'])
})

test('commands are answered in turn by element or name, later by an event, or with a BPMN error', async () => {
  const declined = { answers: { pay: { error: 'DECLINED', message: 'No cover.' } } }
  const thrown = await run(['charge.bpmn'], declined)
  assert.deepEqual([thrown.at('command'), thrown.at('work-failed')], [['pay'], ['pay']])
  assert.deepEqual(thrown.at('task-opened'), ['call'])
  const paid = await run(['charge.bpmn'], { answers: { 'cards.charge': [{ variables: { receipt: 7 } }] } })
  assert.deepEqual([paid.last['state'], paid.last['variables']], ['completed', { receipt: 7 }])
  const later = await run(['charge.bpmn'], { events: [{ answer: 'cards.charge', error: 'DECLINED' }] })
  assert.deepEqual(later.at('task-opened'), ['call'])
  const uncaught = await run(['charge.bpmn'], { events: [{ error: 'BROKEN', at: 'pay' }] })
  assert.deepEqual([uncaught.code, uncaught.at('incident')], [0, ['pay']])
  assert.equal(uncaught.first('incidents')?.element, 'pay')
  const open = await run(['charge.bpmn'], { events: [] })
  assert.equal(open.first('commands')?.['command'], 'cards.charge')
})

test('a model with elements that are not executed tells every finding and runs nothing', async () => {
  const ended = await run(['unsupported.bpmn'], {})
  const errors = ended.lines.filter(({ severity }) => severity === 'error')
  assert.deepEqual(
    [ended.code, new Set(ended.lines.map(({ type }) => type)), new Set(errors.map((one) => one.element))],
    [1, new Set(['finding']), new Set(['g', 'a'])],
  )
  assert.ok(errors.every(({ code, message: text, cure, file }) => code && text && cure && file))
  const malformed = await run(['malformed.bpmn'], {})
  assert.deepEqual([malformed.code, malformed.lines.at(-1)?.['code']], [1, 'model_not_bpmn'])
  assert.deepEqual([malformed.lines.at(-1)?.['line'], malformed.lines.at(-1)?.['column']], [1, 76])
  const twice = await run(['paid.bpmn', '--with', 'paid.bpmn'], {})
  assert.deepEqual([twice.code, twice.lines.at(-1)?.['code']], [1, 'process_twice'])
})

test('the same run is the same text every time', async () => {
  const script = { variables: { amount: 1 }, events: [{ advance: 'P3D' }] }
  assert.equal((await run(withAll, script)).out, (await run(withAll, script)).out)
})

test('a script that says what nobody understands is wrong usage, with its place', async () => {
  const cases: [unknown, RegExp][] = [
    [{ events: [{ dance: true }] }, /^\/events\/0: says none of start, complete/],
    [{ events: [{ advance: 'P2D' }, { advance: 'soon' }] }, /^\/events\/1\/advance: is a duration/],
    [{ events: [{ complete: 'x', variable: {} }] }, /^\/events\/0: .*variable/],
    [{ now: 'today' }, /^\/now: is a moment/],
    [{ process: 'other' }, /no process other; there is: paid/],
  ]
  for (const [script, message] of cases) {
    const ended = await run(['paid.bpmn'], script)
    assert.equal(ended.code, 2)
    assert.match(JSON.parse(ended.said).message, message)
  }
})
