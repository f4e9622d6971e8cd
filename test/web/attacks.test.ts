/**
 * What attackers try in a browser, and what comes of it: nothing. Markup in every kind of text that is shown, pages of
 * others that frame ours or send forms to it, addresses that lead away, and scripts the rules of the page forbid.
 */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import test, { type TestContext } from 'node:test'
import type { Page } from 'playwright-core'
import { exampleAdministrator, examplePassword } from '../../src/server/example/cast.ts'
import { emailOf, openBrowsedFirm, PHONE, signIn } from '../browser.ts'
import { choose, done, openTask } from '../screens.ts'
import { afterwards } from '../temporary.ts'

const firm = await openBrowsedFirm()
const { stage, cast } = firm.told

const MARK = 'Hostile'
/** Ends whatever it stands in, and runs if anything of it is taken for markup. */
const markup = (where: string) =>
  `${MARK} ${where} "'><img src=x onerror="globalThis.hacked='${where}'"><script>globalThis.hacked='${where}'</script>`

/** Remembers what the rules of the page forbade, and every dialog that opens. */
async function watch(page: Page): Promise<{ readonly violations: () => Promise<string[]> }> {
  await page.addInitScript(() => {
    const seen = globalThis as unknown as { violations: string[] }
    seen.violations = []
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) =>
      seen.violations.push(`${violatedDirective} ${blockedURI} ${sourceFile}`),
    )
  })
  page.on('dialog', (dialog) => assert.fail(`a dialog opened: ${dialog.message()}`))
  return {
    violations: () => page.evaluate(() => (globalThis as unknown as { violations: string[] }).violations),
  }
}

const hacked = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { hacked?: string }).hacked ?? 'nobody')

/** A page of somebody else, on this machine: the same site as a browser sees it, and another origin. */
async function serve(t: TestContext, html: string): Promise<string> {
  const server = createServer(({ url }, response) => {
    // A browser asks for the mark of a site on its own, at a moment of its own.
    response.writeHead(url === '/' ? 200 : 204, { 'content-type': 'text/html' })
    response.end(url === '/' ? html : undefined)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterwards(t, async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

test('markup in names, comments, file names and diagrams is text wherever it is shown', async (t) => {
  const places = await plant()
  const { page, troubles } = await firm.visit(t, 'administrator')
  const { violations } = await watch(page)
  for (const [path, text] of places) {
    await page.goto(path)
    await page.getByText(text).first().waitFor()
    assert.equal(await hacked(page), 'nobody', path)
    assert.deepEqual(await violations(), [], path)
  }
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('combobox', { name: 'Search or run a command' }).fill(MARK)
  await page.getByRole('option').filter({ hasText: 'client' }).first().waitFor()
  assert.equal(await hacked(page), 'nobody')
  // Addresses that name no record, and a search for more than a name can be, are refused.
  assert.ok(troubles.splice(0).every((trouble) => /422/.test(trouble)))
})

/** Gives the places to look at, with a text that tells they are there. */
async function plant(): Promise<readonly (readonly [path: string, text: string])[]> {
  const { clientId } = await cast.sales.run('clients.create', {
    name: markup('client'),
    country: 'US',
    currency: 'USD',
  })
  const { opportunityId } = await cast.sales.run('opportunities.create', {
    name: markup('deal'),
    clientId,
    stage: markup('stage').slice(0, 60),
    amount: { amount: '1.00', currency: 'USD' },
    expectedClose: '2027-01-31',
  })
  const administrator = await stage.signIn(exampleAdministrator, examplePassword)
  const escaped = markup('diagram').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
  const model = await readFile(
    new URL('../../processes/milestone-to-acceptance/milestone-acceptance.bpmn', import.meta.url),
    'utf8',
  )
  const { processes } = await administrator.run('processes.deploy', {
    resource: 'hostile.bpmn',
    xml: model
      .replace('id="milestone-acceptance"', 'id="hostile"')
      .replaceAll('"milestone-acceptance"', '"hostile"')
      .replaceAll('name="Accept milestone"', `name="${escaped}"`)
      .replaceAll('name="Milestone acceptance"', `name="${escaped}"`)
      .replace(/<bpmn:documentation>[^<]*/, `<bpmn:documentation>${escaped}`),
  })
  return [
    ['/clients', `${MARK} client`],
    [`/clients/${clientId}`, `${MARK} client`],
    ['/opportunities', `${MARK} deal`],
    ['/opportunities?view=list', `${MARK} deal`],
    [`/opportunities/${opportunityId}?tab=history`, `${MARK} deal`],
    ['/processes', `${MARK} diagram`],
    [`/processes/models/${processes[0].definitionId}`, `${MARK} diagram`],
    ['/journal', 'Create'],
    [`/clients?search=${encodeURIComponent(markup('address'))}`, 'Clients'],
    [`/clients/${encodeURIComponent('javascript:globalThis.hacked=1')}`, 'Rule'],
  ]
}

test('a comment, a question and a file with hostile names are shown as they were typed', async (t) => {
  const { page } = await firm.visit(t, 'billing')
  const { violations } = await watch(page)
  const task = await openTask(page, 'Review pro-forma', 'Sunda Ferries')
  await task.getByRole('textbox', { name: 'Comment' }).fill(markup('comment'))
  await task.getByRole('button', { name: 'Comment', exact: true }).click()
  await task.getByText(`${MARK} comment`).waitFor()
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    task.getByRole('button', { name: 'Attach a file' }).click(),
  ])
  const name = `${MARK} <img src=x onerror=globalThis.hacked=1>.html`
  const buffer = Buffer.from('<script>opener.hacked = 1</script>')
  await chooser.setFiles({ name, mimeType: 'text/html', buffer })
  await task.getByText(name).first().waitFor()
  await task.getByRole('button', { name: 'Ask' }).click()
  const form = page.getByRole('dialog')
  await choose(page, form.getByRole('combobox', { name: 'Person' }), /Carla Mendes/, 'Carla')
  await form.getByLabel('Text').fill(markup('question'))
  await form.getByRole('button', { name: 'Ask' }).click()
  await done(page, 'Ask')
  await task.getByText(`${MARK} question`).waitFor()
  assert.equal(await hacked(page), 'nobody')
  assert.deepEqual(await violations(), [])
})

test('no script but our own runs, and no main screen asks for another', async (t) => {
  const { page, troubles } = await firm.visit(t, 'controller')
  const { violations } = await watch(page)
  const response = await page.goto('/')
  const rules = (await response?.headerValue('content-security-policy')) ?? ''
  const directives = new Map(rules.split(';').map((rule) => [rule.trim().split(' ')[0], rule]))
  const scripts = directives.get('script-src') ?? directives.get('default-src') ?? ''
  assert.match(scripts, /'self'/)
  assert.doesNotMatch(scripts, /unsafe-inline|unsafe-eval|\*|data:|https?:/)
  for (const path of [
    '/inbox',
    '/billing',
    '/revenue',
    '/collections',
    '/ledger',
    '/processes',
    '/decisions',
  ]) {
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    assert.deepEqual(await violations(), [], path)
  }
  await page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'globalThis.hacked = "inline"'
    document.head.append(script)
    const link = document.createElement('a')
    link.href = 'javascript:globalThis.hacked="link"'
    document.body.append(link)
    link.click()
  })
  await page.waitForFunction(() => (globalThis as unknown as { violations: string[] }).violations.length >= 2)
  assert.equal(await hacked(page), 'nobody')
  // What the rules forbid is told on the console; that is what was tried here.
  assert.ok(troubles.splice(0).every((trouble) => /Content Security Policy/.test(trouble)))
})

