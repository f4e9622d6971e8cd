import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/id.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { openStaffedEngagement } from '#test/staffed-engagement.ts'
import { demandByRole, type OpenRequest } from './demand.ts'

const { house, build, projectId, people, entityId } = await openStaffedEngagement()
const manager = house.as('resource-manager')
const request = newId()

await house.as('administrator').run('firm.setHolidays', {
  entityId,
  year: 2026,
  holidays: [{ day: '2026-04-06', name: 'Ostermontag' }],
})
await house.tx(async (tx) => {
  await tx.run(sql`
    insert into staffing.resource_request (id, project_id, work_package_id, role_code, minutes, starts_on, ends_on, state)
    values (${request}, ${projectId}, ${build}, 'architect', 6000, '2026-03-30', '2026-04-10', 'submitted'),
      (${newId()}, ${projectId}, ${build}, 'consultant', 600, '2026-03-30', '2026-04-10', 'rejected')`)
  await tx.run(sql`
    insert into staffing.booking
      (id, request_id, person_id, project_id, work_package_id, role_code, starts_on, ends_on, minutes_per_day, state)
    values (${newId()}, ${request}, ${people.ada}, ${projectId}, ${build}, 'architect', '2026-03-30', '2026-04-10', 300, 'hard'),
      (${newId()}, ${request}, ${people.ada}, ${projectId}, ${build}, 'architect', '2026-04-07', '2026-04-08', 120, 'soft')`)
})

test('people are told by week, with what they are booked for and what is free', async () => {
  const { weeks, people: told } = await manager.ask('insight.personWeeks', {
    from: '2026-03-30',
    to: '2026-04-12',
    roleCode: 'architect',
  })
  assert.deepEqual(weeks, ['2026-03-30', '2026-04-06'])
  assert.deepEqual(told, [
    {
      personId: people.ada,
      name: 'Ada Stern',
      roleCode: 'architect',
      weeks: [
        {
          weekStart: '2026-03-30',
          capacityMinutes: 2400,
          hardMinutes: 1500,
          softMinutes: 0,
          freeMinutes: 900,
          utilisationPercent: '62.5',
        },
        {
          weekStart: '2026-04-06',
          capacityMinutes: 1920,
          hardMinutes: 1200,
          softMinutes: 240,
          freeMinutes: 720,
          utilisationPercent: '62.5',
        },
      ],
      utilisationPercent: '62.5',
    },
  ])
})

test('the demand nobody meets is told by role and week, and what it is made of', async () => {
  const { demand } = await manager.ask('insight.personWeeks', { from: '2026-03-30', to: '2026-04-12' })
  // 6,000 asked less 9 days of 300; 3,300 over five and four working days.
  assert.deepEqual(demand, [
    {
      roleCode: 'architect',
      weeks: [
        { weekStart: '2026-03-30', minutes: 1833 },
        { weekStart: '2026-04-06', minutes: 1467 },
      ],
      minutes: 3300,
      requests: [
        {
          requestId: request,
          projectId,
          projectNumber: 'P-0001',
          workPackage: 'WP2 Implementation',
          startsOn: '2026-03-30',
          endsOn: '2026-04-10',
          askedMinutes: 6000,
          bookedMinutes: 2700,
          unmetMinutes: 3300,
        },
      ],
    },
  ])
  const later = await manager.ask('insight.personWeeks', { from: '2026-04-06', to: '2026-04-12' })
  assert.equal(later.demand[0].minutes, 1467)
  const none = await manager.ask('insight.personWeeks', { from: '2026-05-04', to: '2026-05-10' })
  assert.deepEqual(none.demand, [])
})

test('a period that ends before it begins, or is too long, is refused', async () => {
  for (const period of [
    { from: '2026-04-12', to: '2026-04-06' },
    { from: '2026-01-01', to: '2027-06-30' },
  ])
    await assert.rejects(
      manager.ask('insight.personWeeks', period),
      (error) => error instanceof Refused && error.code === 'period_too_long',
    )
})

const asked: OpenRequest = {
  requestId: 'r',
  projectId: 'p',
  projectNumber: 'P-1',
  workPackage: 'WP1',
  roleCode: 'architect',
  startsOn: '2026-04-04',
  endsOn: '2026-04-05',
  askedMinutes: 100,
  bookedMinutes: 0,
  workingDays: [],
}

test('a request without a working day falls into the week it begins in, and one that is met is no demand', () => {
  assert.equal(demandByRole([asked], ['2026-03-30'])[0]?.minutes, 100)
  assert.deepEqual(demandByRole([{ ...asked, bookedMinutes: 100 }], ['2026-03-30']), [])
})
