import { personById } from '#flow/people'
import { answer } from '#kernel/handle.ts'
import { previewRelease as contract } from './contract.ts'
import { bookedFrom } from './release-rows.ts'

export const previewReleaseOfPerson = answer(contract, async ({ tx }, { personId, from }) => {
  await personById(tx, personId)
  const bookings = await bookedFrom(tx, personId, from)
  return { bookings, minutes: bookings.reduce((sum, { minutes }) => sum + minutes, 0) }
})
