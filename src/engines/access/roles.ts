/**
 * The shipped roles by name. What each may do is declared by the contracts; here are only their names, for people.
 * Pure: no database.
 */
import { type Contract, EVERYONE, type Scope } from '#kernel/contract.ts'

/** The roles that come with the program, with the title a person reads. */
export const shippedRoles: Readonly<Record<string, string>> = {
  sales: 'Sales',
  'delivery-lead': 'Delivery lead',
  'project-manager': 'Project manager',
  'resource-manager': 'Resource manager',
  consultant: 'Consultant',
  procurement: 'Procurement',
  legal: 'Legal counsel',
  billing: 'Billing',
  controller: 'Controller',
  executive: 'Executive',
  administrator: 'Administrator',
}

/** One role a principal holds, as far as one contract is concerned. */
export interface HeldRole {
  readonly role: string
  /** How far the assignment reaches at most. */
  readonly narrowed: Scope
  /** What a role of the firm gives for this contract; null for shipped roles and for roles that do not include it. */
  readonly granted: Scope | null
}

const width: Readonly<Record<Scope, number>> = { own: 1, project: 2, all: 3 }

const narrower = (one: Scope, other: Scope): Scope => (width[one] <= width[other] ? one : other)

/**
 * The widest scope in which these roles allow the contract, or null. A scope the handler does not honour gives
 * nothing: a right that cannot be narrowed as asked is not given in full.
 */
export function widestScope(contract: Contract, held: readonly HeldRole[]): Scope | null {
  const everyone = contract.roles[EVERYONE]
  const scopes = held.flatMap(({ role, narrowed, granted }) => {
    const given = contract.roles[role] ?? granted
    return given ? [narrower(given, narrowed)] : []
  })
  if (everyone) scopes.push(everyone)
  const honoured = scopes.filter((scope) => scope === 'all' || contract.scopes?.includes(scope))
  return honoured.sort((one, other) => width[other] - width[one])[0] ?? null
}
