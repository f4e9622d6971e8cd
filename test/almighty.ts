/** Somebody who may do everything, and a firm in which there is something to do it to. */
import { shippedRoles } from '#engines/access'
import { run } from '#kernel/run.ts'
import { sql } from '#kernel/sql.ts'
import type { TestHouse } from './house.ts'

/** Somebody with every role, which nobody could be given: put into the tables directly. */
export async function almightyIn(firm: TestHouse): Promise<string> {
  const almighty = await firm.person('Almighty')
  await firm.tx((tx) =>
    tx.run(sql`
      insert into access.role_assignment (id, principal_id, role, valid_from)
      select kernel.new_id(), ${almighty}, role, '2026-01-01'
      from unnest(${Object.keys(shippedRoles)}::text[]) as role`),
  )
  return almighty
}

/** The objects of a firm by kind, newest last. */
export async function objectsOf(firm: TestHouse): Promise<Map<string, string[]>> {
  const rows = await firm.tx((tx) =>
    tx.rows(sql<{ type: string; id: string }>`
      select object_type as type, object_id as id
      from kernel.journal_object
      group by object_type, object_id
      order by max(journal_id::text)`),
  )
  const byType = Map.groupBy(rows, ({ type }) => type)
  return new Map([...byType].map(([type, some]) => [type, some.map(({ id }) => id)]))
}

/** An example with the ids of objects that there are: `clientId` becomes the newest client. */
function withRealIds(example: unknown, objects: ReadonlyMap<string, string[]>): unknown {
  if (Array.isArray(example)) return example.map((one) => withRealIds(one, objects))
  if (typeof example !== 'object' || example === null) return example
  return Object.fromEntries(
    Object.entries(example).map(([name, value]) => {
      const words = name.replace(/Id$/, '').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
      const found = [...objects].find(
        ([type]) => words === type || words.endsWith(`_${type}`) || type.endsWith(`_${words}`),
      )
      const id = /Id$/.test(name) ? found?.[1].at(-1) : undefined
      return [name, id ?? withRealIds(value, objects)]
    }),
  )
}

/**
 * Lets somebody run every example, again and again as there is more to refer to, and gives a function that puts the
 * ids of what there is then into an example.
 */
export async function withRealObjects(
  firm: TestHouse,
  actorId: string,
): Promise<(example: unknown) => unknown> {
  for (let round = 1; round <= 3; round += 1) {
    const objects = await objectsOf(firm)
    for (const { contract } of firm.house.registry.values()) {
      // Whoever runs all this must be there to the end.
      if (contract.kind !== 'command' || contract.open || contract.name === 'access.deactivate') continue
      for (const example of contract.examples)
        await run(firm.house, contract.name, withRealIds(example, objects), firm.call(actorId)).catch(
          () => undefined,
        )
    }
  }
  const objects = await objectsOf(firm)
  return (example) => withRealIds(example, objects)
}
