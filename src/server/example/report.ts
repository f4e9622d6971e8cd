/** The end of the story in numbers: what was asked for, earned, received, and whether the books agree with it all. */

import type { Wire } from './stage.ts'
import type { Told } from './story.ts'

/** A table of the report: its title and rows as people read them. */
export interface Section {
  readonly title: string
  readonly rows: readonly Readonly<Record<string, string | number>>[]
}

export interface Report {
  readonly sections: readonly Section[]
  /** How many reconciliations do not agree; zero in a sound set of books. */
  readonly differences: number
  /** The books of each entity as an hledger journal, by file name. */
  readonly journals: ReadonlyMap<string, string>
}

const FROM = '2026-01-01'
const TO = '2026-12-31'

const said = (money: Wire): string => `${money.amount} ${money.currency}`
const hours = (minutes: number): string =>
  (minutes / 60).toLocaleString('en-US', { maximumFractionDigits: 1 })

export async function reportOf(told: Told): Promise<Report> {
  const { controller, projectManager, executive } = told.cast
  const books = await controller.all('ledger.listBooks')
  const { lines: reconciled } = await controller.ask('collections.reconcile', {})
  const sections: Section[] = [
    dealSection(told),
    await invoiceSection(told),
    {
      title: 'Revenue by method',
      rows: (await controller.ask('revenue.byMethod', { from: FROM, to: TO })).items.map((row: Wire) => ({
        entity: row.entityCode,
        method: row.method,
        revenue: said(row.revenue),
      })),
    },
    {
      title: 'Position of each contract',
      rows: (await controller.all('revenue.positions')).map((row) => ({
        contract: row.contractNumber,
        recognised: said(row.recognised),
        billed: said(row.billed),
        unbilled: said(row.unbilledReceivable),
        'contract asset': said(row.contractAsset),
        'contract liability': said(row.contractLiability),
        ledger: row.agrees ? 'agrees' : 'DIFFERS',
      })),
    },
    {
      title: 'Cash received',
      rows: (await controller.all('collections.listReceipts')).map((row) => ({
        day: row.receivedOn,
        client: row.clientName,
        amount: said(row.amount),
        unapplied: said(row.unapplied),
      })),
    },
    marginSection(await projectManager.ask('revenue.margin', { projectId: told.engagement.projectId })),
    {
      title: 'What clients still owe',
      rows: (await executive.all('collections.openItems')).map((row) => ({
        invoice: row.number,
        client: row.clientName,
        due: row.dueDate,
        open: said(row.open),
      })),
    },
    ...(await trialBalances(told, books)),
    {
      title: 'Reconciliations: subledger against ledger',
      rows: reconciled.map((row: Wire) => ({
        what: row.what,
        entity: row.entityCode,
        subledger: said(row.subledger),
        ledger: said(row.ledger),
        difference: said(row.difference),
      })),
    },
  ]
  const differences = reconciled.filter((row: Wire) => !/^-?0+(\.0+)?$/.test(row.difference.amount)).length
  const journals = new Map<string, string>()
  for (const book of books) {
    const { fileName, text } = await controller.ask('ledger.export', { bookId: book.id })
    journals.set(fileName, text)
  }
  return { sections, differences, journals }
}

function dealSection({ engagement }: Told): Section {
  const days = engagement.wonAt.until(engagement.startedAt, { largestUnit: 'hours' }).hours / 24
  return {
    title: 'From deal to project',
    rows: [
      {
        project: engagement.projectNumber,
        won: day(engagement.wonAt),
        'kicked off': day(engagement.startedAt),
        days,
      },
    ],
  }
}

const day = (moment: Temporal.Instant): string => moment.toString().slice(0, 10)

async function invoiceSection({ cast }: Told): Promise<Section> {
  const invoices = await cast.billing.all('billing.listInvoices', { sort: 'invoiceDate' })
  return {
    title: 'Invoices',
    rows: invoices.map((invoice) => ({
      number: invoice.number ?? '',
      client: invoice.clientName,
      date: invoice.invoiceDate,
      net: said(invoice.net),
      tax: said(invoice.tax),
      gross: said(invoice.gross),
      state: invoice.state,
    })),
  }
}

function marginSection(margin: Wire): Section {
  const row = (title: string, of: Wire) => ({
    'work package': title,
    hours: hours(of.minutes),
    revenue: said(of.revenue),
    cost: said(of.cost),
    margin: said(of.margin),
  })
  const minutes = margin.items.reduce((sum: number, item: Wire) => sum + item.minutes, 0)
  return {
    title: 'Margin by work package',
    rows: [
      ...margin.items.map((item: Wire) => row(`${item.code} ${item.title}`, item)),
      row('all', { ...margin, minutes }),
    ],
  }
}

async function trialBalances({ cast }: Told, books: readonly Wire[]): Promise<Section[]> {
  return Promise.all(
    books.map(async (book) => {
      const balance = await cast.controller.ask('ledger.trialBalance', {
        bookId: book.id,
        from: FROM,
        to: TO,
      })
      return {
        title: `Trial balance of ${book.name} (${balance.currency})`,
        rows: [
          ...balance.rows
            .filter((row: Wire) => row.debit.amount !== row.credit.amount || /[1-9]/.test(row.debit.amount))
            .map((row: Wire) => ({
              account: row.account,
              name: row.name,
              debit: row.debit.amount,
              credit: row.credit.amount,
              closing: row.closing.amount,
            })),
          {
            account: '',
            name: 'sum',
            debit: balance.debit.amount,
            credit: balance.credit.amount,
            closing: balance.closing.amount,
          },
        ],
      }
    }),
  )
}
