import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { type Money, money } from '#kernel/money.ts'
import { sql } from '#kernel/sql.ts'
import { toApprove as contract } from './contract.ts'
import { approvedByCaller, callerOf } from './timesheet-table.ts'
import { nearestRule, remarksOn, type WaitingBudget } from './waiting-part.ts'
import {
  type BudgetFacts,
  budgetFacts,
  type WaitingRow,
  type WaitingWeek,
  waitingRows,
  waitingWeeks,
} from './waiting-rows.ts'

/** One's own time is left out: nobody decides about it. */
export const toApprove = answer(contract, async (ctx, { projectId, from, to, ...page }) => {
  const caller = await callerOf(ctx)
  const others = sql`entry.person_id is distinct from ${caller?.id ?? null}::uuid`
  const visible = sql`${await approvedByCaller(ctx)} and ${others}`
  const { items, nextCursor } = await list<WaitingWeek>(
    ctx.tx,
    {
      from: waitingWeeks(visible),
      where: [
        projectId === undefined ? undefined : sql`q."projectId" = ${projectId}`,
        from === undefined ? undefined : sql`q."weekStart" >= ${from}`,
        to === undefined ? undefined : sql`q."weekStart" <= ${to}`,
      ],
      sorts: { weekStart: 'weekStart', projectNumber: 'projectNumber' },
    },
    page,
  )
  const rows = await waitingRows(
    ctx.tx,
    items.map(({ id }) => id),
    visible,
    caller?.id ?? null,
  )
  const facts = await budgetFacts(ctx.tx, [...new Set(rows.map((row) => row.workPackageId))])
  const byWeek = Map.groupBy(rows, (row) => row.weekId)
  return { items: items.map((week) => weekShown(week, byWeek.get(week.id) ?? [], facts)), nextCursor }
})

function weekShown(week: WaitingWeek, rows: readonly WaitingRow[], facts: readonly BudgetFacts[]) {
  const budgets = facts.flatMap((fact) => {
    const own = rows.filter((row) => row.workPackageId === fact.workPackageId)
    return own.length === 0 ? [] : [waiting(fact, own)]
  })
  return {
    ...week,
    parts: [...Map.groupBy(rows, (row) => row.personId).values()].flatMap((own) => partShown(own, budgets)),
    budgets: budgets.map(budgetShown),
  }
}

type Waiting = WaitingBudget & Pick<BudgetFacts, 'workPackage' | 'currency'>

function waiting(fact: BudgetFacts, rows: readonly WaitingRow[]): Waiting {
  return {
    ...fact,
    minutes: rows.reduce((sum, row) => sum + row.minutes, 0),
    amountMinor: rows.reduce((sum, row) => sum + (row.amountMinor ?? 0n), 0n),
  }
}

function budgetShown(budget: Waiting) {
  const { workPackageId, workPackage, approvedMinutes, minutes, amountMinor, capLeftMinor, currency } = budget
  const inCurrency = (minor: bigint | null): Money | null =>
    minor === null || currency === null ? null : money(minor, currency)
  const left = (budget.budgetMinutes ?? 0) - approvedMinutes
  return {
    ...{ workPackageId, workPackage, approvedMinutes, minutes },
    budgetMinutes: budget.budgetMinutes,
    leftMinutesBefore: budget.budgetMinutes === null ? null : left,
    leftMinutesAfter: budget.budgetMinutes === null ? null : left - minutes,
    amount: inCurrency(amountMinor),
    capLeftBefore: inCurrency(capLeftMinor),
    capLeftAfter: inCurrency(capLeftMinor === null ? null : capLeftMinor - amountMinor),
  }
}

/** One person's part of the week. */
function partShown(rows: readonly WaitingRow[], budgets: readonly Waiting[]) {
  const [first] = rows
  if (!first) return []
  const { timesheetId, revision, submittedAt, personId, personName, roleCode } = first
  const chargeable = rows.filter((row) => row.billingType === 'chargeable')
  const lines = rows.map((row) => ({ ...row, isChargeable: row.billingType === 'chargeable' }))
  return [
    {
      ...{ timesheetId, revision, submittedAt, personId, personName, roleCode },
      minutes: rows.reduce((sum, row) => sum + row.minutes, 0),
      chargeableMinutes: chargeable.reduce((sum, row) => sum + row.minutes, 0),
      amounts: sums(rows),
      rule: nearestRule(rows.map((row) => row.rule)),
      remarks: remarksOn(lines, budgets, { minutes: first.weekMinutes, targetMinutes: first.targetMinutes }),
      lines: rows.map(({ timeEntryId, workPackageId, workPackage, workedOn, minutes, ...row }) => ({
        ...{ timeEntryId, workPackageId, workPackage, workedOn, minutes },
        billingType: row.billingType,
        description: row.description,
        amount:
          row.amountMinor === null || row.currency === null ? null : money(row.amountMinor, row.currency),
      })),
    },
  ]
}

/** The sum in each currency. */
function sums(rows: readonly WaitingRow[]): Money[] {
  const byCurrency = Map.groupBy(
    rows.filter((row) => row.amountMinor !== null),
    (row) => row.currency ?? '',
  )
  return [...byCurrency].map(([currency, own]) =>
    money(
      own.reduce((sum, row) => sum + (row.amountMinor ?? 0n), 0n),
      currency,
    ),
  )
}
