/** Invoices to look at and to measure: a German one with caps and taxes, an American one of many pages, one without tax. */
import type { InvoiceDocument, InvoiceLine } from '#engines/documents'
import { add, type Money, money, rateTimesMinutes, zero } from '#kernel/money.ts'

const logo = {
  svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 190 44"><rect width="40" height="40" y="2" rx="8" fill="#0b5563"/><path d="M9 30 L20 12 L31 30" fill="none" stroke="#ffffff" stroke-width="4"/><path d="M13 34 H27" stroke="#7fd1c7" stroke-width="4"/><path d="M54 13h20M64 13v20M84 13v20M84 23h14M98 13v20M110 13h16M110 23h12M110 33h16M110 13v20" fill="none" stroke="#0b5563" stroke-width="4"/></svg>`,
}

/** Hours at a rate, as a line. */
export function hours(
  description: string,
  quarterHours: number,
  rate: string,
  currency: string,
  tax: string,
  detail?: string,
): InvoiceLine {
  const price = { amount: rate, currency }
  const minutes = quarterHours * 15
  return {
    description,
    ...(detail ? { detail } : {}),
    quantity: {
      amount: `${Math.floor(minutes / 60)}.${String(((minutes % 60) / 60) * 100).padStart(2, '0')}`,
      unit: 'hour',
    },
    price,
    amount: rateTimesMinutes(price, minutes),
    tax,
  }
}

const sum = (lines: readonly InvoiceLine[], currency: string): Money =>
  add(zero(currency), ...lines.map(({ amount }) => amount))

const seller = {
  name: 'Rheintal Beratung GmbH',
  logo,
  accent: '#0b5563',
  address: ['Königsallee 92a', '40212 Düsseldorf', 'Deutschland'],
  contact: [
    { label: '', value: '+49 211 5550 1420' },
    { label: '', value: 'rechnung@rheintal.example' },
  ],
  taxIds: [
    { label: 'USt-IdNr.', value: 'DE811907980' },
    { label: 'Steuernummer', value: '103/5912/0442' },
  ],
  registration: ['Amtsgericht Düsseldorf, HRB 84213', 'Geschäftsführerin: Dr. Annika Weber'],
}

const machineWorks = {
  name: 'Norddeutsche Maschinenwerke Aktiengesellschaft & Co. KG',
  address: ['Kreditorenbuchhaltung', 'Am Sandtorkai 77', '20457 Hamburg', 'Deutschland'],
  taxIds: [{ label: 'USt-IdNr.', value: 'DE136695976' }],
}

const germanBank = {
  title: 'Stadtsparkasse Düsseldorf',
  details: [
    { label: 'IBAN', value: 'DE89 3705 0198 0001 8020 57' },
    { label: 'BIC', value: 'DUSSDEDDXXX' },
  ],
}

const discovery: InvoiceLine[] = [
  {
    description: 'Meilenstein 2: Zielbild und Fahrplan abgenommen',
    detail: 'Abnahme am 12. März 2026 durch Frau Dr. Müller-Lüdenscheidt',
    amount: money(1_850_000n, 'EUR'),
    tax: 'S',
  },
]

