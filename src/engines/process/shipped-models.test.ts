import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { simulate } from '#test/simulation.ts'
import { compileModel } from './model/compile.ts'
import type { Variables } from './model/expression.ts'
import { Simulation } from './simulate.ts'
import type { SimulationOptions } from './simulation-options.ts'

const shipped = async (path: string, options: SimulationOptions = {}) =>
  simulate(await readFile(new URL(`../../../processes/${path}`, import.meta.url), 'utf8'), options)

/** Several models in one world, so that one calls the other. */
async function shippedTogether(paths: readonly string[], options: SimulationOptions) {
  const graphs = await Promise.all(
    paths.map(async (path) => {
      const xml = await readFile(new URL(`../../../processes/${path}`, import.meta.url), 'utf8')
      return (await compileModel(xml)).graphs
    }),
  )
  return new Simulation(graphs.flat(), options)
}

const ann = '0199d8a0-0000-7000-8000-00000000000a'
const bob = '0199d8a0-0000-7000-8000-00000000000b'

/** The commands of the way from a won deal to a project, each answering as its room does. */
const answers: Readonly<Record<string, Variables>> = {
  'contracts.validate': { valid: true, problems: [] },
  'contracts.draft': { contractIds: ['c1', 'c2'] },
  'contracts.activate': {},
  'revenue.plan': {},
  'projects.createFromContracts': { projectId: 'p1', number: 'P-1' },
  'staffing.requestForProject': { requests: 2 },
  'exchange.notify': {},
}

const deal = {
  opportunityId: 'o1',
  amountUsd: '250000.00',
  discountPercent: '12',
  marginPercent: '31.5',
  name: 'Platform',
  ownerPrincipalId: ann,
  wonBy: ann,
}

/** The process with the approval it calls, each level answered by whoever decides. */
const wonDeal = (levels: string[], seen: Variables[] = []) =>
  shippedTogether(['deal-to-project/opportunity-to-project.bpmn', 'approvals/approval.bpmn'], {
    command: (name) => ({ variables: answers[name] ?? assert.fail(`unexpected command ${name}`) }),
    decision: (id, context) => {
      assert.equal(id, 'commercial-approval')
      seen.push(context)
      return { variables: { levels, reason: 'by amount' } }
    },
  })

test('a won deal goes through its approvals one level after the other and becomes a staffed project', async () => {
  const seen: Variables[] = []
  const sim = await wonDeal(['delivery-lead', 'executive'], seen)
  sim.message('opportunities.won', 'o1', deal)
  assert.deepEqual([seen[0]?.['amountUsd'], seen[0]?.['discountPercent']], [250000, 12])
  for (const level of ['delivery-lead', 'executive']) {
    const [task] = sim.tasks()
    assert.deepEqual([task?.offer.candidateGroups, task?.offer.exclude], [[level], [ann, ann]])
    sim.complete('approve_in_turn', { decision: 'approved', note: 'fine' })
  }
  assert.deepEqual(
    sim.effects('command').map(({ command, input }) => [command, input]),
    [
      ['contracts.validate', { opportunityId: 'o1' }],
      ['contracts.draft', { opportunityId: 'o1' }],
      ['contracts.activate', { contractIds: ['c1', 'c2'] }],
      ['revenue.plan', { contractIds: ['c1', 'c2'] }],
      ['projects.createFromContracts', { opportunityId: 'o1' }],
      ['staffing.requestForProject', { projectId: 'p1' }],
    ],
  )
  sim.message('staffing.projectStaffed', 'p1')
  sim.complete('assign_manager')
  assert.deepEqual(
    sim.tasks().map(({ node, offer }) => [node, offer.commands, offer.subjects]),
    [['kick_off', ['projects.start'], ['p1']]],
  )
  sim.advance('P3D')
  assert.equal(sim.effects('command').at(-1)?.command, 'exchange.notify')
  sim.complete('kick_off')
  assert.equal(sim.instances[0]?.state.status, 'completed')
  assert.deepEqual(sim.effects('incident'), [])
})

