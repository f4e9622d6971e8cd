/**
 * Looks at every page of the web application, tab by tab, at 390 and 1440 pixels, in light and in dark, as the people of
 * the example firm: `npm run accessibility`. It starts the firm by itself, prints what axe and the page have against
 * each, and ends with an error when there is anything, or a screen of which the firm has no record to look at.
 * `npm run accessibility -- /contracts /quotes` looks only at screens whose address begins so.
 */
import { availableParallelism } from 'node:os'
import { openPage, PHONE, signIn, startFirm } from '../test/browser.ts'
import { crawl, everyLook } from '../test/crawl.ts'
import { lookersOf, type Place, pagesFor } from '../test/pages.ts'
import { addRarities } from '../test/rarities.ts'

const wanted = process.argv.slice(2)
const startedAt = performance.now()
const firm = await startFirm()
const lookers = await lookersOf(firm.told, await addRarities(firm.told))
const { places, again, unseen } = await pagesFor(lookers)
const isWanted = ({ pattern }: Place) =>
  wanted.length === 0 || wanted.some((start) => pattern.startsWith(start))
const chosen = places.filter(isWanted)
const endings: (() => Promise<void>)[] = []
const { pages, looks, findings } = await crawl({
  places: chosen,
  looks: () => everyLook,
  again: again.filter(isWanted),
  // While one waits for an answer, another looks.
  atOnce: availableParallelism() + 1,
  open: async ({ email }) => {
    const visit = await openPage({ after: (end) => endings.push(end) }, firm.browser, firm.address, PHONE)
    await visit.page.goto('/')
    await signIn(visit.page, email)
    return visit
  },
  tell: (line) => console.log(line),
})
for (const end of endings) await end()
await firm.close()

const screens = new Set(chosen.map(({ pattern }) => pattern.replace(/\?.*/, ''))).size
const seconds = Math.round((performance.now() - startedAt) / 1_000)
console.log(
  `${screens} screens, ${chosen.length} addresses, ${pages} pages and tabs, ${looks} looks at 390 and 1440 px in light and dark, by ${lookers.length} people, in ${seconds} s.`,
)
if (findings.length > 0) console.error('', ...findings.map((finding) => `\n${finding}`))
for (const pattern of unseen) console.error(`Nobody has a record to look at: ${pattern}`)
console.log(`${findings.length} violations, ${unseen.length} screens not looked at.`)
if (findings.length + unseen.length > 0) process.exitCode = 1
