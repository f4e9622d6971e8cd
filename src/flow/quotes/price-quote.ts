/** Prices the content of a quote: looks up what its lines refer to, then lets the arithmetic decide. */
import type { z } from 'zod'
import { clientsByIds } from '#flow/clients'
import { type ExchangeRates, entitiesByCode, exchangeRatesOn, type LegalEntity } from '#flow/firm'
import { type RateCard, rateCardsByIds, ratesOfCards } from '#flow/offers'
import { type RoleCost, requireRoles, roleCostsOn } from '#flow/people'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import type { Tx } from '#kernel/sql.ts'
import type { create } from './contract.ts'
import {
  convertRate,
  isTooLarge,
  type LineTerms,
  type PricedLine,
  type PricingRefusal,
  priceLine,
  pricingRefusal,
  sumLines,
  type Totals,
} from './pricing.ts'

export type QuoteContent = Omit<z.output<typeof create.input>, 'opportunityId'>
type LineInput = QuoteContent['lines'][number]

/** A line ready to be written. */
export interface LineToWrite extends PricedLine {
  readonly id: string
  readonly entityId: string
  readonly given: LineInput
}

/** What a priced quote is made of. */
export interface PricedQuote extends Totals {
  readonly lines: readonly LineToWrite[]
}

interface Facts {
  readonly entities: ReadonlyMap<string, LegalEntity>
  readonly cards: ReadonlyMap<string, RateCard>
  readonly cardRates: ReadonlyMap<string, ReadonlyMap<string, string>>
  readonly roleCosts: readonly RoleCost[]
  readonly exchange: ExchangeRates
}

/** The lines with their prices, and the totals in the currency of the quote. A handful of statements, however many lines. */
export async function priceQuote(tx: Tx, content: QuoteContent): Promise<PricedQuote> {
  const { lines: given, currency, pricedOn } = content
  await requireClients(tx, given)
  const facts = await factsOf(tx, content)
  const lines = given.map((line, index): LineToWrite => {
    const lineNo = index + 1
    const terms = termsOf(line, lineNo, facts, pricedOn)
    const refusal = pricingRefusal(terms)
    if (refusal) throw unpriced(refusal, index)
    return { id: newId(), entityId: entityOf(line, facts.entities).id, given: line, ...priceLine(terms) }
  })
  const totals = sumLines(lines, currency, (source) => facts.exchange.of(source, currency))
  if ([totals, ...lines].some(isTooLarge)) throw new Refused('quote_too_large')
  return { lines, ...totals }
}

/** The refusal of a line, which points to it. */
function unpriced({ code, detail }: PricingRefusal, index: number): Refused {
  const params = { line: index + 1, ...detail }
  const { message } = new Refused(code, params)
  return new Refused(code, params, [{ pointer: `/lines/${index}`, code, params, message }])
}

async function requireClients(tx: Tx, lines: readonly LineInput[]): Promise<void> {
  const clients = await clientsByIds(
    tx,
    lines.map((line) => line.billToId),
  )
  for (const { billToId } of lines) {
    const client = clients.get(billToId)
    if (!client) throw new Refused('client_not_found', { clientId: billToId })
    if (client.state === 'blocked')
      throw new Refused('client_blocked', { clientId: client.id, name: client.name })
  }
}

function entityOf({ entityCode }: LineInput, entities: ReadonlyMap<string, LegalEntity>): LegalEntity {
  const entity = entities.get(entityCode)
  if (!entity) throw new Refused('entity_code_unknown', { entityCode })
  return entity
}

async function factsOf(tx: Tx, { lines, currency, pricedOn }: QuoteContent): Promise<Facts> {
  const entities = await entitiesByCode(
    tx,
    lines.map((line) => line.entityCode),
  )
  const details = lines.flatMap((line) => line.details.map((detail) => ({ ...detail, line })))
  await requireRoles(
    tx,
    details.map((detail) => detail.roleCode),
  )
  const cardIds = lines.flatMap(({ rateCardId }) => (rateCardId === undefined ? [] : [rateCardId]))
  const uncosted = details.filter((detail) => detail.costRate === undefined)
  const pairs = [
    ...lines.map((line) => ({ source: line.currency, target: currency })),
    ...uncosted.map(({ line }) => ({ source: entityOf(line, entities).currency, target: line.currency })),
  ]
  return {
    entities,
    cards: await rateCardsByIds(tx, cardIds),
    cardRates: await ratesOfCards(tx, cardIds, pricedOn),
    roleCosts: await roleCostsOn(
      tx,
      uncosted.map(({ line, roleCode }) => ({ entityId: entityOf(line, entities).id, roleCode })),
      pricedOn,
    ),
    exchange: await exchangeRatesOn(tx, pairs, pricedOn),
  }
}

function termsOf(line: LineInput, lineNo: number, facts: Facts, pricedOn: string): LineTerms {
  const entity = entityOf(line, facts.entities)
  const card = cardOf(line, lineNo, entity, facts.cards)
  const rates = card && facts.cardRates.get(card.id)
  const details = line.details.map((detail) => {
    const cardRate = rates?.get(detail.roleCode)
    // Only time and materials bills by the hour; elsewhere a rate is for comparison and may be missing.
    if (
      line.billingMethod === 'time_and_materials' &&
      cardRate === undefined &&
      detail.billRate === undefined
    )
      throw new Refused('rate_missing', {
        rateCard: card?.code ?? '',
        roleCode: detail.roleCode,
        day: pricedOn,
      })
    return {
      ...detail,
      cardRate,
      costRate: detail.costRate ?? costOf(line, lineNo, detail.roleCode, entity, facts),
    }
  })
  return { ...line, details }
}

function cardOf(
  line: LineInput,
  lineNo: number,
  entity: LegalEntity,
  cards: ReadonlyMap<string, RateCard>,
): RateCard | undefined {
  if (line.rateCardId === undefined) return undefined
  const card = cards.get(line.rateCardId)
  if (!card) throw new Refused('rate_card_not_found', { rateCardId: line.rateCardId })
  if (card.currency !== line.currency || (card.entityId !== null && card.entityId !== entity.id))
    throw new Refused('rate_card_mismatch', { line: lineNo, rateCard: card.code })
  return card
}

/** What an hour of the role costs at the entity on average, in the currency of the line. */
function costOf(
  line: LineInput,
  lineNo: number,
  roleCode: string,
  entity: LegalEntity,
  facts: Facts,
): string {
  const found = facts.roleCosts.find((one) => one.entityId === entity.id && one.roleCode === roleCode)
  if (!found) throw new Refused('cost_rate_unknown', { line: lineNo, roleCode, entityCode: entity.code })
  return convertRate(found.cost.amount, facts.exchange.of(entity.currency, line.currency))
}
