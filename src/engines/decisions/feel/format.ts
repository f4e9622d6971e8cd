import { formatNumber, Num } from './number.ts'
import { formatDate } from './temporal.ts'
import { FeelFunction, isContext, isList, Range, type Value } from './value.ts'

/** The string of a value, as `string()` gives it; null stays null. Strings inside lists and contexts are quoted. */
export function formatValue(value: Value): string | null {
  if (value === null) return null
  return typeof value === 'string' ? value : literal(value)
}

/** A value as one would write it. */
export function literal(value: Value): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
  if (typeof value === 'boolean') return String(value)
  if (value instanceof Num) return formatNumber(value)
  if (value instanceof Temporal.PlainDate) return formatDate(value)
  if (isList(value)) return `[${value.map(literal).join(', ')}]`
  if (isContext(value))
    return `{${[...value].map(([key, entry]) => `${keyLiteral(key)}: ${literal(entry)}`).join(', ')}}`
  if (value instanceof Range) return formatRange(value)
  if (value instanceof FeelFunction) return `function(${value.parameters.join(', ')})`
  return value.toString()
}

/** A key as written in a context: in quotes where its signs would be read as something else. */
function keyLiteral(key: string): string {
  return key === '' || key.trim() !== key || /[{}[\]():,"\\\n\r\t]/.test(key) ? literal(key) : key
}

function formatRange(range: Range): string {
  if (range.outside) return `!=${literal(range.start)}`
  if (range.start === null) return `${range.endIncluded ? '<=' : '<'}${literal(range.end)}`
  if (range.end === null) return `${range.startIncluded ? '>=' : '>'}${literal(range.start)}`
  return `${range.startIncluded ? '[' : '('}${literal(range.start)}..${literal(range.end)}${range.endIncluded ? ']' : ')'}`
}
