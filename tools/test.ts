/**
 * Runs the tests: `npm test`, or `npm test -- src/engines/ledger test/scenarios` for some folders or files.
 *
 * Node's own runner does the work, one process a test file. Most of a test file's time is spent waiting for PostgreSQL,
 * so there are a few more processes than cores. Stripped types are cached between the processes and the runs.
 */

import { globSync, statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
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
/**
 * The longest begin first, so that at the end no core waits for one of them: half a minute each, and the stories told in a
 * browser. One of those makes the firm that the others copy, and begins before them all.
 */
const long = ['test/two-nodes', 'test/crash', 'tools/check', 'test/bad-input', 'src/cli/rooms/command-line']
const isStory = (file: string) => file.startsWith(join('test', 'web'))
const isLong = (file: string) => long.some((name) => file === join(`${name}.test.ts`))
files.sort()
const firstStory = files.find(isStory)
const placeOf = (file: string) =>
  [file === firstStory, isLong(file), isStory(file), true].findIndex((comesHere) => comesHere)
files.sort((a, b) => placeOf(a) - placeOf(b))
if (files.length === 0) {
  console.error(`No test file (*.test.ts) in ${places.join(', ')}.`)
  process.exit(1)
}

process.chdir(checkout)
process.env['NODE_COMPILE_CACHE'] = join(checkout, 'node_modules', '.cache', 'compiled')
// Not `node --test`, which puts the files it is given in the order of their names.
const running = run({
  files: files.map((file) => join(checkout, file)),
  concurrency: availableParallelism() + 2,
  timeout: 300_000,
  execArgv: [`--import=${join(import.meta.dirname, 'test-limit.ts')}`, ...flags],
})
running.on('test:fail', () => {
  process.exitCode = 1
})
running.compose(spec).pipe(process.stdout)
