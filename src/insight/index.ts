/** The door of insight: nobody comes after it, so it offers its queries to the surfaces alone. */
export type { Reason } from './project-health.ts'
export type { Found } from './search-kinds.ts'
