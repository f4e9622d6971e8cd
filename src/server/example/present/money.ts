/** Billing and cash of the present: invoices out, late and paid in part, pro-formas at each step, cash without a name. */
import type { Wire } from '../stage.ts'
import type { Delivery } from './engagement.ts'
import type { Scene } from './scene.ts'

/** Records what came in for an invoice. Without `reference` nobody can tell from the transfer what it pays. */
async function receive(
  { cast, stage }: Scene,
  invoice: Wire,
  amount: Wire,
  reference: string,
): Promise<void> {
  const entities = await cast.billing.all('firm.listEntities')
  await cast.billing.run('collections.recordReceipt', {
    entityId: entities.find(({ code }) => code === invoice.entityCode)?.id,
    clientId: invoice.clientId,
    receivedOn: stage.clock.now.toString().slice(0, 10),
    amount,
    bankReference: `STMT-${stage.clock.now.toString().slice(0, 10)}-${invoice.entityCode}`,
    reference,
  })
}

/** The client of the told story pays its last invoices, one after the other. */
export async function settleStory(scene: Scene): Promise<void> {
  const { stage, cast, calendar } = scene
  const open = await cast.billing.all('collections.openItems')
  for (const [index, item] of open.entries()) {
    stage.at(calendar.beforeMonday(27 - 4 * index))
    await receive(scene, item, item.open, `Payment of ${item.number}`)
  }
}

/** Bills the first weeks, and releases all of it. */
export async function billFirstWeeks(scene: Scene): Promise<void> {
  const { stage, cast, calendar } = scene
  stage.at(calendar.beforeMonday(13))
  const invoiceDate = calendar.beforeMonday(13)
  await cast.billing.run('billing.run', { cutoff: calendar.beforeMonday(15), invoiceDate })
  const drafts = await cast.billing.tasks('review_invoice')
  await cast.billing.run('billing.confirmMany', { invoiceIds: drafts.map(({ subjects }) => subjects[0]) })
  stage.at(calendar.beforeMonday(12))
  const toRelease = await cast.controller.tasks('release_invoice')
  await cast.controller.run('billing.post', { invoiceIds: toRelease.map(({ subjects }) => subjects[0]) })
  stage.tell(`${toRelease.length} invoices of the first weeks are released.`)
}

const invoiceOf = (invoices: readonly Wire[], contract: Wire | undefined, states: readonly string[]) => {
  const found = invoices.find(
    ({ contractId, state }) => contractId === contract?.id && states.includes(state as string),
  )
  if (!found) throw new Error(`no invoice of ${contract?.number} is ${states.join(' or ')}`)
  return found
}

const isOut = ['posted', 'sent']

/** The client pays a part of one invoice, and leaves the others late. */
export async function receivePart(scene: Scene, { contracts }: Delivery): Promise<void> {
  const { stage, cast, calendar } = scene
  const invoices = await cast.billing.all('billing.listInvoices', {})
  const fee = invoiceOf(invoices, contracts.get('US'), isOut)
  stage.at(calendar.beforeMonday(5))
  await receive(scene, fee, { amount: '18000.00', currency: 'USD' }, `${fee.number}, first part`)
  stage.tell(`${fee.number} is paid in part.`)
}

/** A transfer says neither an invoice nor an amount that fits one: a person must find out what it pays. */
export async function receiveUnnamed(scene: Scene, { contracts }: Delivery): Promise<void> {
  const { stage, cast, calendar } = scene
  const invoices = await cast.billing.all('billing.listInvoices', {})
  const work = invoiceOf(invoices, contracts.get('DE'), isOut)
  stage.clock.now = calendar.hoursAgo(3)
  await receive(scene, work, { amount: '25000.00', currency: 'EUR' }, 'Ferries, interfaces')
  stage.tell('A receipt waits to be allocated.')
}

/** The pro-formas of the week before last: one in review, one returned to it, one confirmed and not released. */
export async function billLastWeeks(scene: Scene, { contracts }: Delivery): Promise<void> {
  const { stage, cast, calendar } = scene
  stage.clock.now = calendar.hoursAgo(6)
  const invoiceDate = stage.clock.now.toString().slice(0, 10)
  await cast.billing.run('billing.run', { cutoff: calendar.beforeMonday(8), invoiceDate })
  const invoices = await cast.billing.all('billing.listInvoices', { state: 'draft' })
  const [platform, fee] = [
    invoiceOf(invoices, contracts.get('SG'), ['draft']),
    invoiceOf(invoices, contracts.get('US'), ['draft']),
  ]
  await cast.billing.run('billing.confirmMany', { invoiceIds: [platform.id, fee.id] })
  stage.clock.now = calendar.hoursAgo(4)
  await cast.controller.run('billing.returnInvoice', {
    invoiceId: fee.id,
    reason: 'The client wants the milestone with its order number; ask Nina for it, then confirm again.',
  })
  stage.tell(`${invoices.length} pro-formas: one is confirmed, one was returned, the rest waits for review.`)
}

/** Recognises what was earned evenly up to the last whole month. */
export async function recogniseMonths({ stage, cast, calendar }: Scene): Promise<void> {
  stage.at(calendar.ago(1))
  const month = Temporal.PlainDate.from(calendar.ago(1)).subtract({ months: 1 }).toString().slice(0, 7)
  await cast.controller.run('revenue.recognise', { month })
}
