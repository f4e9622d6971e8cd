/** Puts the house together: a pool, the rooms found by folder, the permission check, the process engine. */
import { authorise } from '#engines/access'
import type { House } from '#kernel/house.ts'
import { type Log, openLog } from '#kernel/log.ts'
import { openPool, runtimeUrl } from '#kernel/pool.ts'
import { findRooms, type Room, registryOf } from './registry.ts'

export interface HouseSettings {
  /** The address of the database as its owner signs in; the house works as the runtime role. */
  readonly databaseUrl: string
  readonly connectionsMax?: number
  readonly log?: Log
  /** The rooms, when they are not those of this program (a test that adds one). */
  readonly rooms?: readonly Room[]
  readonly count?: House['count']
}

/** A house that can run commands, with its rooms in the order of the list. */
export interface OpenHouse extends House {
  readonly rooms: readonly Room[]
  close(): Promise<void>
}

export async function composeHouse(settings: HouseSettings): Promise<OpenHouse> {
  const rooms = settings.rooms ?? (await findRooms())
  const pool = openPool(runtimeUrl(settings.databaseUrl), settings.connectionsMax)
  return {
    pool,
    rooms,
    registry: registryOf(rooms),
    log: settings.log ?? openLog(),
    authorise,
    // The rooms are complete without processes; the process engine takes this place.
    advance: () => Promise.resolve(),
    ...(settings.count ? { count: settings.count } : {}),
    close: () => pool.end(),
  }
}
