import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { test } from 'node:test'
import type { z } from 'zod'
import * as access from '#engines/access/contract.ts'
import * as decisions from '#engines/decisions/contract.ts'
import * as documents from '#engines/documents/contract.ts'
import * as exchange from '#engines/exchange/contract.ts'
import * as ledger from '#engines/ledger/contract.ts'
import * as process from '#engines/process/contract.ts'
import * as actuals from '#flow/actuals/contract.ts'
import * as billing from '#flow/billing/contract.ts'
import * as clients from '#flow/clients/contract.ts'
import * as collections from '#flow/collections/contract.ts'
import * as contracts from '#flow/contracts/contract.ts'
import * as credits from '#flow/credits/contract.ts'
import * as firm from '#flow/firm/contract.ts'
import * as offers from '#flow/offers/contract.ts'
import * as opportunities from '#flow/opportunities/contract.ts'
import * as people from '#flow/people/contract.ts'
import * as projects from '#flow/projects/contract.ts'
import * as quotes from '#flow/quotes/contract.ts'
import * as revenue from '#flow/revenue/contract.ts'
import * as staffing from '#flow/staffing/contract.ts'
import * as timesheets from '#flow/timesheets/contract.ts'
import * as insight from '#insight/contract.ts'
import type { Contract } from '#kernel/contract.ts'
import { type JsonSchema, operationOf } from '#kernel/operation.ts'
import { allRefusals } from '#kernel/refusal.ts'
import { everyRoom } from '../../flow/order.ts'
import { englishDeeds } from './english-deeds.ts'
import { germanCommandNames } from './german-command-names.ts'
import { germanFieldNamesA } from './german-field-names-a.ts'
import { germanFieldNamesJ } from './german-field-names-j.ts'
import { germanFindings } from './german-findings.ts'
import { germanHints } from './german-hints.ts'
import { germanMoneyNames } from './german-money-names.ts'
import { germanNames } from './german-names.ts'
import { germanRules } from './german-problems.ts'
import { germanQueryNames } from './german-query-names.ts'
import { germanRefusals } from './german-refusals.ts'
import { germanStateNames } from './german-state-names.ts'
import { germanSummaries } from './german-summaries.ts'

const rooms: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  access,
  ledger,
  decisions,
  documents,
  process,
  exchange,
  firm,
  people,
  clients,
  offers,
  opportunities,
  quotes,
  contracts,
  projects,
  staffing,
  actuals,
  timesheets,
  billing,
  revenue,
  collections,
  credits,
  insight,
}

const isContract = (value: unknown): value is Contract =>
  typeof value === 'object' && value !== null && 'kind' in value && 'examples' in value

const everything = Object.values(rooms).flatMap((room) => Object.values(room).filter(isContract))
const schemas = everything.map(operationOf).flatMap(({ input, output }) => [input, output])

const branches = (schema: JsonSchema): readonly JsonSchema[] => [
  ...(schema.items ? [schema.items] : []),
  ...(schema.anyOf ?? []),
  ...(schema.oneOf ?? []),
  ...((schema['allOf'] as readonly JsonSchema[] | undefined) ?? []),
  ...Object.values((schema['$defs'] as Readonly<Record<string, JsonSchema>> | undefined) ?? {}),
]

/** The fields of a schema, however deep. */
function fieldsIn(schema: JsonSchema): readonly string[] {
  const own = Object.entries(schema.properties ?? {})
  return [
    ...own.flatMap(([name, inner]) => [name, ...fieldsIn(inner)]),
    ...branches(schema).flatMap(fieldsIn),
  ]
}

/** What stands beside the fields of a schema. */
function hintsIn(schema: JsonSchema): readonly string[] {
  return [
    ...(schema.description ? [schema.description] : []),
    ...Object.values(schema.properties ?? {}).flatMap(hintsIn),
    ...branches(schema).flatMap(hintsIn),
  ]
}

