/**
 * Every benchmark after the other: `npm run bench`, or `npm run bench -- run api` for some of them. Each prints figures of its
 * own run and the baseline measured beside them; read the head of its file. Absolute times are of the machine, the
 * ratios are what to compare. `node bench/chaos.ts` is not among them: it proves, and measures nothing.
 */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = import.meta.dirname
const asked = process.argv.slice(2)
/** A benchmark says in its head how it is run; the other files are what benchmarks are made of. */
const benchmarks = readdirSync(folder)
  .filter((file) => file.endsWith('.ts') && file !== 'all.ts')
  .map((file) => file.slice(0, -'.ts'.length))
  .filter((name) => readFileSync(join(folder, `${name}.ts`), 'utf8').includes(`\`node bench/${name}.ts\``))
const unknown = asked.find((name) => !benchmarks.includes(name))
if (unknown) {
  console.error(`There is no benchmark called ${unknown}. There are: ${benchmarks.join(', ')}.`)
  process.exit(1)
}
for (const name of asked.length > 0 ? asked : benchmarks) {
  console.log(`\n== ${name}`)
  const { status } = spawnSync(process.execPath, [join(folder, `${name}.ts`)], { stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
}
