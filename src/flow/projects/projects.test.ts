import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { type SignedEngagement, signEngagement, winEngagement } from '#test/example-engagement.ts'
import { openExampleFirm } from '#test/example-firm.ts'
import { openTestHouse } from '#test/house.ts'
import { workPackagesOf, workPackagesOfNamedProjects } from './index.ts'

const house = await openTestHouse()
const firm = await openExampleFirm(house)
const { as, people } = firm
const nobody = '0199d8a0-0000-7000-8000-0000000000ff'

const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.code === code
const signed = async (name: string): Promise<SignedEngagement> =>
  signEngagement(await winEngagement(firm, { name }))
const create = ({ opportunityId }: { opportunityId: string }) =>
  as.leo.run('projects.createFromContracts', { opportunityId })
/** A project of Paula's that has not started. */
async function planned(name: string): Promise<string> {
  const { projectId } = await create(await signed(name))
  await as.leo.run('projects.assignManager', { projectId, managerId: people.paula })
  return projectId
}

test('an engagement becomes one project with its work packages, led by the entity with the largest contract', async () => {
  const engagement = await signed('Store platform')
  const made = await create(engagement)
  const project = await as.ada.ask('projects.get', { projectId: made.projectId })
  assert.equal(project.entityCode, 'DE')
  assert.equal(project.currency, 'USD')
  assert.equal(project.state, 'plan')
  assert.deepEqual([project.startsOn, project.endsOn], ['2026-04-01', '2027-03-31'])
  const { US, DE, SG } = engagement.contracts
  assert.deepEqual(
    project.workPackages.map((one: Record<string, unknown>) => [
      one['code'],
      one['title'],
      one['contractLineId'],
      one['contractNumber'],
      one['billingMethod'],
      one['endsOn'],
    ]),
    [
      ['WP1', 'Discovery', US.lineId, US.number, 'fixed_fee', '2026-05-31'],
      ['WP2', 'Platform', DE.lineId, DE.number, 'time_and_materials', '2026-09-30'],
      ['WP3', 'Integration', DE.lineId, DE.number, 'time_and_materials', '2026-09-30'],
      ['WP4', 'Support', SG.lineId, SG.number, 'recurring_fee', '2027-03-31'],
    ],
  )
})

test('the approved budget is the quoted effort, in the currency of each contract', async () => {
  const { projectId } = await create(await signed('Budgeted'))
  const { items } = await as.leo.ask('projects.budget', { projectId })
  const shown = items.filter((line: { code: string }) => line.code === 'WP2')
  assert.deepEqual(
    shown.map(({ workPackageId: _id, ...line }: { workPackageId: string }) => line),
    [
      {
        code: 'WP2',
        title: 'Platform',
        roleCode: 'architect',
        minutes: 18_000,
        cost: { amount: '20550.00', currency: 'EUR' },
        price: { amount: '48000.00', currency: 'EUR' },
      },
      {
        code: 'WP2',
        title: 'Platform',
        roleCode: 'engineer',
        minutes: 36_000,
        cost: { amount: '31200.00', currency: 'EUR' },
        price: { amount: '72000.00', currency: 'EUR' },
      },
    ],
  )
  assert.equal(items.at(-1).price.currency, 'USD')
})

test('what a role costs is told to the manager of the project and not to those who book time on it', async () => {
  const projectId = await planned('Budget in confidence')
  assert.equal((await as.paula.ask('projects.budget', { projectId })).items.length > 0, true)
  await assert.rejects(as.pete.ask('projects.budget', { projectId }), refusedWith('project_not_found'))
  await assert.rejects(as.ada.ask('projects.budget', { projectId }), refusedWith('not_permitted'))
  await assert.rejects(as.leo.ask('projects.budget', { projectId: nobody }), refusedWith('project_not_found'))
})

test('an engagement becomes a project once, and only from active contracts', async () => {
  const won = await winEngagement(firm, { name: 'Not signed' })
  await assert.rejects(create(won), refusedWith('no_active_contract'))
  await as.sally.run('contracts.draft', { opportunityId: won.opportunityId })
  await assert.rejects(create(won), refusedWith('no_active_contract'))
  const engagement = await signed('Signed')
  const both = await Promise.allSettled([create(engagement), create(engagement)])
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  await assert.rejects(create(engagement), refusedWith('project_exists'))
})

