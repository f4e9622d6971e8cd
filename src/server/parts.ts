/** The parts of the running program, in the order in which they are started. */

import { clock } from './clock-part.ts'
import { http } from './http-part.ts'
import { models } from './models-part.ts'
import { operations } from './operations-part.ts'
import { reminders } from './reminders-part.ts'
import type { Part } from './start.ts'
import { web } from './web-part.ts'
import { worker } from './worker-part.ts'

export const parts: readonly Part[] = [worker, models, clock, reminders, operations, web, http]
