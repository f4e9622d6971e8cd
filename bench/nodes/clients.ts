/** Clients of several nodes, in a thread of their own: each starts a process, tells it a message, and begins again. */
import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { parentPort, Worker, workerData } from 'node:worker_threads'

/** Who works on which nodes. */
export interface Crowd {
  /** The addresses of the nodes; the clients are spread over them in turn. */
  readonly nodes: readonly string[]
  readonly key: string
  readonly clients: number
  /** Between two commands of a client, in milliseconds. */
  readonly restMs: number
}

export interface Told {
  /** Commands a second. */
  readonly perSecond: number
  /** Milliseconds that half, or nineteen of twenty, of the commands took at most. */
  readonly p50: number
  readonly p95: number
}

/** Lets the crowds work side by side for some seconds, each in a thread of its own; what each of them was told. */
export function crowds(seconds: number, ...all: readonly Crowd[]): Promise<Told[]> {
  const one = (crowd: Crowd) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { seconds, crowd } })
    return new Promise<Told>((resolve, reject) => {
      worker.on('message', resolve)
      worker.on('error', reject)
    })
  }
  return Promise.all(all.map(one))
}

function post(agent: Agent, url: string, key: string, body: object): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    const sent = request(url, { agent, method: 'POST', headers }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => (text += part))
      response.on('end', () =>
        response.statusCode === 200 ? resolve() : reject(new Error(`${response.statusCode} ${text}`)),
      )
    })
    sent.on('error', reject)
    sent.end(JSON.stringify(body))
  })
}

async function work({ nodes, key, clients, restMs }: Crowd, until: number): Promise<number[]> {
  const took: number[] = []
  const client = async (_: unknown, at: number) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const node = nodes[at % nodes.length] ?? ''
    const timed = async (path: string, body: object) => {
      const began = performance.now()
      await post(agent, `${node}/v1/processes/${path}`, key, body)
      took.push(performance.now() - began)
      if (restMs > 0) await pause(restMs)
    }
    while (performance.now() < until) {
      const reference = randomUUID()
      await timed('start', { key: 'round', variables: { reference } })
      await timed('publish', { name: 'answered', key: reference })
    }
    agent.destroy()
  }
  await Promise.all(Array.from({ length: clients }, client))
  return took.sort((a, b) => a - b)
}

if (parentPort) {
  const { seconds, crowd } = workerData as { seconds: number; crowd: Crowd }
  const start = performance.now()
  const took = await work(crowd, start + seconds * 1000)
  const at = (share: number) => took[Math.floor(took.length * share)] ?? Number.NaN
  const perSecond = took.length / ((performance.now() - start) / 1000)
  parentPort.postMessage({ perSecond, p50: at(0.5), p95: at(0.95) })
}
