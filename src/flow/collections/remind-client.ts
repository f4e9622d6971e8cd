import { localeFormat } from '#engines/documents'
import { composeMail, enqueue, MAIL } from '#engines/exchange'
import { clientById } from '#flow/clients'
import { entityById } from '#flow/firm'
import { type Context, handle } from '#kernel/handle.ts'
import { money } from '#kernel/money.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { askedOf, type CaseItem } from './case.ts'
import { type ClientCase, itemsOf, lockOpenCase } from './case-table.ts'
import { remind as contract } from './contract.ts'
import { reminderLetter, type Tone } from './reminder-words.ts'

/** One letter lists all that is open; only what is neither disputed nor promised is asked for. */
export const remindClient = handle(contract, async (ctx, { tone, ...named }) => {
  const { tx, call } = ctx
  const found = await lockOpenCase(tx, named)
  const items = await itemsOf(tx, found.id, call.today)
  const asked = items.filter((item) => askedOf(item) > 0n)
  const amount = money(
    asked.reduce((sum, item) => sum + askedOf(item), 0n),
    found.currency,
  )
  const to = await write(ctx, found, { items, tone })
  const reminders = found.reminders + 1
  await countLetter(tx, found.id, asked, call.today)
  const invoiceIds = asked.map(({ invoiceId }) => invoiceId)
  return {
    output: { caseId: found.id, reminders, amount, invoiceIds, to },
    touched: [
      {
        type: 'dunning_case',
        id: found.id,
        before: { reminders: found.reminders },
        after: { reminders, tone, amountMinor: amount.minor },
      },
      ...invoiceIds.map((id) => ({ type: 'invoice', id, after: { caseReminders: reminders, tone } })),
    ],
    events: [
      {
        type: 'collections.reminded',
        key: found.id,
        payload: { caseId: found.id, invoiceIds, reminders, tone },
      },
    ],
  }
})

/** Sends the letter, and gives the address it goes to. */
async function write(
  ctx: Context,
  found: ClientCase,
  { items, tone }: { items: readonly CaseItem[]; tone: Tone },
): Promise<string> {
  const client = await clientById(ctx.tx, found.clientId)
  if (!items.some((item) => askedOf(item) > 0n))
    throw new Refused('nothing_to_remind', { client: client.name })
  if (client.invoiceEmail === '') throw new Refused('invoice_email_missing', { client: client.name })
  const { legalName } = await entityById(ctx.tx, found.entityId)
  const language = client.locale.startsWith('de') ? 'de' : 'en'
  const { subject, paragraphs, facts } = reminderLetter(
    { language, tone, currency: found.currency, today: ctx.call.today, format: localeFormat(client.locale) },
    items,
  )
  await enqueue(ctx, [
    {
      kind: MAIL,
      key: `${MAIL}:reminder:${found.id}:${ctx.journalId}`,
      payload: {
        to: [{ name: client.name, address: client.invoiceEmail }],
        ...composeMail({ language, subject, paragraphs, facts, signature: [legalName] }),
      },
      subject: { objectType: 'dunning_case', objectId: found.id },
    },
  ])
  return client.invoiceEmail
}

async function countLetter(tx: Tx, caseId: string, asked: readonly CaseItem[], today: string): Promise<void> {
  await tx.run(sql`
    with counted as (
      update collections.case_item
      set reminders = reminders + 1
      where tenant_id = kernel.tenant_id() and case_id = ${caseId}
        and invoice_id = any(${asked.map(({ invoiceId }) => invoiceId)}::uuid[]))
    update collections.client_case
    set reminders = reminders + 1, reminded_on = ${today}, revision = revision + 1
    where tenant_id = kernel.tenant_id() and id = ${caseId}`)
}
