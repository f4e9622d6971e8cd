/** The program without the clock of the processes: the example lives in its own time, in which nothing is overdue yet. */

import { http } from '../../src/server/http-part.ts'
import { start } from '../../src/server/start.ts'
import { worker } from '../../src/server/worker-part.ts'

await start([worker, http])
