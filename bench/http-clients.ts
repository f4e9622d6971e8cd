/** Clients of the API for benchmarks, in a thread of their own so that they do not take the server's time. */
import { Agent, request } from 'node:http'
import { parentPort, Worker, workerData } from 'node:worker_threads'

/** What the clients are to do. */
export interface Load {
  readonly url: string
  /** One client a key, each with a connection of its own. */
  readonly keys: readonly string[]
  readonly seconds: number
  readonly workPackageId: string
  /** Of how many requests one is a write; 1 writes only. */
  readonly writeEvery: number
  /** Sets the first day apart from those of an earlier load. */
  readonly offset: number
}

export interface Measured {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
}

/** Lets the clients work and gives requests a second and milliseconds a request. */
export function underLoad(load: Load): Promise<Measured> {
  const worker = new Worker(new URL(import.meta.url), { workerData: load })
  return new Promise((resolve, reject) => {
    worker.on('message', resolve)
    worker.on('error', reject)
  })
}

function send(agent: Agent, url: string, key: string, method: string, body?: object): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        agent,
        method,
        headers: { authorization: `Bearer ${key}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (part: string) => (text += part))
        response.on('end', () =>
          response.statusCode === 200 ? resolve() : reject(new Error(`${response.statusCode} ${text}`)),
        )
      },
    )
    sent.on('error', reject)
    sent.end(body ? JSON.stringify(body) : undefined)
  })
}

/** Eight short entries a day, day after day from January to June. */
function entry(count: number, workPackageId: string) {
  const day = Temporal.PlainDate.from('2026-01-01').add({ days: Math.floor(count / 8) % 180 })
  return { workPackageId, workedOn: day.toString(), minutes: 5, description: 'Order form, validation' }
}

async function work(load: Load): Promise<Measured> {
  const took: number[] = []
  const start = performance.now()
  const until = start + load.seconds * 1000
  const client = async (key: string) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    for (let count = load.offset; performance.now() < until; count += 1) {
      const began = performance.now()
      if (count % load.writeEvery === 0)
        await send(agent, `${load.url}/v1/timesheets/record`, key, 'POST', entry(count, load.workPackageId))
      else await send(agent, `${load.url}/v1/timesheets?limit=20`, key, 'GET')
      took.push(performance.now() - began)
    }
    agent.destroy()
  }
  await Promise.all(load.keys.map(client))
  const seconds = (performance.now() - start) / 1000
  took.sort((a, b) => a - b)
  const at = (share: number) => took[Math.floor(took.length * share)] ?? Number.NaN
  return { perSecond: took.length / seconds, p50: at(0.5), p99: at(0.99) }
}

if (parentPort) parentPort.postMessage(await work(workerData as Load))
