import { door } from './door.ts'
import { downloads } from './downloads.ts'
import { events } from './events.ts'
import { health } from './health.ts'
import { logos } from './logos.ts'
import { openApi } from './openapi.ts'
import { reference } from './reference.ts'
import { rest } from './rest.ts'
import type { Surface } from './surface.ts'
import { web } from './web.ts'

/** Every surface of the program. */
export const surfaces: readonly Surface[] = [
  rest,
  door,
  downloads,
  logos,
  events,
  openApi,
  reference,
  health,
  web,
]
