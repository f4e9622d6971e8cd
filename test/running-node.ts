/** Nodes of the program as processes of their own, on one database. */

import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** A node that answers. */
export interface RunningNode {
  readonly address: string
  /** Ends it by a signal and gives its exit code; null when it could not end in order. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>
}

export interface NodeSettings {
  /** The address of the database's owner. */
  readonly ownerUrl: string
  readonly dataDirectory: string
  /** Any free one when absent. */
  readonly port?: number
}

/** Starts a node on a database and waits until it is ready. */
export function startNode({ ownerUrl, dataDirectory, port = 0 }: NodeSettings): Promise<RunningNode> {
  const file = fileURLToPath(new URL('./node-program.ts', import.meta.url))
  const env = {
    ...process.env,
    DATABASE_URL: ownerUrl,
    THROUGHLINE_DATA: dataDirectory,
    PORT: String(port),
  }
  const child = spawn(process.execPath, [file], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve))
  return new Promise((resolve, reject) => {
    let text = ''
    const read = (part: Buffer) => {
      text += part
      const address = /Throughline is at (\S+);/.exec(text)?.[1]
      if (address && text.includes('Throughline is ready')) resolve({ address, end: endOf(child, exit) })
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    void exit.then((code) => reject(new Error(`A node ended with ${code} before it was ready: ${text}`)))
  })
}

const endOf = (child: ChildProcess, exit: Promise<number | null>) => (signal: 'SIGTERM' | 'SIGKILL') => {
  child.kill(signal)
  return exit
}
