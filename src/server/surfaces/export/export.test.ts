import assert from 'node:assert/strict'
import test from 'node:test'
import { crc32, inflateRawSync } from 'node:zlib'
import { parseCsv } from '#kernel/csv.ts'
import { operationOf } from '#kernel/operation.ts'
import { openTestHouse } from '#test/house.ts'
import { openReceivables } from '#test/receivables.ts'
import { openHttp } from '../../http.ts'
import { type Column, columnsOf } from './columns.ts'
import { csvOf } from './csv.ts'
import { COLUMNS, FORMAT } from './export.ts'
import { xlsxOf } from './xlsx.ts'

const house = await openTestHouse(undefined, { now: Temporal.Now.instant().toString() })
await house.as('controller').run('firm.setUp')
const app = await openHttp({ house: house.house })
test.after(() => app.close())
const key = async (role: string) =>
  (await house.as(role).run('access.createApiKey', { name: role })).key as string
const sales = { authorization: `Bearer ${await key('sales')}` }
const operations = [...house.house.registry.values()].map(({ contract }) => operationOf(contract))

/** The files of a ZIP, read by its central directory as every reader does. */
function unzip(bytes: Buffer): Map<string, string> {
  const files = new Map<string, string>()
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  let at = bytes.readUInt32LE(end + 16)
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count -= 1) {
    const compressed = bytes.readUInt32LE(at + 20)
    const nameLength = bytes.readUInt16LE(at + 28)
    const local = bytes.readUInt32LE(at + 42)
    const from = local + 30 + bytes.readUInt16LE(local + 26)
    const name = bytes.subarray(at + 46, at + 46 + nameLength).toString()
    const content = inflateRawSync(bytes.subarray(from, from + compressed))
    // As every reader checks: the sum and the length of the list, and the same behind the data.
    assert.deepEqual(
      [crc32(content), content.length],
      [bytes.readUInt32LE(at + 16), bytes.readUInt32LE(at + 24)],
    )
    assert.equal(bytes.readUInt32LE(from + compressed + 4), bytes.readUInt32LE(at + 16))
    assert.equal(bytes.readUInt32LE(from + compressed + 8), compressed)
    files.set(name, content.toString())
    at += 46 + nameLength
  }
  return files
}

async function* once<T>(...pages: T[]): AsyncGenerator<T> {
  yield* pages
}
async function bytesOf(parts: AsyncIterable<string | Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const part of parts) chunks.push(Buffer.from(part))
  return Buffer.concat(chunks)
}

test('every list can be had as a table, and none has a filter of that name', () => {
  const lists = operations.filter((operation) => columnsOf(operation) !== null)
  assert.ok(lists.length > 25)
  for (const { contract, fields } of lists)
    assert.ok(!fields.some(({ name }) => name === FORMAT || name === COLUMNS), contract.name)
  for (const operation of lists)
    assert.ok(
      (columnsOf(operation) ?? []).every(({ name }) => name !== ''),
      operation.contract.name,
    )
})

test('a list of several pages is one file, whatever page size was asked for', async () => {
  for (let at = 0; at < 205; at += 1)
    await house.as('sales').run('clients.create', { name: `Client ${at}`, country: 'DE', currency: 'EUR' })
  const reply = await app.inject({ url: '/v1/clients?format=csv&limit=5&sort=-name', headers: sales })
  assert.equal(reply.statusCode, 200)
  assert.match(String(reply.headers['content-type']), /^text\/csv/)
  assert.match(
    String(reply.headers['content-disposition']),
    /^attachment; filename="clients-list-\d{4}-\d\d-\d\d\.csv"$/,
  )
  assert.equal(reply.headers['x-content-type-options'], 'nosniff')
  const [heads = [], ...rows] = parseCsv(reply.body.replace(/^\u{FEFF}/u, ''))
  assert.equal(rows.filter((row) => row.length > 1).length, 205)
  const names = rows.map((row) => row[heads.indexOf('name')])
  assert.deepEqual(names.slice(0, 2), ['Client 99', 'Client 98'])
  const filtered = await app.inject({ url: '/v1/clients?format=csv&search=Client%20204', headers: sales })
  assert.equal(filtered.body.trim().split('\r\n').length, 2)
  const rowsIn = async (query: string) =>
    (await app.inject({ url: `/v1/clients?format=csv&${query}`, headers: sales })).body.trim().split('\r\n')
      .length - 1
  assert.deepEqual(
    [
      await rowsIn('groupBy=state'),
      await rowsIn('groupBy=country&group=DE'),
      await rowsIn('groupBy=country&group=FR'),
    ],
    [205, 205, 0],
    'a grouped list is exported as its rows, a group as its own',
  )
})

