/** Numbers, money and dates as people of a locale write them. Decimal text goes in as it is; no float is made of it. */
import type { PlainDate } from '#kernel/dates.ts'
import { formatDecimal, formatMoney, type Money, minorDigits } from '#kernel/money.ts'

/** How one locale writes. */
export interface LocaleFormat {
  /** "1.234,50": an amount whose currency stands elsewhere. */
  amount(value: Money): string
  /** "1.234,50 EUR" or "SGD 1,234.50": the code, because a dollar sign says too little. */
  money(value: Money): string
  /** Decimal text with at least `digits` after the point, more if it has more. */
  decimal(text: string, digits: number): string
  /** Whole minutes as hours: "7,50", where hundredths say all of them exactly. */
  hours(minutes: bigint): string
  /** Whole minutes as hours and minutes: "7:20". */
  clock(minutes: bigint): string
  /** "31. März 2026". */
  date(value: PlainDate): string
  /** "Deutschland" for DE. */
  country(code: string): string
}

export function localeFormat(locale: string): LocaleFormat {
  const written = (text: string, options: Intl.NumberFormatOptions) =>
    new Intl.NumberFormat(locale, options).format(text as Intl.StringNumericLiteral)
  const countries = new Intl.DisplayNames(locale, { type: 'region' })
  const digitsOf = ({ currency }: Money) => ({
    minimumFractionDigits: minorDigits(currency),
    maximumFractionDigits: minorDigits(currency),
  })
  return {
    amount: (value) => written(formatMoney(value), digitsOf(value)),
    money: (value) =>
      written(formatMoney(value), {
        style: 'currency',
        currency: value.currency,
        currencyDisplay: 'code',
        ...digitsOf(value),
      }),
    decimal: (text, digits) => written(text, { minimumFractionDigits: digits, maximumFractionDigits: 6 }),
    hours: (minutes) => written(formatDecimal((minutes * 100n) / 60n, 2), { minimumFractionDigits: 2 }),
    clock: (minutes) =>
      `${written((minutes / 60n).toString(), {})}:${(minutes % 60n).toString().padStart(2, '0')}`,
    country: (code) => countries.of(code) ?? code,
    date: (value) => Temporal.PlainDate.from(value).toLocaleString(locale, { dateStyle: 'long' }),
  }
}