test('a project starts with a manager, runs, and is completed', async () => {
  const { projectId } = await create(await signed('Started'))
  await assert.rejects(as.leo.run('projects.start', { projectId }), refusedWith('project_has_no_manager'))
  await assert.rejects(as.leo.run('projects.complete', { projectId }), refusedWith('project_not_in_delivery'))
  const assigned = await as.leo.run('projects.assignManager', { projectId, managerId: people.paula })
  assert.equal(assigned.revision, 2)
  await assert.rejects(
    as.paula.run('projects.start', { projectId }, { ifMatch: 1 }),
    refusedWith('stale_revision'),
  )
  assert.deepEqual(await as.paula.run('projects.start', { projectId }, { ifMatch: 2 }), {
    projectId,
    state: 'deliver',
    revision: 3,
  })
  await assert.rejects(as.leo.run('projects.start', { projectId }), refusedWith('project_not_in_plan'))
  assert.equal((await as.paula.run('projects.complete', { projectId })).state, 'complete')
})

test('a project manager changes only projects they manage or lead; the others are not there for them', async () => {
  const projectId = await planned("Paula's own")
  const tries: [string, object][] = [
    ['projects.start', { projectId }],
    ['projects.complete', { projectId }],
    [
      'projects.addWorkPackage',
      { projectId, code: 'WP9', title: 'Coordination', startsOn: '2026-04-01', endsOn: '2026-09-30' },
    ],
  ]
  for (const [name, input] of tries)
    await assert.rejects(as.pete.run(name, input), refusedWith('project_not_found'), name)
  const { workPackages } = await as.paula.ask('projects.get', { projectId })
  await assert.rejects(
    as.pete.run('projects.setApprover', { workPackageId: workPackages[0].id, personId: people.pete }),
    refusedWith('project_not_found'),
  )
  await as.leo.run('projects.assignManager', {
    projectId,
    managerId: people.paula,
    deliveryLeadId: people.pete,
  })
  assert.equal((await as.pete.run('projects.start', { projectId })).state, 'deliver')
})

test('a work package without a contract line is not chargeable; one with a line serves the same engagement', async () => {
  const projectId = await planned('Extended')
  const other = await signed('Somebody else')
  const add = (more: object) =>
    as.paula.run('projects.addWorkPackage', {
      projectId,
      code: 'WP9',
      title: 'Coordination',
      startsOn: '2026-04-01',
      endsOn: '2026-09-30',
      ...more,
    })
  await assert.rejects(
    add({ contractLineId: other.contracts.DE.lineId }),
    refusedWith('contract_line_not_of_project'),
  )
  await assert.rejects(add({ endsOn: '2026-03-31' }), refusedWith('invalid_input'))
  const { workPackageId } = await add({})
  await assert.rejects(add({}), refusedWith('work_package_code_taken'))
  const { workPackages } = await as.paula.ask('projects.get', { projectId })
  const added = workPackages.find((one: { id: string }) => one.id === workPackageId)
  assert.deepEqual([added.contractLineId, added.billingMethod], [null, null])
})

test('the time of a work package is approved by whom it names, else by the project manager', async () => {
  const projectId = await planned('Approved')
  const approvers = async () =>
    (await house.tx((tx) => workPackagesOf(tx, [projectId]))).map(({ approverId }) => approverId)
  const { workPackages } = await as.paula.ask('projects.get', { projectId })
  const workPackageId = workPackages[1].id
  await as.paula.run('projects.setApprover', { workPackageId, personId: people.ada })
  assert.deepEqual(await approvers(), [people.paula, people.ada, people.paula, people.paula])
  await as.paula.run('projects.setApprover', { workPackageId, personId: null })
  assert.deepEqual(await approvers(), [people.paula, people.paula, people.paula, people.paula])
  await assert.rejects(
    as.paula.run('projects.setApprover', { workPackageId, personId: nobody }),
    refusedWith('person_not_found'),
  )
  await assert.rejects(
    as.paula.run('projects.setApprover', { workPackageId: nobody, personId: null }),
    refusedWith('work_package_not_found'),
  )
})

