/** The connection to the database is cut at every message of a command that advances a process. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { House } from '#kernel/house.ts'
import { newId } from '#kernel/id.ts'
import { openPool } from '#kernel/pool.ts'
import { Refused } from '#kernel/refusal.ts'
import { type Answer, run } from '#kernel/run.ts'
import { sql } from '#kernel/sql.ts'
import { type Cut, type CuttingProxy, openCuttingProxy } from './cutting-proxy.ts'
import { chain, end, io, process, properties, service, start, user, zeebe } from './diagram.ts'
import { deploy, openFirm } from './working-firm.ts'

/** Somebody does some work; the process writes a row, sends a mail and asks the next. */
const model = process(
  'cuts',
  start('s'),
  user(
    'first',
    zeebe('assignmentDefinition', { candidateGroups: 'consultant' }) +
      properties({ command: 'work.do', subject: '=subject' }),
  ),
  service(
    'note',
    'work.refuse',
    io([
      ['=subject', 'subject'],
      ['=true', 'allowed'],
    ]),
  ),
  service(
    'mail',
    'exchange.notify',
    io([
      ['=subject', 'text'],
      ['="Done"', 'subject'],
      ['=["administrator"]', 'roles'],
    ]),
  ),
  user('second', zeebe('assignmentDefinition', { candidateGroups: 'consultant' })),
  end('e'),
  chain('s', 'first', 'note', 'mail', 'second', 'e'),
)

const firm = await openFirm()
await deploy(firm, model)
const consultant = await firm.as('consultant').principalId

/** Everything the command does, as the tables tell it. */
async function effectsOn(subject: string) {
  return firm.tx((tx) =>
    tx.one(sql<{ journal: bigint; tasks: string[]; rows: bigint; mails: bigint; moved: bigint }>`
      with own as (
        select id, event_count from process.instance
        where tenant_id = kernel.tenant_id() and variables ->> 'subject' = ${subject}
      )
      select
        (select count(*) from kernel.journal where key = ${`key ${subject}`}) as journal,
        (select array_agg(t.node || ' ' || (t.ended_at is null)::text order by t.node)
          from process.task t join own on own.id = t.instance_id) as tasks,
        (select count(*) from process.message where name = 'trace' and key = ${subject}) as rows,
        (select count(*) from exchange.delivery where payload ->> 'text' like ${`%${subject}%`}) as mails,
        (select count(*) from process.input_event e join own on own.id = e.instance_id) as moved`),
  )
}

const nothing = { journal: 0n, tasks: ['first true'], rows: 0n, mails: 0n, moved: 1n }
const everything = { journal: 1n, tasks: ['first false', 'second true'], rows: 1n, mails: 1n, moved: 4n }

/** Does the work over a wire that is cut, and again over a whole one; tells whether the first was done, or was not cut. */
async function attempt(cut: Cut): Promise<'whole' | 'done' | 'not done'> {
  const subject = newId()
  await firm.as('administrator').run('processes.start', { key: 'cuts', variables: { subject } })
  const proxy = await openCuttingProxy(firm.database.url, cut)
  const pool = openPool(proxy.through(firm.database.url))
  try {
    return await tryTwice(subject, { ...firm.house, pool }, proxy, cut)
  } finally {
    await pool.end()
    await proxy.close()
  }
}

async function tryTwice(
  subject: string,
  house: House,
  proxy: CuttingProxy,
  cut: Cut,
): Promise<'whole' | 'done' | 'not done'> {
  const call = firm.call(consultant, { idempotencyKey: `key ${subject}` })
  const work = () => run(house, 'work.do', { subject }, call)
  const first: Answer | Error = await work().catch((error: Error) => error)
  const place = `cut behind message ${cut.after} of the ${cut.side}`
  if (first instanceof Error)
    assert.ok(first instanceof Refused && first.code === 'database_unavailable', `${place}: ${first.stack}`)
  // The server may still be at work on what it was sent; the repetition waits for that, as any client's does.
  proxy.spare()
  const second = await work().catch(work)
  assert.deepEqual(await effectsOn(subject), everything, place)
  if (!(first instanceof Error)) assert.equal(second.journalId, first.journalId, place)
  const third = await work()
  assert.deepEqual([third.journalId, third.replayed], [second.journalId, true], place)
  if (!proxy.hasCut()) return 'whole'
  return second.replayed ? 'done' : 'not done'
}

/** Cuts behind every message, until a wire lasts; several at a time, each on an instance of its own. */
async function cutEverywhere(side: Cut['side']): Promise<Map<string, number>> {
  const ended = new Map<string, number>()
  let after = 0
  const worker = async () => {
    while (!ended.has('whole')) {
      after += 1
      const how = await attempt({ side, after })
      ended.set(how, (ended.get(how) ?? 0) + 1)
    }
  }
  await Promise.all(Array.from({ length: 4 }, worker))
  return ended
}

test('a command that is not cut is done whole', async () => {
  const subject = newId()
  await firm.as('administrator').run('processes.start', { key: 'cuts', variables: { subject } })
  assert.deepEqual(await effectsOn(subject), nothing)
  await firm.as('consultant').run('work.do', { subject }, { idempotencyKey: `key ${subject}` })
  assert.deepEqual(await effectsOn(subject), everything)
})

for (const side of ['client', 'server'] as const) {
  test(`wherever the ${side} is cut off, a command is done once or not at all, and its repetition gives one result`, async () => {
    const ended = await cutEverywhere(side)
    assert.ok((ended.get('not done') ?? 0) > 10, 'most places are before the commit')
    assert.ok((ended.get('done') ?? 0) >= 1, 'some are behind it')
  })
}
