/**
 * Every check of the house but the tests, in one command: `npm run check`. Prints one line a check, and what a check
 * has to say only when it fails. `node tools/check.ts tidy schema` runs the named ones.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from './tree.ts'

/** A check: its name and the program that makes it. Scripts run under this Node. */
const checks: readonly (readonly [name: string, program: string, ...args: string[]])[] = [
  ['types', 'tsc', '-p', 'tsconfig.json'],
  ['types of the web', 'tsc', '-p', 'src/web/tsconfig.json'],
  ['format and lint', 'biome', 'check', '--colors=off', '.'],
  ['boundaries', 'tools/boundaries.ts'],
  ['tidy', 'tools/tidy.ts'],
  ['contracts', 'tools/contracts.ts'],
  ['schema', 'tools/schema.ts'],
  ['docs', 'tools/docs.ts'],
  ['dead code', 'knip', '--no-config-hints'],
  ['commits', 'tools/commits.ts'],
]

type Outcome = { ok: boolean; output: string; seconds: number }

function runCheck(program: string, args: readonly string[]): Promise<Outcome> {
  const started = performance.now()
  const script = program.endsWith('.ts')
  const command = script ? process.execPath : join(root, 'node_modules/.bin', program)
  return new Promise((resolve, reject) => {
    // npm's own programs begin with `env node`, and must find this Node rather than the machine's.
    const path = `${join(root, 'node_modules/.bin')}:${process.env['PATH']}`
    const child = spawn(command, script ? [program, ...args] : args, {
      cwd: root,
      env: { ...process.env, PATH: path },
    })
    let output = ''
    child.stdout.on('data', (part: Buffer) => (output += part))
    child.stderr.on('data', (part: Buffer) => (output += part))
    child.on('error', reject)
    child.on('close', (code) =>
      resolve({ ok: code === 0, output, seconds: (performance.now() - started) / 1000 }),
    )
  })
}

const wanted = process.argv.slice(2)
const chosen = checks.filter(([name]) => wanted.length === 0 || wanted.includes(name))
if (chosen.length === 0)
  throw new Error(`No such check. There are: ${checks.map(([name]) => name).join(', ')}.`)

// They use different programs and share nothing, so they run side by side and report in order.
const outcomes = chosen.map(([, program, ...args]) => runCheck(program, args))
const failed: string[] = []
for (const [index, [name]] of chosen.entries()) {
  const outcome = await outcomes[index]
  if (outcome === undefined) continue
  console.log(`${outcome.ok ? 'ok  ' : 'FAIL'}  ${name.padEnd(16)} ${outcome.seconds.toFixed(1)} s`)
  if (outcome.ok) continue
  failed.push(name)
  console.log(`\n${outcome.output.trimEnd()}\n`)
}
console.log(failed.length === 0 ? 'The house is in order.' : `To mend: ${failed.join(', ')}.`)
if (failed.length > 0) process.exitCode = 1
