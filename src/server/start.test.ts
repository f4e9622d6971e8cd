import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { createTestDatabase } from '#test/database.ts'
import { temporaryDirectory } from '#test/temporary.ts'
import { type Part, start } from './start.ts'

/** Starts these parts on a database of the test's own; what was said goes nowhere. */
async function startOn(t: TestContext, parts: readonly Part[]): Promise<void> {
  const database = await createTestDatabase(t)
  const before = { ...process.env }
  Object.assign(process.env, {
    DATABASE_URL: database.ownerUrl,
    THROUGHLINE_DATA: await temporaryDirectory(t),
  })
  t.mock.method(console, 'log', () => undefined)
  t.mock.method(console, 'error', () => undefined)
  try {
    await start(parts)
  } finally {
    process.env = before
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(signal)
  }
}

const part =
  (name: string, story: string[], stop: () => void = () => undefined): Part =>
  async () => {
    story.push(`${name} starts`)
    return {
      stop: async () => {
        story.push(`${name} stops`)
        stop()
      },
    }
  }

/** The last part: as soon as it runs, somebody presses Ctrl-C. */
const impatient: Part = async () => {
  setImmediate(() => process.emit('SIGINT'))
  return { stop: async () => undefined }
}

test('parts stop in the opposite order of their start', async (t) => {
  const story: string[] = []
  await startOn(t, [part('jobs', story), part('http', story), impatient])
  assert.deepEqual(story, ['jobs starts', 'http starts', 'http stops', 'jobs stops'])
})

test('a part that cannot stop keeps nothing before it from stopping, and the exit code tells', async (t) => {
  const story: string[] = []
  const stuck = part('http', story, () => {
    throw new Error('a socket will not close')
  })
  await startOn(t, [part('jobs', story), stuck, impatient])
  assert.deepEqual(story.slice(2), ['http stops', 'jobs stops'])
  assert.equal(process.exitCode, 1)
  process.exitCode = 0
})

test('a part that cannot start stops those that did, and its fault is told', async (t) => {
  const story: string[] = []
  const broken: Part = async () => {
    throw new Error('the port is taken')
  }
  await assert.rejects(startOn(t, [part('jobs', story), broken]), /the port is taken/)
  assert.deepEqual(story, ['jobs starts', 'jobs stops'])
})
