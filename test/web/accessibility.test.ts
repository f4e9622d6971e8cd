/**
 * Every main screen can be used by everybody: no violation that axe finds (WCAG 2.2 A and AA), in both themes, on a
 * phone and on a desk, and nothing is wider than the screen.
 */
import assert from 'node:assert/strict'
import test from 'node:test'
import { inBothThemes } from '../axe.ts'
import { cutFigures, DESK, openBrowsedFirm, PHONE, unformatted } from '../browser.ts'

const firm = await openBrowsedFirm()

const { items: deals } = await firm.told.cast.sales.ask('opportunities.list', { state: 'open', limit: 1 })

/** Who looks at which screens. */
const screens: Readonly<Record<string, readonly string[]>> = {
  sales: [
    '/',
    '/inbox',
    '/opportunities',
    `/opportunities/${deals[0].id}`,
    '/quotes',
    '/contracts?groupBy=state&open=active',
    '/clients',
  ],
  'delivery-lead': ['/projects', '/staffing', '/timesheets'],
  consultant: ['/time', '/account'],
  controller: ['/billing', '/revenue', '/collections', '/ledger', '/decisions', '/drafts'],
  administrator: [
    '/processes',
    '/processes/incidents',
    '/processes/operations',
    '/processes/replays',
    '/journal',
    '/people',
  ],
}

for (const [role, paths] of Object.entries(screens)) {
  test(`what the ${role} sees can be used by everybody, on a phone and a desk, in light and dark`, async (t) => {
    const { page } = await firm.visit(t, role, PHONE)
    for (const path of paths) {
      await page.setViewportSize(PHONE.viewport)
      await page.goto(path)
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      assert.equal(await unformatted(page), null, path)
      for (const { viewport } of [PHONE, DESK]) {
        await page.setViewportSize(viewport)
        assert.deepEqual(await inBothThemes(page), [], `${path}, ${viewport.width} px wide`)
        assert.deepEqual(await cutFigures(page), [], path)
        const wider = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        assert.ok(wider <= 0, `${path} is ${wider} px wider than the screen of ${viewport.width} px`)
      }
    }
  })
}
