/** What a reminder of tasks says, in the language of who gets it. */
import type { Reminding } from '#engines/process'
import { composeMail, type Mail } from './mail.ts'

const words = {
  en: {
    one: (task: string, isLate: boolean) => (isLate ? `${task} is late` : `${task} waits for you`),
    many: (count: number) => `${count} tasks wait for you`,
    text: 'This waits for you in your inbox:',
    due: (moment: string) => `due ${moment}`,
    late: (moment: string) => `was due ${moment}`,
  },
  de: {
    one: (task: string, isLate: boolean) => (isLate ? `${task} ist überfällig` : `${task} wartet auf Sie`),
    many: (count: number) => `${count} Aufgaben warten auf Sie`,
    text: 'Das wartet in Ihrem Eingang auf Sie:',
    due: (moment: string) => `fällig ${moment}`,
    late: (moment: string) => `war fällig ${moment}`,
  },
} as const

const SUBJECT_CHARACTERS_MAX = 200

type Recipient = Readonly<{ name: string; locale: string }>

/** One mail with all the tasks somebody is reminded of, the longest due first. */
export function reminderMail(
  { name, locale }: Recipient,
  tasks: readonly Reminding[],
  now: Temporal.Instant,
): Pick<Mail, 'subject' | 'text' | 'html'> {
  const language = locale.startsWith('de') ? 'de' : 'en'
  const { one, many, text, due, late } = words[language]
  const isLate = ({ dueAt }: Reminding) => Temporal.Instant.compare(dueAt, now) < 0
  const nameOf = ({ own, translated }: Reminding['names']['task']) => translated[language] ?? own
  const [first] = tasks
  const subject =
    first && tasks.length === 1 ? one(nameOf(first.names.task), isLate(first)) : many(tasks.length)
  return composeMail({
    language,
    subject: subject.slice(0, SUBJECT_CHARACTERS_MAX),
    recipient: name,
    paragraphs: [text],
    facts: tasks.map((task) => {
      const label = [nameOf(task.names.task), task.about || nameOf(task.names.process)].join(' – ')
      const moment = momentIn(task.dueAt, task.zone, language)
      return [label, isLate(task) ? late(moment) : due(moment)]
    }),
    signature: ['Throughline'],
  })
}

/** In the zone its process counts in, with the zone told: who reads it may live in another. */
function momentIn(moment: Temporal.Instant, zone: string, language: 'en' | 'de'): string {
  return new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', {
    ...{ timeZone: zone, day: 'numeric', month: 'long', year: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit', timeZoneName: 'short' },
  }).format(moment.epochMilliseconds)
}
