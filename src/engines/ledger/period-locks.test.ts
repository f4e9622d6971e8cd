/** Closed periods and reversals, for rooms that post. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { costEntry, openBooks } from '#test/books.ts'
import { post, reverseEntries } from './index.ts'

const { controller, doing, newBook } = await openBooks()
const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.code === code

test('a closed period takes nothing, a soft-closed one nothing of the locked subledger', async () => {
  const bookId = await newBook()
  const { items } = (await controller.ask('ledger.listPeriods', { bookId })) as {
    items: { id: string; month: string }[]
  }
  const idOf = (month: string) => items.find((period) => period.month === month)?.id ?? ''
  await controller.run('ledger.closePeriod', { periodId: idOf('2026-03'), subledger: 'cost' })
  await assert.rejects(
    doing((ctx) => post(ctx, [costEntry(bookId)])),
    refusedWith('period_closed'),
  )
  await doing((ctx) => post(ctx, [costEntry(bookId, { subledger: 'general' })]))
  for (const month of ['2026-01', '2026-02', '2026-03'])
    await controller.run('ledger.closePeriod', { periodId: idOf(month) })
  await assert.rejects(
    doing((ctx) => post(ctx, [costEntry(bookId, { subledger: 'general' })])),
    refusedWith('period_closed'),
  )
  await doing((ctx) => post(ctx, [costEntry(bookId, { date: '2026-04-01' })]))
})

test('whoever posts while a period is closed is either in it or refused, never behind it', async () => {
  const bookId = await newBook()
  const { items } = (await controller.ask('ledger.listPeriods', { bookId })) as {
    items: { id: string; month: string }[]
  }
  const january = items.find((period) => period.month === '2026-01')?.id ?? ''
  const postInJanuary = () => doing((ctx) => post(ctx, [costEntry(bookId, { date: '2026-01-20' })]))
  const posting = Array.from({ length: 8 }, postInJanuary)
  const closing = controller.run('ledger.closePeriod', { periodId: january })
  const outcomes = await Promise.allSettled([...posting, ...Array.from({ length: 8 }, postInJanuary)])
  await closing
  const refused = outcomes.filter((one) => one.status === 'rejected')
  assert.ok(refused.every((one) => refusedWith('period_closed')(one.reason)))
  await doing(async ({ tx }) => {
    const { count, newest } = await tx.one(sql<{ count: bigint; newest: bigint | null }>`
      select count(*) as count, max(number) as newest
      from ledger.entry
      where book_id = ${bookId}`)
    assert.deepEqual([count, newest ?? 0n], [BigInt(outcomes.length - refused.length), count])
  })
  await assert.rejects(postInJanuary(), refusedWith('period_closed'))
})

test('a room reverses its entry once, in an open period, and the original stays', async () => {
  const bookId = await newBook()
  const [posted] = await doing((ctx) => post(ctx, [costEntry(bookId)]))
  const id = posted?.id ?? ''
  const [reversal] = await doing((ctx) => reverseEntries(ctx, [id], { date: '2026-04-02' }))
  const original = (await controller.ask('ledger.getEntry', { entryId: id })) as {
    reversedById: string
    date: string
    lines: object[]
  }
  assert.equal(original.reversedById, reversal?.id)
  assert.equal(original.date, '2026-03-10')
  assert.equal(original.lines.length, 2)
  await assert.rejects(
    doing((ctx) => reverseEntries(ctx, [id], { date: '2026-04-02' })),
    refusedWith('entry_already_reversed'),
  )
  await assert.rejects(
    doing((ctx) => reverseEntries(ctx, [newId()], { date: '2026-04-02' })),
    refusedWith('entry_not_found'),
  )
})