test('a file has the columns that are asked for, in their order, and says which there are when none is', async () => {
  const get = (columns: string) =>
    app.inject({ url: `/v1/clients?format=csv&search=Client%20204&columns=${columns}`, headers: sales })
  const lines = (await get('country,actions,name')).body
    .replace(/^\u{FEFF}/u, '')
    .trim()
    .split('\r\n')
  assert.deepEqual(lines, ['country,name', 'DE,Client 204'])
  const refused = await get('actions')
  assert.equal(refused.statusCode, 400)
  assert.match(refused.json().detail, /columns must name some of .*country/)
})

test('an amount is its value and its currency, a number in a workbook and never a float', async (t) => {
  const own = await openTestHouse(t)
  const firm = await openReceivables(own)
  own.clock.now = Temporal.Instant.from('2026-05-20T08:00:00Z')
  await firm.supportInvoices(['2026-04-01'])
  const server = await openHttp({ house: own.house })
  t.after(() => server.close())
  own.clock.now = Temporal.Now.instant()
  const { key: token } = await own.as('billing').run('access.createApiKey', { name: 'b' })
  const headers = { authorization: `Bearer ${token}` }
  const csv = await server.inject({ url: '/v1/billing/invoices?format=csv', headers })
  const [heads = [], row = []] = parseCsv(csv.body.replace(/^\u{FEFF}/u, ''))
  const at = (name: string) => row[heads.indexOf(name)]
  assert.deepEqual([at('gross.amount'), at('gross.currency')], ['2725.00', 'USD'])
  const xlsx = await server.inject({ url: '/v1/billing/invoices?format=xlsx', headers })
  const sheet = unzip(xlsx.rawPayload).get('xl/worksheets/sheet1.xml') ?? ''
  assert.match(sheet, /<c><v>2725\.00<\/v><\/c><c t="inlineStr"><is><t xml:space="preserve">USD/)
})

test('nothing in a list becomes a formula, and no number becomes text', async () => {
  const columns: Column[] = [
    { name: 'name', path: ['name'], isNumber: false },
    { name: 'amount', path: ['amount'], isNumber: true },
  ]
  const nasty = [
    '=HYPERLINK("http://evil.example")',
    '+cmd|calc',
    '-2+3',
    '@SUM(A1)',
    '\t=1',
    ' =1',
    '＝1+1',
    'a"b,c\nd',
    '-5',
  ]
  const rows = nasty.map((name) => ({ name, amount: '-12.50' }))
  const csv = (await bytesOf(csvOf(columns, once(rows)))).toString()
  const [, ...told] = parseCsv(csv.replace(/^\u{FEFF}/u, ''))
  for (const [index, name] of nasty.entries()) {
    const cell = told[index]?.[0] ?? ''
    assert.equal(cell, ['a"b,c\nd', '-5'].includes(name) ? name : `'${name}`)
    assert.equal(told[index]?.[1], '-12.50')
  }
  const sheet = unzip(await bytesOf(xlsxOf(columns, once(rows)))).get('xl/worksheets/sheet1.xml') ?? ''
  assert.doesNotMatch(sheet, /<f>/)
  assert.match(sheet, /=HYPERLINK\(&quot;http/)
  const amount = { name: 'n', path: ['n'], isNumber: true }
  const formula = (await bytesOf(csvOf([amount], once([{ n: '=1' }])))).toString()
  assert.match(formula, /'=1/)
})

test('a workbook has every part a reader needs, and a list too long for a sheet goes on in another', async () => {
  const column = { name: 'n', path: ['n'], isNumber: true }
  const rows = Array.from({ length: 7 }, (_, n) => ({ n, text: '\u0000<&' }))
  const columns = [column, { name: 'text', path: ['text'], isNumber: false }]
  const bytes = await bytesOf(xlsxOf(columns, once(rows.slice(0, 4), rows.slice(4)), 4))
  const files = unzip(bytes)
  assert.deepEqual([...files.keys()].sort(), [
    '[Content_Types].xml',
    '_rels/.rels',
    'xl/_rels/workbook.xml.rels',
    'xl/workbook.xml',
    'xl/worksheets/sheet1.xml',
    'xl/worksheets/sheet2.xml',
    'xl/worksheets/sheet3.xml',
  ])
  const values = [...files.values()].flatMap((text) => [...text.matchAll(/<v>(\d+)<\/v>/g)].map(([, n]) => n))
  assert.deepEqual(values.sort(), ['0', '1', '2', '3', '4', '5', '6'])
  assert.match(files.get('xl/worksheets/sheet1.xml') ?? '', /preserve">&lt;&amp;</)
})

test('what is refused is refused before a file begins', async () => {
  const ask = async (url: string, headers = sales) =>
    (await app.inject({ url, headers })).json().code as string
  assert.equal(await ask('/v1/clients?format=pdf'), 'malformed_request')
  assert.equal(await ask('/v1/clients?format=csv&colour=red'), 'invalid_input')
  assert.equal(await ask('/v1/clients?format=csv', {} as never), 'unauthenticated')
  assert.equal(await ask('/v1/access/principals?format=csv'), 'not_permitted')
  assert.equal(await ask('/v1/access/who-am-i?format=csv'), 'invalid_input')
})
