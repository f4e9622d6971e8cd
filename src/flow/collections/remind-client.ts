import { localeFormat } from '#engines/documents'
import { composeMail, enqueue, MAIL } from '#engines/exchange'
import { clientById } from '#flow/clients'
import { entityById } from '#flow/firm'
import { handle } from '#kernel/handle.ts'
import { money } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { lockOpenCase } from './case-table.ts'
import { remind as contract } from './contract.ts'
import { reminderWords } from './reminder-words.ts'

export const remindClient = handle(contract, async (ctx, { invoiceId, tone }) => {
  const { tx, call } = ctx
  const found = await lockOpenCase(tx, invoiceId)
  const { number, currency } = found
  const amount = money(found.openMinor - found.disputedMinor, currency)
  if (amount.minor <= 0n) throw new Refused('nothing_to_remind', { number })
  const client = await clientById(tx, found.clientId)
  if (client.invoiceEmail === '') throw new Refused('invoice_email_missing', { client: client.name })
  const { legalName } = await entityById(tx, found.entityId)
  const reminders = found.reminders + 1
  const language = client.locale.startsWith('de') ? 'de' : 'en'
  const format = localeFormat(client.locale)
  const said = reminderWords[language]
  await enqueue(ctx, [
    {
      kind: MAIL,
      key: `${MAIL}:reminder:${invoiceId}:${ctx.journalId}`,
      payload: {
        to: [{ name: client.name, address: client.invoiceEmail }],
        ...composeMail({
          language,
          subject: said.subject[tone](number),
          paragraphs: [
            said.text[tone]({ number, amount: format.money(amount), due: format.date(found.dueDate) }),
            ...(found.disputedMinor > 0n
              ? [said.disputed(format.money(money(found.disputedMinor, currency)))]
              : []),
            said.crossed,
          ],
          signature: [legalName],
        }),
      },
      subject: { objectType: 'invoice', objectId: invoiceId },
    },
  ])
  await tx.run(sql`
    update collections.dunning_case
    set reminders = ${reminders}, reminded_on = ${call.today}, revision = revision + 1
    where tenant_id = kernel.tenant_id() and invoice_id = ${invoiceId}`)
  return {
    output: { invoiceId, reminders, amount, to: client.invoiceEmail },
    touched: [
      {
        type: 'dunning_case',
        id: invoiceId,
        before: { reminders: found.reminders },
        after: { reminders, tone, amountMinor: amount.minor },
      },
      { type: 'invoice', id: invoiceId, after: { reminders, tone } },
    ],
    events: [
      { type: 'collections.reminded', key: invoiceId, payload: { invoiceId, number, reminders, tone } },
    ],
  }
})
