import { mailAddresses } from '#engines/access'
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
  await enqueue(
    context,
    people.map(({ principalId, name, email, locale }) => {
      const { subject, text } = translations[locale.slice(0, 2)] ?? input
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
