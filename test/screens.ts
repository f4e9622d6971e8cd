/** What people do before any screen: choose from a list, open a task, wait until something is done. */
import type { Locator, Page } from 'playwright-core'

/** Chooses what is called so from a list; types its name, or a part of it, where the list can be searched. */
export async function choose(page: Page, box: Locator, name: string | RegExp, typed?: string): Promise<void> {
  await box.click()
  const text = typed ?? (typeof name === 'string' ? name : '')
  if (text !== '' && (await box.isEditable())) await box.fill(text)
  await page.getByRole('option', { name }).first().click()
}

/** Goes to the inbox and opens the task of that name about something, with all that is needed to decide. */
export async function openTask(page: Page, name: string, about: string): Promise<Locator> {
  await page.goto('/inbox')
  const list = page.getByRole('list', { name: 'Inbox' }).getByRole('listitem')
  await list.filter({ hasText: about }).filter({ hasText: name }).first().getByRole('button').click()
  const pane = page.getByRole('article', { name })
  await pane.getByRole('group', { name: 'Other actions' }).waitFor()
  return pane
}

/** Waits until the screen says that a command was done, and lets that word go, so that the next one is new. */
export async function done(page: Page, name: string): Promise<void> {
  const word = page.getByRole('alert').filter({ hasText: `Done: ${name}` })
  await word.last().waitFor()
  await word.last().getByRole('button', { name: 'Close' }).click()
  await word.waitFor({ state: 'detached' })
}

/** Opens the drawing of the review of invoices and gives its step another name, which is waited for. */
export async function drawOtherName(page: Page, name: string): Promise<Locator> {
  await page.goto('/processes')
  await page.getByText('Invoice review and release', { exact: true }).first().click()
  await page.getByRole('link', { name: 'Change as a draft' }).click()
  const step = page.locator('[data-element-id=review_invoice]').first()
  await step.waitFor()
  await step.dblclick()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
  const changed = page.getByText(name).first()
  await changed.waitFor()
  return changed
}
