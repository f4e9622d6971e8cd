/** What the ledger is asked and what it answers: accounts, periods, entries, statements. */
import { z } from 'zod'
import {
  command,
  currency,
  decimal,
  id,
  instant,
  listInput,
  listOutput,
  money,
  plainDate,
  query,
} from '#kernel/contract.ts'
import { EXCHANGE_SCALE } from '#kernel/money.ts'
import { refusalTable } from '#kernel/refusal.ts'
import {
  account,
  accountCode,
  accountType,
  balanceRow,
  control,
  ledgerLine,
  period,
  posted,
  source,
  subledger,
} from './shapes.ts'

export * from './contract-entries.ts'
export * from './contract-statements.ts'

export const refusals = refusalTable({
  book_not_found: {
    kind: 'not_found',
    message: 'There is no book {bookId}. List the books with ledger.listBooks.',
  },
  period_not_found: {
    kind: 'not_found',
    message: 'There is no period {periodId}. List them with ledger.listPeriods.',
  },
  period_closed: {
    kind: 'conflict',
    message:
      '{month} is {state} for {subledger} postings. Date the entry in an open period, or have the period reopened.',
  },
  before_book_starts: {
    kind: 'conflict',
    message: 'The book starts on {startsOn}; {date} lies before. Choose a later date.',
  },
  period_already_closed: { kind: 'conflict', message: '{month} is {state} already. There is nothing to do.' },
  period_already_open: { kind: 'conflict', message: '{month} is open; there is nothing to reopen.' },
  earlier_period_open: {
    kind: 'conflict',
    message: 'Close {earlier} first: periods are closed in their order.',
  },
  later_period_closed: {
    kind: 'conflict',
    message: 'Reopen {later} first: periods are reopened newest first.',
  },
  reopening_not_requested: {
    kind: 'conflict',
    message:
      'Nobody has asked to reopen {month}. One person asks with ledger.requestReopening, another reopens.',
  },
  account_not_found: {
    kind: 'not_found',
    message: 'The book has no account {code}. List them with ledger.listAccounts.',
  },
  account_already_exists: {
    kind: 'conflict',
    message: 'The book has an account {code} already: {name}. Use that one, or choose another code.',
  },
  account_role_taken: {
    kind: 'conflict',
    message:
      'Account {account} plays the role {role} in this book already. Add the account without a role, or with another one.',
  },
  account_currency_mismatch: {
    kind: 'conflict',
    message:
      'Account {code} takes {expected} only; this line is in {actual}. Post the line to an account of its currency.',
  },
  control_account: {
    kind: 'conflict',
    message:
      'Account {code} is kept by its subledger and is not posted to or reversed by hand. Correct the document it came from.',
  },
  entry_unbalanced: {
    kind: 'invalid',
    message:
      'Debits and credits differ by {difference}. Correct the lines so that every currency sums to zero.',
  },
  line_not_valued: {
    kind: 'invalid',
    message:
      'A line in {currency} needs its value in {functional}: give `functional`. A line in {functional} is worth its amount.',
  },
  statement_period_wrong: {
    kind: 'invalid',
    message:
      'A statement runs from its first day to its last, over at most {months} months. Choose other days.',
  },
  entry_not_found: {
    kind: 'not_found',
    message: 'There is no entry {entryId}. List them with ledger.generalLedger.',
  },
  entry_already_reversed: {
    kind: 'conflict',
    message: 'Entry {entryId} was reversed by {reversedBy} already. Look at that entry with ledger.getEntry.',
  },
})

const exampleId = '0199d8a0-0000-7000-8000-000000000001'

export const listBooks = query({
  name: 'ledger.listBooks',
  summary: 'Lists the books, one for each legal entity.',
  input: listInput({}, ['name']),
  output: listOutput(z.object({ id, name: z.string(), currency, startsOn: plainDate })),
  refusals: [],
  roles: { controller: 'all', billing: 'all', executive: 'all' },
  examples: [{}],
})

export const listPeriods = query({
  name: 'ledger.listPeriods',
  summary: 'Lists the periods of a book with their locks.',
  input: listInput({ bookId: id, state: period.shape.state.optional() }, ['month']),
  output: listOutput(period),
  refusals: ['book_not_found'],
  roles: { controller: 'all', billing: 'all', executive: 'all' },
  examples: [{ bookId: exampleId }],
})

