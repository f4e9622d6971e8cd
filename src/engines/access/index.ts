/** The door of access. */
export { authorise } from './authorise.ts'
export { type CreatedTenant, createTenant, type NewTenant } from './create-tenant.ts'
export { processPrincipal } from './principal-table.ts'
export { EVERYONE, shippedRoles } from './roles.ts'