test('a page of somebody else can neither frame a screen nor read what it answers', async (t) => {
  const { page, troubles } = await firm.visit(t, 'sales')
  const place = await serve(
    t,
    `<h1>Win a phone</h1><iframe src="${firm.address}/clients"></iframe>
     <script>
       fetch('${firm.address}/v1/clients', { credentials: 'include' })
         .then((answer) => answer.text(), () => 'refused')
         .then((text) => { document.title = text })
     </script>`,
  )
  await page.goto(place)
  await page.waitForFunction(() => document.title !== '')
  assert.equal(await page.title(), 'refused')
  const [framed] = page.frames().filter((frame) => frame !== page.mainFrame())
  assert.ok(framed)
  await framed.waitForURL(/^chrome-error:/)
  assert.equal(await framed.getByRole('heading', { name: 'Clients' }).count(), 0)
  troubles.splice(0)
})

test('a form that a page of somebody else sends in our name changes nothing', async (t) => {
  const { page, troubles } = await firm.visit(t, 'sales')
  const body = JSON.stringify({ name: 'Forged', country: 'US', currency: 'USD' })
  const [name = '', value = ''] = body.split('}')
  const place = await serve(
    t,
    `<form method="post" enctype="text/plain" action="${firm.address}/v1/clients">
       <input type="hidden" name='${name},"x":"' value='"}${value}'><button>Win</button>
     </form>
     <script>
       const send = (type) => fetch('${firm.address}/v1/clients',
         { method: 'POST', mode: 'no-cors', credentials: 'include', headers: { 'content-type': type }, body: '${body}' })
       Promise.allSettled(['text/plain', 'application/x-www-form-urlencoded'].map(send))
         .then(() => { document.title = 'sent' })
     </script>`,
  )
  await page.goto(place)
  await page.waitForFunction(() => document.title === 'sent')
  const [answer] = await Promise.all([
    page.waitForResponse((one) => one.url().endsWith('/v1/clients')),
    page.getByRole('button', { name: 'Win' }).click(),
  ])
  assert.ok(answer.status() >= 400, `the forged form was answered ${answer.status()}`)
  const found = await page.request.get(`${firm.address}/v1/clients?search=Forged`)
  assert.deepEqual((await found.json()).items, [])
  troubles.splice(0)
})

test('no address leads away from us, before and after signing in', async (t) => {
  const { page, troubles } = await firm.open(t, PHONE)
  const away: string[] = []
  page.on('request', (request) => {
    if (request.isNavigationRequest() && !request.url().startsWith(firm.address)) away.push(request.url())
  })
  const baits = [
    '/?next=//evil.example/&redirect=https://evil.example&returnTo=%2F%2Fevil.example',
    '//evil.example/%2e%2e',
    '/%5Cevil.example',
    '/sign-in?next=javascript:alert(1)',
  ]
  await page.goto(`${firm.address}${baits[0]}`)
  await signIn(page, emailOf(firm.told, 'sales'))
  for (const bait of baits) {
    await page.goto(`${firm.address}${bait}`)
    await page
      .locator('#content')
      .getByRole('heading')
      .or(page.getByText('There is no such'))
      .first()
      .waitFor()
    assert.equal(new URL(page.url()).origin, firm.address)
  }
  assert.deepEqual(away, [])
  troubles.splice(0)
})
