/** What somebody may not open is not offered as a link, and asking for it tells in plain words who may. */
import test from 'node:test'
import { DESK, openBrowsedFirm } from '../browser.ts'

const firm = await openBrowsedFirm()

test('who signs in without working here is told what a week is for, and where to go', async (t) => {
  const { page } = await firm.visit(t, 'administrator')
  await page.goto('/time')
  await page.getByText('No week of your own').waitFor()
  await page.getByRole('link', { name: 'To the people' }).click()
  await page.getByRole('heading', { name: 'People' }).waitFor()
})

test('a project that is not open to somebody is a name without a link, and its page says who may open it', async (t) => {
  const { page } = await firm.visit(t, 'administrator')
  const [project] = await firm.told.cast.controller.all('insight.projects', {})
  const contracts = await firm.told.cast.controller.all('contracts.list', {})
  const { id } =
    contracts.find(({ number }: { number: string }) => number === project.contractNumber) ?? contracts[0]
  await page.goto(`/contracts/${id}`)
  await page.locator('h1').waitFor()
  await page.locator('a[href^="/projects/"]').waitFor({ state: 'detached' })
  await page.goto(`/projects/${project.id}`)
  await page.getByText('This is not open to you').waitFor()
  await page.getByText(/It is for: .*Project manager/).waitFor()
})

test('in German, too', async (t) => {
  const { page } = await firm.visit(t, 'administrator', { ...DESK, locale: 'de-DE' })
  await page.goto('/time')
  await page.getByText('Keine eigene Woche').waitFor()
  await page.goto('/projects/0199d8a0-0000-7000-8000-000000000001')
  await page.getByText(/Es ist für: .*Projektleitung/).waitFor()
})
