/** Figures as people read them, by locale. Amounts stay decimal text until they are shown: no float touches money. */
import { readDecimal, type Sign, writeDecimal } from './decimal.ts'
import { locale } from './words.ts'
import { zone } from './zone.ts'

export interface WireMoney {
  readonly amount: string
  readonly currency: string
}

const formats = new Map<string, Intl.NumberFormat>()

function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale()} ${JSON.stringify(options)}`
  let format = formats.get(key)
  if (!format) {
    format = new Intl.NumberFormat(locale(), options)
    formats.set(key, format)
  }
  return format
}

/** `1234.50 EUR` as `1.234,50 €`. Formats take decimal text exactly. */
export function formatMoney({ amount, currency }: WireMoney): string {
  return numberFormat({ style: 'currency', currency }).format(amount as Intl.StringNumericLiteral)
}

/** A price per hour or unit: it may have more decimals than its currency. */
export function formatRate({ amount, currency }: WireMoney): string {
  return numberFormat({ style: 'currency', currency, maximumFractionDigits: 6 }).format(
    amount as Intl.StringNumericLiteral,
  )
}

/** Whole units only, for figures one glances at. */
export function formatMoneyShort({ amount, currency }: WireMoney): string {
  const isLarge = amount.replace(/^-/, '').split('.')[0]?.length ?? 0
  const options: Intl.NumberFormatOptions =
    isLarge > 6
      ? { style: 'currency', currency, notation: 'compact', maximumFractionDigits: 2 }
      : { style: 'currency', currency, maximumFractionDigits: 0 }
  return numberFormat(options).format(amount as Intl.StringNumericLiteral)
}

/** A count or decimal text. */
export function formatNumber(value: number | string, digits = 2): string {
  return numberFormat({ maximumFractionDigits: digits }).format(value as Intl.StringNumericLiteral)
}

/** A share as `0.253` or `"0.253"` to `25.3 %`. */
export function formatShare(share: number | string, digits = 1): string {
  return numberFormat({ style: 'percent', maximumFractionDigits: digits }).format(
    share as Intl.StringNumericLiteral,
  )
}

/** A figure that is in per cent already: `"51.76"` to `51.76 %`. */
export function formatPercent(percent: number | string, digits = 2): string {
  return numberFormat({ style: 'unit', unit: 'percent', maximumFractionDigits: digits }).format(
    percent as Intl.StringNumericLiteral,
  )
}

/** The sign before the fraction in the locale of the screens. */
const ownSign = (): Sign => (new Intl.NumberFormat(locale()).format(0.5).includes(',') ? ',' : '.')

/** What was typed, as it travels. */
export const plainDecimal = (text: string): string => readDecimal(text, ownSign())

/** What has travelled, to be typed over. */
export const typedDecimal = (decimal: string): string => writeDecimal(decimal, ownSign())

/** Whole minutes as hours and minutes: 450 as `7:30`. */
export function formatMinutes(minutes: number): string {
  const absolute = Math.abs(minutes)
  const rest = String(absolute % 60).padStart(2, '0')
  return `${minutes < 0 ? '−' : ''}${Math.trunc(absolute / 60)}:${rest}`
}

/** What people type for a time: `7:30`, `7.5`, `7,5`, `450m`, `8`; null when it is none. */
export function parseMinutes(text: string): number | null {
  const plain = text.trim().replace(',', '.')
  if (plain === '') return 0
  const clock = /^(\d{1,3}):([0-5]\d)$/.exec(plain)
  if (clock) return Number.parseInt(clock[1] ?? '0', 10) * 60 + Number.parseInt(clock[2] ?? '0', 10)
  const minutes = /^(\d{1,4})m$/.exec(plain)
  if (minutes) return Number.parseInt(minutes[1] ?? '0', 10)
  const hours = /^(\d{0,3})(?:\.(\d{1,2}))?h?$/.exec(plain)
  if (!hours || plain === '.') return null
  const hundredths = Number.parseInt((hours[2] ?? '').padEnd(2, '0') || '0', 10)
  return Number.parseInt(hours[1] || '0', 10) * 60 + Math.round((hundredths * 60) / 100)
}

const dateFormats = new Map<string, Intl.DateTimeFormat>()

function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale()} ${JSON.stringify(options)}`
  let format = dateFormats.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(locale(), options)
    dateFormats.set(key, format)
  }
  return format
}

/** A calendar day belongs to no zone: it is shown as it stands. */
export function formatDay(day: string, style: 'short' | 'long' | 'weekday' | 'month' = 'short'): string {
  const options: Readonly<Record<typeof style, Intl.DateTimeFormatOptions>> = {
    short: { day: 'numeric', month: 'short', year: 'numeric' },
    long: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
    weekday: { weekday: 'short', day: 'numeric', month: 'numeric' },
    month: { month: 'long', year: 'numeric' },
  }
  return dateFormat({ ...options[style], timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))
}

/** A sentence of the server with the days and the amounts in it as people write them. */
export const inPlainWords = (text: string): string =>
  text
    .replaceAll(/\b\d{4}-\d\d-\d\d\b/g, (day) => formatDay(day))
    // A month of its own, and not the end of a number such as INV-2026-10.
    .replaceAll(/(?<![\w-])\d{4}-(?:0[1-9]|1[0-2])(?![\w-])/g, (month) => formatDay(`${month}-01`, 'month'))
    .replaceAll(/(?<![\d.,])(-?\d+\.\d{2,3}) ([A-Z]{3})\b/g, (_, amount: string, currency: string) =>
      formatMoney({ amount, currency }),
    )

/** A moment in the zone of whoever looks at it. */
export function formatMoment(moment: string): string {
  return dateFormat({ dateStyle: 'medium', timeStyle: 'short', timeZone: zone }).format(new Date(moment))
}

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['week', 7 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

/** A number of days, hours or minutes with its word: `2 days`. */
export const formatCount = (count: number, unit: 'day' | 'hour' | 'minute'): string =>
  new Intl.NumberFormat(locale(), { style: 'unit', unit, unitDisplay: 'long' }).format(count)

/** How far a moment is from now: `in 2 days`, `3 hours ago`. */
export function formatDistance(moment: string, now = Date.now()): string {
  const seconds = Math.round((new Date(moment).getTime() - now) / 1000)
  const [unit, size] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? ['minute', 60]
  return new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }).format(Math.round(seconds / size), unit)
}
