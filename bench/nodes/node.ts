/** One node: the running program without its web application and the models it ships. */

import { clock } from '../../src/server/clock-part.ts'
import { http } from '../../src/server/http-part.ts'
import { operations } from '../../src/server/operations-part.ts'
import { start } from '../../src/server/start.ts'
import { worker } from '../../src/server/worker-part.ts'

await start([worker, clock, operations, http])
