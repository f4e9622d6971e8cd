/** A report as PDF: a title and sections of sentences, facts and tables. What it says is decided by who asks for it. */
import type { PlainDate } from '#kernel/dates.ts'
import type { Labelled } from './invoice-document.ts'
import { grey, hairline, openTable } from './invoice-drawing.ts'
import { type Content, renderPdf, type TableCell } from './pdf.ts'

export interface ReportTable {
  /** Amounts and quantities are set to the right. */
  readonly columns: readonly { readonly title: string; readonly align?: 'left' | 'right' }[]
  readonly rows: readonly (readonly string[])[]
  /** Printed bold under a rule. */
  readonly total?: readonly string[]
}

export interface ReportSection {
  readonly heading: string
  readonly paragraphs?: readonly string[]
  readonly facts?: readonly Labelled[]
  readonly table?: ReportTable
}

export interface Report {
  readonly title: string
  readonly subtitle?: string
  readonly author: string
  readonly datedOn: PlainDate
  readonly language: 'en' | 'de'
  readonly paper: 'A4' | 'LETTER'
  readonly sections: readonly ReportSection[]
}

const accent = '#1f3a5f'
const margin = 50

const pageWords = {
  en: (page: number, pages: number) => `Page ${page} of ${pages}`,
  de: (page: number, pages: number) => `Seite ${page} von ${pages}`,
}

/** Renders a report. Equal data gives equal bytes; a row with more or fewer cells than columns is a fault. */
export function renderReport(report: Report): Promise<Uint8Array> {
  const { title, subtitle, author, language, datedOn, paper, sections } = report
  return renderPdf(
    { title, author, language, datedOn },
    {
      pageSize: paper,
      pageMargins: [margin, 50, margin, 56],
      defaultStyle: { font: 'Roboto', fontSize: 9.5, lineHeight: 1.2, color: '#1c2733' },
      footer: (page, pages) => ({
        margin: [margin, 18, margin, 0],
        fontSize: 8,
        color: grey,
        columns: [
          { text: `${author} · ${title}` },
          { text: pageWords[language](page, pages), alignment: 'right' },
        ],
      }),
      content: [
        { text: title, fontSize: 20, bold: true, color: accent },
        ...(subtitle ? [{ text: subtitle, fontSize: 11, color: grey, marginTop: 2 }] : []),
        ...sections.flatMap(sectionContent),
      ],
    },
  )
}

function sectionContent({ heading, paragraphs = [], facts = [], table }: ReportSection): Content[] {
  return [
    { text: heading, bold: true, fontSize: 12, color: accent, margin: [0, 18, 0, 5], headlineLevel: 1 },
    ...paragraphs.map((text): Content => ({ text, margin: [0, 0, 0, 6] })),
    ...(facts.length > 0 ? [factTable(facts)] : []),
    ...(table ? [tableContent(table)] : []),
  ]
}

function factTable(facts: readonly Labelled[]): Content {
  const body = facts.map(({ label, value }): TableCell[] => [{ text: label, color: grey }, { text: value }])
  return {
    table: { widths: [150, '*'], body },
    layout: { ...openTable, paddingTop: () => 1.5, paddingBottom: () => 1.5 },
    margin: [0, 0, 0, 6],
  }
}

function tableContent({ columns, rows, total }: ReportTable): Content {
  const uneven = [...rows, ...(total ? [total] : [])].find((row) => row.length !== columns.length)
  if (uneven)
    throw new Error(
      `a table of ${columns.length} columns has a row of ${uneven.length}: ${uneven.join(', ')}`,
    )
  const cells = (row: readonly string[], style: object = {}): TableCell[] =>
    row.map((text, column) => ({ text, alignment: columns[column]?.align ?? 'left', ...style }))
  const head = cells(
    columns.map(({ title }) => title),
    { color: grey, fontSize: 8 },
  )
  const body = [head, ...rows.map((row) => cells(row)), ...(total ? [cells(total, { bold: true })] : [])]
  return {
    table: {
      headerRows: 1,
      keepWithHeaderRows: Math.min(1, rows.length),
      dontBreakRows: true,
      widths: columns.map(({ align }, column) => (column === 0 && align !== 'right' ? '*' : 'auto')),
      body,
    },
    layout: {
      hLineWidth: (line: number) =>
        line === 0 ? 0 : line === 1 || (total && line >= rows.length + 1) ? 0.9 : 0.4,
      hLineColor: (line: number) => (line === 1 || (total && line >= rows.length + 1) ? accent : hairline),
      vLineWidth: () => 0,
      paddingLeft: (column: number) => (column === 0 ? 0 : 8),
      paddingRight: () => 0,
      paddingTop: () => 2.8,
      paddingBottom: () => 2.8,
    },
    margin: [0, 0, 0, 4],
  }
}
