import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pdfPages } from '#test/pdf-text.ts'
import { type Report, renderReport } from './render-report.ts'

const report: Report = {
  title: 'From deal to cash',
  subtitle: 'January to March 2026',
  author: 'Harborline Consulting, Inc.',
  datedOn: '2026-04-02',
  language: 'en',
  paper: 'A4',
  sections: [
    {
      heading: 'The engagement',
      paragraphs: ['Won on 8 January, a project eleven days later.'],
      facts: [{ label: 'Client', value: 'Great Lakes Logistics LLC' }],
    },
    {
      heading: 'Trial balance',
      table: {
        columns: [
          { title: 'Account' },
          { title: 'Debit', align: 'right' },
          { title: 'Credit', align: 'right' },
        ],
        rows: Array.from({ length: 60 }, (_, index) => [`${1000 + index} Account`, '1.00', '']),
        total: ['Total', '60.00', '60.00'],
      },
    },
  ],
}

test('a report prints its sections, tables over several pages, and its page numbers', async () => {
  const pages = pdfPages(await renderReport(report))
  assert.equal(pages.length, 2)
  assert.match(pages[0] ?? '', /From deal to cash/)
  assert.match(pages[0] ?? '', /Page 1 of 2/)
  assert.match(pages[1] ?? '', /Account[\s\S]*Debit[\s\S]*60\.00/)
})

test('a row that does not fit its columns is a fault', () => {
  const table = { columns: [{ title: 'A' }, { title: 'B' }], rows: [['only one']] }
  assert.throws(
    () => renderReport({ ...report, sections: [{ heading: 'x', table }] }),
    /2 columns has a row of 1/,
  )
})
