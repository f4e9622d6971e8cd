/** Shapes that contracts of several rooms use: countries, languages, time zones and postal addresses. */
import { z } from 'zod'

const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })

/** Is this an ISO 3166 country code? */
export function isCountry(code: string): boolean {
  return /^[A-Z]{2}$/.test(code) && regions.of(code) !== undefined
}

export const country = z
  .string()
  .refine(isCountry, { message: 'must be an ISO 3166 country code' })
  .meta({ description: 'ISO 3166 country code.', example: 'DE', 'x-choices': 'country' })

export const locale = z
  .string()
  .refine((tag) => /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag), {
    message: 'must be a BCP 47 language tag',
  })
  .meta({ description: 'BCP 47 language tag: how numbers and dates are written.', example: 'de-DE' })

export const timeZone = z
  .string()
  .refine(isTimeZone, { message: 'must be an IANA time zone' })
  .meta({ description: 'IANA time zone.', example: 'Europe/Berlin', 'x-choices': 'time-zone' })

/** Is this an IANA time zone? */
export function isTimeZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)
    return true
  } catch {
    return false
  }
}

/** One line of text people read. */
export const line = z.string().trim().min(1).max(200)

/** A postal address as it is printed on an invoice. */
export const address = z
  .strictObject({
    lines: z.array(line).min(1).max(4).meta({ description: 'Street, building, department.' }),
    city: line,
    region: z.string().trim().max(100).default('').meta({ description: 'State or province, where used.' }),
    postalCode: z.string().trim().min(1).max(20),
    country,
  })
  .meta({ description: 'A postal address.' })