/** A German invoice: three groups, one tax, a cap. */
export function germanInvoice(): InvoiceDocument {
  const currency = 'EUR'
  const build: InvoiceLine[] = [
    hours(
      'Anna Schmidt, Senior Consultant',
      502,
      '165.00',
      currency,
      'S',
      'Schnittstellen Auftragswesen, Datenmigration Los 2',
    ),
    hours('Maximilian Freiherr von Hohenstein-Waldenburg, Principal Architect', 63, '212.50', currency, 'S'),
    hours('Priya Raghunathan, Consultant', 570, '128.00', currency, 'S'),
  ]
  const support: InvoiceLine[] = [
    {
      description: 'Betriebsunterstützung März 2026',
      quantity: { amount: '1', unit: 'month' },
      price: { amount: '4200', currency },
      amount: money(420_000n, currency),
      tax: 'S',
    },
  ]
  const subtotal = sum([...discovery, ...build, ...support], currency)
  const tax = money((subtotal.minor * 19n + 50n) / 100n, currency)
  const invoiced = add(sum(build, currency), money(9_120_000n, currency))
  return {
    kind: 'invoice',
    language: 'de',
    locale: 'de-DE',
    paper: 'A4',
    number: 'DE-2026-00042',
    issuedOn: '2026-03-31',
    dueOn: '2026-04-30',
    servicePeriod: { from: '2026-03-01', to: '2026-03-31' },
    subject: 'Einführung Auftragsplattform, Leistungen März 2026',
    introduction: 'Für unsere Leistungen im genannten Zeitraum erlauben wir uns zu berechnen:',
    seller,
    buyer: machineWorks,
    references: [
      { label: 'Ihre Bestellung', value: '4500118273' },
      { label: 'Vertrag', value: 'K-2026-0007' },
      { label: 'Projekt', value: 'P-0003' },
      { label: 'Ansprechpartner', value: 'Jonas Bergmann' },
    ],
    groups: [
      { title: 'Analyse zum Festpreis', lines: discovery },
      { title: 'Umsetzung nach Aufwand', lines: build },
      { title: 'Betreuung', lines: support },
    ],
    subtotal,
    taxes: [{ key: 'S', label: 'Umsatzsteuer 19 %', percent: '19', base: subtotal, amount: tax }],
    total: add(subtotal, tax),
    cap: {
      title: 'Umsetzung nach Aufwand: Obergrenze laut Vertrag',
      limit: money(18_000_000n, currency),
      invoiced,
      remaining: money(18_000_000n - invoiced.minor, currency),
    },
    terms: 'Zahlbar innerhalb von 30 Tagen ohne Abzug.',
    bank: germanBank,
    paymentReference: 'DE-2026-00042',
  }
}

const harborline = {
  name: 'Harborline Consulting, Inc.',
  accent: '#1f3a5f',
  address: ['200 State Street, Suite 1400', 'Boston, MA 02109'],
  contact: [
    { label: '', value: '+1 617 555 0142' },
    { label: '', value: 'billing@harborline.example' },
  ],
  taxIds: [{ label: 'EIN', value: '04-3456789' }],
  registration: ['A Delaware corporation'],
}

const americanBank = {
  title: 'First Harbor Bank, Boston',
  details: [
    { label: 'Routing number (ABA)', value: '011000138' },
    { label: 'Account number', value: '4410 882 190' },
    { label: 'SWIFT', value: 'FHBKUS33' },
  ],
}

const logistics = {
  name: 'Great Lakes Logistics LLC',
  address: ['Accounts Payable', '1200 Riverfront Plaza', 'Milwaukee, WI 53202', 'United States'],
  taxIds: [],
}

/** An American invoice with `count` lines over several pages, in work packages of a dozen. */
export function longInvoice(count: number): InvoiceDocument {
  const currency = 'USD'
  const people = [
    'Olivia Carter, Engagement Manager',
    'Noah Patel, Senior Consultant',
    'Emma Rodriguez, Consultant',
    'Liam O’Sullivan, Data Engineer',
  ]
  const lines = Array.from({ length: count }, (_, index) =>
    hours(
      people[index % 4] ?? '',
      8 + ((index * 7) % 29),
      ['245.00', '210.00', '165.00', '187.50'][index % 4] ?? '',
      currency,
      'O',
    ),
  )
  const groups = Array.from({ length: Math.ceil(count / 12) }, (_, index) => ({
    title: `WP${index + 1} ${['Data foundation', 'Order integration', 'Reporting', 'Rollout'][index % 4]}`,
    lines: lines.slice(index * 12, index * 12 + 12),
  }))
  const subtotal = sum(lines, currency)
  return {
    kind: 'invoice',
    language: 'en',
    locale: 'en-US',
    paper: 'LETTER',
    number: 'US-2026-00117',
    issuedOn: '2026-03-31',
    dueOn: '2026-04-30',
    servicePeriod: { from: '2026-03-01', to: '2026-03-31' },
    subject: 'Order platform implementation, March 2026',
    seller: harborline,
    buyer: logistics,
    references: [
      { label: 'Purchase order', value: 'PO-88214' },
      { label: 'Contract', value: 'C-2026-0009' },
    ],
    groups,
    subtotal,
    taxes: [
      {
        key: 'O',
        label: 'Sales tax 0 %',
        percent: '0',
        base: subtotal,
        amount: zero(currency),
        note: 'Professional services: not subject to sales tax in Wisconsin.',
      },
    ],
    total: subtotal,
    prepaid: money(500_000n, currency),
    terms: 'Net 30 days. Please quote the payment reference with your transfer.',
    bank: americanBank,
    paymentReference: 'US-2026-00117',
    notes: ['Thank you for your business.'],
  }
}

