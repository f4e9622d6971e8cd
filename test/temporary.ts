/** Things that exist for one test. */

import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'

type Work = () => Promise<unknown>

/** Whatever can run something at its end: a test, a file of tests, the stay of a person at a screen. */
export interface Scope {
  after(work: () => Promise<void>): unknown
}

const endings = new WeakMap<Scope, Work[]>()

/**
 * Runs something after the test, the last registered first: what was opened in a folder is closed before it is removed.
 * What fails keeps nothing behind it from ending, as a server left open would keep its file from ever ending.
 */
export function afterwards(t: Scope, work: Work): void {
  const registered = endings.get(t)
  if (registered) {
    registered.push(work)
    return
  }
  const list = [work]
  endings.set(t, list)
  t.after(async () => {
    const failures: unknown[] = []
    for (const one of list.reverse()) await one().catch((failure: unknown) => failures.push(failure))
    if (failures.length > 1) throw new AggregateError(failures, failures.map(String).join('\n'))
    if (failures.length === 1) throw failures[0]
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
