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
