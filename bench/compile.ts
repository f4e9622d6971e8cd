/**
 * What it costs to build and compile a statement, each time it runs: `node bench/compile.ts`.
 *
 * The same three statements as `sql` templates and by the typed builder, in processor time: decision 0011.
 */
import { compiled, nextRevision, type Query, sql, tables } from '../src/kernel/sql.ts'
import { line, median } from './server.ts'

const STATEMENTS = 20_000
const ROUNDS = 5

interface Tables {
  'firm.legal_entity': {
    id: string
    code: string
    name: string
    legal_name: string
    country: string
    currency: string
    address: unknown
    tax_number: string
    revision: number
  }
  'firm.tax_rule': { entity_id: string; client_country: string; tax_code_id: string }
}

const db = tables<Tables>()
const id = '0199d8a0-0000-7000-8000-000000000001'
const taxRule = { entity_id: id, client_country: 'DE', tax_code_id: id }
const selectAsText = sql`
  select id, code, name, legal_name as "legalName", country, currency, address, tax_number as "taxNumber"
  from firm.legal_entity`
const selectAsBuilder = db
  .selectFrom('firm.legal_entity')
  .select(['id', 'code', 'name', 'legal_name as legalName', 'country', 'currency', 'address'])
  .select('tax_number as taxNumber')

const statements: Readonly<Record<string, () => Query<unknown>>> = {
  'select by id, template': () => sql`${selectAsText} where id = ${id}`,
  'select by id, builder kept up to the where': () => selectAsBuilder.where('id', '=', id),
  'update by id, template': () => sql`
    update firm.legal_entity
    set name = ${'Nord'}, revision = revision + 1
    where id = ${id}
    returning revision`,
  'update by id, builder': () =>
    db
      .updateTable('firm.legal_entity')
      .set({ name: 'Nord', revision: nextRevision })
      .where('id', '=', id)
      .returning('revision'),
  'insert, template': () => sql`
    insert into firm.tax_rule (entity_id, client_country, tax_code_id)
    values (${id}, ${'DE'}, ${id})`,
  'insert, builder': () => db.insertInto('firm.tax_rule').values(taxRule),
}

/** Microseconds of processor time a statement. */
function costOf(build: () => Query<unknown>): number {
  const before = process.cpuUsage()
  for (let count = 0; count < STATEMENTS; count++) compiled(build())
  const { user, system } = process.cpuUsage(before)
  return (user + system) / STATEMENTS
}

for (const [name, build] of Object.entries(statements)) {
  const rounds = Array.from({ length: ROUNDS }, () => costOf(build))
  line(name, median(rounds), 'µs')
}