export const closePeriod = command({
  name: 'ledger.closePeriod',
  summary: 'Closes a period for everybody, or soft-closes it for one subledger.',
  input: z.strictObject({ periodId: id, subledger: subledger.optional() }),
  output: period,
  refusals: ['period_not_found', 'period_already_closed', 'earlier_period_open'],
  touches: ['period'],
  target: 'periodId',
  versioned: true,
  roles: { controller: 'all' },
  examples: [{ periodId: exampleId }, { periodId: exampleId, subledger: 'receivable' }],
})

export const requestReopening = command({
  name: 'ledger.requestReopening',
  summary: 'Asks that a closed period be reopened, with the reason; somebody else decides.',
  input: z.strictObject({ periodId: id, reason: z.string().trim().min(1).max(500) }),
  output: period,
  refusals: ['period_not_found', 'period_already_open', 'later_period_closed'],
  touches: ['period'],
  target: 'periodId',
  versioned: true,
  roles: { controller: 'all' },
  examples: [{ periodId: exampleId, reason: 'The March invoice of a subcontractor arrived late.' }],
})

export const reopenPeriod = command({
  name: 'ledger.reopenPeriod',
  summary: 'Reopens a period whose reopening another person asked for.',
  input: z.strictObject({ periodId: id }),
  output: period,
  refusals: ['period_not_found', 'period_already_open', 'later_period_closed', 'reopening_not_requested'],
  touches: ['period'],
  target: 'periodId',
  versioned: true,
  roles: { controller: 'all', executive: 'all' },
  notAfter: ['ledger.requestReopening'],
  examples: [{ periodId: exampleId }],
})

export const listAccounts = query({
  name: 'ledger.listAccounts',
  summary: 'Lists the chart of accounts of a book.',
  input: listInput({ bookId: id, type: accountType.optional(), control: control.optional() }, [
    'code',
    'name',
  ]),
  output: listOutput(account),
  refusals: ['book_not_found'],
  roles: { controller: 'all', billing: 'all', executive: 'all' },
  examples: [{ bookId: exampleId }],
})

export const addAccount = command({
  name: 'ledger.addAccount',
  summary: 'Adds an account to the chart of a book.',
  input: z.strictObject({
    bookId: id,
    code: accountCode,
    name: z.string().trim().min(1).max(100),
    type: accountType,
    control: control.optional(),
    currency: currency.optional(),
    roles: z.array(z.string().regex(/^[a-z][a-z_.]*$/)).default([]),
  }),
  output: account,
  refusals: ['book_not_found', 'account_already_exists', 'account_role_taken'],
  touches: ['account'],
  roles: { controller: 'all' },
  examples: [
    {
      bookId: exampleId,
      code: '1001',
      name: 'Bank, US dollars',
      type: 'asset',
      control: 'bank',
      currency: 'USD',
    },
  ],
})

export const postEntry = command({
  name: 'ledger.post',
  summary: 'Posts a journal entry by hand into an open period.',
  input: z.strictObject({
    bookId: id,
    date: plainDate,
    description: z.string().trim().min(1).max(200),
    lines: z
      .array(
        z.strictObject({
          account: accountCode,
          amount: money.meta({ description: 'Above zero debits, below zero credits.' }),
          functional: money
            .optional()
            .meta({ description: 'Its value in the currency of the book, where that is another.' }),
          rate: decimal(EXCHANGE_SCALE).optional(),
          clientId: id.optional(),
          contractId: id.optional(),
          projectId: id.optional(),
          personId: id.optional(),
          practice: z.string().max(100).optional(),
          region: z.string().max(100).optional(),
        }),
      )
      .min(2)
      .max(1000),
  }),
  output: posted,
  refusals: [
    'book_not_found',
    'period_closed',
    'before_book_starts',
    'account_not_found',
    'account_currency_mismatch',
    'control_account',
    'entry_unbalanced',
    'line_not_valued',
  ],
  touches: ['entry'],
  roles: { controller: 'all' },
  examples: [
    {
      bookId: exampleId,
      date: '2026-03-31',
      description: 'Rent of March',
      lines: [
        { account: '6100', amount: { amount: '1200.00', currency: 'EUR' } },
        { account: '1000', amount: { amount: '-1200.00', currency: 'EUR' } },
      ],
    },
  ],
})

