/**
 * Finds every command and query by looking into the rooms: a file that exports a handler is registered, on
 * every surface, by being there.
 */
import { readdir } from 'node:fs/promises'
import { type Deliverer, isDeliverer } from '#engines/exchange'
import type { Contract } from '#kernel/contract.ts'
import { type AnyHandler, isHandler } from '#kernel/handle.ts'
import { everyRoom } from '../flow/order.ts'

/** A room as the surfaces present it, in the order of the list. */
export interface Room {
  readonly name: string
  readonly handlers: readonly AnyHandler[]
  /** Who carries out the effects that the room enqueues. */
  readonly deliverers?: readonly Deliverer[]
}

const checkout = new URL('../../', import.meta.url)

/** All rooms with what they offer, in the order of the list. */
export async function findRooms(): Promise<Room[]> {
  return Promise.all(
    everyRoom.map(async ({ room, folder }) => ({
      name: room,
      ...(await offeredIn(new URL(`${folder}/`, checkout))),
    })),
  )
}

async function offeredIn(folder: URL): Promise<Pick<Room, 'handlers' | 'deliverers'>> {
  const entries = await readdir(folder).catch(() => [])
  const files = entries
    .filter((file) => file.endsWith('.ts') && !/\.test\.ts$|^schema\.ts$/.test(file))
    .sort()
  const modules = await Promise.all(
    files.map((file) => import(new URL(file, folder).href) as Promise<Record<string, unknown>>),
  )
  const exported = new Set(modules.flatMap((module) => Object.values(module)))
  const handlers = new Set([...exported].filter(isHandler))
  requireComplete(folder, modules, handlers)
  return {
    handlers: [...handlers].sort((a, b) => (a.contract.name < b.contract.name ? -1 : 1)),
    deliverers: [...exported].filter(isDeliverer),
  }
}

/** A contract without a handler would be a promise on every surface that nobody keeps. */
function requireComplete(
  folder: URL,
  modules: readonly Record<string, unknown>[],
  handlers: ReadonlySet<AnyHandler>,
): void {
  const kept = new Set([...handlers].map((handler) => handler.contract))
  const promised = modules.flatMap((module) => Object.values(module)).filter(isContract)
  const broken = promised.filter((contract) => !kept.has(contract))
  if (broken.length > 0) {
    const names = [...new Set(broken.map((contract) => contract.name))].join(', ')
    throw new Error(`${folder.pathname} declares ${names} but no file there handles it`)
  }
}

export function isContract(value: unknown): value is Contract {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    'summary' in value &&
    'refusals' in value &&
    'input' in value
  )
}

/** The rooms' handlers by name; two with one name are a fault. */
export function registryOf(rooms: readonly Room[]): Map<string, AnyHandler> {
  const registry = new Map<string, AnyHandler>()
  for (const handler of rooms.flatMap((room) => room.handlers)) {
    const { name } = handler.contract
    if (registry.has(name)) throw new Error(`${name} is handled twice`)
    registry.set(name, handler)
  }
  return registry
}
