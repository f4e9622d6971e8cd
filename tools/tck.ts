/**
 * Runs the tests of the DMN Technology Compatibility Kit (dmn-tck.github.io) against the decisions engine.
 *
 *   node tools/tck.ts FOLDER      FOLDER holds test folders (or one of them), each with a .dmn model and *test*.xml
 *
 * Prints one line a case that fails, a line a folder, and the total; exits with 1 when any case failed.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Decimal } from 'decimal.js'
import { XMLParser } from 'fast-xml-parser'
import {
  compileDecisions,
  compileExpression,
  DecisionError,
  type DecisionModel,
  parseTemporal,
} from '#engines/decisions'

/** A node of the test file, in document order. */
interface TestNode {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly TestNode[]
  readonly text: string
}

/** The outcome of one expected result. */
export interface TckOutcome {
  readonly test: string
  readonly passed: boolean
  readonly message: string
}

const clock = { now: Temporal.Instant.from('2026-01-15T12:00:00Z'), zone: 'UTC' }

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: false,
  parseTagValue: false,
  trimValues: false,
  htmlEntities: true,
})

function nodesOf(raw: unknown): TestNode[] {
  if (!Array.isArray(raw)) return []
  return raw.flatMap((entry: Record<string, unknown>) => {
    const tag = Object.keys(entry).find((key) => key !== ':@')
    if (tag === undefined || tag === '#text' || tag.startsWith('?') || tag === '#comment') return []
    const inner = entry[tag]
    const texts = Array.isArray(inner)
      ? inner.map((i: Record<string, unknown>) => String(i['#text'] ?? ''))
      : []
    const attributes = Object.entries((entry[':@'] ?? {}) as Record<string, string>)
    const name = tag.replace(/^\w+:/, '')
    return [{ name, attributes: new Map(attributes), children: nodesOf(inner), text: texts.join('') }]
  })
}

function isNil(node: TestNode): boolean {
  return [...node.attributes].some(([name, value]) => name.endsWith(':nil') && value === 'true')
}

/** The value of a `<value>`, `<component>`s or `<list>`, its simple values read by `simple`. */
function readValue(node: TestNode, simple: (value: TestNode) => unknown): unknown {
  if (isNil(node)) return null
  const list = node.children.find((c) => c.name === 'list')
  if (list !== undefined)
    return isNil(list)
      ? null
      : list.children.filter((c) => c.name === 'item').map((item) => readValue(item, simple))
  const components = node.children.filter((c) => c.name === 'component')
  if (components.length > 0)
    return Object.fromEntries(components.map((c) => [c.attributes.get('name') ?? '', readValue(c, simple)]))
  const value = node.children.find((c) => c.name === 'value')
  return value === undefined || isNil(value) ? null : simple(value)
}

/** A text without a type in an expectation: older cases mean whatever the result is by it. */
class Untyped {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  toJSON(): string {
    return this.text
  }
}

const NUMBERS = ['decimal', 'double', 'integer', 'int', 'long', 'float']

const CONSTRUCTORS: { readonly [type: string]: string } = {
  date: 'date',
  time: 'time',
  dateTime: 'date and time',
  duration: 'duration',
  dayTimeDuration: 'duration',
  yearMonthDuration: 'duration',
}

function typeOf(node: TestNode): string | undefined {
  return [...node.attributes].find(([name]) => name.endsWith(':type'))?.[1].replace(/^\w+:/, '')
}

/** An expected value; temporal values in the engine's own spelling. */
function expectedValue(node: TestNode): unknown {
  const type = typeOf(node)
  const text = node.text
  if (type === undefined) return new Untyped(text)
  if (type === 'boolean') return isTrue(text)
  if (NUMBERS.includes(type)) return new Decimal(text.trim())
  const named = CONSTRUCTORS[type]
  if (named === undefined) return text
  return compileExpression(`${named}("${text.trim()}")`).evaluate({}, clock) ?? text
}

/** A given value as the engine takes it: of the type the case says, also where the model says none. */
function givenValue(node: TestNode): unknown {
  const type = typeOf(node) ?? 'string'
  if (type === 'boolean') return isTrue(node.text)
  if (NUMBERS.includes(type)) return Number(node.text.trim())
  return CONSTRUCTORS[type] === undefined ? node.text : (parseTemporal(node.text.trim()) ?? node.text)
}

function isTrue(text: string): boolean {
  return text.trim() === 'true' || text.trim() === '1'
}

/** Equal, numbers to eight digits behind the point as the kit's own runners compare. */
function same(actual: unknown, expected: unknown): boolean {
  if (expected instanceof Untyped) return same(actual, ofTypeOf(actual, expected.text))
  if (expected instanceof Decimal) {
    if (typeof actual !== 'number' && typeof actual !== 'string') return false
    try {
      return new Decimal(actual).minus(expected).abs().lt('1e-8')
    } catch {
      return false
    }
  }
  if (Array.isArray(expected)) {
    return (
      Array.isArray(actual) &&
      actual.length === expected.length &&
      expected.every((e, i) => same(actual[i], e))
    )
  }
  if (typeof expected !== 'object' || expected === null) return Object.is(actual, expected)
  if (typeof actual !== 'object' || actual === null || Array.isArray(actual)) return false
  const keys = Object.keys(expected)
  return (
    Object.keys(actual).length === keys.length &&
    keys.every((k) => same(Reflect.get(actual, k), Reflect.get(expected, k)))
  )
}

