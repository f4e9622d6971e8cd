/** A list as somebody wants it: kept by name, handed on as an address, and taken along as a file of what is shown. */
import assert from 'node:assert/strict'
import test from 'node:test'
import type { Page } from 'playwright-core'
import { parseCsv } from '#kernel/csv.ts'
import { openBrowsedFirm } from '../browser.ts'

const firm = await openBrowsedFirm()

const rowsIn = (page: Page) => page.locator('[role=table] [role=row][data-index]')
const openTool = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

/** What is asked for by this list: the deals that are open, the latest first. */
const PLACE = '/opportunities?view=list&state=open&sort=-expectedClose'

const headsIn = async (page: Page) =>
  (await page.locator('[role=table] [role=columnheader]').allInnerTexts()).map((text) => text.trim())

async function keepView(page: Page, name: string): Promise<void> {
  await openTool(page, 'Views')
  await page.getByRole('textbox', { name: 'Name of the view' }).fill(name)
  await page.getByRole('textbox', { name: 'Name of the view' }).press('Enter')
  await page.getByRole('button', { name, exact: true }).waitFor()
}

/** The bytes that a press in the menu of exports brings. */
async function fileOf(page: Page, kind: string): Promise<Buffer> {
  await openTool(page, 'Export')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: kind }).click(),
  ])
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

test('a view is kept by its name with its filters, sort and columns, replaced by the same name, and removed', async (t) => {
  const { page } = await firm.visit(t, 'sales')
  await page.goto(PLACE)
  await rowsIn(page).first().waitFor()
  const heads = await headsIn(page)
  await openTool(page, 'Columns')
  await page.getByRole('menuitemcheckbox', { name: 'Owner' }).click()
  await page.keyboard.press('Escape')
  const owner = page.getByRole('columnheader', { name: 'Owner' })
  await owner.waitFor({ state: 'detached' })
  const chosen = await headsIn(page)
  assert.deepEqual(
    chosen,
    heads.filter((head) => !/Owner/.test(head)),
  )
  const wanted = new URL(page.url()).search
  await keepView(page, 'Latest first')
  await page.getByRole('button', { name: 'Standard', exact: true }).click()
  await page.waitForFunction(() => !location.search.includes('sort='))
  await page.reload()
  await owner.waitFor()
  await openTool(page, 'Views')
  await page.getByRole('button', { name: 'Latest first', exact: true }).click()
  await page.waitForFunction(
    (search) =>
      [...new URLSearchParams(search)].every(
        ([name, value]) => new URLSearchParams(location.search).get(name) === value,
      ),
    wanted,
  )
  await owner.waitFor({ state: 'detached' })
  assert.deepEqual(await headsIn(page), chosen)

  await page.goto('/opportunities?view=list&state=lost')
  await keepView(page, 'Latest first')
  assert.equal(await page.getByRole('button', { name: 'Latest first', exact: true }).count(), 1)
  await page.getByRole('button', { name: 'Remove Latest first' }).click()
  await page.getByRole('button', { name: 'Latest first', exact: true }).waitFor({ state: 'detached' })
})

test('what a browser kept goes with the person, once, to whatever browser they use', async (t) => {
  const { page } = await firm.visit(t, 'sales')
  await page.goto(PLACE)
  await page.evaluate(() =>
    localStorage.setItem(
      'throughline.views opportunities.list ',
      JSON.stringify([{ name: 'From this browser', values: { state: 'lost' } }]),
    ),
  )
  await openTool(page, 'Views')
  await page.getByRole('button', { name: 'From this browser', exact: true }).waitFor()
  await page.waitForFunction(() => localStorage.getItem('throughline.views opportunities.list ') === null)

  const { page: elsewhere } = await firm.visit(t, 'sales')
  await elsewhere.goto('/opportunities?view=list')
  await openTool(elsewhere, 'Views')
  await elsewhere.getByRole('button', { name: 'From this browser', exact: true }).click()
  await elsewhere.waitForURL(/state=lost/)
})

test('a view is renamed and shown to the firm, and others open it without being able to change it', async (t) => {
  const { page } = await firm.visit(t, 'sales')
  await page.goto(PLACE)
  await keepView(page, 'Ours')
  await page.getByRole('button', { name: 'Change Ours' }).click()
  await page.getByRole('textbox', { name: 'Rename Ours' }).fill('Open deals')
  await page.getByRole('textbox', { name: 'Rename Ours' }).press('Enter')
  await page.getByRole('button', { name: 'Change Open deals' }).click()
  await page.getByRole('combobox', { name: 'Show Open deals to others' }).selectOption('everyone')
  await page.getByText('Shown to: The whole firm').waitFor()

  const { page: executive } = await firm.visit(t, 'executive')
  await executive.goto('/opportunities?view=list')
  await openTool(executive, 'Views')
  assert.equal(await executive.getByRole('button', { name: 'Change Open deals' }).count(), 0)
  await executive.getByRole('button', { name: 'Open deals', exact: true }).click()
  await executive.waitForURL(/state=open/)
})

