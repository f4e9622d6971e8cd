/**
 * The models that come with the program: every `.dmn` and `.bpmn` under `processes/`. Each is deployed to a tenant
 * once; a tenant that deploys a version of its own keeps it, until a new program ships another text.
 */
import { createHash } from 'node:crypto'
import { glob, readFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { processPrincipal } from '#engines/access'
import type { Call } from '#kernel/handle.ts'
import type { House } from '#kernel/house.ts'
import { inTransaction, run } from '#kernel/run.ts'

const folder = fileURLToPath(new URL('../../processes/', import.meta.url))

interface Model {
  /** The path below `processes/`. */
  readonly resource: string
  readonly xml: string
}

/** The shipped models, decisions first, since processes name them. */
export async function shippedModels(): Promise<Model[]> {
  const paths: string[] = []
  for await (const path of glob('**/*.{bpmn,dmn}', { cwd: folder })) paths.push(path)
  const isProcess = (path: string) => path.endsWith('.bpmn')
  paths.sort((a, b) => Number(isProcess(a)) - Number(isProcess(b)) || (a < b ? -1 : 1))
  return Promise.all(
    paths.map(async (path) => ({
      resource: relative('.', path),
      xml: await readFile(`${folder}${path}`, 'utf8'),
    })),
  )
}

/** Deploys to a tenant what it has not been given yet. The idempotency key is the text, so a second start changes nothing. */
export async function deployShippedModels(
  house: House,
  tenantId: string,
  now: Temporal.Instant,
): Promise<void> {
  const actorId = await inTransaction(house.pool, 'begin', async (tx) => {
    await tx.openTenant(tenantId)
    return processPrincipal(tx)
  })
  const today = now.toString().slice(0, 10)
  const calendars = { tenantId, actorId, now, today, idempotencyKey: 'shipped calendars' }
  await run(house, 'firm.keepCalendars', {}, calendars)
  for (const { resource, xml } of await shippedModels()) {
    const hash = createHash('sha256').update(xml).digest('hex')
    const call = {
      tenantId,
      actorId,
      now,
      today,
      idempotencyKey: `shipped ${resource} ${hash}`,
    }
    const replaced = resource.endsWith('.dmn')
      ? await deployDecisions(house, xml, call)
      : await deployProcesses(house, resource, xml, call)
    for (const against of replaced) await keepReport(house, against, call)
  }
}

/** What a replay is against: a new version of a process, whose instances are replayed, or of a decision. */
type Replaced = Readonly<
  { definitionId: string; filter: { key: string } } | { decision: { key: string; version: number } }
>

/** Gives the versions that have replaced another. */
async function deployProcesses(house: House, resource: string, xml: string, call: Call): Promise<Replaced[]> {
  const { output, replayed } = await run(house, 'processes.deploy', { resource, xml }, call)
  const { processes } = output as {
    processes: { definitionId: string; key: string; version: number; changed: boolean }[]
  }
  if (replayed) return []
  return processes.flatMap(({ definitionId, key, version, changed }) =>
    changed && version > 1 ? [{ definitionId, filter: { key } }] : [],
  )
}

async function deployDecisions(house: House, xml: string, call: Call): Promise<Replaced[]> {
  const { output, replayed } = await run(house, 'decisions.deploy', { xml }, call)
  const { changed, decisions } = output as {
    changed: boolean
    decisions: { key: string; version: number }[]
  }
  if (replayed || !changed) return []
  return decisions.flatMap(({ key, version }) => (version > 1 ? [{ decision: { key, version } }] : []))
}

/** The start of the program does not wait for the whole past: the report says how much it has left out. */
const REPLAYED_MAX = 200

/** What the past would have been with the new version, on record; a past that cannot be replayed stops no start. */
async function keepReport(house: House, against: Replaced, call: Call): Promise<void> {
  const { idempotencyKey: _key, ...rest } = call
  await run(house, 'replays.run', { ...against, limit: REPLAYED_MAX }, rest).catch((err: unknown) =>
    house.log.error({ err, against }, 'what a shipped model changes could not be replayed'),
  )
}