function ofTypeOf(actual: unknown, text: string): unknown {
  if (typeof actual === 'number') return new Decimal(text.trim())
  return typeof actual === 'boolean' ? isTrue(text) : text
}

const INVOCABLE = ['decisionService', 'bkm']

function runCase(model: DecisionModel, testCase: TestNode): TckOutcome[] {
  const inputs = Object.fromEntries(
    testCase.children
      .filter((c) => c.name === 'inputNode')
      .map((c) => [c.attributes.get('name') ?? '', readValue(c, givenValue)]),
  )
  const invoked = INVOCABLE.includes(testCase.attributes.get('type') ?? '')
  const invocable = invoked ? testCase.attributes.get('invocableName') : undefined
  return testCase.children
    .filter((c) => c.name === 'resultNode')
    .map((result) => {
      const name = result.attributes.get('name') ?? ''
      const expectedNode = result.children.find((c) => c.name === 'expected')
      const expected = expectedNode === undefined ? null : readValue(expectedNode, expectedValue)
      const test = `case ${testCase.attributes.get('id') ?? '?'} ${name}`
      try {
        const { value } = model.evaluate(invocable ?? name, inputs, clock)
        // A service with several outputs gives them together, and a case may be about one of them.
        const isOneOf = invocable !== undefined && invocable !== name && isRecord(value) && name in value
        const of = isOneOf ? value[name] : value
        const passed = same(of, expected)
        return {
          test,
          passed,
          message: passed ? '' : `expected ${JSON.stringify(expected)}, got ${JSON.stringify(of)}`,
        }
      } catch (error) {
        // The kit writes an error as a null result, with or without `errorResult`; a name nobody knows is none.
        const isResult = !(error instanceof DecisionError && error.code === 'decision_not_found')
        return { test, passed: isResult && expected === null, message: String(error) }
      }
    })
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The namespace a model defines. */
function namespaceOf(text: string): string | undefined {
  const definitions = /<(?:[\w-]+:)?definitions\b[^>]*>/.exec(text)?.[0] ?? ''
  return /\snamespace\s*=\s*["']([^"']*)["']/.exec(definitions)?.[1]
}

/** Runs one folder of the kit: every test file in it against the model it names; imports come from it and below it. */
export function runTckFolder(folder: string): TckOutcome[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()
  const models = files.filter((f) => f.endsWith('.dmn'))
  const texts = new Map(models.map((f) => [f, readFileSync(join(folder, f), 'utf8')]))
  const imports = (namespace: string, location: string | undefined) =>
    [...texts.values()].find((text) => namespaceOf(text) === namespace) ??
    (location === undefined ? undefined : texts.get(location))
  return files
    .filter((f) => f.endsWith('.xml') && basename(f).includes('test'))
    .flatMap((f) => {
      const root = nodesOf(parser.parse(readFileSync(join(folder, f), 'utf8'))).find(
        (n) => n.name === 'testCases',
      )
      const named = root?.children.find((c) => c.name === 'modelName')?.text.trim()
      const text = texts.get(named ?? '') ?? texts.get(models[0] ?? '')
      const cases = root?.children.filter((c) => c.name === 'testCase') ?? []
      if (text === undefined) return [{ test: f, passed: false, message: 'no model in this folder' }]
      if (cases.length === 0) return [{ test: f, passed: false, message: 'no case in this file' }]
      try {
        const model = compileDecisions(text, { imports, tolerant: true })
        return cases.flatMap((testCase) => runCase(model, testCase))
      } catch (error) {
        return cases.map((c) => ({
          test: `case ${c.attributes.get('id')}`,
          passed: false,
          message: String(error),
        }))
      }
    })
}

/** The test folders below a folder, or itself when it is one. */
export function tckFolders(folder: string): string[] {
  const entries = readdirSync(folder).map((name) => join(folder, name))
  if (entries.some((entry) => entry.endsWith('.dmn'))) return [folder]
  return entries.filter((entry) => statSync(entry).isDirectory()).flatMap(tckFolders)
}

function main(folder: string | undefined): number {
  if (folder === undefined) {
    console.error('usage: node tools/tck.ts FOLDER')
    return 2
  }
  let passed = 0
  let total = 0
  for (const one of tckFolders(folder).sort()) {
    const outcomes = runTckFolder(one)
    const good = outcomes.filter((o) => o.passed).length
    passed += good
    total += outcomes.length
    console.log(`${good === outcomes.length ? 'pass' : 'FAIL'} ${one} ${good}/${outcomes.length}`)
    for (const o of outcomes) if (!o.passed) console.log(`     ${o.test}: ${o.message}`)
  }
  console.log(`total ${passed}/${total}`)
  return total > 0 && passed === total ? 0 : 1
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = main(process.argv[2])
