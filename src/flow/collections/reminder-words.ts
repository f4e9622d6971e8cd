/** The letter that reminds a client of what is overdue, in the languages of clients. Pure. */
import type { localeFormat } from '#engines/documents'
import { daysBetween, type PlainDate } from '#kernel/dates.ts'
import { money } from '#kernel/money.ts'
import { askedOf, type CaseItem } from './case.ts'

export type Tone = 'friendly' | 'firm' | 'final'

interface ReminderWords {
  /** Of one invoice by its number, else of how many. */
  readonly subject: Readonly<Record<Tone, (what: string) => string>>
  readonly one: (number: string) => string
  readonly many: (count: number) => string
  readonly text: Readonly<Record<Tone, (amount: string) => string>>
  readonly item: (number: string, due: string, days: number) => string
  readonly total: string
  readonly disputed: string
  readonly promised: string
  readonly asked: string
  readonly lookingInto: string
  readonly crossed: string
}

const reminderWords: Readonly<Record<'en' | 'de', ReminderWords>> = {
  en: {
    subject: {
      friendly: (what) => `Due: ${what}`,
      firm: (what) => `Reminder: ${what} overdue`,
      final: (what) => `Final reminder: ${what}`,
    },
    one: (number) => `invoice ${number}`,
    many: (count) => `${count} invoices`,
    text: {
      friendly: (amount) =>
        `What is listed below was due, and ${amount} are still open. Perhaps it has escaped your notice; we would be glad if you settled it in the next days.`,
      firm: (amount) =>
        `In spite of our reminder ${amount} of what is listed below are still open. Please pay within seven days, or tell us what keeps you from it.`,
      final: (amount) =>
        `${amount} of what is listed below are still open. Please pay within seven days. After that we have to take further steps.`,
    },
    item: (number, due, days) => `${number}, due ${due}, ${days} ${days === 1 ? 'day' : 'days'} overdue`,
    total: 'Open in all',
    disputed: 'Of it disputed',
    promised: 'Of it promised',
    asked: 'To be paid now',
    lookingInto: 'We are looking into what you do not agree with; this letter does not ask for it.',
    crossed: 'If your payment is on its way, please take this letter as settled.',
  },
  de: {
    subject: {
      friendly: (what) => `Fällig: ${what}`,
      firm: (what) => `Mahnung: ${what}`,
      final: (what) => `Letzte Mahnung: ${what}`,
    },
    one: (number) => `Rechnung ${number}`,
    many: (count) => `${count} Rechnungen`,
    text: {
      friendly: (amount) =>
        `Was unten aufgeführt ist, war fällig, davon sind noch ${amount} offen. Vielleicht ist es Ihnen entgangen; wir freuen uns, wenn Sie es in den nächsten Tagen begleichen.`,
      firm: (amount) =>
        `Trotz unserer Erinnerung sind von dem, was unten aufgeführt ist, noch ${amount} offen. Bitte zahlen Sie innerhalb von sieben Tagen, oder sagen Sie uns, was Sie daran hindert.`,
      final: (amount) =>
        `Von dem, was unten aufgeführt ist, sind noch ${amount} offen. Bitte zahlen Sie innerhalb von sieben Tagen. Danach müssen wir weitere Schritte einleiten.`,
    },
    item: (number, due, days) =>
      `${number}, fällig ${due}, seit ${days} ${days === 1 ? 'Tag' : 'Tagen'} überfällig`,
    total: 'Insgesamt offen',
    disputed: 'Davon strittig',
    promised: 'Davon zugesagt',
    asked: 'Jetzt zu zahlen',
    lookingInto: 'Womit Sie nicht einverstanden sind, prüfen wir; dieses Schreiben verlangt es nicht.',
    crossed: 'Ist Ihre Zahlung schon unterwegs, betrachten Sie dieses Schreiben bitte als erledigt.',
  },
}

export interface LetterOf {
  readonly language: 'en' | 'de'
  readonly tone: Tone
  readonly currency: string
  readonly today: PlainDate
  readonly format: ReturnType<typeof localeFormat>
}

/** What a letter says about the open items of a case: each with its age, what they sum up to, and what of it is asked for. */
export function reminderLetter(
  { language, tone, currency, today, format }: LetterOf,
  items: readonly CaseItem[],
): { subject: string; paragraphs: string[]; facts: [string, string][] } {
  const said = reminderWords[language]
  const sum = (of: (item: CaseItem) => bigint) => items.reduce((total, item) => total + of(item), 0n)
  const inWords = (minor: bigint) => format.money(money(minor, currency))
  const meant = items.filter((item) => askedOf(item) > 0n)
  const [first] = meant
  const what = first && meant.length === 1 ? said.one(first.number) : said.many(meant.length)
  const disputed = sum(({ disputedMinor }) => disputedMinor)
  const promised = sum((item) => item.openMinor - item.disputedMinor - askedOf(item))
  const [total, asked] = [sum(({ openMinor }) => openMinor), sum(askedOf)]
  const parts: [string, bigint][] = [
    ...(items.length > 1 || asked < total ? [[said.total, total] as [string, bigint]] : []),
    [said.disputed, disputed],
    [said.promised, promised],
    ...(asked < total ? [[said.asked, asked] as [string, bigint]] : []),
  ]
  return {
    subject: said.subject[tone](what),
    paragraphs: [said.text[tone](inWords(asked)), ...(disputed > 0n ? [said.lookingInto] : []), said.crossed],
    facts: [
      ...items.map(({ number, dueDate, openMinor }): [string, string] => [
        said.item(number, format.date(dueDate), daysBetween(dueDate, today)),
        inWords(openMinor),
      ]),
      ...parts
        .filter(([, minor]) => minor > 0n)
        .map(([label, minor]): [string, string] => [label, inWords(minor)]),
    ],
  }
}
