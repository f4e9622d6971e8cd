/** Waiting instances in great number: one is started as any other is, the rest are its likeness. */
import type { TestHouse } from '#test/house.ts'

/** Copies the only waiting instance of a firm, with its timers, until there are so many; starting them is not measured. */
export async function multiply(
  { database: { admin }, tenantId }: TestHouse,
  instances: number,
): Promise<void> {
  const columns = async (table: string, except: readonly string[]) => {
    const { rows } = await admin.query<{ name: string }>(
      `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
      [table],
    )
    return rows.map(({ name }) => name).filter((name) => !except.includes(name))
  }
  const instance = await columns('process.instance', ['id', 'root_id'])
  const armed = await columns('process.timer', ['instance_id', 'root_id'])
  const client = await admin.connect()
  try {
    await client.query('begin')
    await client.query(
      `create temporary table likeness on commit drop as select uuidv7() as id from generate_series(2, ${instances})`,
    )
    await client.query(
      `insert into process.instance (id, root_id, ${instance}) select l.id, l.id, ${instance.map((name) => `i.${name}`)}
       from process.instance i cross join likeness l where i.tenant_id = $1 and i.status = 'active'`,
      [tenantId],
    )
    await client.query(
      `insert into process.timer (instance_id, root_id, ${armed}) select l.id, l.id, ${armed.map((name) => `t.${name}`)}
       from process.timer t cross join likeness l where t.tenant_id = $1`,
      [tenantId],
    )
    await client.query('commit')
  } finally {
    client.release()
  }
  await admin.query('vacuum analyze process.instance, process.timer')
}
