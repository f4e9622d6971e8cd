import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  boundary,
  chain,
  compensation,
  each,
  element,
  end,
  flow,
  io,
  parallel,
  process,
  script,
  start,
  thrown,
  timer,
  undoable,
  undoer,
  undoneBy,
  user,
} from '#test/diagram.ts'
import { simulate, undoAll, undoing } from '#test/simulation.ts'

test('compensation undoes what has completed in strict reverse order, one after the other, and then goes on', async () => {
  const run = await simulate(
    process(
      'p',
      start('s'),
      parallel('split'),
      undoable('a'),
      undoable('b'),
      undoable('c'),
      parallel('join'),
      thrown('undo', compensation()),
      user('after'),
      end('e'),
      flow('s', 'split'),
      ...['a', 'b', 'c'].map((id) => flow('split', id) + flow(id, 'join')),
      chain('join', 'undo', 'after', 'e'),
    ),
  )
  run.start()
  for (const id of ['b', 'a', 'c']) run.complete(id)
  assert.deepEqual(run.waiting(), ['undo', 'undo_c'], 'one handler at a time, the throw waits')
  assert.deepEqual(undoAll(run), ['undo_c', 'undo_a', 'undo_b'])
  assert.deepEqual(run.waiting(), ['after'])
  assert.deepEqual(
    run.effects('compensation').map(({ node, undoes }) => [node, undoes]),
    [
      ['undo_c', 'c'],
      ['undo_a', 'a'],
      ['undo_b', 'b'],
    ],
  )
})

test('each completed activity is undone at most once', async () => {
  const run = await simulate(
    process(
      'p',
      ...[start('s'), undoable('a'), thrown('first', compensation()), thrown('second', compensation())],
      ...[user('after'), end('e'), chain('s', 'a', 'first', 'second', 'after', 'e')],
    ),
  )
  run.start()
  run.complete('a')
  assert.deepEqual(undoAll(run), ['undo_a'])
  assert.deepEqual(run.waiting(), ['after'], 'the second throw finds nothing left to undo')
})

test('an activity that a loop completed three times is undone three times', async () => {
  const run = await simulate(
    process(
      'p',
      start('s'),
      element('exclusiveGateway', 'again'),
      undoable('a'),
      element('exclusiveGateway', 'choose', '', '', { default: 'on' }),
      end('e', compensation()),
      chain('s', 'again', 'a', 'choose'),
      flow('choose', 'again', '=n < 3'),
      flow('choose', 'e', '', 'on'),
    ),
  )
  run.start()
  for (const n of [1, 2, 3]) run.complete('a', { n })
  assert.deepEqual(undoAll(run), ['undo_a', 'undo_a', 'undo_a'])
  assert.equal(run.instances[0]?.state.status, 'completed')
})

test('every instance of a multi-instance activity is undone by itself, with its own item, the last first', async () => {
  const run = await simulate(
    process(
      'p',
      start('s'),
      user('book', '', each('=["Oslo", "Rome", "Bonn"]', { inputElement: 'city' })),
      undoneBy('book', 'undo_book'),
      undoer('undo_book', io([['=city', 'place']])),
      end('e', compensation()),
      chain('s', 'book', 'e'),
    ),
  )
  run.start()
  run.complete('book', {}, 2)
  run.complete('book', {}, 2)
  run.complete('book')
  const places: unknown[] = []
  for (let next = run.tasks()[0]; next; next = run.tasks()[0]) {
    places.push(next.offer.variables['place'])
    run.complete('undo_book')
  }
  assert.deepEqual(places, ['Oslo', 'Bonn', 'Rome'])
})

test('a multi-instance activity that still runs is not undone, and one that was cancelled neither', async () => {
  const run = await simulate(
    process(
      'p',
      start('s'),
      parallel('split'),
      user('book', '', each('=[1, 2]')),
      undoneBy('book', 'undo_book'),
      undoer('undo_book'),
      boundary('late', 'book', timer('Duration', 'PT1H')),
      user('go'),
      thrown('undo', compensation()),
      user('after'),
      thrown('undo2', compensation()),
      user('last'),
      flow('s', 'split'),
      flow('split', 'book'),
      chain('split', 'go', 'undo', 'after', 'undo2', 'last'),
    ),
  )
  run.start()
  run.complete('book')
  run.complete('go')
  assert.ok(run.waiting().includes('after'), 'its body has not completed')
  run.advance('PT1H')
  run.complete('after')
  assert.deepEqual(undoing(run), [])
  assert.ok(run.waiting().includes('last'))
})

test('a handler sees the variables as they were when its activity completed, and what it writes goes to the process', async () => {
  const run = await simulate(
    process(
      'p',
      start('s'),
      element('userTask', 'book', io([['="window"', 'seat']])),
      undoneBy('book', 'undo_book'),
      undoer(
        'undo_book',
        io(
          [['=seat + " " + price', 'what']],
          [
            ['=price * 2', 'refund'],
            ['="back"', 'price'],
          ],
        ),
      ),
      script('raise', '= "20"', 'price'),
      end('e', compensation()),
      chain('s', 'book', 'raise', 'e'),
    ),
  )
  run.start({ price: 'x' })
  run.complete('book', { price: '10' })
  assert.equal(run.instances[0]?.state.elements[0]?.vars?.['price'], '20')
  assert.equal(run.tasks()[0]?.offer.variables['what'], 'window 10')
  run.complete('undo_book')
  assert.equal(run.instances[0]?.result?.['price'], 'back')
})

test('a subprocess that undoes sees what it has written itself', async () => {
  const run = await simulate(
    process(
      'p',
      start('s'),
      user('book'),
      undoneBy('book', 'undo_book'),
      element(
        'subProcess',
        'undo_book',
        '',
        [start('i'), script('count', '=n + 1', 'n'), script('again', '=n + 1', 'n'), end('ie')].join('') +
          chain('i', 'count', 'again', 'ie'),
        { isForCompensation: 'true' },
      ),
      script('other', '=100', 'n'),
      end('e', compensation()),
      chain('s', 'book', 'other', 'e'),
    ),
  )
  run.start()
  run.complete('book', { n: 1 })
  assert.equal(run.instances[0]?.result?.['n'], 3)
})

test('a throw that names an activity undoes all completed instances of it and nothing else', async () => {
  const run = await simulate(
    process(
      'p',
      ...[start('s'), undoable('a', each('=[1, 2]')), undoable('b'), thrown('undo', compensation('a'))],
      ...[user('after'), end('e'), chain('s', 'a', 'b', 'undo', 'after', 'e')],
    ),
  )
  run.start()
  run.complete('a')
  run.complete('a')
  run.complete('b')
  assert.deepEqual(undoAll(run), ['undo_a', 'undo_a'])
  assert.deepEqual(run.waiting(), ['after'])
})

test('in whatever order activities complete, they are undone in exactly the reverse', async () => {
  const ids = ['a', 'b', 'c', 'd', 'f']
  const model = process(
    'p',
    ...[start('s'), parallel('split'), parallel('join'), end('e', compensation()), flow('s', 'split')],
    ...ids.map((id) => undoable(id) + flow('split', id) + flow(id, 'join')),
    flow('join', 'e'),
  )
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(ids, { minLength: ids.length }), async (order) => {
      const run = await simulate(model)
      run.start()
      for (const id of order) run.complete(id)
      assert.deepEqual(
        undoAll(run),
        order.toReversed().map((id) => `undo_${id}`),
      )
    }),
    { numRuns: 20 },
  )
})