test('the address of a list shows another person the same list, by their own rights', async (t) => {
  const { page: sales } = await firm.visit(t, 'sales')
  await sales.goto(`${PLACE}&columns=name,amount,stage`)
  await rowsIn(sales).first().waitFor()
  const { page: executive } = await firm.visit(t, 'executive')
  await executive.goto(sales.url())
  await rowsIn(executive).first().waitFor()
  assert.deepEqual(await headsIn(executive), await headsIn(sales))
  assert.deepEqual(await rowsIn(executive).allInnerTexts(), await rowsIn(sales).allInnerTexts())

  // A consultant has no list of deals: the same address shows them nothing of it.
  const { page: consultant, troubles } = await firm.visit(t, 'Tyler Brooks')
  await consultant.goto(sales.url())
  await consultant.getByText('This is not open to you').waitFor()
  assert.equal(await rowsIn(consultant).count(), 0)
  assert.deepEqual(troubles, [], 'and nothing was asked')
})

test('a file has the rows and the columns that are shown, in their order', async (t) => {
  const { page } = await firm.visit(t, 'sales')
  await page.goto(`${PLACE}&columns=name,amount,stage`)
  await rowsIn(page).first().waitFor()
  const deals = await firm.told.cast.sales.all('opportunities.list', {
    state: 'open',
    sort: '-expectedClose',
  })
  const csv = (await fileOf(page, 'CSV')).toString('utf8').replace(/^\u{FEFF}/u, '')
  const [heads, ...rows] = parseCsv(csv).filter((row) => row.length > 1)
  assert.deepEqual(heads, ['name', 'amount.amount', 'amount.currency', 'stage'])
  assert.deepEqual(
    rows.map(([name]) => name),
    deals.map(({ name }) => name),
  )
  const shown = await rowsIn(page).first().innerText()
  assert.ok(shown.includes(rows[0]?.[0] ?? 'nothing'), shown)
  const workbook = await fileOf(page, 'Excel')
  assert.equal(workbook.subarray(0, 2).toString(), 'PK')
})

test('going back undoes one step at a time: a drawer, a tab, a record, and the list stands as it was left', async (t) => {
  const { page } = await firm.visit(t, 'sales')
  const at = (place: RegExp) => page.waitForURL((url) => place.test(url.pathname + url.search))
  await page.goto('/clients')
  await page.getByRole('textbox', { name: 'Search' }).fill('Meridian')
  await at(/^\/clients\?search=Meridian$/)
  await page.waitForFunction(() => document.querySelectorAll('[role=row][data-index]').length < 6)
  await rowsIn(page).filter({ hasText: 'Meridian Foods Inc.' }).click()
  await page.getByRole('tab', { name: 'Opportunities' }).waitFor()
  const first = page.url()
  await page.getByRole('tab', { name: 'Contracts' }).click()
  await at(/tab=contracts$/)
  await page.getByRole('button', { name: 'Edit' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('Name', { exact: true }).fill('Half a na')
  await page.goBack()
  await form.waitFor({ state: 'detached' })
  await at(/tab=contracts$/)
  await page.goBack()
  await page.waitForURL(first)
  await page.goBack()
  await at(/^\/clients\?search=Meridian$/)
  assert.equal(await page.getByRole('textbox', { name: 'Search' }).inputValue(), 'Meridian')
  assert.ok((await rowsIn(page).count()) < 6)
  // Forward is the same way again, and what was half typed is still there.
  await page.goForward()
  await page.waitForURL(first)
  await page.getByRole('button', { name: 'Edit' }).click()
  assert.equal(await form.getByLabel('Name', { exact: true }).inputValue(), 'Half a na')
})

test('a long list is found again where it was left', async (t) => {
  const { page } = await firm.visit(t, 'controller')
  await page.goto('/journal')
  await rowsIn(page).nth(5).waitFor()
  await page.mouse.wheel(0, 2_000)
  await page.waitForFunction(() => window.scrollY >= 1_900)
  const row = rowsIn(page).nth(await rowsIn(page).evaluateAll(firstBelow))
  await row.click()
  await page.waitForURL(/\/journal\/[0-9a-f-]{36}/)
  await page.goBack()
  await page.waitForFunction(() => window.scrollY >= 1_900)
})

/** Which of the rows that are drawn stands in the middle of the screen. */
const firstBelow = (rows: Element[]) => rows.findIndex((row) => row.getBoundingClientRect().top > 300)

test('an import names the columns of its file beforehand, and reads the example it gives', async (t) => {
  const { page } = await firm.visit(t, 'sales')
  await page.goto('/imports')
  await page.getByRole('button', { name: 'Import deals' }).click()
  const form = page.getByRole('dialog')
  await form.getByRole('row', { name: 'Record ID 4711' }).waitFor()
  await form.getByRole('row', { name: 'Pipeline (may be missing) Sales' }).waitFor()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    form.getByRole('button', { name: 'Example file' }).click(),
  ])
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
  const buffer = Buffer.concat(chunks)
  assert.equal(parseCsv(buffer.toString()).length, 2)
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    form.getByRole('button', { name: 'CSV file' }).click(),
  ])
  await chooser.setFiles({ name: 'deals.csv', mimeType: 'text/csv', buffer })
  await form.getByText('Rows read').waitFor()
})
