/** Puts the house together: the rooms found by folder, the permission check, the process engine, on a pool. */
import type pg from 'pg'
import { authorise } from '#engines/access'
import { continueProcesses } from '#engines/process'
import type { House } from '#kernel/house.ts'
import type { Log } from '#kernel/log.ts'
import { type Counters, openCounters } from './counters.ts'
import type { Environment } from './environment.ts'
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
    advance: continueProcesses,
    ...(count ? { count } : {}),
  }
}

/** The house of a running program with what it counts. */
export interface RunningHouse {
  readonly house: OpenHouse
  readonly counters: Counters
}

const running = new WeakMap<Environment, Promise<RunningHouse>>()

/** The one house all parts of a program share. */
export function houseOf(environment: Environment): Promise<RunningHouse> {
  const found = running.get(environment) ?? open(environment)
  running.set(environment, found)
  return found
}

async function open({ pool, log }: Environment): Promise<RunningHouse> {
  const counters = openCounters()
  return { house: await composeHouse({ pool, log, count: counters.count }), counters }
}
