import { openBook } from '#engines/ledger'
import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { json, sql } from '#kernel/sql.ts'
import { addEntity as contract } from './contract.ts'

/** The entity, its books and its legal numbers come into being together: none of them is of use alone. */
export const addEntity = handle(contract, async (ctx, input) => {
  const { tx, call } = ctx
  const { booksFrom, fiscalYearStartMonth, ...facts } = input
  const entityId = newId()
  const added = await tx.run(sql`
    insert into firm.legal_entity
      (id, code, name, legal_name, country, currency, address, tax_number, registration, bank, locale, time_zone)
    values (${entityId}, ${facts.code}, ${facts.name}, ${facts.legalName}, ${facts.country}, ${facts.currency},
      ${json(facts.address)}, ${facts.taxNumber}, ${facts.registration}, ${json(facts.bank)}, ${facts.locale},
      ${facts.timeZone})
    on conflict (tenant_id, code) do nothing`)
  if (added === 0) throw new Refused('entity_code_taken', { code: facts.code })
  await openBook(tx, {
    id: entityId,
    name: facts.legalName,
    currency: facts.currency,
    startsOn: booksFrom ?? `${call.today.slice(0, 4)}-01-01`,
    chart: 'services',
  })
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
