/** The legal entities as other rooms see them. */
import type { z } from 'zod'
import { Refused } from '#kernel/refusal.ts'
import { anyOf, type Tx, tables } from '#kernel/sql.ts'
import type { getEntity } from './contract.ts'
import type { FirmTables } from './schema.ts'

/** A company of the firm, with what its invoices print. */
export type LegalEntity = z.output<typeof getEntity.output>

/** Every legal entity, to be narrowed by a list. */
export const entityRows = tables<FirmTables>()
  .selectFrom('firm.legal_entity')
  .select(['id', 'code', 'name', 'legal_name as legalName', 'country', 'currency', 'address'])
  .select(['tax_number as taxNumber', 'registration', 'bank', 'locale', 'time_zone as timeZone', 'revision'])
  .$narrowType<Pick<LegalEntity, 'address' | 'bank'>>()

/** The entity; refuses `entity_not_found`. */
export async function entityById(tx: Tx, entityId: string): Promise<LegalEntity> {
  const found = await tx.maybe(entityRows.where('id', '=', entityId))
  if (!found) throw new Refused('entity_not_found', { entityId })
  return found
}

/** The same, held against changes until the transaction ends. */
export async function lockEntity(tx: Tx, entityId: string): Promise<LegalEntity> {
  const found = await tx.maybe(entityRows.where('id', '=', entityId).forUpdate())
  if (!found) throw new Refused('entity_not_found', { entityId })
  return found
}

/** The entities of these ids, by id; unknown ones are absent. */
export async function entitiesByIds(tx: Tx, ids: readonly string[]): Promise<Map<string, LegalEntity>> {
  const rows = await tx.rows(entityRows.where('id', '=', anyOf(ids)))
  return new Map(rows.map((entity) => [entity.id, entity]))
}

/** The entities of these codes, by code; unknown ones are absent. Without codes: all of them. */
export async function entitiesByCode(tx: Tx, codes?: readonly string[]): Promise<Map<string, LegalEntity>> {
  const rows = await tx.rows(codes ? entityRows.where('code', '=', anyOf(codes)) : entityRows)
  return new Map(rows.map((entity) => [entity.code, entity]))
}
