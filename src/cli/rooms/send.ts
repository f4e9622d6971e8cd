/** Sends an operation to a running server. */
import { randomUUID } from 'node:crypto'
import type { Json } from '#kernel/contract.ts'
import type { Operation } from '#kernel/operation.ts'
import type { Options } from './arguments.ts'
import type { Settings } from './settings.ts'

/** A problem document, as far as people are shown it. */
export interface Problem {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly errors?: readonly { pointer: string; detail: string }[]
  readonly traceId?: string
}

/** The server said no. */
export class ProblemAnswer extends Error {
  override name = 'ProblemAnswer'
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail)
    this.problem = problem
  }
}

/** Nobody answers at the address. */
export class Unreachable extends Error {
  override name = 'Unreachable'
}

const ATTEMPTS = 2

/** Gives the answer of the server. A request whose answer got lost is sent again under its key, so it is done once. */
export async function send(
  operation: Operation,
  input: Record<string, Json>,
  { url, token }: Settings,
  options: Partial<Options> & { tenant?: string } = {},
): Promise<Json> {
  const { contract, method, path, target } = operation
  const { [target ?? '']: id, ...rest } = input
  const place = path.replace('{id}', encodeURIComponent(String(id ?? '')))
  const isCommand = method === 'POST'
  const headers: Record<string, string> = {
    accept: 'application/json',
    ...(token ? { authorization: `Bearer ${token}` } : {}),
    ...(options.onBehalfOf ? { 'throughline-on-behalf-of': options.onBehalfOf } : {}),
    ...(options.tenant ? { 'throughline-tenant': options.tenant } : {}),
    'throughline-time-zone': Intl.DateTimeFormat().resolvedOptions().timeZone,
    ...(isCommand ? { 'content-type': 'application/json' } : {}),
    ...(isCommand && !contract.open ? { 'idempotency-key': options.key ?? randomUUID() } : {}),
    ...ifMatch(operation, options.ifMatch),
  }
  const address = `${url}${place}${isCommand ? '' : queryOf(rest)}`
  const body = isCommand ? { body: JSON.stringify(rest) } : {}
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await answerOf(await fetch(address, { method, headers, ...body }))
    } catch (cause) {
      if (cause instanceof ProblemAnswer && (cause.problem.status !== 503 || attempt === ATTEMPTS))
        throw cause
      if (attempt < ATTEMPTS) continue
      throw new Unreachable(
        `Nothing answers at ${url}. Start it with "throughline start", or set THROUGHLINE_URL.`,
        {
          cause,
        },
      )
    }
  }
}

/** Without a revision to compare, a person at the command line means the record as it is now. */
function ifMatch({ contract }: Operation, revision: string | undefined): Record<string, string> {
  if (contract.kind !== 'command' || (!contract.versioned && revision === undefined)) return {}
  return { 'if-match': revision === undefined || revision === '*' ? '*' : `"${revision}"` }
}

function queryOf(fields: Record<string, Json>): string {
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((one) => [name, typeof one === 'object' ? JSON.stringify(one) : String(one)]),
  )
  const query = new URLSearchParams(pairs).toString()
  return query ? `?${query}` : ''
}

async function answerOf(response: Response): Promise<Json> {
  const text = await response.text()
  const parsed = parse(text)
  if (response.ok) return parsed
  const isProblem = typeof parsed === 'object' && parsed !== null && 'code' in parsed
  throw new ProblemAnswer(
    isProblem
      ? (parsed as unknown as Problem)
      : {
          status: response.status,
          code: 'not_a_problem',
          detail: `The answer is ${response.status} ${response.statusText} and not one of Throughline's. Check THROUGHLINE_URL.`,
        },
  )
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    return text
  }
}
