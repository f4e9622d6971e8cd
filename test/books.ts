/**
 * Books to post into, for the tests of the ledger:
 *
 *     const { newBook, doing } = await openBooks()
 *     const bookId = await newBook()
 *     await doing((ctx) => post(ctx, [costEntry(bookId)]))
 */
import { randomUUID } from 'node:crypto'
import { type NewEntry, type NewLine, openBook } from '#engines/ledger'
import type { Context } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { money, parseMoney } from '#kernel/money.ts'
import { openTestHouse } from './house.ts'
import { inCommand } from './work-command.ts'

/** A house whose books are opened one by one, in euros, from January 2026. */
export async function openBooks() {
  const house = await openTestHouse()
  const doing = <T>(what: (ctx: Context) => Promise<T>) => inCommand(house, what)
  const newBook = async (): Promise<string> => {
    const id = newId()
    const startsOn = '2026-01-01'
    await house.tx((tx) =>
      openBook(tx, { id, name: `Book ${id}`, currency: 'EUR', startsOn, chart: 'services' }),
    )
    return id
  }
  return { house, controller: house.as('controller'), doing, newBook }
}

/** A line of an amount in euros on the account of a role. */
export function euroLine(role: string, amount: string, more: Partial<NewLine> = {}): NewLine {
  const value = parseMoney(amount, 'EUR') ?? money(0n, 'EUR')
  return { account: { role }, amount: value, functional: value.minor, ...more }
}

/** An entry of cost, of an event of its own. */
export function costEntry(bookId: string, more: Partial<NewEntry> = {}): NewEntry {
  return {
    bookId,
    date: '2026-03-10',
    subledger: 'cost',
    description: 'Approved time',
    source: { type: 'actual', id: randomUUID() },
    rule: 'cost',
    lines: [euroLine('project_cost', '50.00'), euroLine('cost_absorption', '-50.00')],
    ...more,
  }
}
