/**
 * Builds the web application: Vite in a process of its own, into a folder beside the one that is served, which it
 * replaces when everything went well. Run as a program it is `npm run build`.
 */
import { spawn } from 'node:child_process'
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { encodings, readSite } from './site.ts'
import { hashOfSources } from './sources.ts'

/** Where the built application lies in a checkout. */
export const folderOf = (checkout: string) => join(checkout, 'dist', 'web')

/** The hash of the sources a built application was made of. */
const STAMP = '.source'

/** Is the application that lies there made of these sources? Without sources it is what it is. */
export async function isBuilt(checkout: string): Promise<boolean> {
  const [hash, stamp] = await Promise.all([
    hashOfSources(checkout),
    readFile(join(folderOf(checkout), STAMP), 'utf8').catch(() => null),
  ])
  return hash === null || stamp === hash
}

/** Builds the application. Throws with what Vite said when it cannot; what was served before stays. */
export async function build(checkout: string, stop?: AbortSignal): Promise<void> {
  const hash = await hashOfSources(checkout)
  if (hash === null) throw new Error('there are no sources of the web application in src/web')
  const target = folderOf(checkout)
  // Two programs started at once each build in a folder of their own, and the last one replaces the other.
  const making = `${target}.${process.pid}`
  try {
    await runVite(checkout, making, stop)
    await addEncodings(making)
    await writeFile(join(making, STAMP), hash)
    await replace(making, target)
  } finally {
    await rm(making, { recursive: true, force: true })
  }
}

async function replace(made: string, target: string): Promise<void> {
  // Moved away as a whole first, so that nobody reads a folder of which half is gone.
  const gone = `${made}.gone`
  await rename(target, gone).catch((cause: { code?: unknown }) => {
    if (cause.code !== 'ENOENT') throw cause
  })
  await rename(made, target).catch(async (cause: unknown) => {
    // Somebody else's was put there in the same moment, of the same sources or of newer ones.
    if ((await readSite(target)) === null) throw cause
  })
  await rm(gone, { recursive: true, force: true })
}

/** What Vite says may be long; its end says what is wrong. In characters. */
const SAID_MAX = 2_000

async function runVite(checkout: string, folder: string, stop?: AbortSignal): Promise<void> {
  const program = findVite(checkout)
  const child = spawn(process.execPath, [program, 'build', '--outDir', folder, '--emptyOutDir'], {
    cwd: checkout,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' },
    ...(stop ? { signal: stop } : {}),
  })
  let said = ''
  const hear = (part: Buffer) => {
    said = `${said}${part}`.slice(-SAID_MAX)
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) throw new Error(said.trim() || `vite ended with ${code}`)
}

function findVite(checkout: string): string {
  const require = createRequire(join(checkout, 'package.json'))
  try {
    return join(dirname(require.resolve('vite/package.json')), 'bin', 'vite.js')
  } catch (cause) {
    throw new Error('Vite is not installed here (npm ci without --omit=dev installs it)', { cause })
  }
}

/** Writes every text also as brotli and gzip beside it, so that no start of the program has to. */
async function addEncodings(folder: string): Promise<void> {
  const site = await readSite(folder)
  if (site === null) throw new Error('Vite wrote no index.html')
  for (const [path, asset] of site) {
    for (const [encoding, end] of encodings) {
      const smaller = await asset.encoded(encoding)
      if (smaller) await writeFile(`${folder}${path}${end}`, smaller)
    }
  }
}

/** Removes what builds left behind that were killed. */
export async function removeLeftOvers(checkout: string): Promise<void> {
  const target = folderOf(checkout)
  const names = await readdir(dirname(target)).catch(() => [])
  for (const name of names) {
    const process = /^web\.(\d+)(\.gone)?$/.exec(name)?.[1]
    if (process !== undefined && !isAlive(Number.parseInt(process, 10)))
      await rm(join(dirname(target), name), { recursive: true, force: true })
  }
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0)
    return true
  } catch (cause) {
    return (cause as { code?: unknown }).code === 'EPERM'
  }
}

if (import.meta.main) {
  const checkout = fileURLToPath(new URL('../../../', import.meta.url))
  const started = performance.now()
  await build(checkout)
  console.log(
    `The web application is built in dist/web, in ${((performance.now() - started) / 1_000).toFixed(1)} s.`,
  )
}
