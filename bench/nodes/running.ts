/** Nodes of the program as processes of their own, on one database. */

import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** A node that answers. */
export interface RunningNode {
  readonly address: string
  stop(): Promise<void>
}

/** Starts a node on a database and waits until it is ready. */
export function startNode(ownerUrl: string, dataDirectory: string): Promise<RunningNode> {
  const file = fileURLToPath(new URL('./node.ts', import.meta.url))
  const env = { ...process.env, DATABASE_URL: ownerUrl, THROUGHLINE_DATA: dataDirectory, PORT: '0' }
  const child = spawn(process.execPath, [file], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const stop = () => ended(child)
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (part: Buffer) => {
      text += part
      const address = /Throughline is at (\S+);/.exec(text)?.[1]
      if (address && text.includes('Throughline is ready')) resolve({ address, stop })
    })
    child.once('exit', (code) => reject(new Error(`A node ended with ${code}: ${text}`)))
  })
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const exit = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await exit
}
