/**
 * The PostgreSQL that the tests of one checkout share. Run as a program it is the server's keeper: it starts PostgreSQL,
 * tells its address to whoever connects to a socket, and stops everything a minute after the last of them has gone.
 * Test processes hold their connection to the socket for as long as they live, so a killed test run leaves nothing behind.
 */

import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statfsSync,
} from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { startEmbedded } from '../src/server/postgres/embedded.ts'
import { DirectoryInUse } from '../src/server/postgres/owner-lock.ts'
import { canEnter, chooseRunAs } from '../src/server/postgres/run-as.ts'

/** The checkout these tests belong to. */
export const checkout = realpathSync(dirname(dirname(fileURLToPath(import.meta.url))))

const idleMs = 60_000
const startMs = 90_000
const failuresMax = 3

let joined: Promise<TestServer> | undefined

/** The addresses of a server: of its administrator, and of the ordinary user who shall own the tables. */
export type TestServer = { adminUrl: string; ownerUrl: string }

/** Returns the addresses of the shared server, started when it is not running. */
export function joinServer(): Promise<TestServer> {
  joined ??= startOrJoin()
  return joined
}

async function startOrJoin(): Promise<TestServer> {
  const deadline = performance.now() + startMs
  let directory = makeDirectory()
  let nextStart = 0
  let failures = 0
  while (performance.now() < deadline && failures < failuresMax) {
    const answer = await askAddress(join(directory, 'socket'))
    if (answer) return JSON.parse(answer) as TestServer
    if (performance.now() > nextStart) {
      // A keeper that is just leaving takes its folder with it.
      directory = makeDirectory()
      startKeeper(directory).on('exit', (code) => {
        if (code === 0) return
        failures++
        nextStart = 0
      })
      nextStart = performance.now() + 15_000
    }
    await sleep(25)
  }
  const log = join(directory, 'keeper.log')
  const said = readFileSync(log, 'utf8').trim().split('\n').slice(-20).join('\n')
  throw new Error(`The PostgreSQL for the tests did not start. Its log (${log}) ends with:\n${said}`)
}

/** A folder that is always the same for this checkout and user, where PostgreSQL can reach it. */
function makeDirectory(): string {
  const runAs = chooseRunAs()
  const key = createHash('sha256').update(checkout).digest('hex').slice(0, 12)
  const name = `throughline-test-${process.getuid?.() ?? 'user'}-${key}`
  const inMemory = existsSync(join(memory, name)) || hasRoom(memory)
  const base = [...(inMemory ? [memory] : []), tmpdir(), '/var/tmp'].find((folder) => canEnter(runAs, folder))
  if (!base)
    throw new Error(`PostgreSQL cannot get into ${tmpdir()}. Set TMPDIR to a folder everybody can enter.`)
  const directory = join(base, name)
  mkdirSync(directory, { recursive: true, mode: runAs ? 0o711 : 0o700 })
  const found = lstatSync(directory)
  // The temporary folder is open to all: somebody else may have laid a folder or a link under this name.
  if (!found.isDirectory() || found.uid !== process.getuid?.() || found.mode & 0o022) {
    throw new Error(`${directory} does not belong to this user. Remove it and run the tests again.`)
  }
  return directory
}

/** A file system in memory, which Linux has and macOS has not. A clone takes 15 ms there and up to 500 ms on a disk. */
const memory = '/dev/shm'
const roomBytes = 2_000_000_000

function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize >= roomBytes
  } catch {
    return false
  }
}

/** Asks the keeper for the address and keeps the connection open until this process ends; null when nobody answers. */
function askAddress(path: string): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect(path)
    let text = ''
    socket.setEncoding('utf8')
    socket.on('data', (part: string) => {
      text += part
      if (!text.endsWith('\n')) return
      // The open connection says "I am still here"; it must not keep the process alive by itself.
      socket.unref()
      resolve(text.trim())
    })
    socket.on('error', () => resolve(null))
    socket.on('close', () => resolve(null))
  })
}

function startKeeper(directory: string): ChildProcess {
  const log = openSync(join(directory, 'keeper.log'), 'a', 0o600)
  const keeper = spawn(process.execPath, [fileURLToPath(import.meta.url), directory], {
    detached: true,
    stdio: ['ignore', log, log],
    cwd: '/',
  })
  keeper.unref()
  return keeper
}

/** The keeper: one process that holds PostgreSQL for all others. */
async function keep(directory: string): Promise<void> {
  const postgres = await startEmbedded({ directory, durable: false, report: console.log })
  const server: TestServer = { adminUrl: postgres.adminUrl('postgres'), ownerUrl: postgres.ownerUrl }
  await dropLeftOvers(server.adminUrl)
  const path = join(directory, 'socket')
  // Whoever holds the directory may remove the socket of a keeper that was killed.
  rmSync(path, { force: true })
  const sockets = new Set<Socket>()
  let idle = setTimeout(finish, idleMs)
  const door = createServer((socket) => {
    clearTimeout(idle)
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => {
      sockets.delete(socket)
      if (sockets.size === 0) idle = setTimeout(finish, idleMs)
    })
    socket.resume()
    socket.write(`${JSON.stringify(server)}\n`)
  })
  door.listen(path)
  async function finish() {
    door.close()
    // On a disk the files and their template wait for the next run; in memory they would only take room. They are moved
    // away while they are still ours, so that whoever starts now begins in a folder of their own.
    const gone = directory.startsWith(memory) ? `${directory}.${process.pid}` : null
    if (gone) renameSync(directory, gone)
    await postgres.stop()
    if (gone) rmSync(gone, { recursive: true, force: true })
    process.exit(0)
  }
  process.on('SIGTERM', finish)
  process.on('SIGINT', finish)
}

/** Databases of test runs that were killed. No test is connected yet, so every one of them is left over. */
async function dropLeftOvers(url: string): Promise<void> {
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  const { rows } = await admin.query<{ datname: string }>(
    `select datname from pg_database where datname like 'test\\_%' or datname like 'draft\\_%'`,
  )
  for (const { datname } of rows) await admin.query(`drop database ${datname} with (force)`)
  await admin.end()
}

if (import.meta.main) {
  const directory = process.argv[2]
  if (!directory) throw new Error('This program is started by the tests.')
  await keep(directory).catch((cause: unknown) => {
    // Several test files started at once: one keeper is enough.
    if (cause instanceof DirectoryInUse) process.exit(0)
    throw cause
  })
}
