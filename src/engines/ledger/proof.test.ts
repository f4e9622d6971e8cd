/** What the database proves of the books, whoever writes. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/id.ts'
import { sql } from '#kernel/sql.ts'
import { costEntry, euroLine, openBooks } from '#test/books.ts'
import { post, postFromSelect } from './index.ts'

const { doing, newBook } = await openBooks()

test('the database refuses an uneven entry at commit, whoever writes it', async () => {
  const bookId = await newBook()
  const selects = (amounts: readonly (readonly [number, string, number])[]) => {
    const id = newId()
    return {
      entries: sql`select ${id}::uuid as id, ${bookId}::uuid as book_id, '2026-03-10'::date as date, 'cost' as subledger,
        'By hand' as description, 'test' as source_type, ${id}::uuid as source_id, 'r' as rule, null::uuid as reverses_id`,
      lines: sql`select ${id}::uuid as entry_id, line_no::integer, 'project_cost' as role, null as account, amount_minor, currency,
        functional_minor, null::numeric as rate, null::uuid as client_id, null::uuid as contract_id, null::uuid as project_id,
        null::uuid as person_id, null as practice, null as region, null as document_type, null::uuid as document_id
        from unnest(${amounts.map((one) => one[0])}::bigint[], ${amounts.map((one) => one[1])}::text[], ${amounts.map((one) => one[2])}::bigint[])
        with ordinality as given (amount_minor, currency, functional_minor, line_no)`,
    }
  }
  const cases = [
    [[[5000, 'EUR', 5000]], /does not balance: 1 lines/],
    [
      [
        [5000, 'EUR', 5000],
        [-4999, 'EUR', -4999],
      ],
      /uneven in minor units: EUR 1/,
    ],
    [
      [
        [5000, 'USD', 4500],
        [-5000, 'USD', -4501],
      ],
      /functional -1/,
    ],
    [
      [
        [5000, 'USD', 4500],
        [-4500, 'EUR', -4500],
      ],
      /uneven/,
    ],
    [
      [
        [5000, 'EUR', 4500],
        [-5000, 'EUR', -4500],
      ],
      /does not fit its entry or account/,
    ],
  ] as const
  for (const [amounts, message] of cases) {
    await assert.rejects(
      doing((ctx) => postFromSelect(ctx, selects(amounts))),
      message,
    )
  }
  assert.deepEqual(
    await doing((ctx) =>
      postFromSelect(
        ctx,
        selects([
          [5000, 'USD', 4500],
          [-5000, 'USD', -4500],
        ]),
      ),
    ),
    {
      entries: 1n,
      lines: 2n,
    },
  )
})

test('entries and lines are never changed, and no line joins an entry later', async () => {
  const bookId = await newBook()
  const [posted] = await doing((ctx) => post(ctx, [costEntry(bookId)]))
  const later = [
    sql`update ledger.line set amount_minor = 1 where entry_id = ${posted?.id}`,
    sql`delete from ledger.entry where id = ${posted?.id}`,
    sql`insert into ledger.line (entry_id, line_no, book_id, account, date, amount_minor, currency, functional_minor)
      values (${posted?.id}, 3, ${bookId}, '5000', '2026-03-10', 1, 'EUR', 1), (${posted?.id}, 4, ${bookId}, '5000', '2026-03-10', -1, 'EUR', -1)`,
  ]
  for (const statement of later) {
    await assert.rejects(
      doing((ctx) => ctx.tx.run(statement)),
      /append-only|does not fit its entry/,
    )
  }
})

test('a line on a control account names whose balance it is', async () => {
  const bookId = await newBook()
  const lines = [euroLine('unbilled_receivable', '75.00'), euroLine('revenue_time', '-75.00')]
  await assert.rejects(
    doing((ctx) => post(ctx, [costEntry(bookId, { lines })])),
    /line_names_its_subledger/,
  )
})
