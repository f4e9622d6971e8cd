import { type Client, clientsByNames, insertProspects, prospect } from '#flow/clients'
import { isCountry } from '#flow/firm'
import { peopleByEmails } from '#flow/people'
import { type Context, handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { type RowError, refuseRowErrors, SAMPLE_SIZE } from '#kernel/import-report.ts'
import { formatMoney } from '#kernel/money.ts'
import { json, sql, type Tx } from '#kernel/sql.ts'
import { importDeals as contract } from './contract.ts'
import { type DealRow, dealError, readDealsFile } from './deals-file.ts'
import { lockByExternalIds, type Opportunity } from './opportunity-table.ts'

/** A deal with what it will be here; `before` is what it is so far. */
interface Planned {
  readonly deal: DealRow
  readonly id: string
  readonly before: Opportunity | undefined
  readonly ownerId: string | null
}

export const importDeals = handle(contract, async (ctx, input) => {
  const { tx } = ctx
  const { content, dryRun, system, createClients, defaultCountry } = input
  const file = readDealsFile(content, isCountry)
  const known = await clientsByNames(
    tx,
    file.rows.map((deal) => deal.company),
  )
  const { planned, errors } = await plan(tx, system, file.rows)
  const companies = newCompanies(file.rows, known)
  errors.push(...companyErrors(companies, createClients, defaultCountry), ...blockedErrors(file.rows, known))
  const all = [...file.errors, ...errors].sort((one, other) => one.row - other.row)
  if (!dryRun) refuseRowErrors(all)
  const added = dryRun ? [] : await addCompanies(ctx, companies, defaultCountry)
  const clients = new Map([...known, ...added.map((client) => [client.name, client] as const)])
  const changed = planned.filter((one) => isChanged(one, clients))
  if (!dryRun) await write(ctx, system, changed, clients)
  const create = changed.filter(({ before }) => before === undefined).length
  return {
    output: {
      dryRun,
      rows: file.rowCount,
      create,
      update: changed.length - create,
      unchanged: planned.length - changed.length,
      clientsCreated: createClients ? companies.size : 0,
      ignoredColumns: [...file.ignoredColumns],
      errors: all,
      sample: changed.slice(0, SAMPLE_SIZE).map(({ deal, before }) => ({
        row: deal.row,
        action: before ? ('update' as const) : ('create' as const),
        record: record(deal),
      })),
    },
    touched: dryRun
      ? []
      : [
          ...added.map((client) => ({ type: 'client', id: client.id, after: client })),
          ...changed.map(({ id, deal }) => ({ type: 'opportunity', id, after: record(deal) })),
        ],
  }
})

const record = ({ amount, createdAt, row: _, ...rest }: DealRow) => ({
  ...rest,
  amount: formatMoney(amount),
  currency: amount.currency,
  createdAt: createdAt.toString(),
})

async function plan(
  tx: Tx,
  system: string,
  deals: readonly DealRow[],
): Promise<{ planned: Planned[]; errors: RowError[] }> {
  const errors: RowError[] = []
  const existing = await lockByExternalIds(
    tx,
    system,
    deals.map((deal) => deal.externalId),
  )
  const owners = await peopleByEmails(
    tx,
    deals.flatMap(({ owner }) => (owner === null ? [] : [owner])),
  )
  const planned = deals.map((deal): Planned => {
    const before = existing.get(deal.externalId)
    const owner = deal.owner === null ? undefined : owners.get(deal.owner)
    if (deal.owner !== null && !owner)
      errors.push(
        dealError(deal, 'owner', {
          code: 'row_nobodys_address',
          params: { value: deal.owner },
          message: `"${deal.owner}" is nobody's address`,
        }),
      )
    if (deal.lost && before?.activeQuoteId)
      errors.push(
        dealError(deal, 'stage', {
          code: 'row_quote_is_out',
          message: 'a quote for it is out with the client; it cannot be lost before the quote is',
        }),
      )
    return { deal, id: before?.id ?? newId(), before, ownerId: owner?.id ?? before?.ownerId ?? null }
  })
  return { planned, errors }
}

/** Companies nobody knows, by name, with the first deal that names them. */
function newCompanies(deals: readonly DealRow[], known: ReadonlyMap<string, Client>): Map<string, DealRow> {
  const companies = new Map<string, DealRow>()
  for (const deal of deals) {
    if (!known.has(deal.company) && !companies.has(deal.company)) companies.set(deal.company, deal)
  }
  return companies
}

function companyErrors(
  companies: ReadonlyMap<string, DealRow>,
  createClients: boolean,
  defaultCountry: string | undefined,
): RowError[] {
  return [...companies.values()].flatMap((deal) => {
    if (!createClients)
      return [
        dealError(deal, 'company', {
          code: 'row_no_client',
          params: { value: deal.company },
          message: `"${deal.company}" is no client; add it, or import with createClients`,
        }),
      ]
    if (deal.country ?? defaultCountry) return []
    return [
      dealError(deal, 'country', {
        code: 'row_country_unknown',
        params: { value: deal.company },
        message: `the country of "${deal.company}" is not known; give defaultCountry`,
      }),
    ]
  })
}

function blockedErrors(deals: readonly DealRow[], known: ReadonlyMap<string, Client>): RowError[] {
  return deals
    .filter((deal) => !deal.lost && known.get(deal.company)?.state === 'blocked')
    .map((deal) =>
      dealError(deal, 'company', {
        code: 'row_client_blocked',
        params: { value: deal.company },
        message: `"${deal.company}" is blocked: no new business`,
      }),
    )
}

function addCompanies(
  ctx: Context,
  companies: ReadonlyMap<string, DealRow>,
  defaultCountry: string | undefined,
): Promise<Client[]> {
  return insertProspects(
    ctx,
    [...companies.values()].map(({ company, country, amount }) =>
      prospect(company, country ?? defaultCountry ?? '', amount.currency),
    ),
  )
}

/** What is closed here stays as it was closed; the CRM is not asked again. */
function isChanged({ deal, before, ownerId }: Planned, clients: ReadonlyMap<string, Client>): boolean {
  if (before === undefined) return true
  if (before.state !== 'open') return false
  return (
    deal.lost ||
    before.name !== deal.name ||
    before.stage !== deal.stage ||
    before.amount.minor !== deal.amount.minor ||
    before.amount.currency !== deal.amount.currency ||
    before.expectedClose !== deal.expectedClose ||
    before.ownerId !== ownerId ||
    before.clientId !== clients.get(deal.company)?.id ||
    (deal.probability !== null && before.probability !== deal.probability)
  )
}

/** New and changed opportunities in one statement. */
async function write(
  { tx, call }: Context,
  system: string,
  changed: readonly Planned[],
  clients: ReadonlyMap<string, Client>,
): Promise<void> {
  const rows = changed.map(({ id, deal, before, ownerId }) => ({
    id,
    name: deal.name,
    client: clients.get(deal.company)?.id,
    owner: ownerId,
    stage: deal.stage,
    state: deal.lost ? 'lost' : 'open',
    minor: deal.amount.minor,
    currency: deal.amount.currency,
    probability: deal.lost ? 0 : (deal.probability ?? before?.probability ?? 50),
    expected: deal.expectedClose,
    // A deal may have been lost long before it is imported, but not tomorrow.
    closed: deal.lost ? (deal.expectedClose < call.today ? deal.expectedClose : call.today) : null,
    reason: deal.lost ? 'Closed as lost in the CRM.' : '',
    external: deal.externalId,
    created: deal.createdAt.toString(),
  }))
  await tx.run(sql`
    insert into opportunities.opportunity as o (id, name, client_id, owner_id, stage, state, amount_minor, currency,
      probability, expected_close, closed_on, lost_reason, external_system, external_id, created_at)
    select id, name, client, owner, stage, state, minor, currency, probability, expected, closed, reason, ${system},
      external, created
    from jsonb_to_recordset(${json(rows)}) as given
      (id uuid, name text, client uuid, owner uuid, stage text, state text, minor bigint, currency text,
        probability integer, expected date, closed date, reason text, external text, created timestamptz)
    on conflict (tenant_id, external_system, external_id) do update set
      name = excluded.name, client_id = excluded.client_id, owner_id = excluded.owner_id, stage = excluded.stage,
      state = excluded.state, amount_minor = excluded.amount_minor, currency = excluded.currency,
      probability = excluded.probability, expected_close = excluded.expected_close, closed_on = excluded.closed_on,
      lost_reason = excluded.lost_reason, revision = o.revision + 1`)
}
