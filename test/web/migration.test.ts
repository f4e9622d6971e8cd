/** What runs on an old version of a process is brought to the new one, as its operator does it. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import test from 'node:test'
import { exampleAdministrator, examplePassword } from '../../src/server/example/cast.ts'
import { DESK, openBrowsedFirm } from '../browser.ts'

const firm = await openBrowsedFirm()

test('who migrates sees what stands in the way first, says what a step became, and sees how far it is', async (t) => {
  const { page } = await firm.visit(t, 'administrator')
  const administrator = await firm.told.stage.signIn(exampleAdministrator, examplePassword)
  const { draftId } = await administrator.run('definitions.propose', {
    kind: 'process',
    ...(await withOtherStep()),
    reason: 'The step is called otherwise.',
  })
  await administrator.run('replays.run', { draftId })
  await firm.told.cast.controller.run('definitions.approve', { draftId, reason: 'The replay is the same.' })
  await page.goto('/processes')
  await page.getByText('Invoice review and release', { exact: true }).first().click()
  await page.getByRole('tab', { name: 'Versions' }).click()
  await page.getByRole('link', { name: 'Migrate' }).click()
  await page.getByText('A token is at review_invoice, which is gone.').first().waitFor()
  const { page: german } = await firm.visit(t, 'administrator', { ...DESK, locale: 'de-DE' })
  await german.goto(page.url())
  await german
    .getByText(/: Die Instanz steht hier, aber den Schritt gibt es nicht mehr\./)
    .first()
    .waitFor()
  await page.getByRole('combobox', { name: 'Review pro-forma' }).fill('Review pro-forma')
  await page.getByRole('option', { name: 'Review pro-forma' }).click()
  await page.getByText('which is gone').first().waitFor({ state: 'detached' })
  const running = await page.getByText('Fits', { exact: true }).count()
  assert.ok(running > 1)
  await page.getByRole('button', { name: 'Migrate all' }).click()
  await page.getByLabel('Reason').fill('The step is called otherwise.')
  await page.getByRole('dialog').getByRole('button', { name: 'Migrate all' }).click()
  await page.getByText(`0 of ${running} worked off`).first().waitFor()
  // The program does this by itself, a while later; the page tells how far it is without being asked.
  const [operation] = await administrator.all('operations.list', { status: 'running' })
  await administrator.run('operations.work', { operationId: operation.id })
  await page.getByText('Completed', { exact: true }).waitFor()
  await page.getByText(`${running} of ${running} worked off`).first().waitFor()
})

/** The next version of a shipped process, in which a step has another id. */
async function withOtherStep(): Promise<{ resource: string; xml: string }> {
  const file = new URL('../../processes/billing-to-invoice/invoice-review.bpmn', import.meta.url)
  const xml = (await readFile(file, 'utf8')).replaceAll('review_invoice', 'check_pro_forma')
  return { resource: 'invoice-review.bpmn', xml }
}