test('a rejected deal is decided again by sales, who resubmit or withdraw it', async () => {
  const sim = await wonDeal(['delivery-lead', 'executive'])
  sim.message('opportunities.won', 'o1', deal)
  sim.complete('approve_in_turn', { decision: 'rejected', note: 'too cheap' })
  assert.deepEqual(sim.waiting(), ['rework_deal'], 'a rejection ends the round')
  sim.complete('rework_deal', { choice: 'resubmit' })
  sim.complete('approve_in_turn', { decision: 'rejected', note: 'still' })
  sim.complete('rework_deal', { choice: 'withdraw' })
  assert.ok(sim.path().includes('deal_withdrawn'))
})

const week = {
  personName: 'Ann',
  weekStart: '2026-03-16',
  parts: [
    { projectNumber: 'P-1', minutes: 600, approverPrincipalId: bob, subject: 't1 p1' },
    { projectNumber: 'P-2', minutes: 300, approverPrincipalId: null, subject: 't1 p2' },
  ],
}

test('each project of a week goes to its approver, or to the delivery lead; late ones are reminded and escalated', async () => {
  const sim = await shipped('time-to-approval/timesheet-approval.bpmn', {
    command: () => ({ variables: {} }),
  })
  sim.message('timesheets.submitted', 't1', week)
  assert.deepEqual(
    sim
      .tasks()
      .map(({ offer }) => [offer.candidateGroups, offer.candidateUsers, offer.subjects, offer.dueAt]),
    [
      [[], [bob], ['t1 p1'], '2026-01-03T00:00:00Z'],
      [['delivery-lead'], [], ['t1 p2'], '2026-01-03T00:00:00Z'],
    ],
  )
  sim.complete('approve_time', { outcome: 'timesheets.approve' })
  sim.advance('P2D')
  assert.deepEqual(
    sim.effects('command').map(({ command }) => command),
    ['exchange.notify'],
  )
  sim.advance('P3D')
  assert.deepEqual(
    sim.tasks().map(({ node, offer }) => [node, offer.candidateGroups]),
    [['approve_late', ['delivery-lead']]],
  )
  sim.complete('approve_late', { outcome: 'timesheets.approve' })
  assert.equal(sim.instances[0]?.state.status, 'completed')
  assert.deepEqual(sim.effects('incident'), [])
})

test('an invoice sent back by the controller is reviewed again before it goes out', async () => {
  const sim = await shipped('billing-to-invoice/invoice-review.bpmn', { command: () => ({ variables: {} }) })
  sim.message('billing.invoiceDrafted', 'i1', { invoiceId: 'i1', clientName: 'Acme' })
  sim.complete('review_invoice', { outcome: 'billing.confirm', result: {} })
  sim.complete('release_invoice', { outcome: 'billing.returnInvoice', result: {} })
  sim.complete('review_invoice', { outcome: 'billing.confirm', result: {} })
  sim.complete('release_invoice', { outcome: 'billing.post', result: {} })
  assert.deepEqual(
    sim.effects('command').map(({ command, input }) => [command, input]),
    [['billing.deliver', { invoiceId: 'i1' }]],
  )
  assert.equal(sim.instances[0]?.state.status, 'completed')
})

test('a receipt that matches by itself needs nobody, another one waits for billing', async () => {
  for (const [matched, waiting] of [
    [true, []],
    [false, ['allocate_receipt']],
  ] as const) {
    const sim = await shipped('payment-to-cash/payment-received.bpmn', {
      command: () => ({ variables: { matched, why: 'two invoices fit' } }),
    })
    sim.message('collections.receiptRecorded', 'r1', { receiptId: 'r1' })
    assert.deepEqual(sim.waiting(), waiting)
  }
})

test('an accepted milestone recognises its revenue, a rejected one does not', async () => {
  for (const [outcome, commands] of [
    ['contracts.acceptMilestone', ['revenue.recogniseMilestone']],
    ['contracts.rejectMilestone', []],
  ] as const) {
    const sim = await shipped('milestone-to-acceptance/milestone-acceptance.bpmn', {
      command: () => ({ variables: {} }),
    })
    const payload = {
      milestoneId: 'm1',
      title: 'Discovery',
      amount: '10.00',
      currency: 'EUR',
      evidence: 'report',
    }
    sim.message('contracts.milestoneSubmitted', 'm1', payload)
    sim.complete('accept_milestone', { outcome, result: {} })
    assert.deepEqual(
      sim.effects('command').map(({ command }) => command),
      commands,
    )
    assert.equal(sim.instances[0]?.state.status, 'completed')
  }
})
