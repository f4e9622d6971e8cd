/**
 * The news of the journal for all who listen on this node: one loop looks, some times a second, into the journal of each
 * tenant that has listeners, and tells each of them what they may know. Without listeners nothing is asked.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { type Authenticated, endedCredentials } from '#engines/access'
import type { Scope } from '#kernel/contract.ts'
import { type Bulletin, newsSince, snapshotNow } from '#kernel/news.ts'
import { Refused } from '#kernel/refusal.ts'
import { ask, inTransaction } from '#kernel/run.ts'
import { encodeJson, type Tx } from '#kernel/sql.ts'
import type { OpenHouse } from '../house.ts'
import { kindsByQuery, type Rights, rightsOf, toldTo } from './rights.ts'

/** A server-sent event; one without data only moves the place to resume at. */
export interface Sent {
  readonly name?: string
  readonly data?: string
  readonly id?: string
}

/** Somebody who listens. */
export interface Listener {
  readonly who: Authenticated
  /** Where they left off; null when they begin now. */
  readonly since: string | null
  /** Sends what one look found. */
  send(events: readonly Sent[]): void
  /** Says goodbye: the session is over or the program stops. */
  close(why: 'signed-out' | 'stopping'): void
}

interface Heard {
  readonly listener: Listener
  isNew: boolean
  rights: Rights | undefined
  rightsUntil: number
}

interface TenantFeed {
  readonly listeners: Set<Heard>
  snapshot: string | null
}

export interface Feed {
  /** Begins to tell the listener; the answer ends it. Refuses who listens too often already. */
  join(listener: Listener): () => void
  /** Something was just done here: look at once. */
  wake(): void
  stop(): Promise<void>
}

export interface FeedSettings {
  /** Between two looks, in milliseconds. */
  readonly everyMs?: number
  /** How often one person may listen on this node. */
  readonly listenersMax?: number
}

/** Roles begin and end with days; other changes are seen as they happen. */
const RIGHTS_MS = 60_000
/** The kinds of object that decide what somebody may do. */
const decides = new Set(['principal', 'role'])
/** After a look that failed. */
const RECOVER_MS = 2_000
/** However much is done here, nobody reads faster. */
const LOOK_MS_MIN = 100

export function openFeed(house: OpenHouse, settings: FeedSettings = {}): Feed {
  const { everyMs = 500, listenersMax = 10 } = settings
  const kinds = kindsByQuery([...house.registry.values()].map(({ contract }) => contract))
  const tenants = new Map<string, TenantFeed>()
  const stopping = new AbortController()
  let alarm = new AbortController()
  let woken = false
  let running: Promise<void> | null = null

  const wake = () => {
    woken = true
    alarm.abort()
  }
  const rest = async (milliseconds: number) => {
    alarm = new AbortController()
    const signal = AbortSignal.any([stopping.signal, alarm.signal])
    if (!woken) await pause(milliseconds, undefined, { signal }).catch(() => undefined)
    woken = false
  }
  const loop = async () => {
    while (tenants.size > 0 && !stopping.signal.aborted) {
      const failed = await lookAtAll(house, tenants, kinds)
      await pause(LOOK_MS_MIN)
      await rest(failed ? RECOVER_MS : everyMs)
    }
    running = null
  }
  return {
    join(listener) {
      const { tenantId, principalId } = listener.who
      const feed = tenants.get(tenantId) ?? { listeners: new Set<Heard>(), snapshot: null }
      const own = [...feed.listeners].filter((heard) => heard.listener.who.principalId === principalId)
      if (own.length >= listenersMax) throw new Refused('too_many_streams', { limit: listenersMax })
      const heard: Heard = { listener, isNew: true, rights: undefined, rightsUntil: 0 }
      feed.listeners.add(heard)
      tenants.set(tenantId, feed)
      running ??= loop()
      wake()
      return () => {
        feed.listeners.delete(heard)
        if (feed.listeners.size === 0 && tenants.get(tenantId) === feed) tenants.delete(tenantId)
      }
    },
    wake,
    async stop() {
      stopping.abort()
      for (const { listeners } of tenants.values())
        for (const { listener } of [...listeners]) listener.close('stopping')
      await running
    },
  }
}

