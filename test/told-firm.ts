/**
 * The example firm in a database of its own, in a moment: its story is told once for a run of the tests, and every test
 * file gets a copy. `toldStory` ends with the third month billed, on the day the story says. `toldPresent` goes on from
 * there to the moment it was told, today.
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deliversMail, startWorker, type Worker } from '#engines/exchange'
import { openLog } from '#kernel/log.ts'
import { openPool, runtimeUrl } from '#kernel/pool.ts'
import type { Cast } from '../src/server/example/cast.ts'
import { untilDelivered } from '../src/server/example/demo.ts'
import { tellPresent } from '../src/server/example/present/present.ts'
import { openStage } from '../src/server/example/stage.ts'
import { type Told, tellStory } from '../src/server/example/story.ts'
import { composeHouse, type OpenHouse } from '../src/server/house.ts'
import { createCopy, migrated, type TestDatabase } from './database.ts'
import './rooms.ts'
import { checkout } from './server.ts'
import type { Template } from './templates.ts'
import type { Scope } from './temporary.ts'

export interface ToldFirm {
  readonly database: TestDatabase
  readonly house: OpenHouse
  readonly told: Told
}

/** The story from the first deal to the last month billed. */
const story: Template = {
  kind: 'story',
  base: migrated,
  key: async () => [await migrated.key(), ...(await sources())].join('\n'),
  fill: (ownerUrl) => telling(ownerUrl, async (house) => remember(await tellStory(house))),
}

/** The firm of today. Tomorrow another day is today, and the weeks of this one are not the last ones any more. */
const present: Template = {
  kind: 'present',
  base: story,
  key: async () => `${await story.key()}\n${Temporal.Now.plainDateISO('UTC')}`,
  fill: (ownerUrl, known) =>
    telling(ownerUrl, async (house) => {
      const told = recall(house, known)
      await tellPresent(told, Temporal.Now.instant())
      // Drawing and sending what was billed takes longer than the telling; no copy has to do it again.
      const worker = await startTestWorker(ownerUrl, house)
      await untilDelivered(told)
      await worker.stop()
      return remember(told)
    }),
}

/** The firm at the end of its story; gone after the file, or after the test whose context is given. */
export const toldStory = (scope?: Scope): Promise<ToldFirm> => copyOf(story, scope)

/** The firm as it stands today. */
export const toldPresent = (scope?: Scope): Promise<ToldFirm> => copyOf(present, scope)

/** The worker of a program that serves a house: it draws and sends what its commands ask for, into a folder of its own. */
export async function startTestWorker(ownerUrl: string, house: OpenHouse): Promise<Worker> {
  const mail = await mkdtemp(join(tmpdir(), 'throughline-mail-'))
  const { stop } = await startWorker({
    url: runtimeUrl(ownerUrl),
    house,
    deliverers: [
      deliversMail({ folder: mail, from: 'Throughline <throughline@localhost>' }),
      ...house.rooms.flatMap(({ deliverers = [] }) => deliverers),
    ],
    clock: () => ({ now: Temporal.Now.instant(), today: Temporal.Now.plainDateISO('UTC').toString() }),
  })
  return {
    async stop() {
      await stop()
      await rm(mail, { recursive: true, force: true })
    },
  }
}

async function copyOf(template: Template, scope: Scope | undefined): Promise<ToldFirm> {
  const { database, known } = await createCopy(template, scope)
  const house = await composeHouse({ pool: database.pool, log: openLog('silent') })
  return { database, house, told: recall(house, known) }
}

/** Works on a database that is to become a template: nobody is connected to it afterwards. */
async function telling(ownerUrl: string, work: (house: OpenHouse) => Promise<string>): Promise<string> {
  const pool = openPool(runtimeUrl(ownerUrl))
  try {
    return await work(await composeHouse({ pool, log: openLog('silent') }))
  } finally {
    await pool.end()
  }
}

type Remembered = Pick<Told, 'signIns' | 'invoices'> & {
  readonly tenantId: string
  readonly anonymousId: string
  readonly now: string
  readonly cast: Readonly<Record<keyof Cast, { readonly name: string; readonly principalId: string }>>
  readonly engagement: Omit<Told['engagement'], 'wonAt' | 'startedAt'> & {
    readonly wonAt: string
    readonly startedAt: string
  }
}

/** What only those know who were there when it was told, as text. */
function remember({ stage, cast, engagement, signIns, invoices }: Told): string {
  return JSON.stringify({
    tenantId: stage.tenantId,
    anonymousId: stage.anonymousId,
    now: stage.clock.now,
    cast,
    engagement,
    signIns,
    invoices,
  })
}

/** The same people on the stage of another house, who have signed in before. */
function recall(house: OpenHouse, known: string): Told {
  const { tenantId, anonymousId, now, cast, engagement, signIns, invoices }: Remembered = JSON.parse(known)
  const stage = openStage({ house, tenantId, anonymousId })
  stage.clock.now = Temporal.Instant.from(now)
  const actors = Object.entries(cast).map(
    ([part, { name, principalId }]) => [part, stage.recall(name, principalId)] as const,
  )
  return {
    stage,
    cast: Object.fromEntries(actors) as unknown as Cast,
    engagement: {
      ...engagement,
      wonAt: Temporal.Instant.from(engagement.wonAt),
      startedAt: Temporal.Instant.from(engagement.startedAt),
    },
    signIns,
    invoices,
  }
}

/** Everything the firm is made of: the program without its screens and tests, the shipped models and the example's files. */
async function sources(): Promise<string[]> {
  const folders = ['src', 'processes', 'examples']
  const entries = await Promise.all(
    folders.map((folder) => readdir(`${checkout}/${folder}`, { recursive: true, withFileTypes: true })),
  )
  const paths = entries
    .flat()
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map(({ parentPath, name }) => `${parentPath}/${name}`)
    .filter((path) => !path.startsWith(`${checkout}/src/web/`))
    .sort()
  return Promise.all([...paths, import.meta.filename].map((path) => readFile(path, 'utf8')))
}
