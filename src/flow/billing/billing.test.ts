/** From billable work to a posted, mailed invoice. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderInvoice } from '#engines/documents'
import { controlBalances, roleBalances } from '#engines/ledger'
import { type ApprovedTime, recordApprovedTime } from '#flow/actuals'
import { newId } from '#kernel/id.ts'
import { parseMoney } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { type Engagement, openEngagement } from '#test/engagement.ts'
import { openTestHouse, type TestHouse } from '#test/house.ts'
import { inCommand } from '#test/work-command.ts'
import { invoiceDocument } from './index.ts'

const first = await openTestHouse()
const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.code === code

interface Scene extends Engagement {
  readonly house: TestHouse
}

async function scene(options: { cap?: string } = {}): Promise<Scene> {
  const house = await first.otherTenant()
  const engagement = await openEngagement(house, options)
  await house
    .as('administrator')
    .run('documents.createSeries', { book: 'DE', series: 'invoice', format: 'DE-{year}-{number:5}' })
  return { ...engagement, house }
}

const worked = (of: Scene, minutes: number, more: Partial<ApprovedTime> = {}): ApprovedTime => ({
  timeEntryId: newId(),
  personId: of.ann,
  projectId: of.project,
  workPackageId: of.timeWork,
  workedOn: '2026-03-10',
  minutes,
  billingType: 'chargeable',
  ...more,
})

const approve = (of: Scene, ...entries: ApprovedTime[]) =>
  inCommand(of.house, (ctx) => recordApprovedTime(ctx, entries))
const bill = (of: Scene, cutoff = '2026-03-31') =>
  of.house.as('billing').run('billing.run', { cutoff, invoiceDate: cutoff })
const invoicesOf = async (of: Scene, filter: object = {}) =>
  (await of.house.as('billing').ask('billing.listInvoices', filter)).items
const confirmAll = async (of: Scene) => {
  const invoiceIds = (await invoicesOf(of, { state: 'draft' })).map(
    ({ id }: { id: string }) => id,
  ) as string[]
  await of.house.as('billing').run('billing.confirmMany', { invoiceIds })
  return invoiceIds
}
const post = async (of: Scene) =>
  of.house.as('controller').run('billing.post', { invoiceIds: await confirmAll(of) })
const held = (of: Scene, role: string) =>
  of.house.tx(async (tx) =>
    (await roleBalances(tx, role)).reduce((sum, row) => sum + row.functionalMinor, 0n),
  )

test('approved hours become one line for each work package, person and rate, and are billed once', async () => {
  const of = await scene()
  await approve(
    of,
    worked(of, 240),
    worked(of, 90, { workedOn: '2026-03-11' }),
    worked(of, 60, { personId: of.bob }),
  )
  const run = await bill(of)
  assert.deepEqual(run.totals, [
    {
      currency: 'EUR',
      invoices: 1,
      net: { amount: '512.50', currency: 'EUR' },
      tax: { amount: '97.38', currency: 'EUR' },
      gross: { amount: '609.88', currency: 'EUR' },
    },
  ])
  const [draft] = await invoicesOf(of)
  const invoice = await of.house.as('billing').ask('billing.getInvoice', { invoiceId: draft.id })
  assert.deepEqual(
    invoice.lines.map((line: { personName: string; minutes: number; net: { amount: string } }) => [
      line.personName,
      line.minutes,
      line.net.amount,
    ]),
    [
      ['Ann', 330, '412.50'],
      ['Bob', 60, '100.00'],
    ],
  )
  assert.equal(invoice.periodStart, '2026-03-10')
  assert.equal(invoice.periodEnd, '2026-03-11')
  await assert.rejects(bill(of), refusedWith('nothing_to_bill'))
  await approve(of, worked(of, 60, { workedOn: '2026-03-12' }))
  assert.equal((await bill(of)).totals[0].net.amount, '75.00')
})

test('hours of a later period wait for their own run', async () => {
  const of = await scene()
  await approve(of, worked(of, 60, { workedOn: '2026-03-31' }), worked(of, 60, { workedOn: '2026-04-01' }))
  assert.equal((await bill(of, '2026-03-31')).totals[0].net.amount, '75.00')
  assert.equal((await bill(of, '2026-04-30')).totals[0].net.amount, '75.00')
})

test('a posted invoice has a number without gaps, is due by its terms, and clears what was accrued', async () => {
  const of = await scene()
  await approve(of, worked(of, 480), worked(of, 60, { workPackageId: of.dollarWork }))
  await bill(of)
  const { invoices } = await post(of)
  assert.deepEqual(invoices.map((invoice: { number: string }) => invoice.number).sort(), [
    'DE-2026-00001',
    'DE-2026-00002',
  ])
  assert.equal(await held(of, 'unbilled_receivable'), 0n)
  // 600 EUR and 90 USD at 0.95, each with 19 % tax; the 90 USD were accrued at 0.9.
  assert.equal(await held(of, 'receivable'), 71_400n + 10_175n)
  assert.equal(await held(of, 'exchange_gain'), -450n)
  const [one] = await invoicesOf(of, { openOnly: true })
  assert.equal(one.dueDate, '2026-04-30')
  assert.deepEqual(one.open, one.gross)
  const actuals = (await of.house.as('controller').ask('actuals.list', { limit: 200 })).items as {
    type: string
    amount: { amount: string }
  }[]
  assert.deepEqual(actuals.map((actual) => `${actual.type} ${actual.amount.amount}`).sort(), [
    'billed_sales 600.00',
    'billed_sales 90.00',
    'cost 400.00',
    'cost 50.00',
    'unbilled_sales -600.00',
    'unbilled_sales -90.00',
    'unbilled_sales 600.00',
    'unbilled_sales 90.00',
  ])
})

test('a milestone and a fee that were not earned yet are owed to the client as a contract liability', async () => {
  const of = await scene()
  await of.house.tx(async (tx) => {
    await tx.run(
      sql`update contracts.milestone set state = 'accepted', accepted_on = '2026-02-20', billing_status = 'ready' where id = ${of.firstMilestone}`,
    )
    await tx.run(sql`
      insert into contracts.fee (id, contract_line_id, period_start, period_end, bill_on, amount_minor)
      values (${newId()}, ${of.support}, '2026-02-15', '2026-02-28', '2026-02-15', 100000),
        (${newId()}, ${of.support}, '2026-04-01', '2026-04-30', '2026-04-01', 100000)`)
  })
  await approve(of, worked(of, 60))
  await bill(of)
  const [draft] = await invoicesOf(of)
  const invoice = await of.house.as('billing').ask('billing.getInvoice', { invoiceId: draft.id })
  assert.deepEqual(
    invoice.lines.map((line: { lineNo: number; kind: string; net: { amount: string } }) => [
      line.lineNo,
      line.kind,
      line.net.amount,
    ]),
    [
      [1, 'milestone', '4000.00'],
      [2, 'fee', '1000.00'],
      [3, 'time', '75.00'],
    ],
  )
  await post(of)
  assert.equal(await held(of, 'contract_liability'), -500_000n)
  const receivable = await of.house.tx((tx) => controlBalances(tx, 'receivable', 'document'))
  assert.deepEqual(
    receivable.map((row) => [row.documentType, row.documentId, row.amountMinor]),
    [['invoice', draft.id, 603_925n]],
  )
  await assert.rejects(bill(of), refusedWith('nothing_to_bill'))
})

test('what is over the cap is never on an invoice', async () => {
  const of = await scene({ cap: '100.00' })
  await approve(of, worked(of, 60), worked(of, 60, { workedOn: '2026-03-11' }))
  assert.equal((await bill(of)).totals[0].net.amount, '75.00')
  const { contracts } = await of.house.as('executive').ask('billing.readiness', { cutoff: '2026-03-31' })
  const { what, who, role, opens, minutes, amount } = contracts[0].blockers.find(
    (blocker: { code: string }) => blocker.code === 'over_cap',
  )
  const told = [what, who, role, opens.kind, minutes, amount.amount]
  assert.deepEqual(told, ['Implementation', 'sales', 'sales', 'contract_line', 60, '75.00'])
  const check = (who: string) => of.house.as(who).run('billing.checkReadiness', { cutoff: '2026-03-31' })
  const checked = await check('billing')
  assert.deepEqual([checked.blocked, checked.roles.includes('sales')], [1, true])
  assert.equal(checked.blockers, contracts[0].blockers.length)
  await assert.rejects(check('sales'), refusedWith('not_permitted'))
})

test('a discarded pro-forma gives everything back to the next run', async () => {
  const of = await scene()
  await approve(of, worked(of, 120))
  await of.house.tx((tx) =>
    tx.run(
      sql`update contracts.milestone set state = 'accepted', accepted_on = '2026-02-20', billing_status = 'ready' where id = ${of.firstMilestone}`,
    ),
  )
  const {
    contracts: [ready],
  } = await of.house.as('billing').ask('billing.readiness', { cutoff: '2026-03-31' })
  const parts = [ready.work, ready.milestones, ready.fees].map(
    ({ amount }) => parseMoney(amount, 'EUR')?.minor ?? 0n,
  )
  assert.ok(parts.slice(0, 2).every((minor) => minor > 0n))
  assert.equal(
    parts.reduce((sum, minor) => sum + minor, 0n),
    parseMoney(ready.ready.amount, 'EUR')?.minor,
  )
  const before = (await bill(of)).totals
  const [draft] = await invoicesOf(of)
  await of.house
    .as('billing')
    .run('billing.discard', { invoiceId: draft.id, reason: 'Billed in April, as the client asked.' })
  assert.deepEqual((await bill(of)).totals, before)
  await assert.rejects(
    of.house.as('billing').run('billing.discard', { invoiceId: draft.id, reason: 'again' }),
    refusedWith('invoice_not_open'),
  )
})

test('whoever confirmed a pro-forma does not release it, and a returned one starts over', async () => {
  const of = await scene()
  await approve(of, worked(of, 60))
  await bill(of)
  const [draft] = await invoicesOf(of)
  // Roles that may not be held together are refused; somebody who gets the right by a delegation is stopped by the journal.
  const reviewer = await of.house.as('billing').principalId
  const controller = await of.house.as('controller').principalId
  await of.house.as(reviewer).run('billing.confirm', { invoiceId: draft.id }, { ifMatch: draft.revision })
  await assert.rejects(
    of.house.as(reviewer).run('billing.confirm', { invoiceId: draft.id }),
    refusedWith('invoice_not_draft'),
  )
  await assert.rejects(
    of.house.as('administrator').run('access.assignRole', { principalId: reviewer, role: 'controller' }),
    refusedWith('roles_conflict'),
  )
  await of.house.as('controller').run('billing.returnInvoice', {
    invoiceId: draft.id,
    reason: 'The travel day belongs to the other contract.',
  })
  await assert.rejects(
    of.house.as('controller').run('billing.post', { invoiceIds: [draft.id] }),
    refusedWith('invoice_not_confirmed'),
  )
  await assert.rejects(
    of.house.as('controller').run('billing.post', { invoiceIds: [newId()] }),
    refusedWith('invoice_not_found'),
  )
  await of.house.as(reviewer).run('billing.confirm', { invoiceId: draft.id })
  await of.house
    .as(controller)
    .run('access.delegate', { toId: reviewer, validTo: '2026-03-31', commands: ['billing.post'] })
  await assert.rejects(
    of.house.as(reviewer).run('billing.post', { invoiceIds: [draft.id] }, { onBehalfOf: controller }),
    refusedWith('own_approval'),
  )
})

test('a client who requires a purchase order gets no invoice without one, and readiness says who must act', async () => {
  const of = await scene()
  await of.house.tx((tx) =>
    tx.run(sql`update clients.client set purchase_order_required = true where id = ${of.client}`),
  )
  await approve(of, worked(of, 60))
  await bill(of)
  const [draft] = await invoicesOf(of)
  const billing = of.house.as('billing')
  const confirm = () => billing.run('billing.confirm', { invoiceId: draft.id })
  await assert.rejects(confirm(), refusedWith('invoice_missing_purchase_order'))
  const { contracts } = await of.house.as('billing').ask('billing.readiness', { cutoff: '2026-03-31' })
  const missing = contracts[0].blockers.find(
    (blocker: { code: string }) => blocker.code === 'purchase_order_missing',
  )
  assert.equal(missing.who, 'sales')
  const { contractId } = contracts[0]
  const order = (purchaseOrder: string) =>
    billing.run('contracts.setPurchaseOrder', { contractId, purchaseOrder })
  const named = async () => (await billing.ask('billing.getInvoice', { invoiceId: draft.id })).purchaseOrder
  await order('4500012345')
  assert.equal(await named(), '4500012345', 'a pro-forma follows its contract')
  await confirm()
  await order('other')
  assert.equal(await named(), '4500012345', 'what was confirmed keeps what it named')
})

test('time that nobody submitted or approved is named with whoever must act', async () => {
  const of = await scene()
  const sheet = await of.house.tx(async (tx) => {
    const sheet = newId()
    await tx.run(
      sql`insert into timesheets.timesheet (id, person_id, week_start, state) values (${sheet}, ${of.bob}, '2026-03-09', 'draft')`,
    )
    await tx.run(sql`
      insert into timesheets.time_entry (id, timesheet_id, person_id, project_id, work_package_id, worked_on, minutes, state)
      values (${newId()}, ${sheet}, ${of.bob}, ${of.project}, ${of.timeWork}, '2026-03-10', 60, 'draft'),
        (${newId()}, ${sheet}, ${of.bob}, ${of.project}, ${of.timeWork}, '2026-03-11', 120, 'submitted'),
        (${newId()}, ${sheet}, ${of.bob}, ${of.project}, ${of.timeWork}, '2026-03-12', 30, 'rejected')`)
    return sheet
  })
  const { contracts } = await of.house
    .as('project-manager')
    .ask('billing.readiness', { cutoff: '2026-03-31' })
  const blockers = contracts.flatMap(
    (contract: { blockers: { code: string; who: string; minutes: number }[] }) => contract.blockers,
  )
  const ofTime = blockers.filter(({ code }: { code: string }) => code.startsWith('time'))
  for (const blocker of ofTime) {
    assert.deepEqual(blocker.opens, { kind: 'timesheet', id: sheet })
    assert.equal(blocker.day, '2026-03-09')
    assert.equal(blocker.personId, blocker.who === 'Ann' ? of.ann : of.bob)
    assert.equal(blocker.role, null)
  }
  const said = ofTime.map(({ code, who, minutes }: { code: string; who: string; minutes: number }) => [
    code,
    who,
    minutes,
  ])
  assert.deepEqual(said.sort(), [
    ['time_not_approved', 'Ann', 120],
    ['time_not_submitted', 'Bob', 60],
    ['time_rejected', 'Bob', 30],
  ])
})

test('an invoice is rendered, kept and mailed once it is posted, and only to somebody', async () => {
  const of = await scene({ cap: '1000.00' })
  await approve(of, worked(of, 100))
  await bill(of)
  const [draft] = await invoicesOf(of)
  const billing = of.house.as('billing')
  await assert.rejects(
    billing.run('billing.deliver', { invoiceId: draft.id }),
    refusedWith('invoice_not_posted'),
  )
  await assert.rejects(
    billing.run('billing.markSent', { invoiceId: draft.id, contentBase64: 'JVBERi0xLjcK' }),
    refusedWith('invoice_not_posted'),
  )
  await post(of)
  assert.deepEqual(await billing.run('billing.deliver', { invoiceId: draft.id }), {
    invoiceId: draft.id,
    to: 'rechnung@kunde.example',
  })
  const document = await of.house.tx((tx) => invoiceDocument(tx, draft.id))
  assert.deepEqual(document.cap?.remaining, { minor: 87_500n, currency: 'EUR' })
  const bytes = await renderInvoice(document)
  const sent = await billing.run('billing.markSent', {
    invoiceId: draft.id,
    contentBase64: Buffer.from(bytes).toString('base64'),
  })
  assert.equal(sent.state, 'sent')
  const mails = (await of.house.as('administrator').ask('exchange.listDeliveries', { kind: 'mail.send' }))
    .items
  assert.equal(mails.length, 1)
  await of.house.tx((tx) => tx.run(sql`update clients.client set invoice_email = '' where id = ${of.client}`))
  await assert.rejects(
    billing.run('billing.deliver', { invoiceId: draft.id }),
    refusedWith('invoice_email_missing'),
  )
})

test('billing runs are listed, and two at once do not bill the same work', async () => {
  const of = await scene()
  await approve(of, ...Array.from({ length: 20 }, (_, index) => worked(of, 30 + index)))
  const runs = await Promise.allSettled([bill(of), bill(of), bill(of)])
  assert.equal(runs.filter((run) => run.status === 'fulfilled').length, 1)
  const listed = await of.house.as('billing').ask('billing.listRuns', {})
  assert.deepEqual(
    listed.items.map((run: { invoices: number }) => run.invoices),
    [1],
  )
})

test('an invoice is drawn with the logo and the colour of the firm', async () => {
  const of = await scene()
  await approve(of, worked(of, 60))
  await bill(of)
  await post(of)
  const [invoice] = await invoicesOf(of)
  const shown = () => of.house.tx((tx) => invoiceDocument(tx, invoice.id))
  const plain = await shown()
  assert.deepEqual([plain.seller.logo, plain.seller.accent], [undefined, undefined])
  const admin = of.house.as(of.house.administratorId)
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><path d="M0 0h40v10H0z"/></svg>'
  const { fileId: logoId } = await admin.run('documents.storeFile', {
    name: 'logo.svg',
    mediaType: 'image/svg+xml',
    contentBase64: Buffer.from(svg).toString('base64'),
  })
  await admin.run('firm.setBranding', { name: null, colour: '#0b5563', logoId })
  const branded = await shown()
  assert.deepEqual([branded.seller.logo, branded.seller.accent], [{ svg }, '#0b5563'])
  const [before, after] = [await renderInvoice(plain), await renderInvoice(branded)]
  assert.notDeepEqual(after, before)
})
