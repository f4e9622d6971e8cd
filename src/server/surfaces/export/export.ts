/** A whole list as a file: every page of it, read through the cursor and sent as it is read. */
import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { type Json, LIST_LIMIT_MAX } from '#kernel/contract.ts'
import type { Call } from '#kernel/handle.ts'
import type { Operation } from '#kernel/operation.ts'
import { Refused } from '#kernel/refusal.ts'
import { ask } from '#kernel/run.ts'
import type { OpenHouse } from '../../house.ts'
import { type Column, columnsOf } from './columns.ts'
import { csvOf } from './csv.ts'
import { xlsxOf } from './xlsx.ts'

/** What a list can be had as besides JSON, by the word in the query string. */
export const formats = {
  csv: { type: 'text/csv; charset=utf-8', write: csvOf },
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', write: xlsxOf },
} as const

/** The query parameter that asks for a file. */
export const FORMAT = 'format'

/** The query parameter that says which columns a file has, and in which order. */
export const COLUMNS = 'columns'

/** How a list is sent as a file; null for what is no list. */
export function exporting(house: OpenHouse, operation: Operation) {
  const all = columnsOf(operation)
  if (all === null) return null
  return (
    reply: FastifyReply,
    { format, columns }: { readonly format: string; readonly columns: string | undefined },
    input: Record<string, Json>,
    call: Call,
  ) => send({ house, operation, columns: chosenFrom(all, columns) }, reply, format, input, call)
}

/** The columns of these fields, as `number,open,clientName`; what the rows do not have is left out, as screens show more. */
function chosenFrom(all: readonly Column[], columns: string | undefined): readonly Column[] {
  if (columns === undefined) return all
  const chosen = columns.split(',').flatMap((name) => all.filter(({ path }) => path[0] === name.trim()))
  if (chosen.length > 0) return chosen
  const fields = [...new Set(all.map(({ path }) => path[0]))].join(', ')
  throw new Refused('malformed_request', { why: `${COLUMNS} must name some of ${fields}` })
}

interface List {
  readonly house: OpenHouse
  readonly operation: Operation
  readonly columns: readonly Column[]
}

async function send(
  list: List,
  reply: FastifyReply,
  format: string,
  input: Record<string, Json>,
  call: Call,
): Promise<FastifyReply> {
  if (!Object.hasOwn(formats, format))
    throw new Refused('malformed_request', {
      why: `${FORMAT} must be one of ${Object.keys(formats).join(', ')}`,
    })
  const { type, write } = formats[format as keyof typeof formats]
  const { room, verb } = list.operation
  // What is refused is refused with the first page, before anything is sent.
  const first = await pageOf(list, input, call)
  const name = `${room}-${verb}-${call.today}.${format}`
  reply.headers({
    'content-disposition': `attachment; filename="${name}"`,
    'content-security-policy': "default-src 'none'; sandbox",
  })
  return reply
    .type(type)
    .send(Readable.from(write(list.columns, pagesFrom(list, first, input, call)), { objectMode: false }))
}

interface Page {
  readonly items: readonly Json[]
  readonly nextCursor?: string | null
}

async function pageOf(
  { house, operation }: List,
  input: Record<string, Json>,
  call: Call,
  cursor?: string,
): Promise<Page> {
  const isPaged = operation.fields.some(({ name }) => name === 'cursor')
  const { cursor: _given, limit: _limit, groupBy, ...rest } = input
  // A file has rows: all of them, or those of one group.
  const filters = rest['group'] === undefined ? rest : { ...rest, groupBy: groupBy ?? null }
  const whole = isPaged ? { ...filters, limit: LIST_LIMIT_MAX, ...(cursor ? { cursor } : {}) } : input
  return (await ask(house, operation.contract.name, whole, call)) as unknown as Page
}

async function* pagesFrom(
  list: List,
  first: Page,
  input: Record<string, Json>,
  call: Call,
): AsyncGenerator<readonly Json[]> {
  let page = first
  yield page.items
  while (page.nextCursor) {
    page = await pageOf(list, input, call, page.nextCursor)
    yield page.items
  }
}
