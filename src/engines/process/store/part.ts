/** The parts of the one statement that writes an advance. */
import { json, type RawBuilder, sql } from '#kernel/sql.ts'

/** A named part of the statement. */
export type Part = Readonly<{ name: string; statement: RawBuilder<unknown> }>

/** A part for rows given as JSON; none when there are no rows. */
export function part(
  name: string,
  rows: readonly object[],
  columns: string,
  statement: (given: RawBuilder<unknown>) => RawBuilder<unknown>,
): Part[] {
  if (rows.length === 0) return []
  return [
    { name, statement: statement(sql`jsonb_to_recordset(${json(rows)}) as given (${sql.raw(columns)})`) },
  ]
}