test('work packages are found by the number and by the name of their project', async () => {
  const projectId = await planned('Found by name')
  const { number } = await as.paula.ask('projects.get', { projectId })
  const [byNumber, byName] = await house.tx((tx) =>
    Promise.all([
      workPackagesOfNamedProjects(tx, [number]),
      workPackagesOfNamedProjects(tx, ['Found by name']),
    ]),
  )
  assert.equal(byNumber.length, 4)
  assert.deepEqual(byName, byNumber)
})

test('a closed project does not change, and what does not exist is not found', async () => {
  const projectId = await planned('Closed')
  const { workPackages } = await as.paula.ask('projects.get', { projectId })
  await house.tx((tx) => tx.run(sql`update projects.project set state = 'closed' where id = ${projectId}`))
  await assert.rejects(
    as.leo.run('projects.assignManager', { projectId, managerId: people.pete }),
    refusedWith('project_is_closed'),
  )
  await assert.rejects(
    as.leo.run('projects.setApprover', { workPackageId: workPackages[0].id, personId: null }),
    refusedWith('project_is_closed'),
  )
  await assert.rejects(
    as.leo.run('projects.assignManager', { projectId: nobody, managerId: people.pete }),
    refusedWith('project_not_found'),
  )
  await assert.rejects(as.ada.ask('projects.get', { projectId: nobody }), refusedWith('project_not_found'))
})

test('a work package without effort is planned by hand, and what was planned stays as it was', async () => {
  const projectId = await planned('Planned by hand')
  const before = (await as.paula.ask('projects.budget', { projectId })).items
  const { workPackageId } = await as.paula.run('projects.addWorkPackage', {
    projectId,
    code: 'WP9',
    title: 'Coordination',
    startsOn: '2026-04-01',
    endsOn: '2026-09-30',
  })
  const plan = (more: object = {}) => ({
    projectId,
    lines: [{ workPackageId, roleCode: 'engineer', minutes: 600, costRate: '52', billRate: '80', ...more }],
  })
  await assert.rejects(as.pete.run('projects.planBudget', plan()), refusedWith('project_not_found'))
  await assert.rejects(
    as.paula.run('projects.planBudget', plan({ workPackageId: nobody })),
    refusedWith('work_package_not_found'),
  )
  await assert.rejects(
    as.paula.run('projects.planBudget', plan({ roleCode: 'no-such-role' })),
    refusedWith('role_not_found'),
  )
  const planned9 = await as.paula.run('projects.planBudget', plan())
  assert.equal(planned9.version, 2)
  const after = (await as.paula.ask('projects.budget', { projectId })).items
  assert.deepEqual(
    after.filter((line: { code: string }) => line.code !== 'WP9'),
    before,
  )
  const { cost, price } = after.find((line: { code: string }) => line.code === 'WP9')
  assert.deepEqual(
    [cost, price],
    [
      { amount: '520.00', currency: 'USD' },
      { amount: '800.00', currency: 'USD' },
    ],
  )
  await assert.rejects(as.paula.run('projects.planBudget', plan()), refusedWith('work_package_is_planned'))
})

test('effort planned by hand costs what the role costs on average and is priced as agreed with the client', async () => {
  const engagement = await signed('Without effort')
  const { projectId } = await create(engagement)
  const { workPackageId } = await as.leo.run('projects.addWorkPackage', {
    projectId,
    code: 'WP9',
    title: 'More of the platform',
    contractLineId: engagement.contracts.DE.lineId,
    startsOn: '2026-04-01',
    endsOn: '2026-09-30',
  })
  const lines = [{ workPackageId, roleCode: 'architect', minutes: 600, billRate: '1' }]
  await as.leo.run('projects.planBudget', { projectId, lines })
  const { items } = await as.leo.ask('projects.budget', { projectId })
  const { cost, price } = items.find((line: { code: string }) => line.code === 'WP9')
  assert.deepEqual(price, { amount: '1600.00', currency: 'EUR' })
  assert.deepEqual(cost, { amount: '685.00', currency: 'EUR' })
})

test('projects are found by manager, state and client', async () => {
  const { items } = await as.executive.ask('projects.list', {
    managerId: people.paula,
    state: 'plan',
    clientId: firm.clients.US,
    sort: 'name',
  })
  const names = items.map((one: { name: string }) => one.name)
  assert.ok(names.includes('Found by name'))
  assert.deepEqual(names, [...names].sort())
  assert.ok(items.every((one: { managerName: string }) => one.managerName === 'Paula Meyer'))
})
