/** The door of access. */
export { type Authenticated, authenticate, findTenant } from './authenticate.ts'
export { authorise } from './authorise.ts'
export { conflictBetween, conflictRules } from './conflicts.ts'
export { type CreatedTenant, createTenant, type NewTenant } from './create-tenant.ts'
export { type MailAddress, mailAddresses } from './mail-addresses.ts'
export { processPrincipal } from './principal-table.ts'
export { shippedRoles } from './roles.ts'
export { type Tenant, tenants } from './tenant-table.ts'
