/**
 * Kills the program and its PostgreSQL at random while clients work through the API and the example is told from deal to
 * cash again and again. Then compares everything, and each telling with one that was told before the killing began.
 *
 *     node bench/chaos.ts [seconds] [seed]        two minutes and another seed each time when they are not given
 *
 * How to read it: "unavailable" are requests answered with 503, "unreachable" those that met no program; clients repeat
 * both under the same idempotency key. Every line of the comparison must be equal; the exit code says whether it is.
 */

import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../src/server/postgres/launch.ts'
import { chanceOf } from './chaos/chance.ts'
import type { Weather } from './chaos/client.ts'
import { type Confirmed, openFirm, work } from './chaos/load.ts'
import { type KeptProgram, keepProgram } from './chaos/program.ts'
import { calmEnding, differencesOf, openFollowingHouse, tellStories } from './chaos/stories.ts'
import { compare, verify } from './chaos/verify.ts'

const CLIENTS = 6
const seconds = Number.parseInt(process.argv[2] ?? '120', 10)
const seed = Number.parseInt(process.argv[3] ?? String(process.pid), 10)
const weather: Weather = { unreachable: 0, unavailable: 0 }
const confirmed: Confirmed = new Map()

const directory = await mkdtemp(join(tmpdir(), 'throughline-chaos-'))
await chmod(directory, 0o711)
const faults: string[] = []
const program = keepProgram(directory, await freePort(), (line) => faults.push(line))
process.once('uncaughtException', (cause) => void giveUp(cause))
await program.ready()

const following = await openFollowingHouse(directory)
const firm = await openFirm(program.address, following.house.pool, weather)
const calm = await calmEnding(following)

const started = performance.now()
let goOn = true
const workers = Array.from({ length: CLIENTS }, (_, index) =>
  work(
    { address: program.address, firm, confirmed, weather, chance: chanceOf(seed + index + 1) },
    () => goOn,
  ),
)
const telling = tellStories(following, () => goOn)
const kills = await killFor(seconds * 1_000, program)
goOn = false
await Promise.all(workers)
const elapsed = (performance.now() - started) / 1_000
const stories = await telling
await program.ready()

console.log(
  `${confirmed.size} commands confirmed in ${Math.round(elapsed)} s by ${CLIENTS} clients, seed ${seed}`,
)
for (const [what, times] of kills) console.log(`killed ${times} times: ${what}`)
console.log(
  `starts of the program: ${program.starts()}; requests unavailable ${weather.unavailable}, unreachable ${weather.unreachable}`,
)

await following.patience(() => following.house.pool.query('select 1'))
const checks = await verify(program.address, following.house.pool, directory, firm, confirmed, weather)
const { tables, apart } = await differencesOf(stories, calm)
for (const table of tables) console.log(`told otherwise than on the calm day: ${table}`)
checks.push(
  compare(`tables of ${stories.length} stories told otherwise than on the calm day | none`, tables.length, 0),
  compare('reconciliations of the stories that do not agree | none', apart, 0),
)
await following.close()
for (const { what, left, right, equal } of checks)
  console.log(`${equal ? 'equal ' : 'APART '} ${left} | ${right}  ${what}`)
await program.stop()
const broken = checks.filter(({ equal }) => !equal).length
if (faults.length > 0)
  console.log(`The program wrote ${faults.length} lines of log; the last: ${faults.at(-1)?.slice(0, 300)}`)
if (broken === 0) await rm(directory, { recursive: true, force: true })
else console.log(`The data is left in ${directory}.`)
console.log(broken === 0 ? 'Every reconciliation holds.' : `${broken} reconciliations do not hold.`)
process.exitCode = broken === 0 ? 0 : 1

/** A request was answered with a fault: shows what the program wrote, and leaves its data to be looked into. */
async function giveUp(cause: unknown): Promise<void> {
  console.error(cause)
  await program.stop()
  for (const line of faults.slice(-5)) console.error(line)
  console.error(`The data is left in ${directory}.`)
  process.exit(1)
}

/** Ends one thing after another, without warning, at random moments. */
async function killFor(ms: number, target: KeptProgram): Promise<Map<string, number>> {
  const victims: [string, () => Promise<number | undefined>, NodeJS.Signals][] = [
    ['the program (SIGKILL)', async () => target.server(), 'SIGKILL'],
    ['PostgreSQL (SIGKILL)', target.postgres, 'SIGKILL'],
    ['PostgreSQL (SIGQUIT, as at a crash of a session)', target.postgres, 'SIGQUIT'],
    ['the program (SIGTERM, as at an update)', async () => target.server(), 'SIGTERM'],
  ]
  const times = new Map<string, number>()
  const chance = chanceOf(seed)
  const deadline = performance.now() + ms
  while (performance.now() < deadline) {
    await sleep(1_500 + 4_500 * chance())
    const victim = victims[Math.floor(chance() * victims.length)]
    const pid = await victim?.[1]()
    if (!victim || !pid) continue
    try {
      process.kill(pid, victim[2])
      times.set(victim[0], (times.get(victim[0]) ?? 0) + 1)
    } catch {
      // It was already down from the time before.
    }
  }
  return times
}
