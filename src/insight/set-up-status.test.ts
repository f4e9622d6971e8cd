import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestHouse } from '#test/house.ts'
import { openStaffedEngagement } from '#test/staffed-engagement.ts'
import { setUpSteps } from './set-up.ts'

interface Step {
  readonly step: string
  readonly done: boolean
  readonly missing: number
}
const missing = (steps: readonly Step[]) => steps.filter(({ done }) => !done).map(({ step }) => step)

test('an empty firm is led from its first entity to its first opportunity', async (t) => {
  const house = await openTestHouse(t)
  const { complete, steps } = await house.as('administrator').ask('insight.setUpStatus')
  assert.equal(complete, false)
  assert.deepEqual(missing(steps), [
    'entity',
    'tax_code',
    'tax_rule',
    'delivery_role',
    'person',
    'cost_rate',
    'rate_card',
    'client',
    'active_client',
    'opportunity',
  ])
})

test('a firm at work is told what it still lacks', async (t) => {
  const { house } = await openStaffedEngagement(t)
  const { steps } = await house.as('administrator').ask('insight.setUpStatus')
  assert.deepEqual(missing(steps), ['tax_rule', 'rate_card', 'active_client'])
})

test('a step is done when there is one and none is missing', () => {
  const none = { entities: 2, taxCodes: 1, taxRules: 1, entitiesWithoutTaxRule: 0, roles: 1, people: 3 }
  const rest = { rateCards: 1, clients: 1, activeClients: 1, opportunities: 1 }
  assert.deepEqual(missing(setUpSteps({ ...none, ...rest, peopleWithoutCost: 0 })), [])
  const steps = setUpSteps({ ...none, ...rest, peopleWithoutCost: 2, entitiesWithoutTaxRule: 1 })
  assert.deepEqual(
    steps.filter(({ done }) => !done).map(({ step, count, missing: lacking }) => [step, count, lacking]),
    [
      ['tax_rule', 1, 1],
      ['cost_rate', 1, 2],
    ],
  )
})
