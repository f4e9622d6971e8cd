/** What was done to a record is told to whoever may open it, and to nobody else. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#kernel/refusal.ts'
import { openStaffedEngagement } from '#test/staffed-engagement.ts'

const { house, ada, paul, projectId, contractId } = await openStaffedEngagement()
const refused = (code: string) => (error: unknown) => error instanceof Refused && error.code === code
const history = { objectType: 'project', objectId: projectId, sort: '-at' }
await paul.run('projects.addWorkPackage', {
  projectId,
  code: 'WP9',
  title: 'Training',
  startsOn: '2026-04-01',
  endsOn: '2026-04-30',
})
await house.as('controller').run('contracts.setPurchaseOrder', { contractId, purchaseOrder: 'PO-7' })
const commandsOf = ({ items }: { items: readonly { command: string }[] }) =>
  items.map(({ command }) => command)

test('who manages a project reads what was done to it, as the auditors do', async () => {
  const read = await paul.ask('insight.recordHistory', history)
  assert.deepEqual(commandsOf(read), ['projects.addWorkPackage'])
  const audited = await house.as('controller').ask('access.history', history)
  assert.deepEqual(read.items, audited.items)
})

test('another project manager does not, nor does who may not open projects at all', async () => {
  const other = house.as(await house.person('Other', 'project-manager'))
  await assert.rejects(other.ask('insight.recordHistory', history), refused('project_not_found'))
  await assert.rejects(
    house.as('resource-manager').ask('insight.recordHistory', history),
    refused('not_permitted'),
  )
  await assert.rejects(ada.ask('insight.recordHistory', history), refused('not_permitted'))
})

test('sales reads what was done to a contract', async () => {
  const read = await house
    .as('sales')
    .ask('insight.recordHistory', { objectType: 'contract', objectId: contractId, sort: 'at' })
  assert.deepEqual(commandsOf(read), ['contracts.setPurchaseOrder'])
})
