/**
 * How fast approved work becomes posted invoices: `node bench/billing.ts`, on a durable server of its own.
 *
 * 100,000 approved lines on 200 contracts are drafted, confirmed and posted; then 400,000 on as many contracts, which
 * should take four times as long. The baseline writes the same rows alone, into copies of the tables with their indexes
 * and without foreign keys, in the same run. Wanted: 100,000 lines in under 6 s, and at most 1.3 times linear.
 */
import { recordApprovedTime } from '#flow/actuals'
import { newId } from '#kernel/id.ts'
import { sql } from '#kernel/sql.ts'
import { type Engagement, openEngagement } from '#test/engagement.ts'
import { openTestHouse, type TestHouse } from '#test/house.ts'
import { inCommand } from '#test/work-command.ts'
import { line, onDurableServer } from './server.ts'

const CONTRACTS = 200
const CHUNK = 25_000
const WANTED_SECONDS = 6
const WANTED_LINEARITY = 1.3

/** A firm with a time-and-materials contract and a work package for each of many clients' orders. */
async function openFirm(first: TestHouse): Promise<{ house: TestHouse; of: Engagement; packages: string[] }> {
  const house = await first.otherTenant()
  const of = await openEngagement(house)
  await house
    .as('administrator')
    .run('documents.createSeries', { book: 'DE', series: 'invoice', format: 'DE-{year}-{number:6}' })
  const ids = Array.from({ length: CONTRACTS }, () => ({
    contract: newId(),
    line: newId(),
    workPackage: newId(),
  }))
  const column = (name: 'contract' | 'line' | 'workPackage') => ids.map((one) => one[name])
  await house.tx(async (tx) => {
    await tx.run(sql`
      insert into contracts.contract (id, number, opportunity_id, quote_id, entity_id, client_id, currency, title, state, starts_on,
        ends_on, payment_terms_days, activated_on)
      select id, 'B-' || place, ${of.opportunity}, ${of.quote}, ${of.entity}, ${of.client}, 'EUR', 'Order ' || place, 'active',
        '2026-01-01', '2026-12-31', 30, '2026-01-01'
      from unnest(${column('contract')}::uuid[]) with ordinality as made (id, place)`)
    await tx.run(sql`
      insert into contracts.contract_line (id, contract_id, line_no, quote_line_id, title, billing_method, revenue_method, price_minor,
        tax_code_id, starts_on, ends_on)
      select line, contract, 1, ${of.time}, 'Work', 'time_and_materials', 'as_approved', 0, ${of.tax}, '2026-01-01', '2026-12-31'
      from unnest(${column('line')}::uuid[], ${column('contract')}::uuid[]) as made (line, contract)`)
    await tx.run(sql`
      insert into contracts.contract_rate (contract_line_id, role_code, valid_from, rate, origin)
      select line, role, '2026-01-01', 75, 'bench'
      from unnest(${column('line')}::uuid[]) as made (line)
        cross join (values ('consultant'), ('architect')) as roles (role)`)
    await tx.run(sql`
      insert into projects.work_package (id, project_id, code, title, contract_line_id, starts_on, ends_on)
      select package, ${of.project}, 'B' || place, 'Order ' || place, line, '2026-01-01', '2026-12-31'
      from unnest(${column('workPackage')}::uuid[], ${column('line')}::uuid[]) with ordinality as made (package, line, place)`)
  })
  return { house, of, packages: column('workPackage') }
}

async function approveLines(
  house: TestHouse,
  of: Engagement,
  packages: readonly string[],
  lines: number,
): Promise<void> {
  for (let done = 0; done < lines; done += CHUNK) {
    const entries = Array.from({ length: Math.min(CHUNK, lines - done) }, (_, index) => ({
      timeEntryId: newId(),
      personId: index % 2 === 0 ? of.ann : of.bob,
      projectId: of.project,
      workPackageId: packages[(done + index) % packages.length] ?? of.timeWork,
      workedOn: `2026-03-${String(1 + (index % 28)).padStart(2, '0')}`,
      minutes: 15 + (index % 32) * 15,
      billingType: 'chargeable' as const,
    }))
    await inCommand(house, (ctx) => recordApprovedTime(ctx, entries))
  }
  await house.database.admin.query('analyze')
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

/** Drafts, confirms and posts everything billable, and says how long each took. */
async function billAll(house: TestHouse, lines: number): Promise<number> {
  const input = { cutoff: '2026-03-31', invoiceDate: '2026-03-31' }
  const drafted = await seconds(() => house.as('billing').run('billing.run', input))
  const ids = await house.tx((tx) =>
    tx.rows(sql<{ id: string }>`select id from billing.invoice where state = 'draft'`),
  )
  const invoiceIds = ids.map(({ id }) => id)
  const confirmed = await seconds(() => house.as('billing').run('billing.confirmMany', { invoiceIds }))
  const posted = await seconds(() => house.as('controller').run('billing.post', { invoiceIds }))
  const label = `${lines.toLocaleString('en')} lines, ${invoiceIds.length} invoices`
  line(`${label}: drafted`, drafted, 's')
  line(`${label}: confirmed`, confirmed, 's')
  line(`${label}: posted`, posted, 's')
  const open = await house.tx((tx) =>
    tx.one(sql<{ left: number; billed: number }>`
      select (select count(*) from actuals.backlog)::integer as left,
        (select count(*) from billing.invoice_line_detail)::integer as billed`),
  )
  if (open.left !== 0 || open.billed !== lines)
    throw new Error(`${open.billed} of ${lines} lines were billed, ${open.left} are left`)
  return drafted + confirmed + posted
}

/** The rows a run and a posting write, written alone: two actuals and a detail for each line. */
async function writeRowsAlone(house: TestHouse): Promise<number> {
  const { owner, admin } = house.database
  await owner.query(`
    create table public.actual_alone (like actuals.actual including defaults including indexes);
    create table public.detail_alone (like billing.invoice_line_detail including defaults including indexes)`)
  const taken = await seconds(async () => {
    await admin.query(`
      insert into public.actual_alone
      select * from actuals.actual where transaction_type = 'billed_sales' or (transaction_type = 'unbilled_sales' and reverses_id is not null)`)
    await admin.query('insert into public.detail_alone select * from billing.invoice_line_detail')
  })
  await owner.query('drop table public.actual_alone, public.detail_alone')
  return taken
}

await onDurableServer(async (scope) => {
  const first = await openTestHouse(scope)
  const small = await openFirm(first)
  await approveLines(small.house, small.of, small.packages, 100_000)
  const quick = await billAll(small.house, 100_000)
  const alone = await writeRowsAlone(small.house)
  const large = await openFirm(first)
  await approveLines(large.house, large.of, large.packages, 400_000)
  const long = await billAll(large.house, 400_000)
  line(
    '100,000 lines to posted invoices',
    quick,
    's',
    quick < WANTED_SECONDS ? `(under ${WANTED_SECONDS} wanted)` : `TOO SLOW: under ${WANTED_SECONDS} wanted`,
  )
  line('the same rows written alone', alone, 's')
  line('ratio to the rows alone', quick / alone, 'x')
  const linearity = long / quick / 4
  line(
    '400,000 against four times 100,000',
    linearity,
    'x',
    linearity <= WANTED_LINEARITY ? '(linear is 1)' : `TOO SLOW: at most ${WANTED_LINEARITY} wanted`,
  )
})
