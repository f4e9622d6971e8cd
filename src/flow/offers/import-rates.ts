import { entitiesByCode } from '#flow/firm'
import { rolesByCode } from '#flow/people'
import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { refuseRowErrors, SAMPLE_SIZE } from '#kernel/import-report.ts'
import { formatDecimal, parseDecimal, RATE_SCALE } from '#kernel/money.ts'
import { anyOf, type Tx, tables } from '#kernel/sql.ts'
import { importRates as contract } from './contract.ts'
import {
  insertRateCards,
  type NewRateCard,
  rateCardsByCodes,
  touchCards,
  writeRates,
} from './rate-card-table.ts'
import { disagreements, type RateRow, readRatesFile } from './rates-file.ts'
import type { OffersTables } from './schema.ts'

const db = tables<OffersTables>()

/** A price as the file wants it; `before` is the price recorded for that day, if any. */
interface Planned {
  readonly row: RateRow
  readonly rateCardId: string
  readonly before: string | undefined
}

export const importRates = handle(contract, async ({ tx }, { content, dryRun }) => {
  const file = readRatesFile(content, { entities: await entitiesByCode(tx), roles: await rolesByCode(tx) })
  const cards = await rateCardsByCodes(
    tx,
    file.rows.map((row) => row.card),
  )
  const errors = [
    ...file.errors,
    ...file.rows.flatMap((row) => {
      const card = cards.get(row.card)
      return card ? disagreements(row, card, 'already') : []
    }),
  ].sort((one, other) => one.row - other.row)
  if (!dryRun) refuseRowErrors(errors)
  const newCards = cardsToMake(file.rows, cards)
  const planned = await plan(tx, file.rows, new Map([...cards, ...newCards]))
  const changed = planned.filter(({ row, before }) => before !== row.rate)
  if (!dryRun) await write(tx, [...newCards.values()], changed)
  const create = changed.filter(({ before }) => before === undefined).length
  return {
    output: {
      dryRun,
      rows: file.rowCount,
      create,
      update: changed.length - create,
      unchanged: planned.length - changed.length,
      ignoredColumns: [...file.ignoredColumns],
      errors,
      sample: changed.slice(0, SAMPLE_SIZE).map(({ row: { row, entityId: _, ...record }, before }) => ({
        row,
        action: before === undefined ? ('create' as const) : ('update' as const),
        record: { ...record, before: before ?? null },
      })),
    },
    touched: dryRun ? [] : touchedCards(changed, newCards),
  }
})

/** The cards the file names that are not there yet, by code. Their name is their code until somebody gives a better one. */
function cardsToMake(
  rows: readonly RateRow[],
  known: ReadonlyMap<string, unknown>,
): Map<string, NewRateCard> {
  const cards = new Map<string, NewRateCard>()
  for (const { card: code, currency, entityId } of rows) {
    if (!known.has(code) && !cards.has(code))
      cards.set(code, { id: newId(), code, name: code, currency, entityId })
  }
  return cards
}

async function plan(
  tx: Tx,
  rows: readonly RateRow[],
  cards: ReadonlyMap<string, { id: string }>,
): Promise<Planned[]> {
  const known = await tx.rows(
    db
      .selectFrom('offers.rate')
      .select(['rate_card_id as cardId', 'role_code as roleCode', 'valid_from as validFrom', 'rate'])
      .where('rate_card_id', '=', anyOf([...cards.values()].map(({ id }) => id))),
  )
  const rates = new Map(
    known.map(({ cardId, roleCode, validFrom, rate }) => [
      `${cardId} ${roleCode} ${validFrom}`,
      formatDecimal(parseDecimal(rate, RATE_SCALE) ?? 0n, RATE_SCALE),
    ]),
  )
  return rows.flatMap((row) => {
    const rateCardId = cards.get(row.card)?.id
    if (rateCardId === undefined) return []
    return [{ row, rateCardId, before: rates.get(`${rateCardId} ${row.roleCode} ${row.validFrom}`) }]
  })
}

async function write(tx: Tx, newCards: readonly NewRateCard[], changed: readonly Planned[]): Promise<void> {
  const added = new Set(await insertRateCards(tx, newCards))
  await writeRates(
    tx,
    changed.map(({ row: { roleCode, validFrom, rate }, rateCardId }) => ({
      rateCardId,
      roleCode,
      validFrom,
      rate,
    })),
  )
  await touchCards(
    tx,
    changed.filter(({ row }) => !added.has(row.card)).map(({ rateCardId }) => rateCardId),
  )
}

function touchedCards(changed: readonly Planned[], newCards: ReadonlyMap<string, NewRateCard>) {
  return [...Map.groupBy(changed, ({ rateCardId }) => rateCardId)].map(([id, prices]) => {
    const made = newCards.get(prices[0]?.row.card ?? '')
    const rates = prices.map(({ row: { roleCode, validFrom, rate }, before = null }) => ({
      roleCode,
      validFrom,
      rate,
      before,
    }))
    return { type: 'rate_card', id, after: { ...made, rates } }
  })
}
