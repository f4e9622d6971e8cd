import assert from 'node:assert/strict'
import { connect } from 'node:net'
import test, { type TestContext } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { inTransaction } from '#kernel/run.ts'
import { sql } from '#kernel/sql.ts'
import { openTestHouse, type TestHouse } from '#test/house.ts'
import { openHttp } from '../http.ts'

const firm = await openTestHouse(undefined, { now: Temporal.Now.instant().toString() })
const other = await firm.otherTenant()
for (const house of [firm, other]) await house.as('controller').run('firm.setUp')
const app = await openHttp({ house: firm.house })
const address = await app.listen({ port: 0, host: '127.0.0.1' })
test.after(() => app.close())

const keyOf = async (house: TestHouse, who: string) =>
  (await house.as(who).run('access.createApiKey', { name: 'events' })).key as string

interface Message {
  readonly id?: string
  readonly event?: string
  readonly data?: { objects: { kind: string; id: string | null }[]; command: string; why?: string } & Record<
    string,
    unknown
  >
}

/** Listens as a browser would, and keeps what it hears. */
async function listen(t: TestContext, headers: Record<string, string>) {
  const leaving = new AbortController()
  t.after(() => leaving.abort())
  const response = await fetch(`${address}/v1/events`, { headers, signal: leaving.signal })
  const heard: Message[] = []
  let ended = false
  const read = async () => {
    let text = ''
    for await (const part of response.body ?? []) {
      text += Buffer.from(part as Uint8Array).toString()
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/)))
        heard.push(fields['data'] ? { ...fields, data: JSON.parse(fields['data']) } : fields)
      }
    }
  }
  const reading = read()
    .catch(() => undefined)
    .then(() => {
      ended = true
    })
  const until = async (what: string, found: () => boolean) => {
    const deadline = performance.now() + 30_000
    while (!found()) {
      if (performance.now() > deadline) assert.fail(`${what} was not heard: ${JSON.stringify(heard)}`)
      await pause(10)
    }
  }
  await until('a place', () => response.status !== 200 || heard.some(({ id }) => id !== undefined))
  return {
    response,
    heard,
    until,
    commands: () => heard.flatMap(({ data }) => data?.command ?? []),
    place: () => heard.findLast(({ id }) => id !== undefined)?.id ?? '',
    leave: async () => {
      leaving.abort()
      await reading
    },
    isEnded: () => ended,
  }
}

const bearer = (key: string) => ({ authorization: `Bearer ${key}` })
const newClient = (house: TestHouse, name: string) =>
  house.as('sales').run('clients.create', { name, country: 'US', currency: 'USD' })

test('two people of two firms each hear of their own firm, at once and by names and ids only', async (t) => {
  const sales = await listen(t, bearer(await keyOf(firm, 'sales')))
  const stranger = await listen(t, bearer(await keyOf(other, 'sales')))
  assert.equal(sales.response.headers.get('content-type'), 'text/event-stream; charset=utf-8')
  assert.equal(sales.response.headers.get('cache-control'), 'no-store')
  const { clientId } = await newClient(firm, 'Acme')
  await sales.until('the client', () => sales.commands().includes('clients.create'))
  const told = sales.heard.find(({ data }) => data?.command === 'clients.create')?.data
  assert.deepEqual(told?.objects, [{ kind: 'client', id: clientId }])
  assert.deepEqual(Object.keys(told ?? {}).sort(), [
    'actorId',
    'at',
    'command',
    'events',
    'journalId',
    'objects',
  ])
  assert.doesNotMatch(JSON.stringify(sales.heard), /Acme/)
  await newClient(other, 'Theirs')
  await stranger.until('their own', () => stranger.commands().includes('clients.create'))
  assert.doesNotMatch(JSON.stringify(stranger.heard), new RegExp(clientId))
})

test('who may not see a thing is not told of it, and hears of it as soon as they may', async (t) => {
  const person = await firm.person('Newcomer')
  const listener = await listen(t, bearer(await keyOf(firm, person)))
  const witness = await listen(t, bearer(await keyOf(firm, 'sales')))
  await newClient(firm, 'Before')
  await witness.until('the client', () => witness.commands().includes('clients.create'))
  assert.ok(!listener.commands().includes('clients.create'))
  await firm.as('administrator').run('access.assignRole', {
    principalId: person,
    role: 'consultant',
    validFrom: Temporal.Now.plainDateISO('UTC').toString(),
  })
  await newClient(firm, 'After')
  await listener.until('the client', () => listener.commands().includes('clients.create'))
})

