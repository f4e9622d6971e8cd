/**
 * Runs the tests: `npm test`, or `npm test -- src/engines/ledger test/scenarios` for some folders or files.
 *
 * Node's own runner does the work, one process a test file. Most of a test file's time is spent waiting for PostgreSQL,
 * so there are a few more processes than cores. Stripped types are cached between the processes and the runs.
 */

import { spawn } from 'node:child_process'
import { globSync, statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const checkout = dirname(dirname(fileURLToPath(import.meta.url)))
const asked = process.argv.slice(2)
const flags = asked.filter((word) => word.startsWith('-'))
const places = asked.filter((word) => !word.startsWith('-'))

const files = (places.length > 0 ? places : ['src', 'test', 'tools']).flatMap((place) =>
  statSync(join(checkout, place)).isDirectory()
    ? globSync(`${place}/**/*.test.ts`, { cwd: checkout })
    : [place],
)
// The longest begin first, so that at the end no core waits for one of them: the stories told in a browser.
const isStory = (file: string) => file.startsWith(join('test', 'web'))
files.sort((a, b) => Number(isStory(b)) - Number(isStory(a)) || (a < b ? -1 : 1))
if (files.length === 0) {
  console.error(`No test file (*.test.ts) in ${places.join(', ')}.`)
  process.exit(1)
}

const runner = spawn(
  process.execPath,
  [
    '--test',
    `--test-concurrency=${availableParallelism() + 1}`,
    '--test-timeout=300000',
    `--import=${join(import.meta.dirname, 'test-limit.ts')}`,
    ...flags,
    ...files,
  ],
  {
    cwd: checkout,
    stdio: 'inherit',
    env: { ...process.env, NODE_COMPILE_CACHE: join(checkout, 'node_modules', '.cache', 'compiled') },
  },
)
runner.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
