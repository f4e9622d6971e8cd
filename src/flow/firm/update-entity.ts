import { handle } from '#kernel/handle.ts'
import { json, nextRevision, tables } from '#kernel/sql.ts'
import { updateEntity as contract } from './contract.ts'
import { type LegalEntity, lockEntity } from './entity-table.ts'
import type { FirmTables } from './schema.ts'

const db = tables<FirmTables>()

/** Code, country and currency stay: numbers that were issued and books that are kept hang on them. */
export const updateEntity = handle(contract, async (ctx, { entityId, ...given }) => {
  const before = await lockEntity(ctx.tx, entityId)
  ctx.checkRevision(before.revision)
  const told = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const after: LegalEntity = { ...before, ...told }
  const { revision } = await ctx.tx.one(
    db
      .updateTable('firm.legal_entity')
      .set({
        name: after.name,
        legal_name: after.legalName,
        address: json(after.address),
        tax_number: after.taxNumber,
        registration: after.registration,
        bank: json(after.bank),
        locale: after.locale,
        time_zone: after.timeZone,
        revision: nextRevision,
      })
      .where('id', '=', entityId)
      .returning('revision'),
  )
  return {
    output: { entityId, revision },
    touched: [{ type: 'legal_entity', id: entityId, before, after: { ...after, revision } }],
  }
})
