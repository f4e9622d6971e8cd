/** Words the contracts of staffing share. */
import { z } from 'zod'

export const requestState = z.enum([
  'draft',
  'submitted',
  'needs_review',
  'fulfilled',
  'rejected',
  'cancelled',
])
export const bookingState = z.enum(['proposed', 'soft', 'hard', 'canceled'])

/** Why somebody who is taken on may not work yet, or not on these days: codes of people. */
export const notCleared = [
  'person_not_cleared',
  'person_not_taken_on',
  'agreement_ends_before',
  'clearance_ends_before',
  'person_leaves_before',
] as const
