/**
 * Every main screen can be used by everybody: no violation that axe finds (WCAG 2.2 A and AA), in both themes, on a
 * phone and on a desk, and nothing is wider than the screen.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import test from 'node:test'
import type { Page } from 'playwright-core'
import { DESK, openBrowsedFirm, PHONE } from '../browser.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const firm = await openBrowsedFirm()

/** Who looks at which screens. */
const screens: Readonly<Record<string, readonly string[]>> = {
  sales: ['/', '/inbox', '/opportunities', '/quotes', '/contracts?groupBy=state&open=active', '/clients'],
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

for (const [device, options] of Object.entries({ phone: PHONE, desk: DESK })) {
  for (const [role, paths] of Object.entries(screens)) {
    test(`what the ${role} sees on a ${device} can be used by everybody, in light and dark`, async (t) => {
      const { page } = await firm.visit(t, role, options)
      for (const path of paths) {
        await page.goto(path)
        await page.getByRole('heading', { level: 1 }).first().waitFor()
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
          await settled(page, colorScheme)
          assert.deepEqual(await violations(page), [], `${path}, ${colorScheme}`)
        }
        const wider = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        assert.ok(wider <= 0, `${path} is ${wider} px wider than the screen`)
      }
    })
  }
}

/** The theme is on, questions have been answered and nothing moves any more. */
async function settled(page: Page, scheme: 'light' | 'dark'): Promise<void> {
  await page.waitForFunction(
    (wanted) =>
      document.documentElement.dataset.mantineColorScheme === wanted &&
      document.querySelector('[role=status] .mantine-Loader-root') === null &&
      document.getAnimations().length === 0,
    scheme,
  )
}

interface Found {
  readonly violations: readonly {
    id: string
    nodes: readonly { target: unknown; failureSummary?: string }[]
  }[]
}

async function violations(page: Page): Promise<string[]> {
  // As a debugger would: the rules of the page forbid it to add scripts, which is as it should be.
  const found = (await page.evaluate(
    `${axe}; axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })`,
  )) as Found
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${JSON.stringify(target)} ${failureSummary ?? ''}`),
  )
}
