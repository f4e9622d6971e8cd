/**
 * What the write path costs: `node bench/run.ts`.
 *
 * A command that writes one row, with its permission check, journal entry and journal object (three row writes in all),
 * against bare transactions with the same three inserts as prepared statements, a round trip each as pgbench sends
 * them. Same durable server, 8 connections, rounds taken in turn. At least 40 % of the bare rate is wanted.
 */
import type pg from 'pg'
import { z } from 'zod'
import { command } from '#kernel/contract.ts'
import { handle, isHandler } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { run } from '#kernel/run.ts'
import { sql } from '#kernel/sql.ts'
import { openTestHouse, type TestHouse } from '#test/house.ts'
import { line, median, onDurableServer, rateOf } from './server.ts'

const CONNECTIONS = 8
const SECONDS = 3
const ROUNDS = 5
const WANTED = 0.4

const write = handle(
  command({
    name: 'memos.write',
    summary: 'Writes a memo.',
    input: z.strictObject({ text: z.string().min(1).max(200) }),
    output: z.object({ memoId: z.uuid(), revision: z.int() }),
    refusals: [],
    touches: ['memo'],
    roles: { sales: 'all' },
    examples: [{ text: 'hello' }],
  }),
  async ({ tx }, { text }) => {
    const memoId = newId()
    await tx.run(sql`insert into bench.memo (id, text) values (${memoId}, ${text})`)
    return {
      output: { memoId, revision: 1 },
      touched: [{ type: 'memo', id: memoId, after: { text } }],
      events: [{ type: 'memos.written', key: memoId, payload: { memoId } }],
    }
  },
)

const table = `
  create schema bench;
  create table bench.memo (
    tenant_id uuid not null default kernel.tenant_id(),
    id uuid not null,
    text text not null,
    primary key (tenant_id, id)
  );
  select kernel.protect('bench.memo')`

/** The same rows as one command leaves, by hand. */
async function bare(client: pg.ClientBase, tenantId: string, actorId: string): Promise<void> {
  const [memoId, journalId] = [newId(), newId()]
  await client.query('begin')
  await client.query({
    name: 'memo',
    text: 'insert into bench.memo (tenant_id, id, text) values ($1, $2, $3)',
    values: [tenantId, memoId, 'hello'],
  })
  await client.query({
    name: 'journal',
    text: `insert into kernel.journal
      (tenant_id, id, at, actor_id, command, correlation_id, input_hash, input, output, events)
      values ($1, $2, now(), $3, $4, $2, $5, $6, $7, $8)`,
    values: [
      ...[tenantId, journalId, actorId, 'memos.write', Buffer.alloc(32)],
      ...['{"text":"hello"}', `{"memoId":"${memoId}","revision":1}`],
      `[{"type":"memos.written","key":"${memoId}","payload":{"memoId":"${memoId}"}}]`,
    ],
  })
  await client.query({
    name: 'object',
    text: `insert into kernel.journal_object (tenant_id, object_type, object_id, journal_id, after)
      values ($1, 'memo', $2, $3, $4)`,
    values: [tenantId, memoId, journalId, '{"text":"hello"}'],
  })
  await client.query('commit')
}

async function measure(firm: TestHouse): Promise<void> {
  const actorId = await firm.as('sales').principalId
  // The bare transactions are the administrator's: nothing, not even row-level security, stands in their way.
  const { admin } = firm.database
  const clients = await Promise.all(Array.from({ length: CONNECTIONS }, () => admin.connect()))
  const call = () => firm.call(actorId)
  const runs = {
    bare: (worker: number) => bare(clients[worker] as pg.Client, firm.tenantId, actorId),
    command: () => run(firm.house, 'memos.write', { text: 'hello' }, call()),
  }
  await rateOf(CONNECTIONS, 1, runs.bare)
  await rateOf(CONNECTIONS, 1, runs.command)
  const rates: { bare: number[]; command: number[] } = { bare: [], command: [] }
  for (let round = 0; round < ROUNDS; round += 1) {
    rates.bare.push(await rateOf(CONNECTIONS, SECONDS, runs.bare))
    rates.command.push(await rateOf(CONNECTIONS, SECONDS, runs.command))
  }
  for (const client of clients) client.release()
  const ratio = median(rates.command.map((rate, round) => rate / (rates.bare[round] ?? 0)))
  line('bare transactions, three inserts', median(rates.bare), '/s')
  line('run of a command with the same three row writes', median(rates.command), '/s')
  line(
    'share of the bare rate',
    ratio * 100,
    '%',
    ratio >= WANTED ? `(wanted: ${WANTED * 100} %)` : 'TOO LITTLE',
  )
  if (ratio < WANTED) process.exitCode = 1
}

await onDurableServer(async (scope) => {
  const room = { name: 'memos', layer: 'flow' as const, handlers: ([write] as unknown[]).filter(isHandler) }
  const firm = await openTestHouse(scope, { moreRooms: [room] })
  await firm.database.owner.query(table)
  await measure(firm)
})
