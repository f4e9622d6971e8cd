import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  boundary,
  cancel,
  chain,
  compensation,
  each,
  element,
  end,
  eventSubprocess,
  flow,
  process,
  start,
  subprocess,
  thrown,
  timer,
  transaction,
  undoer,
  undoneBy,
  user,
} from '#test/diagram.ts'
import { compileModel } from './compile.ts'

const codesOf = async (xml: string, severity = 'error') => {
  const { findings } = await compileModel(xml)
  return findings.filter((one) => one.severity === severity).map(({ element: id, code }) => `${id} ${code}`)
}

const inside = (...content: string[]) =>
  process('p', start('s'), user('a'), end('e'), chain('s', 'a', 'e'), ...content)

test('a compensation event without an activity that undoes, or with one of another scope, is refused', async () => {
  const elsewhere = subprocess('sub', '', start('i'), end('ie'), chain('i', 'ie'), undoer('undo'))
  assert.deepEqual(await codesOf(inside(boundary('b', 'a', compensation()))), ['b compensation_handler'])
  const other = inside(undoneBy('a', 'undo'), elsewhere)
  assert.deepEqual(await codesOf(other), ['a_undone compensation_handler'])
  const unmarked = inside(undoneBy('a', 'b'), user('b'))
  assert.deepEqual(await codesOf(unmarked), ['a_undone compensation_handler'])
})

test('what undoes an activity has no flows, no boundary events, and cannot be undone itself', async () => {
  const flows = inside(undoneBy('a', 'undo'), undoer('undo'), end('e2'), flow('undo', 'e2'))
  assert.deepEqual(await codesOf(flows), ['undo outgoing_not_allowed'])
  const watched = inside(
    undoneBy('a', 'undo'),
    undoer('undo'),
    boundary('b', 'undo', timer('Duration', 'PT1H')),
  )
  assert.deepEqual(await codesOf(watched), ['undo compensation_boundary'])
  const twice = inside(undoneBy('a', 'undo'), undoer('undo'), undoneBy('undo', 'redo'), undoer('redo'))
  assert.ok((await codesOf(twice)).includes('undo_undone compensation_of_handler'))
})

test('an activity that undoes nothing is a warning', async () => {
  assert.deepEqual(await codesOf(inside(undoer('undo'))), [])
  assert.deepEqual(await codesOf(inside(undoer('undo')), 'warning'), ['undo compensation_unused'])
})

test('a throw may only name an activity of its own scope that something undoes', async () => {
  const nothing = inside(thrown('t', compensation('a')))
  assert.deepEqual(await codesOf(nothing), ['t compensation_nothing'])
  const nested = subprocess('sub', '', start('i'), end('ie', compensation('a')), chain('i', 'ie'))
  const outside = inside(undoneBy('a', 'undo'), undoer('undo'), nested)
  assert.deepEqual(await codesOf(outside), ['ie compensation_out_of_scope'])
})

test('an event that catches compensation names no activity', async () => {
  const named = inside(undoneBy('a', 'undo'), undoer('undo')).replace(
    '<bpmn:compensateEventDefinition',
    '<bpmn:compensateEventDefinition activityRef="a"',
  )
  assert.deepEqual(await codesOf(named), ['a_undone compensation_activity'])
})

test('two things that would undo the same are refused, and one that would undo the process is a warning', async () => {
  const whole = (id: string) =>
    eventSubprocess(id, start(`${id}s`, compensation()), end(`${id}e`), chain(`${id}s`, `${id}e`))
  const twice = inside(undoneBy('a', 'u1'), undoer('u1'), boundary('b2', 'a', compensation()), undoer('u2'))
  const tied = twice.replace(
    '</bpmn:process>',
    '<bpmn:association id="x" sourceRef="b2" targetRef="u2"/></bpmn:process>',
  )
  assert.deepEqual(await codesOf(tied), ['b2 catch_ambiguous'])
  const both = inside(
    subprocess('sub', '', start('i'), end('ie'), chain('i', 'ie'), whole('w')),
    undoneBy('sub', 'undo'),
    undoer('undo'),
  )
  assert.deepEqual(await codesOf(both), ['w catch_ambiguous'])
  assert.deepEqual(await codesOf(inside(whole('w'))), [])
  assert.ok((await codesOf(inside(whole('w')), 'warning')).includes('w compensation_unused'))
})

test('a cancel event needs a transaction with one cancel boundary event that runs once', async () => {
  const stray = process('p', start('s'), end('e', cancel()), chain('s', 'e'))
  assert.deepEqual(await codesOf(stray), ['e cancel_without_transaction'])
  const onTask = inside(boundary('b', 'a', cancel()), end('e2'), chain('b', 'e2'))
  assert.deepEqual(await codesOf(onTask), ['b cancel_without_transaction'])
  const body = [start('i'), end('ie', cancel()), chain('i', 'ie')]
  const noExit = inside(transaction('t', ...body))
  assert.deepEqual(await codesOf(noExit), ['t cancel_boundary'])
  const many = inside(
    element('transaction', 't', '', each('=[1]') + body.join('')),
    boundary('b', 't', cancel()),
    end('e2'),
    chain('b', 'e2'),
  )
  assert.deepEqual(await codesOf(many), ['t cancel_of_many'])
})
