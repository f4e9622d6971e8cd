import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  boundary,
  chain,
  compensation,
  each,
  element,
  end,
  error,
  escalation,
  eventSubprocess,
  flow,
  io,
  message,
  parallel,
  process,
  start,
  startBeside,
  subprocess,
  terminate,
  thrown,
  timer,
  undoable,
  undoer,
  undoneBy,
  user,
} from '#test/diagram.ts'
import { simulate, undoAll, undoing } from '#test/simulation.ts'

test('a throw undoes its own scope and not the scope around', async () => {
  const run = await simulate(
    process(
      'p',
      start('s'),
      undoable('outer'),
      subprocess(
        'sub',
        '',
        ...[start('i'), undoable('inner'), end('ie', compensation()), chain('i', 'inner', 'ie')],
      ),
      user('after'),
      end('e'),
      chain('s', 'outer', 'sub', 'after', 'e'),
    ),
  )
  run.start()
  run.complete('outer')
  run.complete('inner')
  assert.deepEqual(undoAll(run), ['undo_inner'])
  assert.deepEqual(run.waiting(), ['after'])
})

test('a throw inside an event subprocess undoes the scope around it, also what the event subprocess has done', async () => {
  const run = await simulate(
    process(
      'p',
      start('s'),
      undoable('a'),
      end('bad', error('BROKEN')),
      eventSubprocess(
        'rescue',
        ...[start('caught', error('BROKEN')), undoable('tell'), end('undo', compensation())],
        chain('caught', 'tell', 'undo'),
      ),
      chain('s', 'a', 'bad'),
    ),
  )
  run.start()
  run.complete('a')
  run.complete('tell')
  assert.deepEqual(undoAll(run), ['undo_tell', 'undo_a'])
  assert.equal(run.instances[0]?.state.status, 'completed')
})

test('a completed subprocess is undone by what completed inside it, in reverse order, at the place where it completed', async () => {
  const run = await simulate(
    process(
      'p',
      start('s'),
      parallel('split'),
      undoable('first'),
      subprocess(
        'sub',
        '',
        ...[start('i'), undoable('x'), undoable('y'), end('ie'), chain('i', 'x', 'y', 'ie')],
      ),
      parallel('join'),
      undoable('last'),
      end('e', compensation()),
      flow('s', 'split'),
      chain('split', 'first', 'join'),
      chain('split', 'sub', 'join', 'last', 'e'),
    ),
  )
  run.start()
  for (const id of ['x', 'first', 'y', 'last']) run.complete(id)
  assert.deepEqual(undoAll(run), ['undo_last', 'undo_y', 'undo_x', 'undo_first'])
})

test('a compensation event subprocess replaces the default and may undo the inside itself', async () => {
  const run = await simulate(
    process(
      'p',
      start('s'),
      subprocess(
        'sub',
        io([['="secret"', 'own']]),
        ...[start('i'), undoable('x'), end('ie'), chain('i', 'x', 'ie')],
        eventSubprocess(
          'whole',
          start('undone', compensation()),
          element('userTask', 'undo_all', io([['=own', 'seen']])),
          thrown('rest', compensation()),
          user('done'),
          end('we'),
          chain('undone', 'undo_all', 'rest', 'done', 'we'),
        ),
      ),
      user('between'),
      thrown('undo', compensation('sub')),
      user('after'),
      end('e'),
      chain('s', 'sub', 'between', 'undo', 'after', 'e'),
    ),
  )
  run.start()
  run.complete('x')
  run.complete('between')
  assert.deepEqual(undoing(run), ['undo_all'], 'the handler inside is not called by itself')
  assert.equal(run.tasks()[0]?.offer.variables['seen'], 'secret', 'it sees what the subprocess saw')
  assert.deepEqual(undoAll(run), ['undo_all', 'undo_x'])
  assert.ok(
    run.waiting().includes('done') && run.waiting().includes('undo'),
    'the thrower waits for all of it',
  )
  run.complete('done')
  assert.deepEqual(run.waiting(), ['after'])
})

