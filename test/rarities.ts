/**
 * What the example firm of today happens not to have, made by the commands that make it, by people who may: drafts, a
 * replay, an operation, a credit note, what is done about overdue money, a change of a contract, a role of the firm's
 * own, and somebody of each role that nobody in the example holds.
 */
import { readFile } from 'node:fs/promises'
import { shippedRoles } from '#engines/access'
import type { SignIn } from '../src/server/example/cast.ts'
import { exampleAdministrator, examplePassword } from '../src/server/example/cast.ts'
import type { Actor } from '../src/server/example/stage.ts'
import type { Told } from '../src/server/example/story.ts'
import { checkout } from './server.ts'

const shipped = (path: string) => readFile(`${checkout}/processes/${path}`, 'utf8')

/** Makes what is rare, and gives everybody who signs in from then on. */
export async function addRarities(told: Told): Promise<readonly SignIn[]> {
  const administrator = await told.stage.signIn(exampleAdministrator, examplePassword)
  const newcomers = await fillRoles(told, administrator)
  await draftModels(told, administrator)
  await chaseMoney(told)
  await changeContract(told)
  return [...told.signIns, ...newcomers]
}

/** Somebody of each role that nobody holds, and a role of the firm's own. */
async function fillRoles({ signIns }: Told, administrator: Actor): Promise<SignIn[]> {
  await administrator.run('access.createRole', {
    role: 'auditor',
    title: 'Auditor',
    commands: [{ name: 'access.listPrincipals' }],
  })
  await administrator.run('access.createService', { name: 'Payroll export', roles: ['controller'] })
  const held = new Set(signIns.flatMap(({ roles }) => roles))
  const newcomers = Object.keys(shippedRoles)
    .filter((role) => !held.has(role))
    .map((role) => ({ name: `New in ${role}`, email: `${role}@alder.example`, roles: [role] }))
  for (const newcomer of newcomers)
    await administrator.run('access.createPerson', { ...newcomer, password: examplePassword })
  return newcomers
}

/** A process with two versions of which the old one still runs, a draft of a process and one of a decision, an operation. */
async function draftModels({ cast }: Told, administrator: Actor): Promise<void> {
  const review = await shipped('billing-to-invoice/invoice-review.bpmn')
  const propose = (of: object) => administrator.run('definitions.propose', of)
  const draft = { kind: 'process', resource: 'invoice-review.bpmn' }
  const { draftId } = await propose({
    ...draft,
    xml: review.replaceAll('review_invoice', 'check_pro_forma'),
    reason: 'The step is called otherwise.',
  })
  await administrator.run('replays.run', { draftId })
  await cast.controller.run('definitions.approve', { draftId, reason: 'The replay is the same.' })
  await propose({
    ...draft,
    xml: review.replaceAll('review_invoice', 'look_at_pro_forma'),
    reason: 'The step is called otherwise once more.',
  })
  const decision = await shipped('deal-to-project/commercial-approval.dmn')
  const lowered = await propose({
    kind: 'decision',
    resource: 'commercial-approval.dmn',
    xml: decision.replaceAll('50000', '20000'),
    reason: 'Finance wants to see smaller deals, too.',
  })
  await administrator.run('replays.run', { draftId: lowered.draftId })
  await administrator.run('operations.start', {
    kind: 'suspend',
    filter: { key: 'contractor-onboarding' },
    reason: 'The list of papers is being revised.',
  })
}

/** What is done about money that does not come: a case, a dispute, a promise, a write-off, a credit note. */
async function chaseMoney({ cast }: Told): Promise<void> {
  const { controller, billing } = cast
  await billing.run('collections.openCases')
  const items = await controller.all('collections.openItems')
  const [first, second, third] = items.sort((a, b) => a.dueDate.localeCompare(b.dueDate))
  await billing.run('collections.openDispute', {
    invoiceId: first.id,
    cause: 'hours',
    note: 'Two days more than in the report.',
  })
  await billing.run('collections.promisePayment', {
    invoiceId: second.id,
    dueOn: first.dueDate.replace(/^\d+/, (year: string) => `${Number(year) + 1}`),
    saidBy: 'Petra Vogel, accounts payable',
  })
  await billing.run('collections.askWriteOff', { invoiceId: second.id, reason: 'The client is insolvent.' })
  await billing.run('credits.propose', {
    invoiceId: third.id,
    cause: 'not_owed',
    reason: 'The workshop of 3 July did not take place.',
  })
}

const MILESTONE_IN_DAYS = 30

async function changeContract(told: Told): Promise<void> {
  const { cast } = told
  const contracts = await cast.deliveryLead.all('contracts.list', { state: 'active' })
  for (const { id: contractId } of contracts) {
    const { lines, price } = await cast.deliveryLead.ask('contracts.get', { contractId })
    const [line] = lines.filter((one: { billingMethod: string }) => one.billingMethod === 'fixed_fee')
    if (!line) continue
    await cast.deliveryLead.run('contracts.requestChange', {
      contractLineId: line.id,
      title: 'Loyalty points in the checkout',
      description: 'The client wants points to be earned and spent in the checkout.',
      amount: { amount: '24000.00', currency: price.currency },
      plannedOn: told.stage.clock.now
        .add({ hours: 24 * MILESTONE_IN_DAYS })
        .toString()
        .slice(0, 10),
      effort: [
        { workPackage: 'Checkout', roleCode: 'consultant', minutes: 9600, billRate: '150', costRate: '62' },
      ],
    })
    return
  }
  throw new Error('no contract has a fixed fee that could be changed')
}
