/** What axe finds wrong with a page, by WCAG 2.2 A and AA. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** All that is asked of a page; or what its colours alone may do wrong. */
const asked = {
  all: { type: 'tag', values: levels },
  colours: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
} as const

export type Asked = keyof typeof asked
export type Theme = 'light' | 'dark'

/** Everything that is wrong with what a page shows now, in light and in dark. */
export async function inBothThemes(page: Page): Promise<string[]> {
  // Themes differ in colours and in nothing else, so the second asks about those alone.
  return [...(await inTheme(page, 'light', 'all')), ...(await inTheme(page, 'dark', 'colours'))]
}

/** What is wrong with a page in one theme. */
export async function inTheme(page: Page, theme: Theme, what: Asked): Promise<string[]> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
  await settled(page, theme)
  return (await violations(page, asked[what])).map((violation) => `${theme}: ${violation}`)
}

/** The theme is on, questions have been answered and nothing moves any more. */
async function settled(page: Page, theme: Theme): Promise<void> {
  await page.waitForFunction(
    (wanted) =>
      document.documentElement.dataset.mantineColorScheme === wanted &&
      document.querySelector('[role=status] .mantine-Loader-root') === null &&
      document.getAnimations().length === 0,
    theme,
  )
}

interface Found {
  readonly violations: readonly {
    id: string
    nodes: readonly { target: unknown; failureSummary?: string }[]
  }[]
}

async function violations(page: Page, runOnly: (typeof asked)[Asked]): Promise<string[]> {
  // As a debugger would: the rules of the page forbid it to add scripts, which is as it should be.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe)
  const found = (await page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(runOnly)}, resultTypes: ['violations'] })`,
  )) as Found
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${JSON.stringify(target)} ${failureSummary ?? ''}`),
  )
}
