/**
 * The models that come with the program: every `.dmn` and `.bpmn` under `processes/`. Each is deployed to a tenant
 * once; a tenant that deploys a version of its own keeps it, until a new program ships another text.
 */
import { createHash } from 'node:crypto'
import { glob, readFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { processPrincipal } from '#engines/access'
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
  for (const { resource, xml } of await shippedModels()) {
    const hash = createHash('sha256').update(xml).digest('hex')
    const call = {
      tenantId,
      actorId,
      now,
      today: now.toString().slice(0, 10),
      idempotencyKey: `shipped ${resource} ${hash}`,
    }
    if (resource.endsWith('.dmn')) await run(house, 'decisions.deploy', { xml }, call)
    else await run(house, 'processes.deploy', { resource, xml }, call)
  }
}
