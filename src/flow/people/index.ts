/** The door of people: who works here and what an hour of theirs costs. */
export { costRatesOn } from './cost-rate-table.ts'
export {
  type Person,
  peopleByEmails,
  peopleByIds,
  personById,
  personOf,
  requireRoles,
  rolesByCode,
} from './person-table.ts'
