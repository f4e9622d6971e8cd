/** The lines of an invoice: one table a group, whose head stays with its first line and comes again on each page. */
import { add, zero } from '#kernel/money.ts'
import type { InvoiceDocument, InvoiceGroup, InvoiceLine } from './invoice-document.ts'
import { type Drawing, grey, hairline } from './invoice-drawing.ts'
import type { Content, TableCell } from './pdf.ts'

type Hours = (minutes: bigint) => string

export function groupTables(drawing: Drawing): Content[] {
  const { invoice, format } = drawing
  const hours = isExact(invoice) ? format.hours : format.clock
  return invoice.groups.map((group) => groupTable(drawing, group, hours))
}

/** Hundredths say all hours of the invoice exactly; a column that mixes two ways of writing hours cannot be added up. */
const isExact = ({ groups }: InvoiceDocument): boolean =>
  groups.every(({ lines }) =>
    lines.every(
      ({ quantity }) => quantity?.unit !== 'minute' || (BigInt(quantity.amount) * 100n) % 60n === 0n,
    ),
  )

function groupTable(drawing: Drawing, group: InvoiceGroup, hours: Hours): Content {
  const { invoice, words, format, accent } = drawing
  const severalTaxes = invoice.taxes.length > 1
  const right = { alignment: 'right', noWrap: true } as const
  const caption = (text: string): TableCell => ({ text, ...right, fontSize: 8, color: grey, marginTop: 1.5 })
  const head: TableCell[] = [
    { text: group.title, bold: true, color: accent },
    caption(words.quantity),
    caption(words.price),
    ...(severalTaxes ? [caption(words.tax)] : []),
    caption(`${words.amount} ${invoice.subtotal.currency}`),
  ]
  const rows = group.lines.map((line) => lineRow(drawing, line, severalTaxes, hours))
  const sum = add(zero(invoice.subtotal.currency), ...group.lines.map((line) => line.amount))
  const withSum = invoice.groups.length > 1 && group.lines.length > 1
  const foot: TableCell[] = [
    { text: `${words.groupTotal} ${group.title}`, bold: true, colSpan: head.length - 1 },
    ...head.slice(2).map((): TableCell => ({})),
    { text: format.amount(sum), ...right, bold: true },
  ]
  const body = [head, ...rows, ...(withSum ? [foot] : [])]
  return {
    table: {
      widths: ['*', 58, 66, ...(severalTaxes ? [40] : []), 76],
      headerRows: 1,
      keepWithHeaderRows: Math.min(2, rows.length),
      dontBreakRows: true,
      body,
    },
    layout: {
      hLineWidth: (line: number) => (line === 0 ? 0 : line === 1 ? 0.9 : 0.4),
      hLineColor: (line: number) => (line === 1 ? accent : hairline),
      vLineWidth: () => 0,
      paddingLeft: (column: number) => (column === 0 ? 0 : 6),
      paddingRight: () => 0,
      paddingTop: () => 3.5,
      paddingBottom: () => 3.5,
    },
    margin: [0, 0, 0, 12],
  }
}

function lineRow(drawing: Drawing, line: InvoiceLine, withTax: boolean, hours: Hours): TableCell[] {
  const { invoice, format } = drawing
  const right = { alignment: 'right', noWrap: true } as const
  const { quantity, price } = line
  const tax = invoice.taxes.find(({ key }) => key === line.tax)
  return [
    {
      stack: [
        { text: line.description },
        ...(line.detail ? [{ text: line.detail, color: grey, fontSize: 8.5 }] : []),
      ],
    },
    { text: quantity ? quantityShown(drawing, quantity, hours) : '', ...right },
    { text: price ? format.decimal(price.amount, 2) : '', ...right },
    ...(withTax ? [{ text: tax ? `${format.decimal(tax.percent, 0)} %` : '', ...right }] : []),
    { text: format.amount(line.amount), ...right },
  ]
}

function quantityShown(
  { words, format }: Drawing,
  { amount, unit }: NonNullable<InvoiceLine['quantity']>,
  hours: Hours,
): string {
  const figure = unit === 'minute' ? hours(BigInt(amount)) : format.decimal(amount, unit === 'hour' ? 2 : 0)
  return `${figure} ${words.units[unit]}`
}