test('a compensation event on a subprocess replaces what completed inside it', async () => {
  const run = await simulate(
    process(
      'p',
      start('s'),
      subprocess('sub', '', ...[start('i'), undoable('x'), end('ie'), chain('i', 'x', 'ie')]),
      undoneBy('sub', 'undo_sub'),
      undoer('undo_sub'),
      end('e', compensation()),
      chain('s', 'sub', 'e'),
    ),
  )
  run.start()
  run.complete('x')
  assert.deepEqual(undoAll(run), ['undo_sub'])
})

test('a handler that fails is an incident, the rest waits, and the retry goes on', async () => {
  const run = await simulate(
    process(
      'p',
      ...[start('s'), undoable('a'), undoable('b'), thrown('undo', compensation()), user('after'), end('e')],
      chain('s', 'a', 'b', 'undo', 'after', 'e'),
    ),
  )
  run.start()
  run.complete('a')
  run.complete('b')
  run.fail('undo_b', 'GONE', 'The seat is gone.')
  assert.deepEqual(
    run.instances[0]?.state.incidents.map(({ code }) => code),
    ['GONE'],
  )
  assert.deepEqual(run.waiting(), ['undo', 'undo_b'], 'what completed before it waits')
  run.retry('undo_b')
  assert.deepEqual(undoAll(run), ['undo_b', 'undo_a'])
  assert.deepEqual(run.waiting(), ['after'])
})

test('a cancelled activity is not undone, and a cancelled scope forgets what completed in it', async () => {
  const run = await simulate(
    process(
      'p',
      start('s'),
      undoable('a'),
      boundary('late_a', 'a', timer('Duration', 'PT1H')),
      subprocess('sub', '', start('i'), undoable('x'), user('y'), end('ie'), chain('i', 'x', 'y', 'ie')),
      boundary('late', 'sub', timer('Duration', 'PT1H')),
      thrown('undo', compensation()),
      user('after'),
      end('e'),
      chain('s', 'a'),
      chain('late_a', 'sub'),
      chain('late', 'undo', 'after', 'e'),
    ),
  )
  run.start()
  run.advance('PT1H')
  run.complete('x')
  run.advance('PT1H')
  assert.deepEqual(run.waiting(), ['after'])
  assert.deepEqual(run.effects('compensation'), [])
})

test('a running subprocess is not undone by a throw beside it', async () => {
  const run = await simulate(
    process(
      'p',
      start('s'),
      parallel('split'),
      subprocess('sub', '', start('i'), undoable('x'), user('y'), end('ie'), chain('i', 'x', 'y', 'ie')),
      end('e1'),
      user('go'),
      thrown('undo', compensation()),
      user('after'),
      flow('s', 'split'),
      chain('split', 'sub', 'e1'),
      chain('split', 'go', 'undo', 'after'),
    ),
  )
  run.start()
  run.complete('x')
  run.complete('go')
  assert.deepEqual(undoing(run), [])
  assert.ok(run.waiting().includes('after'))
})

test('a throw that does not wait goes on at once, and its scope ends when everything is undone', async () => {
  const run = await simulate(
    process(
      'p',
      ...[
        start('s'),
        undoable('a'),
        undoable('b'),
        thrown('undo', compensation('', false)),
        user('after'),
        end('e'),
      ],
      chain('s', 'a', 'b', 'undo', 'after', 'e'),
    ),
  )
  run.start()
  run.complete('a')
  run.complete('b')
  assert.deepEqual(run.waiting(), ['undo_b', 'after'])
  run.complete('after')
  assert.equal(run.instances[0]?.state.status, 'active')
  assert.deepEqual(undoAll(run), ['undo_b', 'undo_a'])
  assert.equal(run.instances[0]?.state.status, 'completed')
})

