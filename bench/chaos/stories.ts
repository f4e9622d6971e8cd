/** The example, told again and again while everything is killed: each time it must end as on a calm day. */

import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { House } from '#kernel/house.ts'
import { openLog } from '#kernel/log.ts'
import { openPool, runtimeUrl } from '#kernel/pool.ts'
import { Refused } from '#kernel/refusal.ts'
import { asUnavailable } from '#kernel/unavailable.ts'
import { untilDelivered } from '../../src/server/example/demo.ts'
import { type Report, reportOf } from '../../src/server/example/report.ts'
import type { Patience } from '../../src/server/example/stage.ts'
import { type Told, tellStory } from '../../src/server/example/story.ts'
import { composeHouse } from '../../src/server/house.ts'
import { runningOwnerUrl } from '../../src/server/postgres/embedded.ts'
import { OUTAGE_MS_MAX } from './client.ts'

/** A story that was told to its end. */
export type Ended = { slug: string; told: Told }

/** A house that finds its database again wherever the program has started it. */
export type FollowingHouse = { house: House; patience: Patience; close: () => Promise<void> }

export async function openFollowingHouse(directory: string): Promise<FollowingHouse> {
  let url = runtimeUrl(await runningOwnerUrl(directory))
  let pool = openPool(url)
  const composed = await composeHouse({ pool, log: openLog('silent') })
  const house: House = Object.defineProperty({ ...composed }, 'pool', { get: () => pool, enumerable: true })
  const follow = async () => {
    await sleep(200)
    const now = await runningOwnerUrl(directory).then(runtimeUrl, () => url)
    if (now === url) return
    const old = pool
    url = now
    pool = openPool(url)
    void old.end()
  }
  const patience: Patience = async (work) => {
    const deadline = performance.now() + OUTAGE_MS_MAX
    for (;;) {
      try {
        return await work()
      } catch (cause) {
        if (!passes(cause) || performance.now() > deadline) throw cause
        await follow()
      }
    }
  }
  return { house, patience, close: () => pool.end() }
}

const passing = new Set(['database_unavailable', 'too_busy'])

function passes(cause: unknown): boolean {
  const told = asUnavailable(cause)
  return told instanceof Refused && passing.has(told.code)
}

/** Tells the story, in a firm of its own, until the time is over; the one begun last is told to its end. */
export async function tellStories(following: FollowingHouse, goOn: () => boolean): Promise<Ended[]> {
  const ended: Ended[] = []
  for (let number = 1; goOn(); number++) {
    const slug = `story-${number}`
    const told = await tell(following, slug)
    if (told) ended.push({ slug, told })
  }
  return ended
}

/** A firm is made without a key, once; when that falls into an outage, the story begins anew under another name. */
async function tell({ house, patience }: FollowingHouse, slug: string): Promise<Told | null> {
  try {
    return await tellStory(house, { slug, patience })
  } catch (cause) {
    if (!passes(cause)) throw cause
    await patience(() => house.pool.query('select 1'))
    return null
  }
}

/** How the story ends when nothing is killed. */
export async function calmEnding({ house }: FollowingHouse): Promise<Report> {
  const told = await tellStory(house, { slug: 'calm' })
  await untilDelivered(told)
  return reportOf(told)
}

/** What is told otherwise than on the calm day, table by table; and how many reconciliations do not agree. */
export async function differencesOf(
  ended: Ended[],
  calm: Report,
): Promise<{ tables: string[]; apart: number }> {
  const tables: string[] = []
  let apart = 0
  for (const { slug, told } of ended) {
    await untilDelivered(told)
    const report = await reportOf(told)
    apart += report.differences
    for (const [index, section] of report.sections.entries()) {
      if (!isDeepStrictEqual(section, calm.sections[index])) tables.push(`${slug}: ${section.title}`)
    }
  }
  return { tables, apart }
}