/** One look into every tenant with listeners; whether one of them failed, which is told once a look. */
async function lookAtAll(
  house: OpenHouse,
  tenants: ReadonlyMap<string, TenantFeed>,
  kinds: ReadonlyMap<string, readonly string[]>,
): Promise<boolean> {
  let failed = false
  for (const [tenantId, feed] of [...tenants])
    await look(house, tenantId, feed, kinds).catch((err: unknown) => {
      failed = true
      house.log.error({ err, tenantId }, 'the news of the journal could not be read; they are read again')
    })
  return failed
}

async function look(
  house: OpenHouse,
  tenantId: string,
  feed: TenantFeed,
  kinds: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  const heard = [...feed.listeners]
  const now = Temporal.Now.instant()
  const { bulletins, ended } = await inTransaction(
    house.pool,
    'begin read only',
    async (tx) => ({
      bulletins: await bulletinsFor(tx, feed.snapshot, heard),
      ended: await endedCredentials(
        tx,
        heard.map(({ listener }) => listener.who),
        now,
      ),
    }),
    tenantId,
  )
  const changedAccess = [...bulletins.values()].some(
    ({ news }) => news === null || news.some(({ objects }) => objects.some(({ kind }) => decides.has(kind))),
  )
  for (const one of heard) {
    const bulletin = bulletins.get(one)
    if (!feed.listeners.has(one) || !bulletin) continue
    if (ended.has(one.listener.who.credentialId)) {
      one.listener.close('signed-out')
      continue
    }
    if (changedAccess || one.rightsUntil < performance.now()) await readRights(house, one, kinds, now)
    tell(one, bulletin)
    one.isNew = false
  }
  feed.snapshot = [...bulletins.values()][0]?.snapshot ?? feed.snapshot
}

/** What each is to be told: those who were there the same, those who come back what they missed until the same moment. */
async function bulletinsFor(
  tx: Tx,
  snapshot: string | null,
  heard: readonly Heard[],
): Promise<Map<Heard, Bulletin>> {
  const current =
    snapshot === null ? { snapshot: await snapshotNow(tx), news: [] } : await newsSince(tx, snapshot)
  const bulletins = new Map<Heard, Bulletin>()
  for (const one of heard) {
    const { since } = one.listener
    if (!one.isNew) bulletins.set(one, current)
    else if (since === null) bulletins.set(one, { ...current, news: [] })
    else bulletins.set(one, await newsSince(tx, since, current.snapshot))
  }
  return bulletins
}

/** What they may know of; nothing when they may not even ask. */
async function readRights(
  house: OpenHouse,
  heard: Heard,
  kinds: ReadonlyMap<string, readonly string[]>,
  now: Temporal.Instant,
): Promise<void> {
  const { tenantId, principalId } = heard.listener.who
  const call = { tenantId, actorId: principalId, now, today: now.toString().slice(0, 10) }
  const { may } = (await ask(house, 'access.whoAmI', {}, call)) as { may: { name: string; scope: Scope }[] }
  heard.rights = rightsOf(may, kinds)
  heard.rightsUntil = performance.now() + RIGHTS_MS
}

/** The place to resume at follows the news, so that who is cut off in between hears all of it again. */
function tell({ listener, rights, isNew }: Heard, { snapshot, news }: Bulletin): void {
  if (!rights) return
  const told = (news ?? []).flatMap((one) => toldTo(one, listener.who.principalId, rights) ?? [])
  const events: Sent[] = [
    ...(news === null ? [{ name: 'reset', data: '{}' }] : []),
    ...told.map((one) => ({ data: encodeJson(one) })),
    ...(isNew || news === null || news.length > 0 ? [{ id: snapshot }] : []),
  ]
  if (events.length > 0) listener.send(events)
}
