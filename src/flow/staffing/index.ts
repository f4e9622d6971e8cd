/** The door of staffing: what later rooms may use. */
export type { BookingState, RequestState } from './booking.ts'
export { bookedForRequest, weekLoads } from './staffing-table.ts'
