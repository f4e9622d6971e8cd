import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause, setImmediate as settled } from 'node:timers/promises'
import { openTurns } from './turns.ts'

/** A node whose clock stands still unless told, and which notes what has begun and is ended by hand. */
function openNode() {
  const clock = { ms: 0 }
  const turns = openTurns(() => clock.ms)
  const begun: string[] = []
  const ends: (() => void)[] = []
  const ask = (firm: string, times = 1) => {
    for (let time = 0; time < times; time += 1)
      void turns.take(firm, () => {
        begun.push(firm)
        const { promise, resolve } = Promise.withResolvers<void>()
        ends.push(resolve)
        return promise
      })
    return settled()
  }
  const end = async (count: number) => {
    for (const one of ends.splice(0, count)) one()
    await settled()
  }
  const of = (firm: string) => begun.filter((name) => name === firm).length
  return { clock, ask, end, begun, of }
}

test('a firm alone has all but the turns kept for others', async () => {
  const { ask, end, of } = openNode()
  await ask('busy', 25)
  assert.equal(of('busy'), 16)
  await end(9)
  assert.equal(of('busy'), 25)
})

test('a request of another firm begins at once, however many wait of a crowd', async () => {
  const { ask, of } = openNode()
  await ask('busy', 200)
  await ask('quiet', 3)
  assert.equal(of('quiet'), 3)
})

test('beside others a crowd has one turn after the other, and a page full of questions does not', async () => {
  const { clock, ask, end, begun, of } = openNode()
  await ask('busy', 60)
  clock.ms = 500
  await ask('quiet', 4)
  assert.equal(of('quiet'), 4)
  await end(16)
  assert.equal(of('busy'), 17)
  await end(4)
  assert.equal(of('busy'), 17)
  await end(1)
  assert.equal(of('busy'), 18)
  await ask('quiet', 10)
  assert.deepEqual(begun.slice(-10), Array(10).fill('quiet'))
})

test('a crowd is known as one before a second is over', async () => {
  const { clock, ask, end, of } = openNode()
  await ask('busy', 8)
  await ask('quiet', 1)
  clock.ms = 150
  await ask('busy', 8)
  assert.equal(of('busy'), 8)
  await end(8)
  assert.equal(of('busy'), 9)
})

test('a crowd begins nothing while the request of another firm is answered, and does not wait for long', async () => {
  const { clock, ask, end, of } = openNode()
  await ask('busy', 60)
  clock.ms = 500
  await ask('quiet')
  await end(16)
  assert.equal(of('busy'), 17)
  await ask('quiet')
  await end(2)
  assert.equal(of('busy'), 17, 'it steps back while the second of the others is answered')
  await end(1)
  assert.equal(of('busy'), 18)
  await ask('quiet')
  await end(1)
  assert.equal(of('busy'), 18)
  clock.ms += 51
  await pause(60)
  assert.equal(of('busy'), 19, 'though the other is not answered yet')
})

test('beside others a crowd rests after each of its requests for as long as that took', async () => {
  const { clock, ask, end, of } = openNode()
  await ask('busy', 60)
  clock.ms = 500
  await ask('quiet')
  await end(17)
  assert.equal(of('busy'), 17)
  clock.ms += 20
  await end(1)
  assert.equal(of('busy'), 17, 'it rests')
  clock.ms += 21
  await pause(40)
  assert.equal(of('busy'), 18)
})

test('a firm that has not worked for a while shares with nobody', async () => {
  const { clock, ask, end, of } = openNode()
  await ask('quiet')
  await end(1)
  await ask('busy', 60)
  await end(5)
  const before = of('busy')
  clock.ms = 2_001
  await end(100)
  await ask('busy')
  assert.ok(of('busy') >= before + 15, `${of('busy')} have begun`)
})

test('what takes long holds nobody of its firm up for good', async () => {
  const { clock, ask, end, of } = openNode()
  await ask('busy', 60)
  clock.ms = 500
  await ask('quiet')
  await end(16)
  assert.equal(of('busy'), 17)
  while (of('busy') < 19) {
    await pause(20)
    clock.ms += 20
  }
})

test('work that fails gives its turn back and fails for who asked', async () => {
  const turns = openTurns()
  for (let time = 0; time < 30; time += 1)
    await assert.rejects(
      turns.take('firm', async () => {
        throw new Error('broken')
      }),
      /broken/,
    )
  assert.equal(await turns.take('firm', async () => 'done'), 'done')
})
