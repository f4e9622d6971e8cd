/** Operations on many process instances as a part of the running program: worked off in slices, on every node. */
import { workOperations } from '#engines/process'
import { loopingPart } from './looping-part.ts'

export const operations = loopingPart(workOperations, 'the operations on process instances')
