/** One week is written in two windows: what only one of them changed stands, what both changed is chosen, nothing typed is lost. */
import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import type { Page } from 'playwright-core'
import { openBrowsedFirm, PHONE, type Visit } from '../browser.ts'

const firm = await openBrowsedFirm()

const TOLD = 'This week was changed in another window while you were writing it'

const note = (page: Page) => page.getByRole('alert').filter({ hasText: TOLD })
const saved = (page: Page) => page.getByText('Saved', { exact: true }).waitFor()
const cell = (page: Page, day: number) => page.locator(`input[data-cell="0 ${day}"]`)

/** A desk and a second screen before the same week, in which Monday has four hours. */
async function twoWindows(t: TestContext, monday: string, second = {}) {
  const [desk, other] = [await firm.visit(t, 'Hannah Cole'), await firm.visit(t, 'Hannah Cole', second)]
  await desk.page.goto(`/time?week=${monday}`)
  await desk.page.getByRole('button', { name: 'Add a row' }).click()
  await desk.page.getByRole('combobox', { name: 'Work' }).fill('Support')
  await desk.page.getByRole('option').first().click()
  await cell(desk.page, 0).fill('4')
  await saved(desk.page)
  await other.page.goto(`/time?week=${monday}`)
  await other.page.locator('input[data-cell]').first().waitFor()
  return { desk, other }
}

/** What the week says by now, Monday first. */
async function hoursOf({ page }: Visit, monday: string): Promise<readonly number[]> {
  const { lines } = await (await page.request.get(`/v1/timesheets/week?weekStart=${monday}`)).json()
  return (lines as { workedOn: string; minutes: number }[])
    .toSorted((a, b) => a.workedOn.localeCompare(b.workedOn))
    .map(({ minutes }) => minutes)
}

const forgive = ({ troubles }: Visit) =>
  assert.ok(
    troubles
      .splice(0)
      .every((trouble) => / status of 412 |ERR_INTERNET_DISCONNECTED|Failed to fetch/.test(trouble)),
  )

test('of two windows the second takes over what only the first wrote, and asks about what both wrote, also after a restart', async (t) => {
  const monday = '2026-12-21'
  const { desk, other } = await twoWindows(t, monday)
  await other.page.context().setOffline(true)
  await cell(other.page, 0).fill('6')
  await cell(other.page, 1).fill('2')
  await cell(desk.page, 0).fill('5')
  await cell(desk.page, 2).fill('3')
  await saved(desk.page)
  await other.page.context().setOffline(false)
  await note(other.page).getByRole('button', { name: 'Yours: 6:00' }).waitFor()
  await note(other.page).getByRole('button', { name: 'Theirs: 5:00' }).waitFor()
  await other.page.getByText('Not saved: choose what is to stand').waitFor()
  assert.equal(await cell(other.page, 2).inputValue(), '3:00')
  // While it waits nothing of the first is written over, and nothing of the second is lost with its page.
  assert.deepEqual(await hoursOf(desk, monday), [300, 180])
  await other.page.reload()
  await note(other.page).getByRole('button', { name: 'Yours: 6:00' }).waitFor()
  assert.deepEqual(await Promise.all([0, 1, 2].map((day) => cell(other.page, day).inputValue())), [
    '6:00',
    '2:00',
    '3:00',
  ])
  await note(other.page).getByRole('button', { name: 'Yours: 6:00' }).click()
  await saved(other.page)
  assert.deepEqual(await hoursOf(desk, monday), [360, 120, 180])
  forgive(other)
})

test('a phone whose save is late learns what the desk wrote, and may take it', async (t) => {
  const monday = '2026-12-07'
  const { desk, other } = await twoWindows(t, monday, PHONE)
  const { page } = other
  await page.getByRole('radiogroup').getByText('Mo', { exact: true }).click()
  await page.context().setOffline(true)
  await page.getByRole('button', { name: 'Half an hour more' }).click()
  await cell(desk.page, 0).fill('7')
  await saved(desk.page)
  await page.context().setOffline(false)
  await note(page).getByRole('button', { name: 'Yours: 4:30' }).waitFor()
  await note(page).getByRole('button', { name: 'Theirs: 7:00' }).click()
  await saved(page)
  assert.equal(await page.locator('input[data-cell]').inputValue(), '7:00')
  assert.deepEqual(await hoursOf(desk, monday), [420])
  forgive(other)
})

test('where both wrote on other days the second is told, and all of it is saved by itself', async (t) => {
  const monday = '2026-12-14'
  const { desk, other } = await twoWindows(t, monday)
  await other.page.context().setOffline(true)
  await cell(other.page, 2).fill('2')
  await cell(desk.page, 1).fill('1')
  await saved(desk.page)
  await other.page.context().setOffline(false)
  await note(other.page).getByText('1:00').waitFor()
  await until(async () => (await hoursOf(desk, monday)).join() === '240,60,120')
  forgive(other)
})

/** Waits for something to come true. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 20_000
  while (!(await holds())) {
    assert.ok(Date.now() < end, 'it came true in time')
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}
