import assert from 'node:assert/strict'
import test from 'node:test'
import { setVariables } from '#engines/process/contract.ts'
import { setSkills } from '#flow/people/contract.ts'
import { assignManager } from '#flow/projects/contract.ts'
import { setTerms } from '#flow/quotes/contract.ts'
import type { CommandContract } from '#kernel/contract.ts'
import { operationOf } from '#kernel/operation.ts'
import { valuesInForce } from './values-in-force.ts'

const begun = (contract: CommandContract, record: Readonly<Record<string, unknown>>) =>
  valuesInForce(operationOf(contract).fields, record)

const ada = '0190f2a0-0000-7000-8000-000000000001'

test('a project is given to somebody else by a form that names who manages it now', () => {
  const project = { id: ada, managerId: ada, deliveryLeadId: null, name: 'Harbour' }
  assert.deepEqual(begun(assignManager, project), { managerId: ada })
})

test('what a record tells besides is left out, and a value the command would not take is not begun with', () => {
  const skills = [{ skill: 'sql', proficiency: 3, since: '2024-01-01' }]
  assert.deepEqual(begun(setSkills, { skills }), { skills: [{ skill: 'sql', proficiency: 3 }] })
  assert.deepEqual(begun(setTerms, { paper: 'napkin', paymentTermsDays: 30 }), { paymentTermsDays: 30 })
})

test('variables are added to and not replaced, and a reason is said anew', () => {
  assert.deepEqual(begun(setVariables, { variables: { amount: '1' }, reason: 'As agreed.' }), {})
})
