/** An invoice as PDF: letterhead, parties, lines in groups, taxes, total and how to pay. */
import { negate } from '#kernel/money.ts'
import { amountDue, arithmeticProblem, type InvoiceDocument, type Labelled } from './invoice-document.ts'
import { type Drawing, grey, hairline, openTable } from './invoice-drawing.ts'
import { groupTables } from './invoice-lines.ts'
import { invoiceWords } from './invoice-words.ts'
import { localeFormat } from './locale-format.ts'
import { type Content, logoContent, renderPdf, type TableCell } from './pdf.ts'

const margin = 54
/** Width between the margins, in points. */
const width = { A4: 595.28 - 2 * margin, LETTER: 612 - 2 * margin }

/** Renders an invoice. Equal data gives equal bytes. Data that does not add up is a fault. */
export function renderInvoice(invoice: InvoiceDocument): Promise<Uint8Array> {
  const problem = arithmeticProblem(invoice)
  if (problem) throw new Error(`invoice ${invoice.number} cannot be printed: ${problem}`)
  const words = invoiceWords[invoice.language]
  const format = localeFormat(invoice.locale)
  const drawing: Drawing = { invoice, words, format, accent: invoice.seller.accent ?? '#1f3a5f' }
  const title = `${titleOf(drawing)} ${invoice.number}`
  const { seller, paper } = invoice
  return renderPdf(
    { title, author: seller.name, language: invoice.locale, datedOn: invoice.issuedOn },
    {
      pageSize: paper,
      pageMargins: [margin, 54, margin, 76],
      defaultStyle: { font: 'Roboto', fontSize: 9.5, lineHeight: 1.2, color: '#1c2733' },
      header: (page) => (page === 1 ? null : runningHead(seller.name, title)),
      footer: (page, pages) => footer(drawing, words.page(page, pages)),
      content: [
        letterhead(drawing),
        parties(drawing),
        heading(drawing, title),
        ...groupTables(drawing),
        { stack: totals(drawing), unbreakable: true },
        ...taxNotes(drawing),
        ...capStatement(drawing),
        ...(invoice.notes ?? []).map((text): Content => ({ text, margin: [0, 0, 0, 8] })),
        invoice.kind === 'invoice' ? payment(drawing) : { text: invoice.terms, margin: [0, 6, 0, 0] },
      ],
    },
  )
}

const titleOf = ({ invoice, words }: Drawing) =>
  invoice.kind === 'invoice' ? words.invoice : words.creditNote

function runningHead(seller: string, title: string): Content {
  return {
    margin: [margin, 26, margin, 0],
    columns: [
      { text: seller, color: grey, fontSize: 8 },
      { text: title, color: grey, fontSize: 8, alignment: 'right' },
    ],
  }
}

function letterhead({ invoice: { seller }, accent }: Drawing): Content {
  const mark: Content = seller.logo
    ? logoContent(seller.logo, [190, 46])
    : { text: seller.name, fontSize: 17, bold: true, color: accent }
  const contact = [...seller.address, ...seller.contact.map(({ label, value }) => `${label} ${value}`.trim())]
  return {
    columns: [
      { width: '*', stack: [mark] },
      {
        width: 190,
        stack: [
          ...(seller.logo ? [{ text: seller.name, bold: true }] : []),
          ...contact.map((text) => ({ text, color: grey })),
        ],
        fontSize: 8.5,
        alignment: 'right',
      },
    ],
    columnGap: 24,
    margin: [0, 0, 0, 26],
  }
}

function parties({ invoice, words, format, accent }: Drawing): Content {
  const { buyer, servicePeriod } = invoice
  const facts: Labelled[] = [
    { label: invoice.kind === 'invoice' ? words.number : words.creditNumber, value: invoice.number },
    { label: words.issuedOn, value: format.date(invoice.issuedOn) },
    ...(servicePeriod
      ? [
          {
            label: words.servicePeriod,
            value: `${format.date(servicePeriod.from)} – ${format.date(servicePeriod.to)}`,
          },
        ]
      : []),
    ...invoice.references,
    ...(invoice.kind === 'invoice' ? [{ label: words.dueOn, value: format.date(invoice.dueOn) }] : []),
  ]
  const rows = facts.map(({ label, value }): TableCell[] => [
    { text: label, color: grey },
    { text: value, bold: value === invoice.number },
  ])
  return {
    columns: [
      {
        width: '*',
        stack: [
          { text: words.billTo, color: accent, bold: true, fontSize: 8.5, margin: [0, 0, 0, 4] },
          { text: buyer.name, bold: true, fontSize: 10.5 },
          ...buyer.address.map((text) => ({ text })),
          ...buyer.taxIds.map(({ label, value }) => ({
            text: `${label} ${value}`,
            color: grey,
            fontSize: 8.5,
            marginTop: 3,
          })),
        ],
      },
      {
        width: 262,
        table: { widths: [100, '*'], body: rows },
        layout: { ...openTable, paddingTop: () => 1.4, paddingBottom: () => 1.4 },
        fontSize: 9,
      },
    ],
    columnGap: 24,
    margin: [0, 0, 0, 24],
  }
}

