/** A client as the API asks for it: it repeats a request under the same idempotency key until it has an answer. */

import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

/** One command or query to be sent. */
export type Request = { path: string; body?: object; token?: string; tenant?: string; key?: string }

/** The answer of the program, with what it took to get it. */
export type Answer = { status: number; body: unknown; attempts: number }

/** Counts of what the outages looked like from outside. */
export type Weather = { unreachable: number; unavailable: number }

const ATTEMPT_MS_MAX = 15_000
/** An outage that lasts longer is no outage any more: the program does not come back. */
export const OUTAGE_MS_MAX = 180_000

/** Sends until the program answers with anything but "not now". */
export async function send(address: string, request: Request, weather: Weather): Promise<Answer> {
  const headers: Record<string, string> = { 'idempotency-key': request.key ?? randomUUID() }
  if (request.body) headers['content-type'] = 'application/json'
  if (request.token) headers['authorization'] = `Bearer ${request.token}`
  if (request.tenant) headers['throughline-tenant'] = request.tenant
  const deadline = performance.now() + OUTAGE_MS_MAX
  for (let attempts = 1; ; attempts++) {
    const response = await fetch(`${address}/v1/${request.path}`, {
      method: request.body ? 'POST' : 'GET',
      headers,
      ...(request.body ? { body: JSON.stringify(request.body) } : {}),
      signal: AbortSignal.timeout(ATTEMPT_MS_MAX),
    })
      .then(async (answer) => ({ status: answer.status, body: (await answer.json()) as unknown }))
      // The connection may break while the answer is read; whether it was done, the repetition finds out.
      .catch(() => null)
    if (response && response.status !== 503) return { ...response, attempts }
    if (performance.now() > deadline) throw new Error(`${request.path} was not answered for three minutes.`)
    if (response) weather.unavailable++
    else weather.unreachable++
    await sleep(100)
  }
}

/** Sends, and expects that it is done. */
export async function sendDone<T>(address: string, request: Request, weather: Weather): Promise<T> {
  const { status, body } = await send(address, request, weather)
  if (status !== 200 && status !== 201) throw new Error(`${request.path}: ${status} ${JSON.stringify(body)}`)
  return body as T
}
