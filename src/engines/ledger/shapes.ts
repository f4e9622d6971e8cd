/** The things the ledger speaks of, as they look on the wire. */
import { z } from 'zod'
import { currency, id, money, plainDate } from '#kernel/contract.ts'

/** What an account counts, and with it on which side it normally stands. */
export const accountTypes = ['asset', 'liability', 'equity', 'income', 'expense'] as const
/** The subledgers that are closed on their own, before the period is. */
export const subledgers = ['general', 'cost', 'revenue', 'receivable', 'payable', 'cash'] as const
/** Accounts that sum up a subledger. */
export const controls = [
  'receivable',
  'unbilled_receivable',
  'contract_asset',
  'contract_liability',
  'unapplied_cash',
  'payable',
  'bank',
] as const

export const month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
  .meta({ description: 'A month, YYYY-MM.' })
export const accountCode = z
  .string()
  .regex(/^[0-9A-Za-z][0-9A-Za-z.-]{0,19}$/, 'must be up to 20 letters, digits, points or hyphens')
export const accountType = z.enum(accountTypes)
export const control = z.enum(controls)
export const subledger = z.enum(subledgers)

export const dimensions = {
  clientId: id.nullable(),
  contractId: id.nullable(),
  projectId: id.nullable(),
  personId: id.nullable(),
  practice: z.string().nullable(),
  region: z.string().nullable(),
}
export const documentRef = z.object({ type: z.string(), id }).nullable()
export const source = z.object({ type: z.string(), id })

export const period = z.object({
  id,
  month,
  state: z.enum(['open', 'soft_closed', 'closed']),
  lockedSubledgers: z.array(subledger),
  reopeningRequestedBy: id.nullable(),
  reopeningReason: z.string().nullable(),
  revision: z.int(),
})

export const account = z.object({
  id: accountCode,
  code: accountCode,
  name: z.string(),
  type: accountType,
  control: control.nullable(),
  currency: currency.nullable(),
  roles: z.array(z.string()),
})

export const posted = z.object({
  entryId: id,
  number: z.string().meta({ description: 'Year and number in the book, without gaps.', example: '2026-17' }),
})

export const balanceRow = z.object({
  account: accountCode,
  name: z.string(),
  type: accountType,
  opening: money,
  debit: money,
  credit: money,
  closing: money,
})

export const ledgerLine = z.object({
  id: z.string(),
  entryId: id,
  lineNo: z.int(),
  number: z.string(),
  date: plainDate,
  account: accountCode,
  accountName: z.string(),
  description: z.string(),
  amount: money,
  functional: money,
  rate: z.string().nullable(),
  ...dimensions,
  document: documentRef,
  source,
  journalId: id,
})

export type AccountType = z.infer<typeof accountType>
export type Control = z.infer<typeof control>
export type Subledger = z.infer<typeof subledger>
