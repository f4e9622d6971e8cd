/** Puts the house together: the rooms found by folder, the permission check, the process engine, on a pool. */
import type pg from 'pg'
import { authorise } from '#engines/access'
import type { House } from '#kernel/house.ts'
import type { Log } from '#kernel/log.ts'
import { findRooms, type Room, registryOf } from './registry.ts'

export interface HouseSettings {
  /** Connections as the runtime role. */
  readonly pool: pg.Pool
  readonly log: Log
  /** Rooms besides those of this program (a test that adds one). */
  readonly moreRooms?: readonly Room[]
  readonly count?: House['count']
}

/** A house that can run commands, with its rooms in the order of the list. */
export interface OpenHouse extends House {
  readonly rooms: readonly Room[]
}

export async function composeHouse(settings: HouseSettings): Promise<OpenHouse> {
  const { pool, log, moreRooms = [], count } = settings
  const rooms = [...(await findRooms()), ...moreRooms]
  return {
    pool,
    rooms,
    registry: registryOf(rooms),
    log,
    authorise,
    // The rooms are complete without processes; the process engine takes this place.
    advance: () => Promise.resolve(),
    ...(count ? { count } : {}),
  }
}
