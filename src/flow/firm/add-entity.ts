import { openBook } from '#engines/ledger'
import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { json, tables } from '#kernel/sql.ts'
import { addEntity as contract } from './contract.ts'
import type { FirmTables } from './schema.ts'

const db = tables<FirmTables>()

/** The entity, its books and its legal numbers come into being together: none of them is of use alone. */
export const addEntity = handle(contract, async (ctx, input) => {
  const { tx, call } = ctx
  const { booksFrom, fiscalYearStartMonth, ...facts } = input
  const entityId = newId()
  const added = await tx.run(
    db
      .insertInto('firm.legal_entity')
      .values({
        id: entityId,
        code: facts.code,
        name: facts.name,
        legal_name: facts.legalName,
        country: facts.country,
        currency: facts.currency,
        address: json(facts.address),
        tax_number: facts.taxNumber,
        registration: facts.registration,
        bank: json(facts.bank),
        locale: facts.locale,
        time_zone: facts.timeZone,
      })
      .onConflict((row) => row.columns(['tenant_id', 'code']).doNothing()),
  )
  if (added === 0) throw new Refused('entity_code_taken', { code: facts.code })
  await openBook(tx, {
    id: entityId,
    name: facts.legalName,
    currency: facts.currency,
    startsOn: booksFrom ?? `${call.today.slice(0, 4)}-01-01`,
    chart: 'services',
  })
  // The numbers of the firm itself, if this is its first entity: nothing can be sold without them.
  await ctx.run('firm.setUp', {})
  const series = { book: facts.code, yearStartMonth: fiscalYearStartMonth }
  await ctx.run('documents.createSeries', {
    ...series,
    series: 'invoice',
    format: `${facts.code}-{year}-{number:5}`,
  })
  await ctx.run('documents.createSeries', {
    ...series,
    series: 'credit_note',
    format: `${facts.code}-CN-{year}-{number:5}`,
  })
  return {
    output: { entityId, revision: 1 },
    touched: [{ type: 'legal_entity', id: entityId, after: { id: entityId, ...facts } }],
    events: [{ type: 'firm.entityAdded', key: entityId, payload: { entityId, entityCode: facts.code } }],
  }
})
