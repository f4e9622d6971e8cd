/** An invoice as it is printed: every fact of the document, none of its looks. */
import {
  type InvoiceDocument,
  type InvoiceGroup,
  type InvoiceLine,
  type InvoiceTax,
  type Labelled,
  type LocaleFormat,
  localeFormat,
} from '#engines/documents'
import { clientById } from '#flow/clients'
import { entityById, letterhead } from '#flow/firm'
import type { PlainDate } from '#kernel/dates.ts'
import { type Money, money } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import type { Tx } from '#kernel/sql.ts'
import {
  type DocumentFacts,
  factsOf,
  type LineFacts,
  linesOf,
  type TaxFacts,
  taxesOf,
} from './invoice-facts.ts'

const words = {
  en: {
    contract: 'Contract',
    order: 'Your order',
    client: 'Client number',
    taxNumber: 'Tax number',
    milestones: 'Milestones',
    fees: 'Monthly fees',
    cap: 'Not to exceed',
    iban: 'IBAN',
    bic: 'BIC',
    account: 'Account',
    routing: 'Routing number',
    terms: (days: number) =>
      days === 0 ? 'Payable at once.' : `Payable within ${days} days without deduction.`,
    corrects: 'Corrects invoice',
    corrected: (number: string, day: string) => `This credit note corrects our invoice ${number} of ${day}.`,
    settled: (number: string) =>
      `The amount is taken off invoice ${number}. What was paid beyond it is held to your credit.`,
  },
  de: {
    contract: 'Vertrag',
    order: 'Ihre Bestellung',
    client: 'Kundennummer',
    taxNumber: 'USt-IdNr.',
    milestones: 'Meilensteine',
    fees: 'Monatliche Pauschalen',
    cap: 'Höchstbetrag',
    iban: 'IBAN',
    bic: 'BIC',
    account: 'Konto',
    routing: 'Bankleitzahl',
    terms: (days: number) =>
      days === 0 ? 'Sofort zahlbar.' : `Zahlbar innerhalb von ${days} Tagen ohne Abzug.`,
    corrects: 'Korrigiert Rechnung',
    corrected: (number: string, day: string) =>
      `Diese Rechnungskorrektur berichtigt unsere Rechnung ${number} vom ${day}.`,
    settled: (number: string) =>
      `Der Betrag mindert die Rechnung ${number}. Was darüber hinaus gezahlt wurde, halten wir zu Ihren Gunsten.`,
  },
} as const

type Words = (typeof words)['en'] | (typeof words)['de']

/** The document of a posted invoice, in the language of the client. Refuses with `invoice_not_found`. */
export async function invoiceDocument(tx: Tx, invoiceId: string): Promise<InvoiceDocument> {
  const facts = await factsOf(tx, invoiceId)
  if (!facts) throw new Refused('invoice_not_found', { invoiceId })
  const [lines, taxes, entity, client, looks] = await Promise.all([
    linesOf(tx, invoiceId),
    taxesOf(tx, invoiceId),
    entityById(tx, facts.entityId),
    clientById(tx, facts.clientId),
    letterhead(tx),
  ])
  const language = client.locale.startsWith('de') ? 'de' : 'en'
  const said = words[language]
  const format = localeFormat(client.locale)
  const amount = (minor: bigint) => money(minor, facts.currency)
  return {
    kind: 'invoice',
    language,
    locale: client.locale,
    paper: entity.country === 'US' ? 'LETTER' : 'A4',
    number: facts.number ?? '',
    issuedOn: facts.invoiceDate,
    dueOn: facts.dueDate,
    servicePeriod: { from: facts.periodStart, to: facts.periodEnd },
    subject: facts.title,
    seller: {
      ...looks,
      name: entity.legalName,
      address: addressLines(entity.address, format),
      taxIds: [{ label: said.taxNumber, value: entity.taxNumber }],
      contact: [],
      registration: entity.registration === '' ? [] : [entity.registration],
    },
    buyer: {
      name: client.legalName,
      address: client.address ? addressLines(client.address, format) : [],
      taxIds: client.taxNumber === '' ? [] : [{ label: said.taxNumber, value: client.taxNumber }],
    },
    references: [
      { label: said.contract, value: facts.contractNumber },
      ...(facts.purchaseOrder === '' ? [] : [{ label: said.order, value: facts.purchaseOrder }]),
      { label: said.client, value: client.number },
    ],
    groups: groupsOf(lines, said, format, facts.currency),
    subtotal: amount(facts.netMinor),
    taxes: taxes.map((tax) => taxShown(tax, amount)),
    total: amount(facts.grossMinor),
    ...capOf(facts, said, amount),
    terms: said.terms(facts.termsDays),
    bank: { title: entity.bank.name, details: bankDetails(entity.bank, said) },
    paymentReference: facts.number ?? '',
  }
}

/** What a credit note takes back of an invoice. Amounts are minor units. */
export interface Correction {
  readonly number: string
  readonly issuedOn: PlainDate
  readonly reason: string
  readonly lines: ReadonlyMap<number, bigint>
  /** By the code of the tax. */
  readonly taxes: ReadonlyMap<string, { readonly netMinor: bigint; readonly taxMinor: bigint }>
}

