import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { command } from '#kernel/contract.ts'
import { handle } from '#kernel/handle.ts'
import { createTestDatabase } from '#test/database.ts'
import { smallHouse } from '#test/small-house.ts'
import { checkSeries } from './check-series.ts'
import { createSeries } from './create-series.ts'
import { listSeries } from './list-series.ts'
import { nextNumbers } from './series-table.ts'

/** Stands for a room that numbers documents, like billing. */
const issue = handle(
  command({
    name: 'test.issue',
    summary: 'Numbers documents.',
    input: z.strictObject({
      series: z.string(),
      date: z.string(),
      count: z.int(),
      fail: z.boolean().default(false),
    }),
    output: z.array(z.string()),
    refusals: [],
    touches: [],
    roles: {},
    examples: [],
  }),
  async (context, { series, date, count, fail }) => {
    const output = await nextNumbers(context, { book: 'DE', series }, date, count)
    if (fail) throw new Error('something else in the same transaction went wrong')
    return { output }
  },
)

const database = await createTestDatabase()
const { run, ask, somebody } = smallHouse(database.pool, { createSeries, listSeries, checkSeries, issue })
const refused = (code: string) => (error: { code?: string }) => error.code === code
const fresh = () => ({ ...somebody, tenantId: crypto.randomUUID() })

test('numbers follow each other and start again with the fiscal year', async () => {
  const call = fresh()
  const format = 'DE-{year}-{number:3}'
  await run('documents.createSeries', { book: 'DE', series: 'invoice', format, yearStartMonth: 7 }, call)
  const take = (date: string, count: number) => run('test.issue', { series: 'invoice', date, count }, call)
  assert.deepEqual(await take('2026-06-30', 2), ['DE-2026-001', 'DE-2026-002'])
  assert.deepEqual(await take('2026-07-01', 1), ['DE-2027-001'])
  assert.deepEqual(await take('2026-06-30', 1), ['DE-2026-003'])
})

test('a number that was taken by a transaction that failed is given to the next one', async () => {
  const call = fresh()
  await run('documents.createSeries', { book: 'DE', series: 'invoice', format: '{number}' }, call)
  const input = { series: 'invoice', date: '2026-03-31', count: 3 }
  await assert.rejects(run('test.issue', { ...input, fail: true }, call), /went wrong/)
  assert.deepEqual(await run('test.issue', input, call), ['1', '2', '3'])
})

test('many who number at once leave no gap and no double', async () => {
  const call = fresh()
  await run('documents.createSeries', { book: 'DE', series: 'invoice', format: 'R{number:4}' }, call)
  const work = Array.from({ length: 40 }, (_, index) =>
    run(
      'test.issue',
      { series: 'invoice', date: '2026-03-31', count: 1 + (index % 3), fail: index % 5 === 0 },
      call,
    ),
  )
  const settled = await Promise.allSettled(work)
  const numbers = settled
    .flatMap((result) => (result.status === 'fulfilled' ? (result.value as string[]) : []))
    .sort()
  assert.equal(settled.filter((result) => result.status === 'rejected').length, 8)
  assert.deepEqual(
    numbers,
    numbers.map((_, index) => `R${String(index + 1).padStart(4, '0')}`),
  )
  const proof: { gapless: boolean } = await ask(
    'documents.checkSeries',
    { book: 'DE', series: 'invoice' },
    call,
  )
  assert.equal(proof.gapless, true)
})

test('a series goes on where another system stopped', async () => {
  const call = fresh()
  await run(
    'documents.createSeries',
    { book: 'DE', series: 'invoice', format: '{yy}-{number:2}', firstNumber: 98 },
    call,
  )
  const numbers = await run('test.issue', { series: 'invoice', date: '2026-03-31', count: 3 }, call)
  assert.deepEqual(numbers, ['26-98', '26-99', '26-100'])
  const proof: { gapless: boolean } = await ask(
    'documents.checkSeries',
    { book: 'DE', series: 'invoice' },
    call,
  )
  assert.equal(proof.gapless, true)
})

test('the proof names the number before a gap, also when the first number or the last is gone', async () => {
  const call = fresh()
  await run('documents.createSeries', { book: 'DE', series: 'invoice', format: '{number:2}' }, call)
  await run('test.issue', { series: 'invoice', date: '2026-03-31', count: 9 }, call)
  const check = async () => {
    const proof: { gapless: boolean; years: { missing: string; gapAfter: string | null }[] } = await ask(
      'documents.checkSeries',
      { book: 'DE', series: 'invoice' },
      call,
    )
    return [proof.gapless, proof.years[0]?.missing, proof.years[0]?.gapAfter]
  }
  // Only the administrator of the server, with the guard taken off, can make a gap at all.
  const remove = async (...positions: number[]) => {
    await database.admin.query('alter table documents.issued_number disable trigger append_only')
    await database.admin.query(
      'delete from documents.issued_number where tenant_id = $1 and position = any($2)',
      [call.tenantId, positions],
    )
    await database.admin.query('alter table documents.issued_number enable trigger append_only')
  }
  assert.deepEqual(await check(), [true, '0', null])
  await remove(9)
  assert.deepEqual(await check(), [false, '1', '08'])
  await remove(1, 4, 5)
  assert.deepEqual(await check(), [false, '4', '03'])
})

test('a series that does not exist numbers nothing', async () => {
  const call = fresh()
  const take = run('test.issue', { series: 'credit_note', date: '2026-03-31', count: 1 }, call)
  await assert.rejects(take, refused('series_missing'))
  await assert.rejects(
    ask('documents.checkSeries', { book: 'DE', series: 'invoice' }, call),
    refused('series_missing'),
  )
})

test('a series is created once, with a format that can number', async () => {
  const call = fresh()
  const input = { book: 'DE', series: 'invoice', format: '{number}' }
  await run('documents.createSeries', input, call)
  await assert.rejects(run('documents.createSeries', input, call), refused('series_exists'))
  await assert.rejects(
    run('documents.createSeries', { ...input, series: 'credit_note' }, call),
    refused('series_exists'),
  )
  const wrong = { book: 'DE', series: 'quote', format: 'Q-{year}' }
  await assert.rejects(run('documents.createSeries', wrong, call), refused('series_format_invalid'))
})

test('the list shows the last number of each series', async () => {
  const call = fresh()
  await run('documents.createSeries', { book: 'DE', series: 'invoice', format: 'R{number}' }, call)
  await run('documents.createSeries', { book: 'SG', series: 'invoice', format: 'S{number}' }, call)
  await run('test.issue', { series: 'invoice', date: '2026-03-31', count: 12 }, call)
  const page: { items: { id: string; lastNumber: string | null }[] } = await ask(
    'documents.listSeries',
    {},
    call,
  )
  assert.deepEqual(
    page.items.map(({ id, lastNumber }) => [id, lastNumber]),
    [
      ['DE/invoice', 'R12'],
      ['SG/invoice', null],
    ],
  )
})