export const reverseEntry = command({
  name: 'ledger.reverse',
  summary: 'Reverses an entry that was posted by hand; the original stays as it is.',
  input: z.strictObject({
    entryId: id,
    date: plainDate,
    description: z.string().trim().min(1).max(200).optional(),
  }),
  output: posted,
  refusals: [
    'entry_not_found',
    'entry_already_reversed',
    'control_account',
    'period_closed',
    'before_book_starts',
  ],
  touches: ['entry'],
  target: 'entryId',
  roles: { controller: 'all' },
  examples: [{ entryId: exampleId, date: '2026-04-01' }],
})

export const trialBalance = query({
  name: 'ledger.trialBalance',
  summary: 'Shows what every account of a book opened with, moved by and closed with; the totals are equal.',
  input: z.strictObject({ bookId: id, from: plainDate.optional(), to: plainDate }),
  output: z.object({
    bookId: id,
    currency,
    from: plainDate,
    to: plainDate,
    rows: z.array(balanceRow),
    debit: money,
    credit: money,
    closing: money.meta({ description: 'The sum of all closing balances: zero.' }),
  }),
  refusals: ['book_not_found'],
  target: 'bookId',
  roles: { controller: 'all', executive: 'all' },
  examples: [{ bookId: exampleId, from: '2026-03-01', to: '2026-03-31' }],
})

export const generalLedger = query({
  name: 'ledger.generalLedger',
  summary: 'Lists the lines of a book, by account, date and dimension.',
  input: listInput(
    {
      bookId: id,
      account: accountCode.optional(),
      from: plainDate.optional(),
      to: plainDate.optional(),
      clientId: id.optional(),
      contractId: id.optional(),
      projectId: id.optional(),
      personId: id.optional(),
    },
    ['date'],
  ),
  output: listOutput(ledgerLine),
  refusals: ['book_not_found'],
  roles: { controller: 'all', executive: 'all' },
  examples: [{ bookId: exampleId, account: '1100', from: '2026-01-01' }],
})

export const accountStatement = query({
  name: 'ledger.accountStatement',
  summary:
    'Shows an account over time: opening, every movement with the running balance and its source, closing.',
  input: z.strictObject({
    bookId: id,
    account: accountCode,
    from: plainDate,
    to: plainDate,
    limit: z.coerce.number().int().min(1).max(1000).default(200),
    cursor: z.string().optional(),
  }),
  output: z.object({
    account: accountCode,
    name: z.string(),
    opening: money,
    items: z.array(ledgerLine.extend({ balance: money })),
    closing: money,
    nextCursor: z.string().nullable(),
  }),
  refusals: ['book_not_found', 'account_not_found'],
  target: 'bookId',
  roles: { controller: 'all', executive: 'all' },
  examples: [{ bookId: exampleId, account: '1100', from: '2026-01-01', to: '2026-03-31' }],
})

export const getEntry = query({
  name: 'ledger.getEntry',
  summary: 'Shows an entry with its lines, what it came from, and what reversed it.',
  input: z.strictObject({ entryId: id }),
  output: z.object({
    id,
    bookId: id,
    bookName: z.string(),
    number: z.string(),
    date: plainDate,
    subledger,
    description: z.string(),
    source,
    rule: z.string(),
    reversesId: id.nullable(),
    reversedById: id.nullable(),
    journalId: id,
    command: z.string(),
    actorId: id,
    actorName: z.string(),
    postedAt: instant,
    lines: z.array(ledgerLine),
  }),
  refusals: ['entry_not_found'],
  target: 'entryId',
  roles: { controller: 'all', executive: 'all' },
  examples: [{ entryId: exampleId }],
})

export const exportBook = query({
  name: 'ledger.export',
  summary: 'Writes the entries of a book as a plain-text hledger journal.',
  input: z.strictObject({ bookId: id, from: plainDate.optional(), to: plainDate.optional() }),
  output: z.object({ fileName: z.string(), text: z.string() }),
  refusals: ['book_not_found'],
  target: 'bookId',
  roles: { controller: 'all' },
  examples: [{ bookId: exampleId, from: '2026-01-01', to: '2026-12-31' }],
})