test('who comes back is told what was missed, once', async (t) => {
  const key = bearer(await keyOf(firm, 'sales'))
  const first = await listen(t, key)
  const place = first.place()
  await first.leave()
  const { clientId } = await newClient(firm, 'Missed')
  const again = await listen(t, { ...key, 'last-event-id': place })
  await again.until('what was missed', () => JSON.stringify(again.heard).includes(clientId))
  await newClient(firm, 'Next')
  await again.until('the next', () => again.commands().length > 1)
  assert.equal(again.commands().length, 2)
  const third = await listen(t, { ...key, 'last-event-id': again.place() })
  await pause(700)
  assert.deepEqual(third.commands(), [])
})

test('a place that nobody gave out is answered by telling to read all anew', async (t) => {
  const key = bearer(await keyOf(firm, 'sales'))
  for (const place of ['nonsense', '5', "1:2:'"]) {
    const listener = await listen(t, { ...key, 'last-event-id': place })
    assert.ok(listener.heard.some(({ event }) => event === 'reset'))
    await listener.leave()
  }
})

test('what is committed late is heard too, after what was committed before it', async (t) => {
  const listener = await listen(t, bearer(await keyOf(firm, 'controller')))
  const enter = (command: string) => sql`
    insert into kernel.journal (id, at, actor_id, command, correlation_id, input_hash, input, output, events)
    values (kernel.new_id(), now(), kernel.new_id(), ${command}, kernel.new_id(), '', '{}', '{}', '[]')`
  let finish: () => void = () => undefined
  const finished = new Promise<void>((resolve) => {
    finish = resolve
  })
  const slow = inTransaction(
    firm.house.pool,
    'begin',
    async (tx) => {
      await tx.run(enter('late.first'))
      await finished
    },
    firm.tenantId,
  )
  await pause(50)
  await firm.tx((tx) => tx.run(enter('early.second')))
  await listener.until('the quick one', () => listener.commands().includes('early.second'))
  finish()
  await slow
  await listener.until('the slow one', () => listener.commands().includes('late.first'))
})

test('a listener is let go when the session ends or the key is revoked', async (t) => {
  const person = await firm.person('Leaver', 'sales')
  const made = await firm.as(person).run('access.createApiKey', { name: 'mine' })
  const listener = await listen(t, bearer(made.key))
  await firm.as(person).run('access.revokeApiKey', { keyId: made.keyId })
  await listener.until('the end', () => listener.isEnded())
  const end = listener.heard.findLast(({ event }) => event === 'end')
  assert.equal(end?.data?.why, 'signed-out')
  const again = await fetch(`${address}/v1/events`, { headers: bearer(made.key) })
  // Another node may believe a key for some seconds; listening ends with the next look all the same.
  await again.body?.cancel()
})

test('nobody listens without saying who they are, nor more often than a person has windows', async (t) => {
  assert.equal((await fetch(`${address}/v1/events`)).status, 401)
  const key = bearer(await keyOf(firm, await firm.person('Many windows', 'sales')))
  for (let at = 0; at < 10; at += 1) await listen(t, key)
  const refused = await fetch(`${address}/v1/events`, { headers: key })
  const body = (await refused.json()) as { code: string }
  assert.deepEqual([refused.status, body.code], [429, 'too_many_streams'])
})

test('a listener that does not read is let go, and keeps nobody else waiting', async (t) => {
  const key = await keyOf(firm, await firm.person('Asleep', 'controller'))
  const { port } = new URL(address)
  const socket = connect(Number.parseInt(port, 10), '127.0.0.1')
  t.after(() => socket.destroy())
  socket.write(`GET /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\n\r\n`)
  socket.pause()
  const witness = await listen(t, bearer(await keyOf(firm, 'controller')))
  let closed = false
  socket.on('error', () => undefined)
  socket.on('close', () => {
    closed = true
  })
  // Each look has some megabytes to tell: more than the network keeps for somebody who does not read.
  for (let look = 1; look <= 4; look += 1) {
    await firm.tx((tx) => tx.run(flood))
    await witness.until('the flood', () => witness.commands().length >= look * 400)
  }
  socket.resume()
  await witness.until('the end of the one asleep', () => closed)
  assert.equal(witness.isEnded(), false)
})

const flood = sql`
  insert into kernel.journal (id, at, actor_id, command, correlation_id, input_hash, input, output, events)
  select kernel.new_id(), now(), kernel.new_id(), 'flood.' || repeat('x', 20000), kernel.new_id(), '', '{}', '{}', '[]'
  from generate_series(1, 400)`