/** The document of a credit note: the invoice with its lines as far as they are taken back. */
export async function correctionDocument(
  tx: Tx,
  invoiceId: string,
  { number, issuedOn, reason, lines, taxes }: Correction,
): Promise<InvoiceDocument> {
  const { cap: _cap, ...invoice } = await invoiceDocument(tx, invoiceId)
  const [billed, charged] = await Promise.all([linesOf(tx, invoiceId), taxesOf(tx, invoiceId)])
  const said = words[invoice.language]
  const format = localeFormat(invoice.locale)
  const { currency } = invoice.total
  const amount = (minor: bigint) => money(minor, currency)
  const taken = billed.flatMap((line) => {
    const minor = lines.get(line.lineNo)
    if (minor === undefined) return []
    // A part of a line is an amount: its hours and its rate would not give it.
    return [minor === line.netMinor ? line : { ...line, netMinor: minor, partly: true }]
  })
  const net = [...lines.values()].reduce((sum, minor) => sum + minor, 0n)
  const tax = [...taxes.values()].reduce((sum, { taxMinor }) => sum + taxMinor, 0n)
  return {
    ...invoice,
    kind: 'credit_note',
    number,
    issuedOn,
    dueOn: issuedOn,
    introduction: said.corrected(invoice.number, format.date(invoice.issuedOn)),
    notes: [reason],
    references: [{ label: said.corrects, value: invoice.number }, ...invoice.references],
    groups: groupsOf(taken, said, format, currency),
    subtotal: amount(net),
    taxes: charged.flatMap((one) => {
      const part = taxes.get(one.code)
      return part ? [taxShown({ ...one, ...part }, amount)] : []
    }),
    total: amount(net + tax),
    terms: said.settled(invoice.number),
    paymentReference: number,
  }
}

interface Address {
  readonly lines: readonly string[]
  readonly city: string
  readonly postalCode?: string | undefined
  readonly region?: string | undefined
  readonly country?: string | undefined
}

/** Where the state and the code stand behind the city. */
const cityFirst = new Set(['US', 'CA', 'AU', 'SG'])

/** The lines of an address as the post wants them, whatever parts it has. */
function addressLines({ lines, city, postalCode, region, country }: Address, format: LocaleFormat): string[] {
  const place =
    country !== undefined && cityFirst.has(country)
      ? [region ? `${city}, ${region}` : city, postalCode]
      : [postalCode, city, region]
  return [...lines, place.filter((part) => part).join(' '), ...(country ? [format.country(country)] : [])]
}

function bankDetails(
  bank: {
    readonly iban?: string | undefined
    readonly bic?: string | undefined
    readonly account?: string | undefined
    readonly routing?: string | undefined
  },
  said: Words,
): Labelled[] {
  const named = [
    [said.iban, bank.iban?.replace(/(.{4})(?=.)/g, '$1 ')],
    [said.bic, bank.bic],
    [said.account, bank.account],
    [said.routing, bank.routing],
  ] as const
  return named.flatMap(([label, value]) => (value ? [{ label, value }] : []))
}

/** A line as it is printed; of one that is credited in part only the amount. */
type PrintedLine = LineFacts & { readonly partly?: boolean }

/** Fixed prices first, then time by work package, in the order of the lines. */
function groupsOf(
  lines: readonly PrintedLine[],
  said: Words,
  format: LocaleFormat,
  currency: string,
): InvoiceGroup[] {
  const titleOf = (line: LineFacts) =>
    line.kind === 'milestone'
      ? said.milestones
      : line.kind === 'fee'
        ? said.fees
        : `${line.workPackageCode} ${line.title}`
  return [...Map.groupBy(lines, titleOf)].map(([title, members]) => ({
    title,
    lines: members.map((line) => lineShown(line, format, currency)),
  }))
}

function lineShown(line: PrintedLine, format: LocaleFormat, currency: string): InvoiceLine {
  const base = { amount: money(line.netMinor, currency), tax: line.taxCode }
  if (line.kind === 'time') {
    return {
      ...base,
      description: line.personName ?? '',
      ...(line.roleName ? { detail: line.roleName } : {}),
      ...(line.partly
        ? {}
        : {
            quantity: { amount: String(line.minutes), unit: 'minute' as const },
            price: { amount: line.rate, currency },
          }),
    }
  }
  const detail =
    line.kind === 'fee' && line.feeStart && line.feeEnd
      ? { detail: `${format.date(line.feeStart)} – ${format.date(line.feeEnd)}` }
      : {}
  return { ...base, ...detail, description: line.title }
}

function taxShown(tax: TaxFacts, amount: (minor: bigint) => Money): InvoiceTax {
  return {
    key: tax.code,
    label: tax.name,
    percent: tax.percent,
    base: amount(tax.netMinor),
    amount: amount(tax.taxMinor),
    ...(tax.note === '' ? {} : { note: tax.note }),
  }
}

function capOf(
  facts: DocumentFacts,
  said: Words,
  amount: (minor: bigint) => Money,
): Pick<InvoiceDocument, 'cap'> {
  if (facts.capMinor === null) return {}
  return {
    cap: {
      title: said.cap,
      limit: amount(facts.capMinor),
      invoiced: amount(facts.capInvoicedMinor),
      remaining: amount(facts.capMinor - facts.capInvoicedMinor),
    },
  }
}