function heading({ invoice, accent }: Drawing, title: string): Content {
  return {
    stack: [
      { text: title, fontSize: 19, bold: true, color: accent },
      ...(invoice.subject ? [{ text: invoice.subject, fontSize: 11, marginTop: 2 }] : []),
      ...(invoice.introduction ? [{ text: invoice.introduction, marginTop: 10 }] : []),
    ],
    margin: [0, 0, 0, 16],
  }
}

function totals({ invoice, words, format, accent }: Drawing): Content[] {
  const due = amountDue(invoice)
  const prepaid = invoice.prepaid?.minor ? invoice.prepaid : undefined
  const row = (label: string, amount: string, style: object = {}): TableCell[] => [
    { text: label, ...style },
    { text: amount, alignment: 'right', noWrap: true, ...style },
  ]
  const strong = { bold: true, fontSize: 12, color: accent }
  const body = [
    row(words.subtotal, format.money(invoice.subtotal)),
    ...invoice.taxes.map((tax) =>
      row(
        invoice.taxes.length > 1 ? `${tax.label} ${words.on} ${format.amount(tax.base)}` : tax.label,
        format.money(tax.amount),
      ),
    ),
    row(words.total, format.money(invoice.total), prepaid ? { bold: true } : strong),
  ]
  const totalAt = body.length - 1
  if (prepaid) {
    body.push(row(words.prepaid, format.money(negate(prepaid))))
    body.push(row(words.due, format.money(due), strong))
  }
  const ruled = new Set([totalAt, body.length - 1, body.length])
  return [
    {
      columns: [
        { width: '*', text: '' },
        {
          width: 270,
          table: { widths: ['*', 'auto'], body },
          layout: {
            ...openTable,
            hLineWidth: (line: number) => (ruled.has(line) ? (line === totalAt && prepaid ? 0.6 : 1.2) : 0),
            hLineColor: () => accent,
            paddingTop: () => 3,
            paddingBottom: () => 3,
          },
        },
      ],
      margin: [0, 2, 0, 10],
    },
  ]
}

function taxNotes({ invoice }: Drawing): Content[] {
  return invoice.taxes.flatMap(({ note }) => (note ? [{ text: note, margin: [0, 0, 0, 8] } as Content] : []))
}

function capStatement({ invoice: { cap }, words, format }: Drawing): Content[] {
  if (!cap) return []
  const figure = (label: string, value: string): Content => ({
    stack: [
      { text: label, color: grey, fontSize: 8 },
      { text: value, bold: true },
    ],
  })
  const columns = [
    figure(words.capLimit, format.money(cap.limit)),
    figure(words.capInvoiced, format.money(cap.invoiced)),
    figure(words.capRemaining, format.money(cap.remaining)),
  ]
  return [
    {
      unbreakable: true,
      margin: [0, 6, 0, 10],
      table: {
        widths: ['*'],
        body: [
          [
            {
              stack: [
                { text: cap.title, bold: true, margin: [0, 0, 0, 4] },
                { columns, columnGap: 12 },
              ],
            },
          ],
        ],
      },
      layout: {
        hLineWidth: () => 0.6,
        vLineWidth: () => 0.6,
        hLineColor: () => hairline,
        vLineColor: () => hairline,
        paddingLeft: () => 10,
        paddingRight: () => 10,
        paddingTop: () => 7,
        paddingBottom: () => 7,
      },
    },
  ]
}

function payment({ invoice, words, format, accent }: Drawing): Content {
  const facts = (list: readonly Labelled[], labelWidth: number): Content => ({
    table: {
      widths: [labelWidth, '*'],
      body: list.map(({ label, value }): TableCell[] => [{ text: label, color: grey }, { text: value }]),
    },
    layout: { ...openTable, paddingTop: () => 1, paddingBottom: () => 1 },
  })
  const ours = [
    { label: words.due, value: format.money(amountDue(invoice)) },
    { label: words.dueOn, value: format.date(invoice.dueOn) },
    { label: words.paymentReference, value: invoice.paymentReference },
  ]
  return {
    unbreakable: true,
    margin: [0, 6, 0, 0],
    stack: [
      { text: words.payment, color: accent, bold: true, fontSize: 10.5, margin: [0, 0, 0, 3] },
      { text: invoice.terms, margin: [0, 0, 0, 7] },
      {
        columns: [
          { width: '*', stack: [facts(ours, 96)] },
          {
            width: 270,
            stack:
              invoice.bank.details.length === 0
                ? []
                : [
                    { text: invoice.bank.title, bold: true, margin: [0, 1, 0, 1] },
                    facts(invoice.bank.details, 112),
                  ],
          },
        ],
        columnGap: 16,
      },
    ],
  }
}

function footer({ invoice: { seller, paper } }: Drawing, page: string): Content {
  const small = { fontSize: 7.5, color: grey, lineHeight: 1.15 }
  return {
    margin: [margin, 14, margin, 0],
    stack: [
      {
        canvas: [
          { type: 'line', x1: 0, y1: 0, x2: width[paper], y2: 0, lineWidth: 0.6, lineColor: hairline },
        ],
      },
      {
        margin: [0, 6, 0, 0],
        columns: [
          {
            width: '*',
            ...small,
            text: [seller.name, ...seller.taxIds.map(({ label, value }) => `${label} ${value}`)].join('\n'),
          },
          { width: '*', ...small, text: seller.registration.join('\n') },
          { width: 90, ...small, text: page, alignment: 'right' },
        ],
        columnGap: 16,
      },
    ],
  }
}
