/** Every list that can be grouped falls into its groups without a rest, whatever room it belongs to. */
import assert from 'node:assert/strict'
import test from 'node:test'
import type { Contract } from '#kernel/contract.ts'
import { add, formatMoney, type Money, parseMoney } from '#kernel/money.ts'
import { operationOf } from '#kernel/operation.ts'
import { tellPresent } from '../src/server/example/present/present.ts'
import type { Actor } from '../src/server/example/stage.ts'
import { toldStory } from './told-firm.ts'

interface WireMoney {
  readonly amount: string
  readonly currency: string
}

interface Group {
  readonly value: string | null
  readonly label: string | null
  readonly count: number
  readonly amounts: Readonly<Record<string, readonly WireMoney[]>>
  readonly minutes: Readonly<Record<string, number>>
}

type Row = Readonly<Record<string, unknown>>

const { house, told } = await toldStory()
await tellPresent(told, Temporal.Instant.from('2026-11-19T09:00:00Z'))
const players: readonly Actor[] = Object.values(told.cast)

const choicesOf = (contract: Contract) =>
  operationOf(contract).fields.find(({ name }) => name === 'groupBy')?.schema.enum as readonly string[]
const grouped = [...house.registry.values()]
  .map(({ contract }) => contract)
  .filter((contract) => choicesOf(contract) !== undefined)

/** Somebody of the firm who sees the whole list. */
async function whoSees({ name }: Contract): Promise<Actor> {
  for (const player of players) {
    const { may } = await player.ask('access.whoAmI')
    const permission = may.find((one: { name: string }) => one.name === name)
    if (permission?.scope === 'all') return player
  }
  throw new Error(`nobody in the example sees all of ${name}`)
}

/** All groups, two a page, so that the way from page to page is walked. */
async function groupsOf(player: Actor, name: string, groupBy: string): Promise<Group[]> {
  const groups: Group[] = []
  let cursor: string | null = null
  do {
    const page: { items: Row[]; groups: Group[]; nextCursor: string | null } = await player.ask(name, {
      groupBy,
      limit: 2,
      ...(cursor ? { cursor } : {}),
    })
    assert.deepEqual(page.items, [])
    groups.push(...page.groups)
    cursor = page.nextCursor
  } while (cursor)
  return groups
}

const wire = ({ amount, currency }: WireMoney) => parseMoney(amount, currency) as Money

/** The sums of a field by currency, as on the wire. */
function sumsOf(rows: readonly Row[], field: string): WireMoney[] {
  const byCurrency = Map.groupBy(
    rows.map((row) => wire(row[field] as WireMoney)),
    ({ currency }) => currency,
  )
  return [...byCurrency]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([currency, [first, ...others]]) => ({
      amount: formatMoney(add(first as Money, ...others)),
      currency,
    }))
}

assert.ok(grouped.length >= 12, 'the lists of the first line of business can be grouped')
for (const contract of grouped) {
  const { name } = contract
  for (const groupBy of choicesOf(contract)) {
    test(`${name} by ${groupBy}: every row is in one group, which counts it and adds it up`, async () => {
      const player = await whoSees(contract)
      const rows = (await player.all(name)) as Row[]
      const groups = await groupsOf(player, name, groupBy)
      assert.equal(new Set(groups.map(({ value }) => value)).size, groups.length, 'no group comes twice')
      const seen: unknown[] = []
      for (const group of groups) {
        const inside = (await player.all(name, { groupBy, group: group.value ?? '' })) as Row[]
        assert.equal(inside.length, group.count, `${group.label}`)
        for (const [field, amounts] of Object.entries(group.amounts))
          assert.deepEqual(amounts, sumsOf(inside, field), `${field} of ${group.label}`)
        for (const [field, minutes] of Object.entries(group.minutes))
          assert.equal(
            minutes,
            inside.reduce((sum, row) => sum + (row[field] as number), 0),
            `${field} of ${group.label}`,
          )
        seen.push(...inside.map(({ id }) => id))
      }
      assert.deepEqual(seen.sort(), rows.map(({ id }) => id).sort())
    })
  }
}

test('a group that does not exist has no rows, and its name needs what it is a group of', async () => {
  const player = told.cast.billing
  for (const [groupBy, group] of [
    ['clientId', 'nobody'],
    ['month', '2026-13'],
    ['state', 'forgotten'],
  ] as const)
    assert.deepEqual(await player.ask('billing.listInvoices', { groupBy, group }), {
      items: [],
      nextCursor: null,
    })
  await assert.rejects(player.ask('billing.listInvoices', { group: 'posted' }), { code: 'invalid_input' })
  await assert.rejects(player.ask('billing.listInvoices', { groupBy: 'weather' }), { code: 'invalid_input' })
})

test('groups are of the rows that the filters leave', async () => {
  const posted = await told.cast.billing.ask('billing.listInvoices', { state: 'posted', groupBy: 'state' })
  assert.deepEqual(
    posted.groups.map(({ value }: Group) => value),
    ['posted'],
  )
})
