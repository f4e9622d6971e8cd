/** Rate cards and their prices as other rooms see them. */
import type { z } from 'zod'
import type { PlainDate } from '#kernel/dates.ts'
import { Refused } from '#kernel/refusal.ts'
import { anyOf, json, nextRevision, sql, type Tx, tables } from '#kernel/sql.ts'
import type { listRateCards } from './contract.ts'
import type { OffersTables } from './schema.ts'

const db = tables<OffersTables>()

/** A price list for roles in one currency, for one selling entity or for all. */
export type RateCard = z.output<typeof listRateCards.output>['items'][number]

/** Every rate card, to be narrowed by a list. */
export const rateCardRows = db
  .selectFrom('offers.rate_card')
  .select(['id', 'code', 'name', 'currency', 'entity_id as entityId', 'revision'])

/** The rate card; refuses `rate_card_not_found`. */
export async function rateCardById(tx: Tx, rateCardId: string): Promise<RateCard> {
  const found = await tx.maybe(rateCardRows.where('id', '=', rateCardId))
  if (!found) throw new Refused('rate_card_not_found', { rateCardId })
  return found
}

/** The same, held against changes until the transaction ends. */
export async function lockRateCard(tx: Tx, rateCardId: string): Promise<RateCard> {
  const found = await tx.maybe(rateCardRows.where('id', '=', rateCardId).forUpdate())
  if (!found) throw new Refused('rate_card_not_found', { rateCardId })
  return found
}

/** Rate cards by id; unknown ones are absent. */
export async function rateCardsByIds(tx: Tx, ids: readonly string[]): Promise<Map<string, RateCard>> {
  const rows = await tx.rows(rateCardRows.where('id', '=', anyOf(ids)))
  return new Map(rows.map((card) => [card.id, card]))
}

/** Rate cards by code; unknown ones are absent. */
export async function rateCardsByCodes(tx: Tx, codes: readonly string[]): Promise<Map<string, RateCard>> {
  const rows = await tx.rows(rateCardRows.where('code', '=', anyOf(codes)))
  return new Map(rows.map((card) => [card.code, card]))
}

/** The price of an hour of each role on a day, as decimal text in the currency of the card. */
export async function ratesOn(tx: Tx, rateCardId: string, day: PlainDate): Promise<Map<string, string>> {
  const cards = await ratesOfCards(tx, [rateCardId], day)
  return cards.get(rateCardId) ?? new Map()
}

/** The same for several cards, by card. */
export async function ratesOfCards(
  tx: Tx,
  rateCardIds: readonly string[],
  day: PlainDate,
): Promise<Map<string, Map<string, string>>> {
  const rows = await tx.rows(
    db
      .selectFrom('offers.rate')
      .distinctOn(['rate_card_id', 'role_code'])
      .select(['rate_card_id as cardId', 'role_code as roleCode', 'rate'])
      .where('rate_card_id', '=', anyOf(rateCardIds))
      .where('valid_from', '<=', day)
      .orderBy('rate_card_id')
      .orderBy('role_code')
      .orderBy('valid_from', 'desc'),
  )
  const byCard = new Map<string, Map<string, string>>()
  for (const { cardId, roleCode, rate } of rows) {
    const rates = byCard.get(cardId) ?? new Map<string, string>()
    byCard.set(cardId, rates.set(roleCode, rate))
  }
  return byCard
}

export interface NewRateCard {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly currency: string
  readonly entityId: string | null
}

/** Adds rate cards; gives the codes of those that were not taken. */
export async function insertRateCards(tx: Tx, cards: readonly NewRateCard[]): Promise<string[]> {
  const rows = await tx.rows(sql<{ code: string }>`
    insert into offers.rate_card (id, code, name, currency, entity_id)
    select id, code, name, currency, "entityId"
    from jsonb_to_recordset(${json(cards)}) as given
      (id uuid, code text, name text, currency text, "entityId" uuid)
    on conflict (tenant_id, code) do nothing
    returning code`)
  return rows.map(({ code }) => code)
}

/** A price to be written. */
export interface NewRate {
  readonly rateCardId: string
  readonly roleCode: string
  readonly validFrom: PlainDate
  readonly rate: string
}

/** A price that was written, with the one that stood there. */
export interface WrittenRate extends NewRate {
  readonly before: string | null
}

/** Writes prices that are new or different, in one statement, and gives those. */
export function writeRates(tx: Tx, rates: readonly NewRate[]): Promise<WrittenRate[]> {
  return tx.rows(sql<WrittenRate>`
    with given as (
      select "rateCardId" as rate_card_id, "roleCode" as role_code, "validFrom" as valid_from, rate
      from jsonb_to_recordset(${json(rates)}) as given
        ("rateCardId" uuid, "roleCode" text, "validFrom" date, rate numeric)
    ), known as (
      select r.rate_card_id, r.role_code, r.valid_from, r.rate
      from offers.rate r
      join given using (rate_card_id, role_code, valid_from)
    ), written as (
      insert into offers.rate as r (rate_card_id, role_code, valid_from, rate)
      select rate_card_id, role_code, valid_from, rate
      from given
      on conflict (tenant_id, rate_card_id, role_code, valid_from)
      do update set rate = excluded.rate
      where r.rate <> excluded.rate
      returning r.rate_card_id, r.role_code, r.valid_from, r.rate
    )
    select w.rate_card_id as "rateCardId", w.role_code as "roleCode", w.valid_from as "validFrom", w.rate,
      known.rate as before
    from written w
    left join known using (rate_card_id, role_code, valid_from)`)
}

/** Counts one change of each card and gives the new revisions by card. */
export async function touchCards(tx: Tx, rateCardIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.rows(
    db
      .updateTable('offers.rate_card')
      .set({ revision: nextRevision })
      .where('id', '=', anyOf(rateCardIds))
      .returning(['id', 'revision']),
  )
  return new Map(rows.map(({ id, revision }) => [id, revision]))
}
