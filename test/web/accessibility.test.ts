/**
 * Every page of the application can be used by everybody: no violation that axe finds (WCAG 2.2 A and AA), nothing wider
 * than the screen, no figure cut off. Here one record of each screen has one look at one of its tabs, on a phone or a desk,
 * in light or in dark, in turn; `npm run accessibility` looks at records in every state, all tabs, each in all four ways.
 */
import assert from 'node:assert/strict'
import test, { type TestContext } from 'node:test'
import { openBrowsedFirm, PHONE } from '../browser.ts'
import { crawl, dealtLook } from '../crawl.ts'
import { firstOfEach, type Looker, lookersOf, pagesFor } from '../pages.ts'
import { addRarities } from '../rarities.ts'

const firm = await openBrowsedFirm()
const lookers = await lookersOf(firm.told, await addRarities(firm.told))
const { places, unseen } = await pagesFor(lookers)
const opener = (t: TestContext) => (looker: Looker) => firm.visit(t, looker.email, PHONE)

test('there is something to look at on every screen, and a screen of which nobody has a record is told', async () => {
  assert.deepEqual(unseen, [])
  const others = lookers.filter(({ may }) => !may.has('quotes.update'))
  assert.deepEqual((await pagesFor(others)).unseen.includes('/quotes/$quoteId/edit'), true)
})

for (const [looker, own] of Map.groupBy(firstOfEach(places), (place) => place.looker)) {
  test(`what ${looker.name} looks at can be used by everybody`, async (t) => {
    const { findings, pages } = await crawl({
      places: own,
      looks: dealtLook,
      oneTab: true,
      open: opener(t),
    })
    assert.deepEqual(findings, [])
    assert.equal(pages, own.length)
  })
}

test('what is wrong on the second tab of a record is seen', async (t) => {
  const open = async (looker: Looker) => {
    const visit = await opener(t)(looker)
    await visit.page.addInitScript(plantFaults)
    return visit
  }
  const contracts = places.filter(({ pattern }) => pattern === '/contracts/$contractId')
  const { findings } = await crawl({ places: contracts, looks: dealtLook, open })
  for (const fault of ['button-name', 'color-contrast', 'px wider than the page'])
    assert.ok(findings.some((finding) => finding.includes(fault)))
  assert.ok(findings.every((finding) => finding.includes('?tab=billPlan')))
})

/** Runs in the page: a button without a name, a pale text, and something too wide, on one tab. */
function plantFaults(): void {
  const plant = () => {
    const panel = document.querySelector('[role=tabpanel][id$=billPlan]')
    if (!panel || panel.querySelector('.planted')) return
    const button = document.createElement('button')
    button.className = 'planted'
    const pale = document.createElement('p')
    pale.textContent = 'Hardly to be read.'
    Object.assign(pale.style, {
      color: '#999',
      background: '#aaa',
      position: 'absolute',
      left: '0',
      width: '2000px',
    })
    panel.append(button, pale)
  }
  new MutationObserver(plant).observe(document, { childList: true, subtree: true })
}
