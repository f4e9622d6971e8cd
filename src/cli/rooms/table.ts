/** Answers as people read them: a table for a list, names and values for one thing. Pure. */
import type { Json } from '#kernel/contract.ts'

/**
 * The answer as text for a terminal of this width. A list shows what people look for; `isWide` adds what mostly
 * programs do: the ids of other things, revisions, structures.
 */
export function shown(answer: Json, width: number, isWide = false): string {
  if (Array.isArray(answer)) return listOf(answer, width, isWide)
  if (typeof answer !== 'object' || answer === null) return String(answer ?? '')
  const { items, nextCursor, ...others } = answer
  if (Array.isArray(items)) {
    const { groups, ...rest } = others
    const rows = Array.isArray(groups) ? groups.map(groupOf) : items
    const more = typeof nextCursor === 'string' ? [`There is more: --cursor ${nextCursor}`] : []
    const below = Object.keys(rest).length > 0 ? [shown(rest, width, isWide)] : []
    return [listOf(rows, width, isWide), ...below, ...more].join('\n\n')
  }
  return objectOf(answer, width, isWide)
}

type Row = { readonly [name: string]: Json }

/** A group of a list with its sums beside its count. */
function groupOf(group: Json): Json {
  const { amounts, minutes, ...row } = rowOf(group)
  return { ...row, ...rowOf(amounts ?? {}), ...rowOf(minutes ?? {}) }
}

function objectOf(object: Row, width: number, isWide: boolean): string {
  const entries = Object.entries(object)
  if (entries.length > 0 && entries.every(([, value]) => Array.isArray(value) && value.length === 0))
    return 'Nothing.'
  const lists = entries.filter(([, value]) => isTable(value))
  const rest = entries.filter(([, value]) => !isTable(value))
  const longest = Math.max(0, ...rest.map(([name]) => name.length))
  const lines = rest.map(([name, value]) => `${name.padEnd(longest)}  ${cell(value)}`)
  const tables = lists.map(([name, value]) => `${name}\n${listOf(value as Json[], width, isWide)}`)
  return [...(lines.length > 0 ? [lines.join('\n')] : []), ...tables].join('\n\n')
}

const isTable = (value: Json) =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((one) => typeof one === 'object' && one !== null && !Array.isArray(one))

const GAP = 2
const COLUMN_MIN = 8

const rowOf = (item: Json): Row =>
  typeof item === 'object' && item !== null && !Array.isArray(item) ? item : { value: item }

function listOf(items: readonly Json[], width: number, isWide: boolean): string {
  if (items.length === 0) return 'Nothing.'
  const rows = items.map(rowOf)
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const hidden = isWide ? [] : names.filter((name) => isForPrograms(name, rows, names))
  const kept = names.filter((name) => !hidden.includes(name))
  const table = tableOf(rows, kept.length > 0 ? kept : names, width)
  const note = `Not shown: ${hidden.join(', ')}. --output wide shows them.`
  return hidden.length > 0 && kept.length > 0 ? `${table}\n${note}` : table
}

/** Ids of other things, where a thing has one of its own; revisions; structures; and columns with nothing in them. */
function isForPrograms(name: string, rows: readonly Row[], names: readonly string[]): boolean {
  if (name === 'revision') return true
  if (/.Id$/.test(name) && names.includes('id')) return true
  const values = rows.map((row) => row[name] ?? null)
  return values.every((value) => value === null || value === '') || values.some(isStructure)
}

const isStructure = (value: Json) => cell(value).startsWith('{')

function tableOf(rows: readonly Row[], names: readonly string[], width: number): string {
  const cells = rows.map((row) => names.map((name) => cell(row[name] ?? null)))
  const isRight = names.map((_, at) => cells.every((row) => /^(-?[\d.]+( [A-Z]{3})?)?$/.test(row[at] ?? '')))
  const widths = fitted(
    names.map((name, at) => Math.max(name.length, ...cells.map((row) => (row[at] ?? '').length))),
    width,
  )
  const line = (row: readonly string[]) =>
    row
      .map((text, at) => {
        const size = widths[at] ?? 0
        const cut = text.length > size ? `${text.slice(0, size - 1)}…` : text
        return isRight[at] ? cut.padStart(size) : cut.padEnd(size)
      })
      .join(' '.repeat(GAP))
      .trimEnd()
  return [line(names), line(widths.map((size) => '─'.repeat(size))), ...cells.map(line)].join('\n')
}

/** Takes from the widest column until the line fits, or nothing more can be taken. */
function fitted(widths: readonly number[], width: number): number[] {
  const result = [...widths]
  const total = () => result.reduce((sum, size) => sum + size + GAP, -GAP)
  while (total() > width) {
    const widest = Math.max(...result)
    if (widest <= COLUMN_MIN) break
    result[result.indexOf(widest)] = widest - 1
  }
  return result
}

function cell(value: Json): string {
  if (value === null) return ''
  if (Array.isArray(value)) return value.map(cell).join(', ')
  if (typeof value !== 'object') return String(value).replace(/\s+/g, ' ')
  const { amount, currency } = value
  if (amount !== undefined && currency !== undefined) return `${String(amount)} ${String(currency)}`
  return JSON.stringify(value)
}
