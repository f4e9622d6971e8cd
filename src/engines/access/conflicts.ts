/**
 * Segregation of duties between roles: what one person may not hold together, whoever gives it to them. The rules
 * are those of published order-to-cash and record-to-report matrices; the ids are theirs. Pure: no database.
 */
import type { Contract } from '#kernel/contract.ts'

/** Two duties, each as the commands that carry it out. */
export interface ConflictRule {
  readonly rule: string
  readonly one: readonly string[]
  readonly other: readonly string[]
  readonly why: string
}

/** The rules that come with the program. */
export const conflictRules: readonly ConflictRule[] = [
  {
    rule: 'IT-02',
    one: [
      'access.createPerson',
      'access.createService',
      'access.createRole',
      'access.changeRole',
      'access.assignRole',
    ],
    other: [
      'ledger.post',
      'ledger.reverse',
      'ledger.closePeriod',
      'contracts.activate',
      'billing.post',
      'collections.recordReceipt',
    ],
    why: 'who gives out rights could post and commit under a right they gave themselves',
  },
  {
    rule: 'review-and-release',
    one: ['billing.confirm', 'billing.confirmMany'],
    other: ['billing.post'],
    why: 'who reviews an invoice does not release it',
  },
  {
    rule: 'HR-01',
    one: [
      'people.create',
      'people.importPeople',
      'people.hire',
      'people.engage',
      'people.hireAgain',
      'people.engageAgain',
    ],
    other: ['timesheets.approve', 'timesheets.approveMany'],
    why: 'who takes people on could approve the time of people who do not exist',
  },
  {
    rule: 'Q2C-06',
    one: ['offers.createRateCard', 'offers.setRates', 'offers.importRates'],
    other: ['quotes.accept'],
    why: 'who sets the prices could sell below them without anybody noticing',
  },
  {
    rule: 'Q2C-08',
    one: ['quotes.accept'],
    other: ['billing.post'],
    why: 'who makes a sale could also invoice it, so that a sale that never was would look like one',
  },
]

/** A rule that would be broken, with the two commands that break it. */
export interface Conflict {
  readonly rule: string
  readonly one: string
  readonly other: string
  readonly why: string
}

/** The first rule that forbids holding `added` together with `held`, or null. */
export function conflictBetween(
  held: ReadonlySet<string>,
  added: ReadonlySet<string>,
  rules: readonly ConflictRule[] = conflictRules,
): Conflict | null {
  for (const { rule, one, other, why } of rules) {
    for (const [mine, theirs] of [
      [added, held],
      [held, added],
    ] as const) {
      const first = one.find((name) => mine.has(name))
      const second = other.find((name) => theirs.has(name))
      if (first && second) return { rule, one: first, other: second, why }
    }
  }
  return null
}

/** The commands a shipped role includes. */
export function commandsOfRole(role: string, contracts: Iterable<Contract>): Set<string> {
  return new Set([...contracts].filter((contract) => contract.roles[role]).map((contract) => contract.name))
}
