/** Answers as people read them: a table for a list, names and values for one thing. Pure. */
import type { Json } from '#kernel/contract.ts'

/** The answer as text for a terminal of this width. */
export function shown(answer: Json, width: number): string {
  if (Array.isArray(answer)) return tableOf(answer, width)
  if (typeof answer !== 'object' || answer === null) return String(answer ?? '')
  const { items, nextCursor, ...rest } = answer
  if (Array.isArray(items)) {
    const more = typeof nextCursor === 'string' ? [`There is more: --cursor ${nextCursor}`] : []
    const others = Object.keys(rest).length > 0 ? [shown(rest, width)] : []
    return [tableOf(items, width), ...others, ...more].join('\n\n')
  }
  return objectOf(answer, width)
}

type Row = { readonly [name: string]: Json }

function objectOf(object: Row, width: number): string {
  const entries = Object.entries(object)
  const lists = entries.filter(([, value]) => isTable(value))
  const rest = entries.filter(([, value]) => !isTable(value))
  const longest = Math.max(0, ...rest.map(([name]) => name.length))
  const lines = rest.map(([name, value]) => `${name.padEnd(longest)}  ${cell(value)}`)
  const tables = lists.map(([name, value]) => `${name}\n${tableOf(value as Json[], width)}`)
  return [...(lines.length > 0 ? [lines.join('\n')] : []), ...tables].join('\n\n')
}

const isTable = (value: Json) =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((one) => typeof one === 'object' && one !== null && !Array.isArray(one))

const GAP = 2
const COLUMN_MIN = 8

function tableOf(items: readonly Json[], width: number): string {
  if (items.length === 0) return 'Nothing.'
  const rows = items.map(
    (item): Row =>
      typeof item === 'object' && item !== null && !Array.isArray(item) ? item : { value: item },
  )
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
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
