/** The door of staffing: what later rooms may use. */
export type { BookingState, RequestState } from './booking.ts'
export { weekLoads } from './staffing-table.ts'
