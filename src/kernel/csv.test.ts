import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CellReader, parseCsv, parseDay, readCsv } from './csv.ts'
import { refuseRowErrors } from './import-report.ts'
import { Refused } from './refusal.ts'

const columns = {
  name: { header: 'Name' },
  rate: { header: 'Rate' },
  note: { header: 'Note', optional: true },
}

const refusedWith = (code: string, message: RegExp) => (error: unknown) =>
  error instanceof Refused && error.code === code && message.test(error.message)

test('a CSV text is read as spreadsheets write it', () => {
  const cases: [string, string[][]][] = [
    [
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a,b\r\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      '\uFEFFa,b\n,\n',
      [
        ['a', 'b'],
        ['', ''],
      ],
    ],
    ['"a ""quoted"" one","two\nlines, one comma"\n', [['a "quoted" one', 'two\nlines, one comma']]],
    ['a,""\n', [['a', '']]],
    ['a,', [['a', '']]],
    ['5" pipe,b\n', [['5" pipe', 'b']]],
    ['a\n\nb\n', [['a'], [''], ['b']]],
    ['', []],
  ]
  for (const [text, records] of cases) assert.deepEqual(parseCsv(text), records, JSON.stringify(text))
})

test('a text that is no CSV is refused with its row', () => {
  assert.throws(() => parseCsv('a,b\n1,"open\n2'), refusedWith('import_unreadable', /not closed in row 2/))
  assert.throws(() => parseCsv('a,b\n"1"x,2\n'), refusedWith('import_unreadable', /closing quote in row 2/))
  assert.throws(
    () => readCsv('Name,Rate\nAda\n', columns),
    refusedWith('import_unreadable', /1 cells instead of 2 in row 2/),
  )
})

test('columns are found by their header in any order, unknown ones are named, and empty lines are passed over', () => {
  const table = readCsv('Rate,Colour, Name \n95.5,red, Ada \n\n80,blue,Ben\n', columns)
  assert.deepEqual(table.ignoredColumns, ['Colour'])
  assert.deepEqual(table.rows, [
    { row: 2, cells: { name: 'Ada', rate: '95.5', note: '' } },
    { row: 4, cells: { name: 'Ben', rate: '80', note: '' } },
  ])
})

test('a header row without a needed column, or with one twice, is refused with what is expected', () => {
  assert.throws(
    () => readCsv('Name,Name,Note\na,b,c\n', columns),
    refusedWith(
      'import_columns_wrong',
      /missing: Rate; twice: Name. Expected are Name, Rate, Note \(optional\)/,
    ),
  )
  assert.throws(() => readCsv('', columns), refusedWith('import_columns_wrong', /missing: Name, Rate/))
})

test('all that is wrong with a file is told at once, by row and column', () => {
  const { rows } = readCsv('Name,Rate,Note\n,95.5,\nBen,abc,31.02.2026\nCy,-1,2026-02-31\n', columns)
  const reader = new CellReader(columns)
  for (const row of rows) {
    reader.text(row, 'name')
    reader.decimal(row, 'rate', 2)
    if (row.cells.note !== '') reader.day(row, 'note')
  }
  assert.throws(
    () => refuseRowErrors(reader.errors),
    (error) => {
      assert.ok(error instanceof Refused)
      assert.equal(error.code, 'import_has_errors')
      assert.deepEqual(
        error.problems.map(({ pointer }) => pointer),
        ['/rows/2/Name', '/rows/3/Rate', '/rows/3/Note', '/rows/4/Rate', '/rows/4/Note'],
      )
      return true
    },
  )
  refuseRowErrors([])
})

test('a day is read with or without a time of day behind it', () => {
  const cases = [
    ['2026-07-01', '2026-07-01'],
    ['2026-07-01 10:15', '2026-07-01'],
    ['2026-07-01T10:15:00Z', '2026-07-01'],
    ['2026-02-30', null],
    ['01/07/2026', null],
    ['', null],
  ] as const
  for (const [text, day] of cases) assert.equal(parseDay(text), day, text)
})
