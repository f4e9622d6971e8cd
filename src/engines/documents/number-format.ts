/**
 * How a legal number looks. A format is text with `{number:5}` (the position, at least five digits), and, when
 * numbering starts again each fiscal year, `{year}` or `{yy}`: `DE-{year}-{number:5}` gives `DE-2026-00042`.
 */
import type { PlainDate } from '#kernel/dates.ts'

/** The fiscal year of a counter whose format has no year: it never starts again. */
const NO_YEAR = 0

const token = /\{(year|yy|number)(?::(\d{1,2}))?\}/g

/** Why a format cannot number documents, as a refusal code, or null when it can. */
export function formatRefusal(format: string): 'series_format_invalid' | null {
  const tokens = [...format.matchAll(token)]
  const numbers = tokens.filter((found) => found[1] === 'number')
  const badWidth = tokens.some((found) => found[2] !== undefined && found[1] !== 'number')
  const rest = format.replace(token, '')
  // What is left is printed as it stands: letters, digits and the signs that survive every accounting system.
  const clean = /^[A-Za-z0-9 ./_-]*$/.test(rest)
  return numbers.length === 1 && !badWidth && clean && format.length <= 60 ? null : 'series_format_invalid'
}

/** Does numbering start again each fiscal year? */
export function isYearly(format: string): boolean {
  return /\{(year|yy)\}/.test(format)
}

/** The fiscal year of a date, named by the calendar year in which it ends: with a start in April, 2026-04-01 is in 2027. */
export function fiscalYearOf(date: PlainDate, yearStartMonth: number): number {
  const { year, month } = Temporal.PlainDate.from(date)
  return yearStartMonth > 1 && month >= yearStartMonth ? year + 1 : year
}

/** The counter a date is numbered by: its fiscal year, or one for all years when the format has none. */
export function counterYear(format: string, date: PlainDate, yearStartMonth: number): number {
  return isYearly(format) ? fiscalYearOf(date, yearStartMonth) : NO_YEAR
}

/** A format with its year filled in: what stands before the position, its least digits, and what stands after. */
export interface NumberShape {
  readonly prefix: string
  readonly digits: number
  readonly suffix: string
}

export function numberShape(format: string, fiscalYear: number): NumberShape {
  const dated = format
    .replace('{year}', String(fiscalYear).padStart(4, '0'))
    .replace('{yy}', String(fiscalYear % 100).padStart(2, '0'))
  const match = /^(.*)\{number(?::(\d{1,2}))?\}(.*)$/.exec(dated)
  if (!match) throw new Error(`number format ${format} has no {number}`)
  return { prefix: match[1] ?? '', digits: Number.parseInt(match[2] ?? '1', 10), suffix: match[3] ?? '' }
}
