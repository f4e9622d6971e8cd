/** The letters that remind of an overdue invoice, in the languages of clients. Amounts and days come as they are printed. */
interface Overdue {
  readonly number: string
  readonly amount: string
  readonly due: string
}

type Tone = 'friendly' | 'firm' | 'final'

interface ReminderWords {
  readonly subject: Readonly<Record<Tone, (number: string) => string>>
  readonly text: Readonly<Record<Tone, (overdue: Overdue) => string>>
  readonly disputed: (amount: string) => string
  readonly crossed: string
}

export const reminderWords: Readonly<Record<'en' | 'de', ReminderWords>> = {
  en: {
    subject: {
      friendly: (number) => `Invoice ${number} is due`,
      firm: (number) => `Reminder: invoice ${number} is overdue`,
      final: (number) => `Final reminder of invoice ${number}`,
    },
    text: {
      friendly: ({ number, amount, due }) =>
        `Our invoice ${number} was due on ${due}, and ${amount} of it are still open. Perhaps it has escaped your notice; we would be glad if you settled it in the next days.`,
      firm: ({ number, amount, due }) =>
        `In spite of our reminder ${amount} of our invoice ${number}, due on ${due}, are still open. Please pay within seven days, or tell us what keeps you from it.`,
      final: ({ number, amount, due }) =>
        `${amount} of our invoice ${number}, due on ${due}, are still open. Please pay within seven days. After that we have to take further steps.`,
    },
    disputed: (amount) =>
      `We are looking into the ${amount} you do not agree with; this letter is not about them.`,
    crossed: 'If your payment is on its way, please take this letter as settled.',
  },
  de: {
    subject: {
      friendly: (number) => `Rechnung ${number} ist fällig`,
      firm: (number) => `Mahnung zur Rechnung ${number}`,
      final: (number) => `Letzte Mahnung zur Rechnung ${number}`,
    },
    text: {
      friendly: ({ number, amount, due }) =>
        `Unsere Rechnung ${number} war am ${due} fällig, davon sind noch ${amount} offen. Vielleicht ist sie Ihnen entgangen; wir freuen uns, wenn Sie sie in den nächsten Tagen begleichen.`,
      firm: ({ number, amount, due }) =>
        `Trotz unserer Erinnerung sind von unserer Rechnung ${number}, fällig am ${due}, noch ${amount} offen. Bitte zahlen Sie innerhalb von sieben Tagen, oder sagen Sie uns, was Sie daran hindert.`,
      final: ({ number, amount, due }) =>
        `Von unserer Rechnung ${number}, fällig am ${due}, sind noch ${amount} offen. Bitte zahlen Sie innerhalb von sieben Tagen. Danach müssen wir weitere Schritte einleiten.`,
    },
    disputed: (amount) =>
      `Die ${amount}, mit denen Sie nicht einverstanden sind, prüfen wir; um sie geht es in diesem Schreiben nicht.`,
    crossed: 'Ist Ihre Zahlung schon unterwegs, betrachten Sie dieses Schreiben bitte als erledigt.',
  },
}
