/** The door of people: who works here and what an hour of theirs costs. */
export { costRatesOn, type RoleCost, roleCostsOn } from './cost-rate-table.ts'
export { clearanceRefusals, requireCleared, type WantedWork } from './onboarding-table.ts'
export { type Employment, isEmployedOn } from './periods.ts'
export {
  type Person,
  peopleByEmails,
  peopleByIds,
  personById,
  personOf,
  requireRoles,
  rolesByCode,
} from './person-table.ts'
