/** A list as a workbook (Office Open XML), written as it is read. Text is text there, so nothing in it can be a formula. */
import type { Json } from '#kernel/contract.ts'
import { type Column, cellOf, isExactNumber } from './columns.ts'
import { type Part, zipOf } from './zip.ts'

/** What a sheet holds; a longer list goes on in another one. */
const ROWS_MAX = 1_048_576
/** What a cell holds; longer text ends with a mark that it was longer. */
const CHARACTERS_MAX = 32_767

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaged = 'http://schemas.openxmlformats.org/package/2006'

export function xlsxOf(
  columns: readonly Column[],
  pages: AsyncIterable<readonly Json[]>,
  rowsMax = ROWS_MAX,
): AsyncGenerator<Buffer> {
  return zipOf(partsOf(columns, pages, rowsMax))
}

async function* partsOf(
  columns: readonly Column[],
  pages: AsyncIterable<readonly Json[]>,
  rowsMax: number,
): AsyncGenerator<Part> {
  const rows = rowsIn(pages)[Symbol.asyncIterator]()
  let next = await rows.next()
  let sheets = 0
  const sheet = async function* (): AsyncGenerator<string> {
    yield `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`
    yield `<row>${columns.map(({ name }) => textCell(name)).join('')}</row>`
    for (let count = 1; !next.done && count < rowsMax; count += 1) {
      const row = next.value
      yield `<row>${columns.map((column) => cell(row, column)).join('')}</row>`
      next = await rows.next()
    }
    yield '</sheetData></worksheet>'
  }
  do {
    sheets += 1
    yield { name: `xl/worksheets/sheet${sheets}.xml`, text: sheet() }
  } while (!next.done)
  const numbers = Array.from({ length: sheets }, (_, at) => at + 1)
  yield { name: 'xl/workbook.xml', text: [workbook(numbers)] }
  yield { name: 'xl/_rels/workbook.xml.rels', text: [relations(numbers)] }
  yield { name: '_rels/.rels', text: [root] }
  yield { name: '[Content_Types].xml', text: [types(numbers)] }
}

async function* rowsIn(pages: AsyncIterable<readonly Json[]>): AsyncGenerator<Json> {
  for await (const page of pages) yield* page
}

function cell(row: Json, column: Column): string {
  const text = cellOf(row, column)
  if (text === '') return '<c/>'
  return column.isNumber && isExactNumber(text) ? `<c><v>${text}</v></c>` : textCell(text)
}

const textCell = (text: string) =>
  `<c t="inlineStr"><is><t xml:space="preserve">${escaped(shortened(text))}</t></is></c>`

const shortened = (text: string) =>
  text.length > CHARACTERS_MAX ? `${text.slice(0, CHARACTERS_MAX - 1)}…` : text

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** XML has no place for control characters; neither has a spreadsheet. */
const escaped = (text: string) =>
  text
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters XML cannot hold
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"]/g, (sign) => signs[sign] ?? sign)

const workbook = (sheets: readonly number[]) =>
  `${declaration}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${sheets
    .map((number) => `<sheet name="${number}" sheetId="${number}" r:id="rId${number}"/>`)
    .join('')}</sheets></workbook>`

const relations = (sheets: readonly number[]) =>
  `${declaration}<Relationships xmlns="${packaged}/relationships">${sheets
    .map(
      (number) =>
        `<Relationship Id="rId${number}" Type="${office}/worksheet" Target="worksheets/sheet${number}.xml"/>`,
    )
    .join('')}</Relationships>`

const root = `${declaration}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`

const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const types = (sheets: readonly number[]) =>
  `${declaration}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheetType}.sheet.main+xml"/>${sheets
    .map(
      (number) =>
        `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${sheetType}.worksheet+xml"/>`,
    )
    .join('')}</Types>`
