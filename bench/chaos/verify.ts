/** What must hold after everything was killed: nothing lost, nothing twice, nothing half, and the books are equal. */

import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type pg from 'pg'
import { inTransaction } from '#kernel/run.ts'
import { type RawBuilder, sql } from '#kernel/sql.ts'
import { send, sendDone, type Weather } from './client.ts'
import type { Confirmed, Firm } from './load.ts'

/** One reconciliation: what is compared, and the two sides. */
export type Check = { what: string; left: string; right: string; equal: boolean }

/** Compares everything that was confirmed to the client with what the database, the surfaces and the mails say. */
export async function verify(
  address: string,
  pool: pg.Pool,
  directory: string,
  firm: Firm,
  confirmed: Confirmed,
  weather: Weather,
): Promise<Check[]> {
  const count = (statement: RawBuilder<{ count: bigint }>) =>
    inTransaction(pool, 'begin read only', async (tx) => {
      await tx.openTenant(firm.tenantId)
      return (await tx.one(statement)).count
    })
  const done = (command: string) => [...confirmed.values()].filter((one) => one.command === command).length
  const written = (table: string) => count(sql`select count(*) as count from ${sql.table(table)}`)
  const of = (command: string) => sql<{ count: bigint }>`
    select count(*) as count
    from kernel.journal
    where command = ${command} and key like 'chaos-%'`
  await settled(count)
  const checks: Check[] = []
  for (const command of ['ledger.post', 'ledger.reverse', 'clients.create', 'exchange.notify']) {
    checks.push(
      compare(
        `${command}: confirmed to the client | in the journal`,
        done(command),
        await count(of(command)),
      ),
    )
  }
  const posted = done('ledger.post') + done('ledger.reverse')
  checks.push(
    compare('entries: confirmed | in the ledger', posted, await written('ledger.entry')),
    compare('entries whose lines do not balance | none', await count(unbalanced), 0),
    compare('months that differ from their lines | none', await count(monthsApart), 0),
    compare('gaps in the numbers of entries | none', await count(numberGaps), 0),
    compare('entries without their command in the journal | none', await count(orphanEntries), 0),
    compare('clients: confirmed | in the table', done('clients.create'), await written('clients.client')),
    compare('mails: confirmed | delivered', done('exchange.notify'), await count(delivered)),
    compare('mails: confirmed | files', done('exchange.notify'), await mailFiles(directory)),
    ...(await throughApi(address, firm, weather)),
    await replays(address, confirmed, weather),
  )
  return checks
}

const unbalanced = sql<{ count: bigint }>`
  select count(*) as count
  from (
    select entry_id from ledger.line
    group by entry_id, currency
    having sum(amount_minor) <> 0 or sum(functional_minor) <> 0
  ) as broken`

const monthsApart = sql<{ count: bigint }>`
  select count(*) as count
  from (
    select account, month, currency, sum(debit_minor - credit_minor) as minor
    from ledger.balance
    group by account, month, currency
  ) as kept
  full join (
    select line.account, entry.month, line.currency, sum(line.amount_minor) as minor
    from ledger.line as line
    join ledger.entry as entry on entry.id = line.entry_id
    group by line.account, entry.month, line.currency
  ) as counted using (account, month, currency)
  where kept.minor is distinct from counted.minor`

const numberGaps = sql<{ count: bigint }>`
  select coalesce(sum(last - entries), 0)::bigint as count
  from (select max(number) as last, count(*) as entries from ledger.entry group by book_id, year) as series`

const orphanEntries = sql<{ count: bigint }>`
  select count(*) as count
  from ledger.entry as e
  where not exists (select from kernel.journal as j where j.id = e.journal_id)`

const delivered = sql<{ count: bigint }>`
  select count(*) as count
  from exchange.delivery
  where state = 'delivered'`

/** Effects go out at least once and in their own time: waits until none is under way. */
async function settled(count: (statement: RawBuilder<{ count: bigint }>) => Promise<bigint>): Promise<void> {
  const deadline = performance.now() + 120_000
  while (await count(sql`select count(*) as count from exchange.delivery where state = 'waiting'`)) {
    if (performance.now() > deadline) return
    await sleep(500)
  }
}

async function mailFiles(directory: string): Promise<number> {
  const files = await readdir(join(directory, 'mail')).catch(() => [])
  return files.filter((file) => file.startsWith('notify-') && file.endsWith('.eml')).length
}

/** The same questions a controller would ask. */
async function throughApi(address: string, firm: Firm, weather: Weather): Promise<Check[]> {
  const ask = <T>(path: string) => sendDone<T>(address, { path, token: firm.controller }, weather)
  const series = await ask<{ gapless: boolean }>('documents/check-series?book=firm&series=client')
  const balance = await ask<{ debit: { amount: string }; credit: { amount: string } }>(
    `ledger/${firm.bookId}/trial-balance?to=${Temporal.Now.plainDateISO('UTC').add({ days: 1 }).toString()}`,
  )
  return [
    compare('client numbers are gapless | true', String(series.gapless), 'true'),
    compare('trial balance: debit | credit', balance.debit.amount, balance.credit.amount.replace('-', '')),
  ]
}

/** Sends some of the confirmed requests again: each must be answered as before, and do nothing. */
async function replays(address: string, confirmed: Confirmed, weather: Weather): Promise<Check> {
  const some = [...confirmed].filter((_, index) => index % Math.ceil(confirmed.size / 200) === 0)
  let same = 0
  for (const [key, { request, body }] of some) {
    const again = await send(address, { ...request, key }, weather)
    if (isDeepStrictEqual(again.body, body)) same++
  }
  return compare('requests sent again | answered as the first time', some.length, same)
}

/** One line of the comparison. */
export function compare(
  what: string,
  left: bigint | number | string,
  right: bigint | number | string,
): Check {
  return { what, left: String(left), right: String(right), equal: String(left) === String(right) }
}
