/** A firm of one's own, from nothing to the first deal, by the way its first screen shows, with imports tried first. */
import assert from 'node:assert/strict'
import test from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { examplePassword } from '../../src/server/example/cast.ts'
import { openBrowsedFirm } from '../browser.ts'
import { choose, done } from '../screens.ts'

const firm = await openBrowsedFirm()
await firm.openAnother('birch')

const people = [
  'Number,Name,Email,Entity,Role,Started On,Hourly Cost,Cost From',
  'B-1,Dana Birch,dana@birch.example,GB,consultant,2026-01-01,64.50,2026-01-01',
  'B-2,Eve Ash,eve@birch.example,XX,consultant,2026-01-01,58.00,2026-01-01',
].join('\n')
const rates = [
  'Rate Card,Currency,Entity,Role,Valid From,Hourly Rate',
  'GB-2026,GBP,GB,consultant,2026-01-01,140',
].join('\n')

async function signInAs(page: Page, email: string): Promise<void> {
  await page.getByLabel('Firm').fill('birch')
  await page.getByLabel('E-mail').fill(email)
  await page.locator('input[name=password]').fill(examplePassword)
  await page.locator('input[name=password]').press('Enter')
  await page.locator('#content').waitFor()
}

/** Opens the form of a step, fills it, and waits until it is done. */
async function step(page: Page, name: string, fill: (form: Locator) => Promise<void>): Promise<void> {
  await page.goto('/set-up')
  await page.getByRole('button', { name, exact: true }).click()
  const form = page.getByRole('dialog')
  await fill(form)
  await form.getByRole('button', { name, exact: true }).click()
  await done(page, name)
}

const british = (page: Page, box: Locator) => choose(page, box, /^GB/, 'united k')
const text = (form: Locator, name: RegExp) => form.getByLabel(name).first()

async function addEntity(page: Page): Promise<void> {
  await step(page, 'Add entity', async (form) => {
    await text(form, /^Code/).fill('GB')
    await text(form, /^Name/).fill('Birch')
    await text(form, /^Legal name/).fill('Birch Consulting Ltd')
    await british(page, form.getByRole('combobox', { name: 'Country' }).first())
    await choose(page, form.getByRole('combobox', { name: 'Currency' }), /^GBP/, 'pound')
    await text(form, /^Street/).fill('1 High Street')
    await text(form, /^City/).fill('Leeds')
    await text(form, /^Postal code/).fill('LS1 1AA')
    await british(page, form.getByRole('combobox', { name: 'Country' }).last())
    await text(form, /^Tax number/).fill('GB123456789')
    await form.getByLabel(/^Name/).last().fill('Aire Bank')
    await text(form, /^IBAN/).fill('GB33BUKB20201555555555')
  })
  await step(page, 'Add tax code', async (form) => {
    await choose(page, form.getByRole('combobox', { name: 'Entity' }), /^GB/)
    await text(form, /^Code/).fill('VAT20')
    await text(form, /^Name/).fill('VAT 20 %')
    await choose(page, form.getByRole('combobox', { name: /^Category/ }), /Standard/i)
    await text(form, /^Percent/).fill('20')
  })
}

/** A file with a wrong row changes nothing; the corrected one is taken whole. */
async function importPeople(page: Page): Promise<void> {
  await page.goto('/set-up')
  await page.getByRole('button', { name: 'Import people' }).click()
  const form = page.getByRole('dialog')
  await upload(form, people)
  await form.getByText('"XX" is not the code of a legal entity').waitFor()
  assert.ok(await form.getByRole('button', { name: 'Import people' }).isDisabled())
  await upload(form, people.replace('XX', 'GB'))
  await form.getByRole('button', { name: 'Import people' }).click()
  await done(page, 'Import people')
}

const upload = (form: Locator, csv: string) =>
  form
    .locator('input[type=file]')
    .setInputFiles({ name: 'import.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })

async function letSignIn(page: Page, name: string, role: string): Promise<void> {
  await page.goto('/people')
  await page.getByRole('row').filter({ hasText: name }).click()
  await page.getByRole('button', { name: 'Let sign in' }).click()
  const form = page.getByRole('dialog')
  await choose(page, form.getByLabel('Access roles').first(), role)
  await form.getByText('Let sign in').first().click()
  await form.locator('input[type=password]').fill(examplePassword)
  await form.getByRole('button', { name: 'Let sign in' }).click()
  await done(page, 'Let sign in')
}

test('an administrator is led from an empty firm to one that can sell and bill', async (t) => {
  const { page } = await firm.open(t)
  await signInAs(page, 'ann@birch.example')
  await page.getByRole('heading', { name: 'Set up the firm' }).waitFor()
  await addEntity(page)
  await step(page, 'Add role', async (form) => {
    await text(form, /^Code/).fill('consultant')
    await text(form, /^Name/).fill('Consultant')
  })
  await importPeople(page)
  await step(page, 'Add a client', async (form) => {
    await text(form, /^Name/).fill('Aire Mills')
    await british(page, form.getByRole('combobox', { name: 'Country' }).first())
    await choose(page, form.getByRole('combobox', { name: 'Currency' }), /^GBP/, 'pound')
  })
  await page.goto('/set-up')
  await page.getByText('6 of 10 done').waitFor()
  await letSignIn(page, 'Dana Birch', 'Delivery lead')
  await letSignIn(page, 'Eve Ash', 'Sales')
})

test('those who were let in give the firm its prices and write down the first deal', async (t) => {
  const { page } = await firm.open(t)
  await signInAs(page, 'dana@birch.example')
  await page.goto('/offers')
  await page.getByRole('button', { name: 'Import rates' }).click()
  const form = page.getByRole('dialog')
  await upload(form, rates)
  await form.getByRole('button', { name: 'Import rates' }).click()
  await done(page, 'Import rates')
  await page.getByText('GB-2026').first().waitFor()
  const { page: sales } = await firm.open(t)
  await signInAs(sales, 'eve@birch.example')
  await sales.goto('/opportunities')
  await sales.getByRole('button', { name: 'New opportunity' }).first().click()
  const deal = sales.getByRole('dialog')
  await text(deal, /^Name/).fill('Mill of tomorrow')
  await choose(sales, deal.getByRole('combobox', { name: 'Client' }), /Aire Mills/, 'Aire')
  await text(deal, /^Amount/).fill('12000')
  await choose(sales, deal.getByRole('combobox', { name: 'Currency' }), /^GBP/, 'pound')
  await text(deal, /^Expected close/).fill('2027-03-01')
  await deal.getByRole('button', { name: 'New opportunity' }).click()
  await sales.getByText('Mill of tomorrow').first().waitFor()
})