test('an interruption takes the throw and its handler away, and what was not undone can be undone later', async () => {
  const run = await simulate(
    process(
      'p',
      start('s'),
      ...[undoable('a'), undoable('b'), end('e', compensation())],
      eventSubprocess(
        'stop',
        ...[start('stopped', message('stop', '="k"')), end('se', compensation()), chain('stopped', 'se')],
      ),
      chain('s', 'a', 'b', 'e'),
    ),
  )
  run.start()
  run.complete('a')
  run.complete('b')
  assert.deepEqual(undoing(run), ['undo_b'])
  run.message('stop', 'k')
  assert.deepEqual(undoAll(run), ['undo_a'], 'b was begun, so it is not begun again')
  assert.equal(run.instances[0]?.state.status, 'completed')
  assert.equal(run.instances[0]?.state.undoings, undefined)
})

test('terminate at the top ends the process without undoing anything', async () => {
  const run = await simulate(
    process('p', ...[start('s'), undoable('a'), end('e', terminate()), chain('s', 'a', 'e')]),
  )
  run.start()
  run.complete('a')
  assert.equal(run.instances[0]?.state.status, 'completed')
  assert.deepEqual(run.effects('compensation'), [])
})

test('a called process that has completed is undone by the compensation event of its call only', async () => {
  const called = process('child', start('cs'), undoable('x'), end('ce'), chain('cs', 'x', 'ce'))
  const caller = process(
    'parent',
    start('s'),
    element('callActivity', 'call', '<zeebe:calledElement processId="child"/>'),
    undoneBy('call', 'undo_call'),
    undoer('undo_call'),
    end('e', compensation()),
    chain('s', 'call', 'e'),
  )
  const both = caller.replace(
    '</bpmn:definitions>',
    `${/<bpmn:process.*<\/bpmn:process>/s.exec(called)?.[0]}</bpmn:definitions>`,
  )
  const run = await simulate(both)
  run.start({}, 'parent')
  run.complete('x')
  assert.deepEqual(undoAll(run), ['undo_call'])
  assert.equal(run.instances[0]?.state.status, 'completed')
})

test('a subprocess completed many times is undone as often, and each instance by its own inside', async () => {
  const run = await simulate(
    process(
      'p',
      start('s'),
      element(
        'subProcess',
        'trip',
        '',
        each('=["A", "B"]', { inputElement: 'leg' }) +
          start('i') +
          user('book') +
          undoneBy('book', 'undo_book') +
          undoer('undo_book', io([['=leg', 'which']])) +
          end('ie') +
          chain('i', 'book', 'ie'),
      ),
      end('e', compensation()),
      chain('s', 'trip', 'e'),
    ),
  )
  run.start()
  run.complete('book')
  run.complete('book')
  const legs: unknown[] = []
  for (let next = run.tasks()[0]; next; next = run.tasks()[0]) {
    legs.push(next.offer.variables['which'])
    run.complete('undo_book')
  }
  assert.deepEqual(legs, ['B', 'A'])
})

test('an escalation that does not interrupt leaves the undoing as it is', async () => {
  const run = await simulate(
    process(
      'p',
      start('s'),
      undoable('a'),
      thrown('undo', compensation('', false)),
      thrown('tell', escalation('LATE')),
      user('after'),
      eventSubprocess(
        'watch',
        startBeside('told', escalation('LATE')),
        user('look'),
        end('we'),
        chain('told', 'look', 'we'),
      ),
      chain('s', 'a', 'undo', 'tell', 'after'),
    ),
  )
  run.start()
  run.complete('a')
  assert.deepEqual(run.waiting().sort(), ['after', 'look', 'undo_a', 'watch'])
})

test('a handler that an operator takes away alone does not hold up the rest', async () => {
  const run = await simulate(
    process(
      'p',
      ...[start('s'), undoable('a'), undoable('b'), thrown('undo', compensation()), user('after')],
      chain('s', 'a', 'b', 'undo', 'after'),
    ),
  )
  run.start()
  run.complete('a')
  run.complete('b')
  run.send(0, { type: 'modify', reason: 'The seat is gone.', cancel: [{ node: 'undo_b' }], activate: [] })
  assert.deepEqual(undoAll(run), ['undo_a'])
  assert.deepEqual(run.waiting(), ['after'])
})
