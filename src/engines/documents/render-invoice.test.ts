import assert from 'node:assert/strict'
import { test } from 'node:test'
import { add, money } from '#kernel/money.ts'
import { pdfPages } from '#test/pdf-text.ts'
import { exportInvoice, germanInvoice, longInvoice } from '#test/sample-invoices.ts'
import { arithmeticProblem, type InvoiceDocument } from './invoice-document.ts'
import { renderInvoice } from './render-invoice.ts'

/** The text of a page without the places where lines were broken, and with plain spaces. */
const words = (page: string | undefined) => (page ?? '').replace(/[\s\u00a0\u202f]+/g, '')
const says = (page: string | undefined, text: string) =>
  assert.ok(words(page).includes(words(text)), `${text} is not in:\n${page}`)

test('a German invoice says what the law and the client ask for, in German', async () => {
  const [first, second, ...more] = pdfPages(await renderInvoice(germanInvoice()))
  assert.equal(more.length, 0)
  for (const text of [
    'Rechnung DE-2026-00042',
    'USt-IdNr. DE136695976',
    'USt-IdNr. DE811907980',
    '1. März 2026 – 31. März 2026',
    'Fällig am',
    '30. April 2026',
    '4500118273',
    '125,50 Std.',
    'Maximilian Freiherr von Hohenstein-Waldenburg, Principal Architect',
    '42.294,38',
    'Umsatzsteuer 19 %',
    '12.348,93 EUR',
    '77.343,31 EUR',
    'Seite 1 von 2',
  ])
    says(first, text)
  for (const text of ['Obergrenze', '46.505,62 EUR', 'DE89 3705 0198 0001 8020 57', 'Seite 2 von 2'])
    says(second, text)
})

test('an invoice that fits stands on one page, with every tax, its base and its legal note', async () => {
  const pages = pdfPages(await renderInvoice(exportInvoice()))
  assert.equal(pages.length, 1)
  for (const text of [
    'GST 9 % on 2,480.00',
    'SGD 223.20',
    'GST 0 % on 9,308.06',
    'zero-rated under section 21(3)',
    'Reverse charge',
    'SGD 12,011.26',
    '31 March 2026',
    'PayNow UEN',
    'Page 1 of 1',
  ])
    says(pages[0], text)
})

test('all hours of an invoice are written in one way', async () => {
  const invoice = germanInvoice()
  const withHours = async (...minutes: string[]) => {
    const [group, ...groups] = invoice.groups
    const [line] = group?.lines ?? []
    assert.ok(group && line)
    const more = minutes.map((amount) => ({
      ...line,
      quantity: { amount, unit: 'minute' as const },
      amount: money(0n, 'EUR'),
    }))
    const changed = { ...group, lines: [...group.lines, ...more] }
    return pdfPages(await renderInvoice({ ...invoice, groups: [changed, ...groups] })).join(' ')
  }
  for (const hours of ['7,50 Std.', '7,35 Std.']) says(await withHours('450', '441'), hours)
  for (const hours of ['7:30 Std.', '7:20 Std.']) says(await withHours('450', '440'), hours)
})

test('a long invoice numbers its pages, names itself on each, and ends with what is due', async () => {
  const pages = pdfPages(await renderInvoice(longInvoice(100)))
  assert.equal(pages.length, 5)
  for (const [index, page] of pages.entries()) {
    says(page, `Page ${index + 1} of 5`)
    says(page, 'US-2026-00117')
  }
  says(pages[0], 'March 31, 2026')
  says(pages[4], 'USD 112,600.06')
  says(pages[4], '-USD 5,000.00')
  says(pages[4], 'Amount due')
  says(pages[4], 'USD 107,600.06')
  says(pages[4], 'Routing number (ABA)')
})

test('equal data gives equal bytes, other data others', async () => {
  const first = await renderInvoice(germanInvoice())
  assert.deepEqual(await renderInvoice(germanInvoice()), first)
  assert.notDeepEqual(await renderInvoice({ ...germanInvoice(), issuedOn: '2026-04-01' }), first)
})

test('a credit note is called one', async () => {
  const [page] = pdfPages(await renderInvoice({ ...exportInvoice(), kind: 'credit_note' }))
  says(page, 'Credit note SG-2026-00008')
  says(page, 'Credit note number')
})

test('an invoice that does not add up is not printed', () => {
  const invoice = exportInvoice()
  const cent = money(1n, 'SGD')
  const [standard, zeroRated] = invoice.taxes
  assert.ok(standard && zeroRated)
  const rows: readonly (readonly [Partial<InvoiceDocument>, string])[] = [
    [{ subtotal: add(invoice.subtotal, cent) }, 'the lines do not add up to the subtotal'],
    [{ total: add(invoice.total, cent) }, 'subtotal and taxes do not add up to the total'],
    [
      { taxes: [{ ...standard, base: add(standard.base, cent) }, zeroRated] },
      'the lines under GST 9 % do not add up to its base',
    ],
    [{ taxes: [standard] }, 'a line falls under no tax'],
    [{ total: money(invoice.total.minor, 'USD') }, 'the amounts have several currencies'],
    [
      {
        cap: {
          title: 'Cap',
          limit: money(500n, 'SGD'),
          invoiced: money(200n, 'SGD'),
          remaining: money(301n, 'SGD'),
        },
      },
      'the limit less what is invoiced is not what remains',
    ],
  ]
  assert.equal(arithmeticProblem(invoice), null)
  for (const [change, problem] of rows) {
    assert.equal(arithmeticProblem({ ...invoice, ...change }), problem)
    assert.throws(() => renderInvoice({ ...invoice, ...change }), /SG-2026-00008 cannot be printed/)
  }
})

test('a logo that reaches outside itself is not drawn', () => {
  const seller = (svg: string) => ({
    ...exportInvoice(),
    seller: { ...exportInvoice().seller, logo: { svg } },
  })
  for (const inner of [
    '<image href="/etc/hostname"/>',
    '<use xlink:href="http://example.com/a.svg#a"/>',
    '<rect fill="url(http://example.com)"/>',
    '<!ENTITY x SYSTEM "file:///etc/passwd">',
  ])
    assert.throws(
      () => renderInvoice(seller(`<svg xmlns="http://www.w3.org/2000/svg">${inner}</svg>`)),
      /shapes and nothing else/,
    )
})

test('a picture as logo is drawn', async () => {
  const image = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  const invoice = exportInvoice()
  const [page] = pdfPages(await renderInvoice({ ...invoice, seller: { ...invoice.seller, logo: { image } } }))
  says(page, 'Straits Advisory Pte. Ltd.')
})
