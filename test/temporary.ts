/** Things that exist for one test. */

import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'

type Work = () => Promise<unknown>

const endings = new WeakMap<TestContext, Work[]>()

/** Runs something after the test, the last registered first: what was opened in a folder is closed before it is removed. */
export function afterwards(t: TestContext, work: Work): void {
  const registered = endings.get(t)
  if (registered) {
    registered.push(work)
    return
  }
  const list = [work]
  endings.set(t, list)
  t.after(async () => {
    for (const one of list.reverse()) await one()
  })
}

/** A folder that every user of the machine can pass through, as PostgreSQL must when the tests run as root. */
export async function temporaryDirectory(t: TestContext): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'throughline-'))
  await chmod(directory, 0o711)
  // A process that was killed by the test may need a moment more to let go of its files.
  afterwards(t, () => rm(directory, { recursive: true, force: true, maxRetries: 40, retryDelay: 100 }))
  return directory
}
