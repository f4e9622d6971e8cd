/**
 * The typed client: a contract is the whole description of a request. What travels is the wire form, so answers are
 * typed by the input side of their schemas: money as decimal text with its currency, moments as ISO text.
 */
import type { z } from 'zod'
import type { CommandContract, Contract, QueryContract } from '#kernel/contract.ts'
import { placeOf } from '#kernel/place.ts'
import { zone } from '../words/zone.ts'
import { found, lost } from './connection.ts'
import { keep, kept } from './kept.ts'
import { RefusalError, unreachable } from './refusal-error.ts'

/** What a contract takes, as on the wire; fields with a default may be left out. */
export type WireInput<C extends Contract> = z.input<C['input']>
/** What a contract answers, as on the wire. */
export type WireOutput<C extends Contract> = z.input<C['output']>

/** How one request differs from others of its contract. */
export interface Sending {
  /** The same for every attempt at the same change, so that a repeated one is done once. */
  readonly idempotencyKey?: string
  /** The revision the person has seen, and a newer one is refused as stale; `*` where they have seen none. */
  readonly ifMatch?: number | '*'
  readonly signal?: AbortSignal
}

/** For whom this person acts at present; sent with every request. */
const acting: { onBehalfOf: string | null } = { onBehalfOf: null }

/** Acts for somebody else from now on, under a delegation, or for oneself again. */
export function actFor(principalId: string | null): void {
  acting.onBehalfOf = principalId
}

const firmKey = 'throughline.firm'

/** The short name of the firm this browser signs in to; a link with `?firm=` says it. Only needed where there are several. */
export function signInFirm(): string | null {
  const named = new URLSearchParams(window.location.search).get('firm') ?? kept(firmKey)
  // What is no short name is none: it could not even be sent.
  return named !== null && /^[a-z\d-]{1,63}$/.test(named) ? named : null
}

/** Signs in to this firm from now on, in this browser. */
export function rememberFirm(slug: string): void {
  keep(firmKey, slug)
}

/** Whether the server knows which firm is meant; `unknown` where the one that was named is not there. */
export async function askDoor(): Promise<'known' | 'unnamed' | 'unknown'> {
  const { firm } = (await send('GET', '/v1/door', undefined, {})) as { firm: 'known' | 'unnamed' | 'unknown' }
  return firm
}

/** Asks a query. */
export async function ask<C extends QueryContract>(
  contract: C,
  input: WireInput<C>,
  sending: Sending = {},
): Promise<WireOutput<C>> {
  return (await send('GET', addressOf(contract, input), undefined, sending)) as WireOutput<C>
}

/** Runs a command. */
export async function run<C extends CommandContract>(
  contract: C,
  input: WireInput<C>,
  sending: Sending = {},
): Promise<WireOutput<C>> {
  const { path, target } = placeOf(contract)
  const body = { ...(input as Record<string, unknown>) }
  const url = target ? path.replace('{id}', encodeURIComponent(String(body[target]))) : path
  if (target) delete body[target]
  return (await send('POST', url, body, sending)) as WireOutput<C>
}

/** The address of a query with its input, also for links to exports. */
export function addressOf<C extends QueryContract>(
  contract: C,
  input: WireInput<C>,
  more: Readonly<Record<string, string>> = {},
): string {
  const { path, target } = placeOf(contract)
  const fields = { ...(input as Record<string, unknown>) }
  const place = target ? path.replace('{id}', encodeURIComponent(String(fields[target]))) : path
  if (target) delete fields[target]
  const words = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...fields, ...more })) {
    if (value === undefined || value === null) continue
    for (const one of Array.isArray(value) ? value : [value]) words.append(name, asWord(one))
  }
  return words.size > 0 ? `${place}?${words}` : place
}

/** Where the bytes of a stored file are: the one answer that is no JSON. */
export const contentAddress = (fileId: string) => `/v1/documents/${encodeURIComponent(fileId)}/content`

/** The same, to be viewed in place: a PDF in a frame. */
export const viewAddress = (fileId: string) => `${contentAddress(fileId)}?view`

const asWord = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value))

async function send(method: string, url: string, body: unknown, sending: Sending): Promise<unknown> {
  const headers: Record<string, string> = {
    accept: 'application/json',
    'throughline-time-zone': zone,
  }
  if (body !== undefined) headers['content-type'] = 'application/json'
  if (sending.idempotencyKey) headers['idempotency-key'] = sending.idempotencyKey
  if (sending.ifMatch !== undefined)
    headers['if-match'] = sending.ifMatch === '*' ? '*' : `"${sending.ifMatch}"`
  const firm = signInFirm()
  if (firm) headers['throughline-tenant'] = firm
  if (acting.onBehalfOf) headers['throughline-on-behalf-of'] = acting.onBehalfOf
  const request: RequestInit = { method, headers, credentials: 'same-origin' }
  if (body !== undefined) request.body = JSON.stringify(body)
  if (sending.signal) request.signal = sending.signal
  const response = await fetch(url, request).catch((cause: unknown) => {
    if (sending.signal?.aborted) throw cause
    lost()
    throw unreachable(cause)
  })
  const refusal = response.ok ? null : await RefusalError.of(response)
  // Somebody in between who answers in the program's place has not found it either.
  if (refusal?.isUnreachable) lost()
  else found()
  if (refusal) throw refusal
  return response.json()
}
