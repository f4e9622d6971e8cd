/** Whatever a firm does, in whatever order: the subledgers and the books say the same. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Refused } from '#kernel/refusal.ts'
import { type StartedEngagement, startedEngagement } from '#test/example-engagement.ts'
import { openTestHouse } from '#test/house.ts'

const HISTORIES = 6
const STEPS = 24

const first = await openTestHouse()
type Entity = 'US' | 'DE' | 'SG'

const months = ['2026-04', '2026-05', '2026-06', '2026-07', '2026-08']
const month = fc.constantFrom(...months)
const entity = fc.constantFrom<Entity>('US', 'DE', 'SG')
const chance = fc.nat({ max: 99 })
const amount = fc.integer({ min: 1, max: 900_000 })

/** What people do, as data; what is not possible just then is refused and leaves no trace. */
const step = fc.oneof(
  fc.record({ does: fc.constant('work' as const), month, minutes: fc.integer({ min: 1, max: 900 }), chance }),
  fc.record({ does: fc.constant('accept' as const), month, chance }),
  fc.record({ does: fc.constant('bill' as const), month, chance }),
  fc.record({ does: fc.constant('recognise' as const), month }),
  fc.record({ does: fc.constant('receive' as const), month, entity, amount, chance }),
  fc.record({ does: fc.constant('receive' as const), month, entity, amount, chance }),
  fc.record({ does: fc.constant('allocate' as const), chance, amount }),
  fc.record({ does: fc.constant('allocate' as const), chance, amount }),
  fc.record({ does: fc.constant('takeBack' as const), chance }),
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never
type Does<D extends Step['does']> = Extract<Step, { does: D }>

interface Scene extends StartedEngagement {
  transactions: number
}

async function scene(): Promise<Scene> {
  first.clock.now = Temporal.Instant.from('2026-03-16T09:00:00Z')
  const house = await first.otherTenant()
  const odd = (line: object) => ({ ...line, monthlyFee: { amount: '2499.95', currency: 'USD' } })
  const started = await startedEngagement(house, {
    cap: '20000.00',
    lines: ([discovery, build, support]) => [discovery, build, odd(support as object)] as object[],
  })
  const contractIds = Object.values(started.contracts).map(({ contractId }) => contractId)
  await started.as.controller.run('revenue.plan', { contractIds })
  house.clock.now = Temporal.Instant.from('2026-09-15T09:00:00Z')
  return { ...started, transactions: 0 }
}

const day = (of: string, index: number) => `${of}-${String(1 + (index % 28)).padStart(2, '0')}`

const doing: { [D in Step['does']]: (scene: Scene, step: Does<D>) => Promise<unknown> } = {
  work: async ({ as, project }, { month: of, minutes, chance: index }) => {
    const workPackageId = project.workPackages[index % 2 === 0 ? 'WP2' : 'WP3']
    const who = index % 3 === 0 ? as.ada : as.ben
    const { timesheetId } = await who.run('timesheets.record', {
      workPackageId,
      workedOn: day(of, index),
      minutes,
      description: 'Work',
    })
    await who.run('timesheets.submit', { timesheetId })
    await as.paula.run('timesheets.approve', { timesheetId })
  },
  accept: async ({ as, contracts }, { month: of, chance: index }) => {
    const milestoneId = contracts.US.milestoneIds[index % 2] as string
    await as.paula.run('contracts.submitMilestone', { milestoneId, evidence: 'Report' })
    await as.leo.run('contracts.acceptMilestone', { milestoneId, acceptedOn: day(of, index) })
    await as.controller.run('revenue.recogniseMilestone', { milestoneId })
  },
  bill: async ({ as }, { month: of, chance: index }) => {
    const cutoff = day(of, index)
    await as.billing.run('billing.run', { cutoff, invoiceDate: cutoff })
    const { items } = await as.billing.ask('billing.listInvoices', { state: 'draft' })
    const ids = items.map(({ id }: { id: string }) => id) as string[]
    const [returned, ...kept] = ids
    if (index % 5 === 0 && returned)
      await as.billing.run('billing.discard', { invoiceId: returned, reason: 'Billed with the next run.' })
    const invoiceIds = index % 5 === 0 ? kept : ids
    for (const invoiceId of invoiceIds) await as.billing.run('billing.confirm', { invoiceId })
    if (invoiceIds.length > 0) await as.controller.run('billing.post', { invoiceIds })
  },
  recognise: ({ as }, { month: of }) => as.controller.run('revenue.recognise', { month: of }),
  receive: async (of, { month: when, entity: code, amount: minor, chance: index }) => {
    of.transactions += 1
    const { items } = await of.as.billing.ask('collections.openItems', { entityId: of.entities[code] })
    const open = items[index % Math.max(items.length, 1)]
    const exact = index % 2 === 0 && open
    const { receiptId } = await of.as.billing.run('collections.recordReceipt', {
      entityId: of.entities[code],
      clientId: of.clients[code],
      receivedOn: day(when, index),
      amount: exact
        ? open.open
        : {
            amount: `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`,
            currency: code === 'DE' ? 'EUR' : 'USD',
          },
      bankReference: `BK-${of.transactions}`,
      reference: index % 3 === 0 && open ? open.number : '',
    })
    if (index % 4 !== 0) await of.as.billing.run('collections.match', { receiptId })
  },
  allocate: async ({ as }, { chance: index, amount: minor }) => {
    const receipts = (await as.billing.ask('collections.listReceipts', { unappliedOnly: true })).items
    const receipt = receipts[index % Math.max(receipts.length, 1)]
    if (!receipt) return
    const open = (await as.billing.ask('collections.openItems', { clientId: receipt.clientId })).items
    const cents = (text: string) => Number(text.replace('.', ''))
    let left = cents(receipt.unapplied.amount)
    const allocations: object[] = []
    for (const item of open) {
      const part = Math.min(left, cents(item.open.amount), minor)
      if (part === 0) break
      left -= part
      const text = `${Math.floor(part / 100)}.${String(part % 100).padStart(2, '0')}`
      allocations.push({ invoiceId: item.id, amount: { amount: text, currency: item.open.currency } })
    }
    if (allocations.length > 0)
      await as.billing.run('collections.allocate', { receiptId: receipt.id, allocations })
  },
  takeBack: async ({ as }, { chance: index }) => {
    const receipts = (await as.billing.ask('collections.listReceipts', {})).items
    const receipt = receipts[index % Math.max(receipts.length, 1)]
    if (!receipt) return
    const { allocations } = await as.billing.ask('collections.getReceipt', { receiptId: receipt.id })
    const [allocation] = allocations
    if (!allocation) return
    await as.billing.run('collections.unallocate', { allocationId: allocation.id, reason: 'Wrong invoice' })
  },
}

test('after any history of work, bills, revenue and cash every reconciliation is zero', async () => {
  const refused = new Map<string, number>()
  let done = 0
  const history = fc.array(step, { minLength: STEPS, maxLength: STEPS })
  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      const of = await scene()
      for (const one of steps) {
        try {
          await doing[one.does](of, one as never)
          done += 1
        } catch (error) {
          if (!(error instanceof Refused)) throw error
          refused.set(error.code, (refused.get(error.code) ?? 0) + 1)
        }
        const { agrees, lines } = await of.as.controller.ask('collections.reconcile')
        assert.ok(
          agrees,
          `after ${JSON.stringify(one)}: ${JSON.stringify(lines.filter((line: { differing: number }) => line.differing > 0))}`,
        )
      }
      const { items } = await of.as.controller.ask('revenue.positions', {})
      assert.ok(items.every((position: { agrees: boolean }) => position.agrees))
    }),
    { numRuns: HISTORIES, endOnFailure: true },
  )
  assert.ok(done > HISTORIES * 8, `only ${done} steps were possible: ${[...refused].join(' ')}`)
})
