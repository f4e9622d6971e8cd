/** The program as a service manager runs it: started again whenever it is gone. */

import { type ChildProcess, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { checkout } from '../../src/server/environment.ts'

/** A program that is kept running until `stop`. */
export type KeptProgram = {
  readonly address: string
  readonly directory: string
  /** How often it was started. */
  starts: () => number
  server: () => number | undefined
  postgres: () => Promise<number | undefined>
  /** Resolves when it answers and its database does. */
  ready: () => Promise<void>
  stop: () => Promise<void>
}

export function keepProgram(directory: string, port: number, say: (line: string) => void): KeptProgram {
  const address = `http://127.0.0.1:${port}`
  const env = { ...process.env, DATABASE_URL: '', THROUGHLINE_DATA: directory, PORT: String(port) }
  let child: ChildProcess
  let starts = 0
  let stopping = false
  const start = () => {
    starts++
    child = spawn(process.execPath, [join(checkout, 'bench/chaos/node.ts')], { env })
    child.stderr?.on('data', (part: Buffer) => say(part.toString().trimEnd()))
    child.once('exit', () => {
      if (!stopping) setTimeout(start, 200)
    })
  }
  start()
  return {
    address,
    directory,
    starts: () => starts,
    server: () => child.pid,
    postgres: async () => {
      const text = await readFile(join(directory, 'postgres', 'postmaster.pid'), 'utf8').catch(() => '')
      return Number.parseInt(text, 10) || undefined
    },
    ready: () => untilReady(address),
    stop: async () => {
      stopping = true
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function untilReady(address: string): Promise<void> {
  const deadline = performance.now() + 60_000
  for (;;) {
    const answer = await fetch(`${address}/readyz`, { signal: AbortSignal.timeout(3_000) }).catch(() => null)
    if (answer?.ok) return
    if (performance.now() > deadline) throw new Error('The program was not ready again within a minute.')
    await sleep(100)
  }
}
