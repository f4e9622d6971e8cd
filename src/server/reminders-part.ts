/** Reminders of tasks as a part of the running program: looked for every second, on every node. */
import { sendReminders } from '#engines/exchange'
import { loopingPart } from './looping-part.ts'

export const reminders = loopingPart(sendReminders, 'reminders of tasks')
