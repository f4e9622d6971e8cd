import { formatNumber, Num } from './number.ts'
import { FeelFunction, isContext, isList, Range, type Value } from './value.ts'

/** Longest text of one value. What a value holds twice is written twice, so that a small one may have a huge text. */
const CHARACTERS_MAX = 2_000_000

/** The string of a value, as `string()` gives it; null stays null. Strings inside lists and contexts are quoted. */
export function formatValue(value: Value, charactersMax: number): string | null {
  if (value === null) return null
  return typeof value === 'string' ? value : literal(value, charactersMax)
}

/** A value as one would write it, cut off behind `charactersMax` characters. */
export function literal(value: Value, charactersMax = CHARACTERS_MAX): string {
  const writer = new Writer(charactersMax)
  writer.write(value)
  return writer.text
}

/** The beginning of a value as one would write it, for a message. */
export function excerpt(value: Value): string {
  return literal(value, 80).slice(0, 80)
}

class Writer {
  text = ''
  readonly #charactersMax: number
  constructor(charactersMax: number) {
    this.#charactersMax = charactersMax
  }

  write(value: Value): void {
    if (this.#isFull()) return
    if (isList(value)) this.#list(value)
    else if (isContext(value)) this.#context(value)
    else if (value instanceof Range) this.#range(value)
    else this.text += single(value)
  }

  #isFull(): boolean {
    return this.text.length > this.#charactersMax
  }

  #list(values: readonly Value[]): void {
    this.text += '['
    for (const [i, value] of values.entries()) {
      if (this.#isFull()) return
      if (i > 0) this.text += ', '
      this.write(value)
    }
    this.text += ']'
  }

  #context(entries: ReadonlyMap<string, Value>): void {
    this.text += '{'
    let first = true
    for (const [key, value] of entries) {
      if (this.#isFull()) return
      this.text += `${first ? '' : ', '}${keyLiteral(key)}: `
      first = false
      this.write(value)
    }
    this.text += '}'
  }

  #range({ start, end, startIncluded, endIncluded, outside }: Range): void {
    if (outside) this.#operator('!=', start)
    else if (start === null) this.#operator(endIncluded ? '<=' : '<', end)
    else if (end === null) this.#operator(startIncluded ? '>=' : '>', start)
    else {
      this.#operator(startIncluded ? '[' : '(', start)
      this.#operator('..', end)
      this.text += endIncluded ? ']' : ')'
    }
  }

  #operator(operator: string, value: Value): void {
    this.text += operator
    this.write(value)
  }
}

/** A value that holds no others. */
function single(value: Value): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
  if (typeof value === 'boolean') return String(value)
  if (value instanceof Num) return formatNumber(value)
  if (value instanceof FeelFunction) return `function(${value.parameters.join(', ')})`
  return value.toString()
}

/** A key as written in a context: in quotes where its signs would be read as something else. */
function keyLiteral(key: string): string {
  return key === '' || key.trim() !== key || /[{}[\]():,"\\\n\r\t]/.test(key) ? single(key) : key
}
