import { mailAddresses } from '#engines/access'
import { retold, saidTexts } from '#engines/decisions'
import { handle } from '#kernel/handle.ts'
import { notify as contract } from './contract.ts'
import { enqueue } from './enqueue.ts'
import { composeMail, MAIL } from './mail.ts'

/** One mail each, so that nobody sees who else was told; its key names this command, which happens once. */
export const notify = handle(contract, async (context, input) => {
  const { principals, roles, translations } = input
  const { tx, call, journalId } = context
  const principalIds = principals.filter((id) => id !== null)
  const people = await mailAddresses(tx, { principalIds, roles }, call.today)
  const told = new Map<string, { subject: string; text: string }>()
  for (const language of new Set(people.map(({ locale }) => locale.slice(0, 2)))) {
    const own = translations[language]
    // What a table gave as a reason may stand in the middle of it.
    const said = own && (await saidTexts(tx, language))
    if (said) told.set(language, { subject: retold(own.subject, said), text: retold(own.text, said) })
  }
  await enqueue(
    context,
    people.map(({ principalId, name, email, locale }) => {
      const { subject, text } = told.get(locale.slice(0, 2)) ?? input
      return {
        kind: MAIL,
        key: `notify ${journalId} ${principalId}`,
        payload: {
          to: [{ name, address: email }],
          ...composeMail({
            language: locale.startsWith('de') ? 'de' : 'en',
            subject,
            recipient: name,
            paragraphs: [text],
            signature: ['Throughline'],
          }),
        },
        subject: { objectType: 'principal', objectId: principalId },
      }
    }),
  )
  return { output: { notified: people.length } }
})
