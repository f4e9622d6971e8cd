/** What a person typed after the room, as a request. Pure: the words in, the meaning out, or a sentence about what is wrong. */
import type { Json } from '#kernel/contract.ts'
import type { JsonSchema, Operation } from '#kernel/operation.ts'
import { queryReader } from '../../server/surfaces/query-string.ts'

/** The words do not mean anything; the message says what would. */
export class UsageFault extends Error {
  override name = 'UsageFault'
}

export interface Typed {
  readonly input: Record<string, Json>
  /** `--json` as typed: JSON, `@file` or `-` for standard input; what it holds is read by the caller. */
  readonly json: string | undefined
  readonly options: Options
}

/** What is not part of the input. */
export interface Options {
  readonly output: 'table' | 'wide' | 'json'
  readonly help: boolean
  readonly key: string | undefined
  readonly ifMatch: string | undefined
  readonly onBehalfOf: string | undefined
}

const taken = ['output', 'json', 'key', 'if-match', 'on-behalf-of'] as const

/** Reads `[id] [--field value ...]` for an operation. Field names may be typed as `--valid-from` or `--validFrom`. */
export function readArguments(operation: Operation, words: readonly string[]): Typed {
  const { flags, places } = split(words, booleansOf(operation))
  const fields = new Map(operation.fields.map((field) => [kebab(field.name), field]))
  const input: Record<string, Json> = {}
  if (places.length > (operation.target ? 1 : 0))
    throw new UsageFault(`"${places.at(-1)}" is one word too many; name fields as --field value.`)
  if (operation.target && places[0] !== undefined) input[operation.target] = places[0]
  const texts: Record<string, string[]> = {}
  for (const [flag, values] of flags) {
    if (flag === 'help' || (taken as readonly string[]).includes(flag)) continue
    const name = kebab(flag)
    if (operation.target && name === kebab(operation.target)) {
      input[operation.target] = values[0] ?? ''
      continue
    }
    const field = fields.get(name)
    if (!field)
      throw new UsageFault(
        `There is no --${flag}. See "throughline ${operation.room} ${operation.verb} --help".`,
      )
    const money = isMoney(field.schema) ? readMoney(values[0] ?? '') : null
    if (money) input[field.name] = money
    else texts[field.name] = values
  }
  const one = (flag: (typeof taken)[number]) => flags.get(flag)?.at(-1)
  const output = one('output') ?? 'table'
  if (output !== 'table' && output !== 'wide' && output !== 'json')
    throw new UsageFault('--output is table, wide or json.')
  return {
    input: { ...input, ...queryReader(operation)(texts) },
    json: one('json'),
    options: {
      output,
      help: flags.has('help'),
      key: one('key'),
      ifMatch: one('if-match'),
      onBehalfOf: one('on-behalf-of'),
    },
  }
}

function split(words: readonly string[], booleans: ReadonlySet<string>) {
  const flags = new Map<string, string[]>()
  const places: string[] = []
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? ''
    const parts = /^--([A-Za-z][\w-]*)(?:=([\s\S]*))?$/.exec(word === '-h' ? '--help' : word)
    if (!parts) {
      places.push(word)
      continue
    }
    const [, name = '', given] = parts
    const isSwitch = name === 'help' || booleans.has(kebab(name))
    const opposite = /^no-(.+)$/.exec(name)?.[1]
    if (opposite && booleans.has(kebab(opposite))) {
      flags.set(opposite, ['false'])
      continue
    }
    const next = words[at + 1]
    let value = given
    if (value === undefined && isSwitch) value = next === 'true' || next === 'false' ? next : 'true'
    if (value === undefined || (isSwitch && given === undefined && value === next)) {
      if (next === undefined) throw new UsageFault(`--${name} needs a value.`)
      value = next
      at += 1
    }
    flags.set(name, [...(flags.get(name) ?? []), value])
  }
  return { flags, places }
}

const booleansOf = ({ fields }: Operation) =>
  new Set(fields.filter(({ schema }) => schema.type === 'boolean').map(({ name }) => kebab(name)))

/** As the command line spells a field. */
export const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** Is it an amount with its currency? People type those as one word: 1234.50EUR. */
export const isMoney = ({ properties }: JsonSchema) =>
  properties !== undefined && Object.keys(properties).sort().join() === 'amount,currency'

function readMoney(text: string): Json | null {
  const parts = /^(-?\d+(?:\.\d+)?) ?([A-Z]{3})$/.exec(text)
  return parts ? { amount: parts[1] ?? '', currency: parts[2] ?? '' } : null
}
