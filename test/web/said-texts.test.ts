/** What a decision table answers is read by everybody in their own language; what is kept is what the table said. */
import assert from 'node:assert/strict'
import test from 'node:test'
import { DESK, openBrowsedFirm } from '../browser.ts'

const firm = await openBrowsedFirm()
const german = { ...DESK, locale: 'de-DE' } as const

test('why a deal was approved so is read in German, and stays in the path as the table said it', async (t) => {
  const { page } = await firm.visit(t, 'controller', german)
  const answerOf = async (path: string) => (await page.request.get(path)).json()
  const { items } = await answerOf('/v1/processes/instances?key=approval&limit=50')
  const stories = await Promise.all(
    items.map(async ({ id }: { id: string }) => ({
      id,
      story: await answerOf(`/v1/processes/${id}/explain`),
    })),
  )
  const notes = stories.flatMap(({ id, story }) =>
    story.steps.flatMap(({ note }: { note: string | null }) =>
      note?.startsWith('Commercial approval') ? { id, note } : [],
    ),
  )
  const { id, note } = notes[0] ?? assert.fail('no deal was decided about')
  assert.match(note, /^Commercial approval, version \d+: rule \d+ \([A-Z][a-z ,]+/)
  await page.goto(`/processes/instances/${id}?tab=path`)
  const { texts } = await answerOf('/v1/decisions/texts?language=de')
  const [english = ''] = /(?<=\().+(?=\)$)/.exec(note) ?? []
  const { said } = texts.find(({ text }: { text: string }) => text === english)
  const shown = note
    .replace('Commercial approval', 'Kaufmännische Genehmigung')
    .replace('version', 'Fassung')
    .replace('rule', 'Regel')
    .replace(english, said)
  await page.getByText(shown, { exact: true }).first().waitFor()
})

test('a text that is changed in the table forgets what it was called in German', async (t) => {
  const { page } = await firm.visit(t, 'controller')
  await page.goto('/decisions/commercial-approval')
  await page.getByLabel('Rule 4, Because').fill('"The deal is rather large."')
  await page.getByRole('button', { name: 'Propose as a draft' }).click()
  await page.getByRole('dialog').getByLabel('Reason').fill('Said more shortly.')
  await page.getByRole('dialog').getByRole('button', { name: 'Propose as a draft' }).click()
  await page.waitForURL(/\/drafts\/[0-9a-f-]{36}/)
  const draft = await (await page.request.get(`/v1/definitions/${page.url().split('/').at(-1)}`)).json()
  const texts = draft.xml.match(/text:de/g) ?? []
  assert.match(draft.xml, /The deal is rather large/)
  assert.doesNotMatch(draft.xml, /ist 50\.000 USD oder mehr wert/)
  assert.equal(texts.length, 5)
})
