/** Rows of what is known of principals beyond their roles. */
import { sql, type Tx } from '#kernel/sql.ts'

/** All that is known of a principal under one name; what was known before under it is gone. */
export interface Attributes {
  readonly principalId: string
  readonly name: string
  readonly values: readonly string[]
}

/** Writes attributes of many principals at once; other names of theirs stay. Principals that are not there are a fault. */
export async function writeAttributes(tx: Tx, known: readonly Attributes[]): Promise<void> {
  if (known.length === 0) return
  await tx.run(sql`
    delete from access.attribute a
    using unnest(${known.map((one) => one.principalId)}::uuid[], ${known.map((one) => one.name)}::text[])
      as given (principal_id, name)
    where a.tenant_id = kernel.tenant_id() and a.principal_id = given.principal_id and a.name = given.name`)
  const rows = known.flatMap(({ principalId, name, values }) =>
    [...new Set(values)].map((value) => ({ principalId, name, value })),
  )
  if (rows.length === 0) return
  await tx.run(sql`
    insert into access.attribute (principal_id, name, value)
    select principal_id, name, value
    from unnest(${rows.map((row) => row.principalId)}::uuid[], ${rows.map((row) => row.name)}::text[],
      ${rows.map((row) => row.value)}::text[]) as given (principal_id, name, value)`)
}

/** What is known of a principal, by name. */
export async function attributesOf(tx: Tx, principalId: string): Promise<Record<string, string[]>> {
  const rows = await tx.rows(sql<{ name: string; values: string[] }>`
    select name, array_agg(value order by value) as values
    from access.attribute
    where tenant_id = kernel.tenant_id() and principal_id = ${principalId}
    group by name
    order by name`)
  return Object.fromEntries(rows.map(({ name, values }) => [name, values]))
}
