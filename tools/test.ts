/**
 * Runs the tests: `npm test`, or `npm test -- src/engines/ledger test/scenarios` for some folders or files.
 *
 * Node's own runner does the work. When the whole suite runs, most files share a process with a few others, one after
 * the other: loading the program is most of what a small file costs. Files that end programs, or watch what a process
 * does, have one to themselves, as has every file of a run of a few. Most of a file's time is spent waiting for
 * PostgreSQL or a browser, so there are a few more processes than cores. Stripped types are cached between the
 * processes and the runs.
 */

import { globSync, statSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { shareOut } from './test-groups.ts'

const checkout = dirname(dirname(fileURLToPath(import.meta.url)))
const asked = process.argv.slice(2)
const flags = asked.filter((word) => word.startsWith('-'))
const places = asked.filter((word) => !word.startsWith('-'))

const files = (places.length > 0 ? places : ['src', 'test', 'tools']).flatMap((place) =>
  statSync(join(checkout, place)).isDirectory()
    ? globSync(`${place}/**/*.test.ts`, { cwd: checkout })
    : [place],
)
if (files.length === 0) {
  console.error(`No test file (*.test.ts) in ${places.join(', ')}.`)
  process.exit(1)
}

process.chdir(checkout)
process.env['NODE_COMPILE_CACHE'] = join(checkout, 'node_modules', '.cache', 'compiled')

const groups = await mkdtemp(join(tmpdir(), 'throughline-tests-'))
const running = run({
  files: await Promise.all(shareOut(files).map(inOneProcess)),
  concurrency: availableParallelism() + 2,
  execArgv: [`--import=${join(import.meta.dirname, 'test-limit.ts')}`, '--test-timeout=300000', ...flags],
})
running.on('test:fail', () => {
  process.exitCode = 1
})
running.on('end', () => void rm(groups, { recursive: true, force: true }))
running.compose(spec).pipe(process.stdout)

/**
 * The path of what runs some files one after the other, each as a test of its own: the file itself when it is the only
 * one. The time of a file is limited as if it were alone.
 */
async function inOneProcess(files: readonly string[], at: number): Promise<string> {
  const [first = '', ...others] = files
  if (others.length === 0) return join(checkout, first)
  const path = join(groups, `${String(at).padStart(3, '0')}.mjs`)
  const urls = files.map((file) => [file, pathToFileURL(join(checkout, file)).href])
  await writeFile(
    path,
    `import test from 'node:test'
import { limit } from ${JSON.stringify(new URL('test-limit.ts', import.meta.url).href)}
for (const [file, url] of ${JSON.stringify(urls)})
  await test(file, { timeout: Infinity }, async (t) => {
    limit(file)
    await import(url)
    // Begins when all others of the file have ended: those declared after a pause are not waited for by themselves.
    await t.test('was the last', () => {})
  })
`,
  )
  return path
}
