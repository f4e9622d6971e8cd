/**
 * What holds for every command and query because it is one: written once here, run for each, those that come later
 * included.
 */
import assert from 'node:assert/strict'
import test from 'node:test'
import { conflictBetween, conflictRules, shippedRoles } from '#engines/access'
import { EVERYONE } from '#kernel/contract.ts'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { ask, run } from '#kernel/run.ts'
import { almightyIn, objectsOf, withRealObjects } from '#test/almighty.ts'
import { openTestHouse } from '#test/house.ts'

const firm = await openTestHouse()
const contracts = [...firm.house.registry.values()].map(({ contract }) => contract)

/** The code something is refused with, `done` when it is not, and the fault when it is one. */
async function outcome(
  name: string,
  kind: 'command' | 'query',
  input: unknown,
  actorId: string,
): Promise<string> {
  const call = firm.call(actorId)
  try {
    await (kind === 'command' ? run(firm.house, name, input, call) : ask(firm.house, name, input, call))
    return 'done'
  } catch (error) {
    return error instanceof Refused ? error.code : `fault: ${(error as Error).message}`
  }
}

test('a principal without a role is refused every command and query that is not everybody’s', async (t) => {
  const nobody = await firm.person('Nobody')
  for (const { name, kind, open, roles, examples } of contracts) {
    if (open || roles[EVERYONE]) continue
    await t.test(name, async () =>
      assert.equal(await outcome(name, kind, examples[0], nobody), 'not_permitted'),
    )
  }
})

test('a role opens what the contract gives it and nothing else', async (t) => {
  for (const role of Object.keys(shippedRoles)) {
    await t.test(role, async () => {
      const holder = firm.as(role)
      const { may } = await holder.ask('access.whoAmI')
      const wanted = contracts.filter(({ roles }) => roles[role] || roles[EVERYONE])
      assert.deepEqual(
        may.map((one: { name: string }) => one.name).sort(),
        wanted.map(({ name }) => name).sort(),
      )
      const closed = contracts.filter(({ open, roles }) => !open && !roles[role] && !roles[EVERYONE])
      for (const { name, kind, examples } of closed)
        assert.equal(await outcome(name, kind, examples[0], await holder.principalId), 'not_permitted', name)
    })
  }
})

test('contracts speak of roles that there are', () => {
  for (const { name, roles } of contracts)
    for (const role of Object.keys(roles))
      assert.ok(role === EVERYONE || shippedRoles[role], `${name}: ${role}`)
})

test('duties are kept apart by commands that there are, on objects that the journal knows', () => {
  const byName = new Map(contracts.map((contract) => [contract.name, contract]))
  for (const contract of contracts) {
    if (contract.kind !== 'command' || !contract.notAfter) continue
    assert.ok(contract.target ?? contract.targets, `${contract.name} has notAfter and no target to look for`)
    for (const name of contract.notAfter) {
      const earlier = byName.get(name)
      assert.ok(earlier?.kind === 'command', `${contract.name} names ${name}`)
      const both: number = contract.touches.filter((type) => earlier.touches.includes(type)).length
      assert.ok(both > 0, `${contract.name} and ${name} touch no kind of object in common`)
    }
  }
})

test('the rules between roles name commands that there are, and no shipped role breaks one by itself', () => {
  const names = new Set(contracts.map(({ name }) => name))
  for (const { rule, one, other } of conflictRules)
    for (const name of [...one, ...other]) assert.ok(names.has(name), `${rule} names ${name}`)
  for (const role of Object.keys(shippedRoles)) {
    const own = new Set(contracts.filter(({ roles }) => roles[role]).map(({ name }) => name))
    assert.equal(conflictBetween(own, own), null, role)
  }
})

test('another firm’s objects are as if they were not there, for every operation', async (t) => {
  const other = await firm.otherTenant()
  await withRealObjects(other, await almightyIn(other))
  const theirs = await objectsOf(other)
  assert.ok((theirs.get('principal') ?? []).length > 3)
  const insider = await almightyIn(firm)
  const everyId = [...theirs.values()].flat().filter((id) => /^[0-9a-f-]{36}$/.test(id))
  for (const contract of contracts) {
    const { name, kind, examples, input } = contract
    const many = contract.kind === 'command' ? contract.targets : undefined
    const field = contract.target ?? many
    if (!field) continue
    const naming = (id: string) => ({ ...(examples[0] as object), [field]: many ? [id] : id })
    await t.test(name, async () => {
      const touches = contract.kind === 'command' ? contract.touches : []
      const ids = touches.flatMap((type) => theirs.get(type) ?? [])
      for (const id of ids.length > 0 ? ids : everyId) {
        if (!input.safeParse(naming(id)).success) continue
        const code = await outcome(name, kind, naming(id), insider)
        assert.equal(code, await outcome(name, kind, naming(newId()), insider), `tells ${id} from none`)
        assert.doesNotMatch(code, /^done$|^fault/, `with ${id}`)
      }
    })
  }
})

test('row-level security binds every table of every tenant, its owner included', async () => {
  const { rows } = await firm.database.owner.query<{
    name: string
    forced: boolean
    policies: number
    keyed: boolean
  }>(`
    select c.oid::regclass::text as name, c.relrowsecurity and c.relforcerowsecurity as forced,
      (select count(*)::integer from pg_policy p where p.polrelid = c.oid) as policies,
      exists (
        select from pg_constraint k
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
        where k.conrelid = c.oid and k.contype = 'p' and a.attname = 'tenant_id') as keyed
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition
      and n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker')`)
  const global = ['kernel.migration', 'access.tenant']
  assert.ok(rows.length > 20)
  for (const { name, forced, policies, keyed } of rows) {
    if (global.includes(name)) continue
    assert.deepEqual({ name, forced, policies, keyed }, { name, forced: true, policies: 1, keyed: true })
  }
})
