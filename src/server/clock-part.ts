/** The clock of the processes as a part of the running program: fires what is due, every second, on every node. */
import { fireDueTimers } from '#engines/process'
import { loopingPart } from './looping-part.ts'

export const clock = loopingPart(fireDueTimers, 'what is due in the processes')