/** The words of a schema to choose from. What sorts a list is the name of a field, and is not shown. */
function choicesIn(schema: JsonSchema): readonly string[] {
  const words = [...(schema.enum ?? []), ...(schema.const === undefined ? [] : [schema.const])]
  return [
    ...words.filter((word) => typeof word === 'string'),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, inner]) =>
      name === 'sort' ? [] : choicesIn(inner),
    ),
    ...branches(schema).flatMap(choicesIn),
  ]
}

/** What says how a value is written; the field itself shows it, so nothing stands beside it. */
const formats = new Set([
  'A UUID.',
  'A calendar day, YYYY-MM-DD.',
  'A moment, ISO 8601 with offset.',
  'ISO 4217 currency code.',
  'BCP 47 language tag.',
  'IANA time zone.',
  'An amount of money, as decimal text in major units with its currency.',
  'A price per hour or unit, up to six decimals.',
  'Decimal text, at most 4 digits after the point.',
  'Decimal text, at most 6 digits after the point.',
  'Decimal text, at most 10 digits after the point.',
  'Whole minutes.',
])

/** The words that a schema and all it is made of bring for what breaks their own rules. */
function rulesIn(schema: unknown, seen: Set<unknown>): readonly string[] {
  const def = (schema as z.core.$ZodType | undefined)?._zod?.def as
    | Readonly<Record<string, unknown>>
    | undefined
  if (!def || seen.has(schema)) return []
  seen.add(schema)
  const parts = Object.values(def).flatMap((part) =>
    Array.isArray(part) || (part !== null && typeof part === 'object' && !('_zod' in part))
      ? Object.values(part)
      : [part],
  )
  return [...ruleOf(def['error']), ...parts.flatMap((part) => rulesIn(part, seen))]
}

function ruleOf(error: unknown): readonly string[] {
  const told: unknown = typeof error === 'function' ? error({ code: 'custom', input: '' }) : undefined
  const message = typeof told === 'object' ? (told as { message?: unknown } | null)?.message : told
  return typeof message === 'string' ? [message] : []
}

const withoutGerman = (names: readonly string[]) =>
  [...new Set(names)].filter((name) => !(name in germanNames)).sort()

test('every command and query, and what they belong to, has a German name', () => {
  assert.deepEqual(Object.keys(rooms).sort(), everyRoom.map(({ room }) => room).sort())
  const names = everything.map(({ name }) => name)
  assert.deepEqual(withoutGerman([...names, ...names.map((name) => name.split('.')[0] ?? '')]), [])
})

test('no command is named that does not exist', () => {
  const known = new Set(everything.map(({ name }) => name))
  assert.deepEqual(
    Object.keys(germanNames).filter((name) => name.includes('.') && !known.has(name)),
    [],
  )
})

test('every command says in German what it does, and none that does not exist', () => {
  const commands = everything.filter(({ kind }) => kind === 'command').map(({ name }) => name)
  assert.deepEqual(Object.keys(germanSummaries).sort(), commands.sort())
})

test('every field of a command or query has a German name', () => {
  assert.deepEqual(withoutGerman(schemas.flatMap(fieldsIn)), [])
})

test('every state, kind and other word to choose from has a German name', () => {
  // The star stands for every country, the empty word for nothing; both have words of their own where they are shown.
  assert.deepEqual(
    withoutGerman(schemas.flatMap(choicesIn).filter((word) => word !== '*' && word !== '')),
    [],
  )
})

test('every role has a German name', () => {
  assert.deepEqual(withoutGerman(everything.flatMap(({ roles }) => Object.keys(roles))), [])
})

test('no name has two German words, in two files', () => {
  const files = [
    germanMoneyNames,
    germanCommandNames,
    germanQueryNames,
    germanFieldNamesA,
    germanFieldNamesJ,
    germanStateNames,
  ]
  const names = files.flatMap((file) => Object.keys(file))
  assert.deepEqual(
    names.filter((name, index) => names.indexOf(name) !== index),
    [],
  )
})

test('a hint in German is of a field that still says so in English', () => {
  const told = new Set(schemas.flatMap(hintsIn))
  assert.deepEqual(
    Object.keys(germanHints).filter((hint) => !told.has(hint)),
    [],
  )
})

