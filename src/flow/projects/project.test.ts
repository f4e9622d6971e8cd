import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  changeRefusal,
  completeRefusal,
  type ProjectState,
  plannedRefusal,
  startRefusal,
  takesTime,
} from './project.ts'

test('a project goes from plan to delivery to complete, and starts only with a manager', () => {
  const cases: readonly (readonly [ProjectState, string | null, string | null, string | null, boolean])[] = [
    ['new', 'project_not_in_plan', 'project_not_in_delivery', null, false],
    ['plan', null, 'project_not_in_delivery', null, false],
    ['deliver', 'project_not_in_plan', null, null, true],
    ['complete', 'project_not_in_plan', 'project_not_in_delivery', null, true],
    ['closed', 'project_not_in_plan', 'project_not_in_delivery', 'project_is_closed', false],
  ]
  for (const [state, start, complete, change, time] of cases) {
    assert.equal(startRefusal({ state, managerId: 'somebody' }), start)
    assert.equal(completeRefusal({ state }), complete)
    assert.equal(changeRefusal({ state }), change)
    assert.equal(takesTime(state), time)
  }
  assert.equal(startRefusal({ state: 'plan', managerId: null }), 'project_has_no_manager')
})

test('effort is planned by hand only where there is none', () => {
  assert.equal(plannedRefusal({ isPlanned: false }), null)
  assert.equal(plannedRefusal({ isPlanned: true }), 'work_package_is_planned')
})
