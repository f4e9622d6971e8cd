/** Rules of a credit note. Pure: no database, no clock. */
import type { BilledLine, BilledTax } from '#flow/billing'
import { type Money, money, prorate, split } from '#kernel/money.ts'

/** Why an invoice is corrected. What was wrong about it is billed again; what is not owed, or waived, is not. */
export const billedAgain = {
  goodwill: false,
  discount: false,
  not_owed: false,
  wrong_price: true,
  wrong_quantity: true,
  wrong_recipient: true,
} as const

export type CreditCause = keyof typeof billedAgain

/** What is taken back of a line, without tax. */
export interface CreditedLine {
  readonly line: BilledLine
  readonly minor: bigint
}

export interface AskedLine {
  readonly lineNo: number
  /** All that is left of it when absent. */
  readonly amount?: Money | undefined
}

export interface RefusedLine {
  readonly refusal: string
  readonly lineNo: number
  readonly leftMinor: bigint
  readonly askedMinor: bigint
}

const leftOf = (line: BilledLine) => line.netMinor - line.creditedMinor

/** The lines a credit note takes back: those asked for, or all that is left; or why one of them cannot be. */
export function linesToCredit(
  billed: readonly BilledLine[],
  asked: readonly AskedLine[] | undefined,
): readonly CreditedLine[] | RefusedLine {
  const lines: CreditedLine[] = []
  const wanted: readonly AskedLine[] = asked ?? billed.map(({ lineNo }) => ({ lineNo }))
  for (const { lineNo, amount } of wanted) {
    const line = billed.find((one) => one.lineNo === lineNo)
    const leftMinor = line ? leftOf(line) : 0n
    const minor = amount?.minor ?? leftMinor
    const refused = { lineNo, leftMinor, askedMinor: minor }
    if (!line) return { ...refused, refusal: 'credit_line_unknown' }
    if (minor > leftMinor) return { ...refused, refusal: 'credit_over_line' }
    if (minor <= 0n) continue
    lines.push({ line, minor })
  }
  return lines
}

/**
 * The parts of lines that make up an amount with tax: all that is left of them, or each in proportion. What the tax
 * rounds to may leave a cent of difference.
 */
export function linesOfAmount(
  billed: { readonly lines: readonly BilledLine[]; readonly taxes: readonly BilledTax[] },
  lineNos: readonly number[],
  grossMinor: bigint,
): CreditedLine[] {
  const whole = billed.lines
    .filter((line) => lineNos.length === 0 || lineNos.includes(line.lineNo))
    .map((line) => ({ line, minor: leftOf(line) }))
    .filter(({ minor }) => minor > 0n)
  const net = sum(whole.map(({ minor }) => minor))
  const gross = net + sum(taxesToCredit(billed, whole).map(({ taxMinor }) => taxMinor))
  if (whole.length === 0 || grossMinor >= gross) return whole
  const parts = split(
    prorate(money(net, ''), grossMinor, gross),
    whole.map(({ minor }) => minor),
  )
  return whole
    .map(({ line }, index) => ({ line, minor: parts[index]?.minor ?? 0n }))
    .filter(({ minor }) => minor > 0n)
}

export interface CreditedTax {
  readonly taxCodeId: string
  readonly netMinor: bigint
  readonly taxMinor: bigint
}

/**
 * The tax that goes back with lines: of each tax code so much that all its credit notes together have taken its share
 * of the whole. So several notes of a whole invoice take back exactly its tax, whatever their parts are.
 */
export function taxesToCredit(
  billed: { readonly lines: readonly BilledLine[]; readonly taxes: readonly BilledTax[] },
  credited: readonly CreditedLine[],
): CreditedTax[] {
  return billed.taxes.flatMap(({ taxCodeId, netMinor, taxMinor, creditedMinor }) => {
    const now = sum(credited.filter(({ line }) => line.taxCodeId === taxCodeId).map(({ minor }) => minor))
    if (now === 0n) return []
    const before = sum(
      billed.lines.filter((line) => line.taxCodeId === taxCodeId).map((line) => line.creditedMinor),
    )
    const share = prorate(money(taxMinor, ''), before + now, netMinor).minor
    return [{ taxCodeId, netMinor: now, taxMinor: share - creditedMinor }]
  })
}

/** All of it is taken back at once, so its content goes back as it came: its hours, its milestone. */
export const isWhole = ({ line, minor }: CreditedLine): boolean =>
  minor === line.netMinor && !line.isRemainder

/** The part of a value that goes with a part of a line, so that the parts of a whole line sum up to its value. */
export function shareOf(whole: bigint, { line, minor }: CreditedLine): bigint {
  const upTo = (part: bigint) => prorate(money(whole, ''), part, line.netMinor).minor
  return upTo(line.creditedMinor + minor) - upTo(line.creditedMinor)
}

export const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, one) => total + one, 0n)
