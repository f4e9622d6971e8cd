import { daysBetween } from '#kernel/dates.ts'
import { answer } from '#kernel/handle.ts'
import { money } from '#kernel/money.ts'
import { sql } from '#kernel/sql.ts'
import { askedOf } from './case.ts'
import { type CaseRow, caseRows, shownCase } from './case-rows.ts'
import { caseById, itemsOf } from './case-table.ts'
import { getCase as contract } from './contract.ts'

export const getCase = answer(contract, async ({ tx, call }, { caseId }) => {
  await caseById(tx, caseId)
  const row = await tx.one(sql<CaseRow>`${caseRows} and one.id = ${caseId}`)
  const items = await itemsOf(tx, caseId, call.today)
  return {
    ...shownCase(row),
    invoices: items.map(({ openMinor, disputedMinor, ...item }) => ({
      ...item,
      daysOverdue: daysBetween(item.dueDate, call.today),
      open: money(openMinor, row.currency),
      disputed: money(disputedMinor, row.currency),
      asked: money(askedOf({ ...item, openMinor, disputedMinor }), row.currency),
    })),
  }
})
