/** Several credit notes of one invoice never take back more than it charged, and together exactly that. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { BilledLine, BilledTax } from '#flow/billing'
import { prorate } from '#kernel/money.ts'
import {
  billedAgain,
  type CreditCause,
  isWhole,
  linesOfAmount,
  linesToCredit,
  shareOf,
  sum,
  taxesToCredit,
} from './credit-note.ts'

const line = (lineNo: number, netMinor: bigint, taxCodeId = 'V19'): BilledLine => ({
  lineNo,
  kind: 'time',
  contractLineId: 'line',
  milestoneId: null,
  feeId: null,
  taxCodeId,
  minutes: 60,
  netMinor,
  creditedMinor: 0n,
  accruedFunctionalMinor: (netMinor * 93n) / 100n,
  isRemainder: false,
})

function linesOf(billed: readonly BilledLine[], minor?: bigint) {
  const amount = minor === undefined ? undefined : { minor, currency: 'EUR' }
  const lines = linesToCredit(billed, [{ lineNo: 1, amount }])
  assert.ok(!('refusal' in lines))
  return lines
}

function taxed(lines: readonly BilledLine[]): BilledTax[] {
  return [...Map.groupBy(lines, ({ taxCodeId }) => taxCodeId)].map(([taxCodeId, of]) => {
    const netMinor = sum(of.map((one) => one.netMinor))
    const taxMinor = prorate({ minor: netMinor, currency: '' }, taxCodeId === 'V19' ? 19n : 7n, 100n).minor
    return { taxCodeId, netMinor, taxMinor, creditedMinor: 0n }
  })
}

test('credits of all parts of an invoice, in any order and of any size, take back exactly its net, tax and value', () => {
  const amounts = fc.array(fc.bigInt({ min: 1n, max: 10_000_000n }), { minLength: 1, maxLength: 6 })
  const wishes = fc.array(fc.tuple(fc.nat(5), fc.bigInt({ min: 1n, max: 3_000_000n })), { maxLength: 30 })
  fc.assert(
    fc.property(amounts, wishes, (nets, parts) => {
      let lines = nets.map((net, index) => line(index + 1, net, index % 2 === 0 ? 'V19' : 'V7'))
      let taxes = taxed(lines)
      const values = new Map<number, bigint>()
      const take = (asked?: { lineNo: number; amount: { minor: bigint; currency: string } }[]) => {
        const credited = linesToCredit(lines, asked)
        if ('refusal' in credited) return assert.equal(credited.refusal, 'credit_over_line')
        const back = taxesToCredit({ lines, taxes }, credited)
        assert.ok(back.every(({ taxMinor, netMinor }) => taxMinor >= 0n && taxMinor <= netMinor))
        for (const part of credited)
          values.set(
            part.line.lineNo,
            (values.get(part.line.lineNo) ?? 0n) + shareOf(part.line.accruedFunctionalMinor, part),
          )
        lines = lines.map((one) => {
          const part = credited.find((other) => other.line.lineNo === one.lineNo)
          return part ? { ...one, creditedMinor: one.creditedMinor + part.minor } : one
        })
        taxes = taxes.map((one) => {
          const part = back.find((other) => other.taxCodeId === one.taxCodeId)
          return part ? { ...one, creditedMinor: one.creditedMinor + part.taxMinor } : one
        })
      }
      for (const [index, minor] of parts)
        take([{ lineNo: (index % nets.length) + 1, amount: { minor, currency: 'EUR' } }])
      take()
      assert.deepEqual(
        lines.map((one) => [one.creditedMinor, values.get(one.lineNo)]),
        lines.map((one) => [one.netMinor, one.accruedFunctionalMinor]),
      )
      assert.deepEqual(
        taxes.map((one) => one.creditedMinor),
        taxes.map((one) => one.taxMinor),
      )
    }),
  )
})

test('thirds of 100.00 with 19 % take back 6.33, 6.34 and 6.33 of the tax', () => {
  let lines = [line(1, 10_000n)]
  let taxes = taxed(lines)
  const back = [3_333n, 3_334n, 3_333n].map((minor) => {
    const credited = linesToCredit(lines, [{ lineNo: 1, amount: { minor, currency: 'EUR' } }])
    assert.ok(!('refusal' in credited))
    const [tax] = taxesToCredit({ lines, taxes }, credited)
    lines = lines.map((one) => ({ ...one, creditedMinor: one.creditedMinor + minor }))
    taxes = taxes.map((one) => ({ ...one, creditedMinor: one.creditedMinor + (tax?.taxMinor ?? 0n) }))
    return tax?.taxMinor
  })
  assert.deepEqual(back, [633n, 634n, 633n])
})

test('a line comes back as it was only when all of it is taken back at once, and it was no part itself', () => {
  const [all] = linesOf([line(1, 500n)])
  const [part] = linesOf([line(1, 500n)], 499n)
  const [rest] = linesOf([{ ...line(1, 500n), creditedMinor: 1n }])
  const [partBilled] = linesOf([{ ...line(1, 500n), isRemainder: true }])
  assert.deepEqual(
    [all, part, rest, partBilled].map((one) => one && isWhole(one)),
    [true, false, false, false],
  )
})

test('what was wrong is billed again, what is not owed or waived is not', () => {
  assert.deepEqual(
    Object.keys(billedAgain).filter((cause) => billedAgain[cause as CreditCause]),
    ['wrong_price', 'wrong_quantity', 'wrong_recipient'],
  )
})

test('an amount with tax is made up of the disputed lines, each in proportion, to a cent for each tax', () => {
  const lines = [line(1, 10_000n), line(2, 20_000n), line(3, 5_000n, 'V7')]
  const billed = { lines, taxes: taxed(lines) }
  const grossOf = (parts: ReturnType<typeof linesOfAmount>) =>
    sum([...parts.map(({ minor }) => minor), ...taxesToCredit(billed, parts).map(({ taxMinor }) => taxMinor)])
  assert.deepEqual(
    linesOfAmount(billed, [1, 2], 35_700n).map(({ line: { lineNo }, minor }) => [lineNo, minor]),
    [
      [1, 10_000n],
      [2, 20_000n],
    ],
  )
  fc.assert(
    fc.property(fc.bigInt({ min: 3n, max: 41_050n }), (gross) => {
      const off = grossOf(linesOfAmount(billed, [], gross)) - gross
      assert.ok(off >= -2n && off <= 2n, `${off} off`)
    }),
  )
})
