/** The words printed on invoices, by language. */
export interface InvoiceWords {
  readonly invoice: string
  readonly creditNote: string
  readonly number: string
  readonly creditNumber: string
  readonly issuedOn: string
  readonly dueOn: string
  readonly servicePeriod: string
  readonly billTo: string
  readonly description: string
  readonly quantity: string
  readonly price: string
  readonly tax: string
  readonly amount: string
  readonly groupTotal: string
  readonly subtotal: string
  readonly total: string
  readonly prepaid: string
  readonly due: string
  readonly capLimit: string
  readonly capInvoiced: string
  readonly capRemaining: string
  readonly payment: string
  readonly paymentReference: string
  readonly on: string
  readonly page: (page: number, pages: number) => string
  readonly units: Readonly<Record<'minute' | 'hour' | 'day' | 'month' | 'piece', string>>
}

export const invoiceWords: Readonly<Record<'en' | 'de', InvoiceWords>> = {
  en: {
    invoice: 'Invoice',
    creditNote: 'Credit note',
    number: 'Invoice number',
    creditNumber: 'Credit note number',
    issuedOn: 'Date of issue',
    dueOn: 'Due date',
    servicePeriod: 'Service period',
    billTo: 'Bill to',
    description: 'Description',
    quantity: 'Quantity',
    price: 'Price',
    tax: 'Tax',
    amount: 'Amount',
    groupTotal: 'Total',
    subtotal: 'Subtotal',
    total: 'Total',
    prepaid: 'Already paid',
    due: 'Amount due',
    capLimit: 'Not to exceed',
    capInvoiced: 'Invoiced to date, with this invoice',
    capRemaining: 'Remaining',
    payment: 'Payment',
    paymentReference: 'Payment reference',
    on: 'on',
    page: (page, pages) => `Page ${page} of ${pages}`,
    units: { minute: 'h', hour: 'h', day: 'd', month: 'mo.', piece: 'pcs' },
  },
  de: {
    invoice: 'Rechnung',
    creditNote: 'Rechnungskorrektur',
    number: 'Rechnungsnummer',
    creditNumber: 'Korrekturnummer',
    issuedOn: 'Rechnungsdatum',
    dueOn: 'Fällig am',
    servicePeriod: 'Leistungszeitraum',
    billTo: 'Rechnung an',
    description: 'Leistung',
    quantity: 'Menge',
    price: 'Preis',
    tax: 'Steuer',
    amount: 'Betrag',
    groupTotal: 'Summe',
    subtotal: 'Zwischensumme (netto)',
    total: 'Gesamtbetrag',
    prepaid: 'Bereits gezahlt',
    due: 'Zu zahlen',
    capLimit: 'Obergrenze',
    capInvoiced: 'Bisher abgerechnet, mit dieser Rechnung',
    capRemaining: 'Verbleibend',
    payment: 'Zahlung',
    paymentReference: 'Verwendungszweck',
    on: 'auf',
    page: (page, pages) => `Seite ${page} von ${pages}`,
    units: { minute: 'Std.', hour: 'Std.', day: 'Tage', month: 'Mon.', piece: 'Stk.' },
  },
}
