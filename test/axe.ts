/** What axe finds wrong with a page, by WCAG 2.2 A and AA. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const colours = ['color-contrast', 'link-in-text-block']
/** Themes differ in colours and in nothing else, so the second asks about those alone. */
const rules = {
  light: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
  dark: { type: 'rule', values: colours },
} as const

/** Everything that is wrong with what a page shows now, in light and in dark. */
export async function inBothThemes(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await settled(page, colorScheme)
    found.push(
      ...(await violations(page, rules[colorScheme])).map((violation) => `${colorScheme}: ${violation}`),
    )
  }
  return found
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

async function violations(page: Page, runOnly: (typeof rules)['light' | 'dark']): Promise<string[]> {
  // As a debugger would: the rules of the page forbid it to add scripts, which is as it should be.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe)
  const found = (await page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(runOnly)}, resultTypes: ['violations'] })`,
  )) as Found
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${JSON.stringify(target)} ${failureSummary ?? ''}`),
  )
}
