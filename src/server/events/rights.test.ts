import assert from 'node:assert/strict'
import test from 'node:test'
import type { News } from '#kernel/news.ts'
import { findRooms } from '../registry.ts'
import { kindsByQuery, rightsOf, toldTo } from './rights.ts'

const contracts = (await findRooms()).flatMap(({ handlers }) => handlers.map(({ contract }) => contract))
const kinds = kindsByQuery(contracts)

test('a query’s name says what it shows, and where it does not the contract does', () => {
  const cases: [string, string[]][] = [
    ['timesheets.list', ['timesheet']],
    ['timesheets.get', ['timesheet_part', 'timesheet']],
    ['billing.listInvoices', ['invoice']],
    ['opportunities.list', ['opportunity']],
    ['exchange.listDeliveries', ['delivery']],
    ['access.listApiKeys', ['api_key']],
    ['access.whoAmI', []],
    ['processes.instances', ['process_instance']],
    ['people.listRoles', ['delivery_role']],
    ['people.list', ['person']],
  ]
  for (const [name, wanted] of cases) assert.deepEqual([...(kinds.get(name) ?? ['missing'])], wanted, name)
})

test('every kind of object that a command changes is shown by some query, or only auditors hear of it', () => {
  const shown = new Set([...kinds.values()].flat())
  const touched = new Set(contracts.flatMap((one) => (one.kind === 'command' ? one.touches : [])))
  assert.deepEqual([...touched].filter((kind) => !shown.has(kind)).sort(), ['time_import'])
  for (const kind of shown) assert.ok(touched.has(kind), `no command touches ${kind}`)
})

const approval: News = {
  journalId: 'j',
  at: Temporal.Instant.from('2026-03-16T09:00:00Z'),
  command: 'timesheets.approve',
  actorId: 'manager',
  onBehalfOf: 'boss',
  objects: [
    { kind: 'timesheet', ids: ['t1', 't2'] },
    { kind: 'project', ids: null },
  ],
  events: ['timesheets.approved'],
}
const may = (...names: [string, 'all' | 'own'][]) =>
  rightsOf(
    names.map(([name, scope]) => ({ name, scope })),
    kinds,
  )

test('who may read every record of a kind is told which one changed, and by whom', () => {
  const told = toldTo(approval, 'somebody', may(['timesheets.list', 'all']))
  assert.deepEqual(told?.objects, [
    { kind: 'timesheet', id: 't1' },
    { kind: 'timesheet', id: 't2' },
  ])
  assert.deepEqual([told?.journalId, told?.actorId, told?.events], ['j', 'manager', ['timesheets.approved']])
})

test('who may read only their own records is told that the kind changed, and nothing more', () => {
  const told = toldTo(approval, 'somebody', may(['timesheets.list', 'own']))
  assert.deepEqual(told, {
    journalId: null,
    at: approval.at,
    command: 'timesheets.approve',
    actorId: null,
    objects: [{ kind: 'timesheet', id: null }],
    events: [],
  })
})

test('many objects are told as their kind', () => {
  const told = toldTo(approval, 'somebody', may(['projects.list', 'all']))
  assert.deepEqual([told?.objects, told?.journalId], [[{ kind: 'project', id: null }], 'j'])
})

test('who may read none of it is told nothing, except of what they did or was done in their name', () => {
  assert.equal(toldTo(approval, 'somebody', may(['clients.list', 'all'])), null)
  for (const own of ['manager', 'boss'])
    assert.equal(toldTo(approval, own, may(['clients.list', 'all']))?.objects.length, 3)
  assert.equal(toldTo(approval, 'auditor', may(['access.listJournal', 'all']))?.objects.length, 3)
})