const declared = [...allRefusals()]
/** What the browser itself finds out: a fault and a server that is away. */
const ownCodes = ['fault', 'unreachable', 'unanswered']

test('every refusal has German, and no German is of a refusal that is gone', () => {
  assert.deepEqual(
    Object.keys(germanRefusals).sort(),
    [...declared.map(([code]) => code), ...ownCodes].sort(),
  )
})

test('German for a refusal is filled from no other values than English is', () => {
  /** Values that only German tells, because in English they are part of a sentence that comes whole. */
  const more: Readonly<Record<string, readonly string[]>> = { import_columns_wrong: ['missing', 'twice'] }
  const wanted = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  for (const [code, { message }] of declared) {
    const known = [...wanted(message), ...(more[code] ?? [])]
    const unknown = wanted(germanRefusals[code] ?? '').filter((name) => !known.includes(name))
    assert.deepEqual(unknown, [], code)
  }
})

test('every finding about a process model, or about bringing what runs to another, has German by its code', async () => {
  const folder = new URL('../../engines/process/', import.meta.url)
  const files = (await readdir(folder, { recursive: true })).filter(
    (name) => /\.ts$/.test(name) && !/\.test\.ts$/.test(name),
  )
  const codes = new Set<string>()
  for (const name of files) {
    const text = await readFile(new URL(name, folder), 'utf8')
    for (const [, code = ''] of text.matchAll(/findings\.(?:error|warning)\(\s*[^,]+?,\s*'([a-z_]+)'/g))
      codes.add(code)
    for (const [, code = ''] of text.matchAll(/\bfinding\('([a-z_]+)'/g)) codes.add(code)
  }
  assert.ok(codes.size > 60, 'the findings are found')
  assert.deepEqual(
    [...codes].filter((code) => !(code in germanFindings)),
    [],
  )
})

test('every rule that a contract words itself has German', () => {
  const words = [...new Set(everything.flatMap(({ input }) => rulesIn(input, new Set())))]
  assert.deepEqual(
    words.filter((rule) => !(rule in germanRules)),
    [],
  )
  assert.ok(words.length > 30, 'the rules of the contracts are found')
})

test('every hint beside a field that people fill in has German', () => {
  const commands = everything.filter(({ kind }) => kind === 'command').map((one) => operationOf(one).input)
  const hints = [...new Set(commands.flatMap(hintsIn))]
  assert.deepEqual(
    hints.filter((hint) => !(hint in germanHints) && !formats.has(hint)),
    [],
  )
})

test('a command of one word is told with its object where no record stands beside it', () => {
  const commands = everything.filter(({ kind }) => kind === 'command').map(({ name }) => name)
  const short = commands.filter((name) => /^[a-z]+\.[a-z]+$/.test(name))
  assert.ok(short.length > 0)
  assert.deepEqual(
    short.filter((name) => !englishDeeds[name]),
    [],
    'add them to english-deeds.ts',
  )
  assert.deepEqual(
    Object.keys(englishDeeds).filter((name) => !commands.includes(name)),
    [],
    'no command is called that',
  )
})

test('a screen asks for permissions there are', async () => {
  const names = new Set(everything.map(({ name }) => name))
  const screens = globSync(new URL('../*/screens.ts', import.meta.url).pathname)
  const asked = screens.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/'([a-z]+\.[a-z]\w*)'/gi)])
  assert.ok(asked.length > screens.length)
  assert.deepEqual(
    asked.map(([, name = '']) => name).filter((name) => !names.has(name)),
    [],
  )
})

test('what is secret is typed unseen', () => {
  const secrets = everything.flatMap((contract) =>
    ('secrets' in contract ? (contract.secrets as readonly string[]) : []).flatMap((name) => {
      const field = operationOf(contract).input.properties?.[name]
      return field ? [[`${contract.name} ${name}`, field['format']] as const] : []
    }),
  )
  assert.ok(secrets.length > 0)
  assert.deepEqual(
    secrets.filter(([, format]) => format !== 'password'),
    [],
  )
})
