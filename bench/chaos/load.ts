/** A small firm and the work on it: entries and reversals in its books, numbered clients, mails. */

import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { createTenant } from '#engines/access'
import type { Chance } from './chance.ts'
import { type Request, sendDone, type Weather } from './client.ts'

/** A firm that can be worked on. */
export type Firm = { tenantId: string; administrator: string; controller: string; bookId: string }

/** What was confirmed to the client, by idempotency key. */
export type Confirmed = Map<string, { command: string; request: Request; body: unknown }>

const administrator = { name: 'Ada', email: 'ada@chaos.example', password: 'correct horse battery staple' }

/** Opens the firm: a tenant, an administrator, a controller's key and the books of one legal entity. */
export async function openFirm(address: string, pool: pg.Pool, weather: Weather): Promise<Firm> {
  const slug = 'chaos'
  const { tenantId } = await createTenant(pool, {
    slug,
    name: 'Chaos Ltd',
    administrator,
    now: Temporal.Now.instant(),
  })
  const post = <T>(path: string, body: object, token?: string) =>
    sendDone<T>(address, { path, body, ...(token ? { token } : { tenant: slug }) }, weather)
  const { email, password } = administrator
  const session = await post<{ token: string }>('access/sign-in', { email, password })
  const service = await post<{ principalId: string }>(
    'access/create-service',
    { name: 'Load', roles: ['controller'] },
    session.token,
  )
  const { key } = await post<{ key: string }>(
    'access/create-api-key',
    { principalId: service.principalId, name: 'Load' },
    session.token,
  )
  await post('firm/set-up', {}, key)
  const entity = await post<{ entityId: string }>('firm/add-entity', germany, key)
  return { tenantId, administrator: session.token, controller: key, bookId: entity.entityId }
}

const germany = {
  code: 'DE',
  name: 'Chaos Germany',
  legalName: 'Chaos GmbH',
  country: 'DE',
  currency: 'EUR',
  address: { lines: ['Lindenstr. 12'], city: 'Berlin', postalCode: '10969', country: 'DE' },
  taxNumber: 'DE811234567',
  registration: 'HRB 112233 B',
  bank: { name: 'Spreebank', iban: 'DE02120300000000202051', bic: 'BYLADEM1001' },
  locale: 'de-DE',
  timeZone: 'Europe/Berlin',
}

/** One client at work: where, on what, and what comes of it. */
export type Shift = { address: string; firm: Firm; confirmed: Confirmed; weather: Weather; chance: Chance }

/** Works until it is told to stop: one piece of work after another, each repeated until it is confirmed. */
export async function work(shift: Shift, goOn: () => boolean): Promise<void> {
  const { address, firm, confirmed, weather, chance } = shift
  const entries: string[] = []
  while (goOn()) {
    const [command, request] = nextRequest(firm, entries, chance)
    const key = `chaos-${randomUUID()}`
    const body = await sendDone<Record<string, unknown>>(address, { ...request, key }, weather)
    confirmed.set(key, { command, request, body })
    if (command === 'ledger.post') entries.push(String(body['entryId']))
  }
}

function nextRequest(firm: Firm, entries: string[], chance: Chance): [command: string, request: Request] {
  const token = firm.controller
  const dice = chance()
  const reversed = dice < 0.2 ? entries.shift() : undefined
  if (reversed)
    return ['ledger.reverse', { path: `ledger/${reversed}/reverse`, body: { date: today() }, token }]
  if (dice < 0.4) {
    const name = `Client ${randomUUID()}`
    return ['clients.create', { path: 'clients', body: { name, country: 'DE', currency: 'EUR' }, token }]
  }
  if (dice < 0.5) {
    const body = { roles: ['administrator'], subject: 'Chaos', text: 'This mail must arrive.' }
    return ['exchange.notify', { path: 'exchange/notify', body, token: firm.administrator }]
  }
  const cents = 1 + Math.floor(chance() * 1_000_000)
  const amount = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
  const line = (account: string, value: string) => ({ account, amount: { amount: value, currency: 'EUR' } })
  const lines = [line('6000', amount), line('3000', `-${amount}`)]
  return [
    'ledger.post',
    { path: 'ledger/post', body: { bookId: firm.bookId, date: today(), description: 'Chaos', lines }, token },
  ]
}

const today = () => Temporal.Now.plainDateISO('UTC').toString()
