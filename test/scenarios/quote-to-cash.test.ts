/**
 * The scenario that pays for the product, told by the users who act: a won engagement of three countries with blended
 * pricing goes from the deal to cash, through the shipped processes, on the exports of a CRM and a time tool.
 */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { reportOf } from '../../src/server/example/report.ts'
import type { Wire } from '../../src/server/example/stage.ts'
import { toldStory } from '../told-firm.ts'

const { told } = await toldStory()
const { cast, engagement } = told
const { controller, billing, deliveryLead, executive } = cast

const sum = (amounts: readonly Wire[]) =>
  amounts.reduce(
    (total: bigint, { amount }: { amount: string }) => total + BigInt(amount.replace('.', '')),
    0n,
  )

test('the won deal became three contracts, each of one entity, payer and currency, and one project', async () => {
  const contracts = await controller.all('contracts.list', { opportunityId: engagement.opportunityId })
  assert.deepEqual(
    contracts.map((contract) => [contract.entityCode, contract.currency, contract.state]),
    [
      ['US', 'USD', 'active'],
      ['DE', 'EUR', 'active'],
      ['SG', 'USD', 'active'],
    ],
  )
  const project = await deliveryLead.ask('projects.get', { projectId: engagement.projectId })
  assert.equal(project.state, 'deliver')
  assert.deepEqual(
    project.workPackages.map((workPackage: Wire) => [
      workPackage.code,
      workPackage.title,
      workPackage.billingMethod,
    ]),
    [
      ['WP1', 'Discovery', 'fixed_fee'],
      ['WP2', 'Build', 'time_and_materials'],
      ['WP3', 'Integration and test', 'time_and_materials'],
      ['WP4', 'Support', 'recurring_fee'],
    ],
  )
})

test('the process ran to its end and every step of it is told with who did it', async () => {
  const [instance] = await executive.all('processes.instances', { key: 'opportunity-to-project' })
  assert.equal(instance?.status, 'completed')
  assert.equal(instance?.incidents, 0)
  const { steps } = await executive.ask('processes.explain', { instanceId: instance?.id })
  assert.ok(steps.some((step: Wire) => step.node === 'approve_terms'))
  const [approval] = await executive.all('processes.instances', { key: 'approval' })
  const { steps: round } = await executive.ask('processes.explain', { instanceId: approval?.id })
  const approvals = round.filter((step: Wire) => step.node === 'approve_in_turn' && step.doneBy)
  assert.deepEqual(
    approvals.map((step: Wire) => step.doneBy),
    [deliveryLead.principalId, controller.principalId, executive.principalId],
  )
  const levels = round.find((step: Wire) => step.node === 'find_levels')
  assert.equal(levels.note, 'Commercial approval, version 1: rule 1 (Large deals need an executive.)')
  assert.deepEqual(await executive.all('incidents.list', { open: true }), [])
})

test("two thousand lines of time were approved by the projects' approvers, none by whoever worked them", async () => {
  const sheets = await controller.all('timesheets.list', {})
  assert.ok(sheets.length > 150)
  assert.ok(sheets.every((sheet) => sheet.state === 'approved'))
  const actuals = await controller.all('actuals.list', { projectId: engagement.projectId, type: 'cost' })
  assert.equal(actuals.length, 2462)
})

test('fixed fee, time under a cap, and a monthly fee were billed for three months without a gap in the numbers', async () => {
  const invoices = await billing.all('billing.listInvoices', {})
  assert.deepEqual(invoices.map((invoice) => invoice.number).sort(), [
    'DE-2026-00001',
    'DE-2026-00002',
    'DE-2026-00003',
    'SG-2026-00001',
    'SG-2026-00002',
    'SG-2026-00003',
    'US-2026-00001',
    'US-2026-00002',
  ])
  const german = invoices.filter((invoice) => invoice.entityCode === 'DE')
  for (const { net, tax } of german) {
    assert.equal((sum([net]) * 19n + 50n) / 100n, sum([tax]))
  }
  const line = (await controller.ask('contracts.get', { contractId: german[0]?.contractId })).lines[0]
  assert.equal(sum(german.map((invoice) => invoice.net)), sum([line.committed]))
  assert.ok(sum([line.committed]) <= sum([line.cap]))
})

test('revenue follows the way of billing: milestones when accepted, work when approved, support month by month', async () => {
  const { items } = await controller.ask('revenue.byMethod', { from: '2026-01-01', to: '2026-12-31' })
  const of = (method: string) =>
    items.filter((row: Wire) => row.method === method).map((row: Wire) => row.revenue)
  assert.deepEqual(of('milestone'), [{ amount: '120000.00', currency: 'USD' }])
  const german = (await billing.all('billing.listInvoices', {})).filter(
    (invoice) => invoice.entityCode === 'DE',
  )
  assert.equal(sum(of('as_approved')), sum(german.map((invoice) => invoice.net)))
  assert.equal(of('ratable').length, 1)
})

test('two months were paid, one receipt by one named or matched, and the third month is open', async () => {
  const open = await executive.all('collections.openItems')
  assert.deepEqual(open.map((item) => item.number).sort(), ['DE-2026-00003', 'SG-2026-00003'])
})

test('every subledger equals its control account in every entity and currency', async () => {
  const { agrees, lines } = await controller.ask('collections.reconcile', {})
  assert.ok(agrees, JSON.stringify(lines, null, 1))
  assert.ok(lines.length >= 6)
  for (const position of await controller.all('revenue.positions'))
    assert.ok(position.agrees, position.contractNumber)
})

test('every process instance of the story, replayed on this engine, comes out exactly as it was', async () => {
  const report = await controller.run('replays.run', {})
  assert.ok(report.instances > 100 && report.events > report.instances, JSON.stringify(report))
  assert.deepEqual([report.differing, report.remaining], [0, 0])
  // The table itself, asked again about all deals of the story, decides as it did.
  const decision = { key: 'commercial-approval', version: 1 }
  const again = await controller.run('replays.run', { decision })
  assert.ok(again.summary.decisions > 0)
  assert.equal(again.summary.changed, 0)
})

test('each trial balance sums to zero, and hledger finds nothing wrong with the exported books', async () => {
  const { journals, differences } = await reportOf(told)
  assert.equal(differences, 0)
  assert.equal(journals.size, 3)
  for (const book of await controller.all('ledger.listBooks')) {
    const balance = await controller.ask('ledger.trialBalance', {
      bookId: book.id,
      from: '2026-01-01',
      to: '2026-12-31',
    })
    assert.deepEqual(balance.debit, balance.credit)
  }
  const hledger = await promisify(execFile)('hledger', ['--version']).catch(() => undefined)
  // The continuous build installs it; elsewhere the export's own tests stand in for it.
  if (!hledger && !process.env['CI']) return
  const folder = await mkdtemp(join(tmpdir(), 'throughline-books-'))
  try {
    for (const [name, text] of journals) {
      await writeFile(join(folder, name), text)
      await promisify(execFile)('hledger', [
        '-f',
        join(folder, name),
        'check',
        'accounts',
        'commodities',
        'ordereddates',
        'balanced',
      ])
    }
  } finally {
    await rm(folder, { recursive: true })
  }
})