const straits = {
  name: 'Straits Advisory Pte. Ltd.',
  accent: '#8a1c3b',
  address: ['8 Marina Boulevard #14-02', 'Singapore 018981'],
  contact: [{ label: '', value: 'accounts@straits.example' }],
  taxIds: [{ label: 'GST Reg. No.', value: '201812345K' }],
  registration: ['UEN 201812345K'],
}

const singaporeBank = {
  title: 'Straits Commercial Bank',
  details: [
    { label: 'Bank / branch code', value: '7171 / 003' },
    { label: 'Account number', value: '003-912345-8' },
    { label: 'SWIFT', value: 'STCBSGSG' },
    { label: 'PayNow UEN', value: '201812345K' },
  ],
}

/** An invoice from Singapore to Germany: two tax categories, one of them without tax and with its note. */
export function exportInvoice(): InvoiceDocument {
  const currency = 'SGD'
  const lines = [
    hours(
      'Wei Ling Tan, Principal Consultant',
      96,
      '310.00',
      currency,
      'Z',
      'Regional rollout, delivered remotely',
    ),
    hours('Arjun Menon, Consultant', 41, '182.25', currency, 'Z'),
  ]
  const onsite = [
    hours('Workshop in Singapore, Wei Ling Tan', 32, '310.00', currency, 'S', '24 and 25 March 2026'),
  ]
  const subtotal = sum([...lines, ...onsite], currency)
  const base = sum(onsite, currency)
  const gst = money((base.minor * 9n + 50n) / 100n, currency)
  return {
    ...longInvoice(1),
    locale: 'en-SG',
    paper: 'A4',
    number: 'SG-2026-00008',
    subject: 'Regional rollout, March 2026',
    seller: straits,
    buyer: {
      name: 'Norddeutsche Maschinenwerke Aktiengesellschaft & Co. KG',
      address: ['Kreditorenbuchhaltung', 'Am Sandtorkai 77', '20457 Hamburg', 'Germany'],
      taxIds: [{ label: 'VAT ID', value: 'DE136695976' }],
    },
    references: [{ label: 'Purchase order', value: '4500118274' }],
    groups: [
      { title: 'Regional rollout', lines },
      { title: 'On site', lines: onsite },
    ],
    subtotal,
    taxes: [
      { key: 'S', label: 'GST 9 %', percent: '9', base, amount: gst },
      {
        key: 'Z',
        label: 'GST 0 %',
        percent: '0',
        base: sum(lines, currency),
        amount: zero(currency),
        note: 'GST 0 %: international services, zero-rated under section 21(3) of the Goods and Services Tax Act. Reverse charge: VAT is payable by the recipient of the service.',
      },
    ],
    total: add(subtotal, gst),
    prepaid: zero(currency),
    terms: 'Payable within 30 days of the date of issue.',
    bank: singaporeBank,
    paymentReference: 'SG-2026-00008',
    notes: [],
  }
}
